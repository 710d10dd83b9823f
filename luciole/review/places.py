"""Where a translatable line stands in the content files."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from luciole import paths
from luciole.answers.store import STYLES
from luciole.content import read_yaml
from luciole.review.fresh import fresh
from luciole.review.items import Item

_STEPS = {"q": "questions", "s": "scenes"}
_OWN = ("title", "intro", "ending")


@dataclass(frozen=True)
class Place:
    """A text in a YAML file: keys from the top. A number counts the texts of a list from 1."""

    path: Path
    keys: tuple[str | int, ...]


def place(item: Item, part: str) -> Place | None:
    """The place of a line that a translator writes; None for buttons, links and sources."""
    path = paths.ROOT / item.where.rpartition(":")[0]
    first, *rest = (int(bit) if bit.isdigit() else bit for bit in part.split("."))
    if item.kind == "answer" and first in STYLES:
        return Place(path, ("answers", item.name, first, *rest))
    if item.kind == "quiz":
        return quiz_place(path, str(first), rest)
    if item.id == "interface/widget" and first != "language":
        return Place(path, (first, *rest))
    if item.id == "interface/button_titles":
        return title_place(path, part)
    return None


def quiz_place(path: Path, first: str, rest: Sequence[str | int]) -> Place | None:
    if first in _OWN:
        return Place(path, (first, *rest))
    steps = _STEPS.get(first[0])
    if steps is None or rest[-1] == "to" or not first[1:].isdigit():
        return None
    keys = step_keys(path, steps)
    if rest[0] == "text":
        return Place(path, (steps, keys.index(first) + 1, *rest))
    letter, *deeper = rest
    return Place(path, (steps, keys.index(first) + 1, "choices", letter, *(deeper or ("text",))))


def step_keys(path: Path, steps: str) -> list[str]:
    """The keys of a quiz's steps, in order."""

    def read() -> list[str]:
        return [str(step["key"]) for step in read_yaml(path)[steps]]

    return fresh(f"steps {path}", (path.parent,), read)


def title_place(folder: Path, name: str) -> Place | None:
    """Titles of buttons stand in any file of the answers' folder."""

    def read() -> dict[str, Path]:
        files = {path: read_yaml(path) for path in sorted(folder.glob("*.yml"))}
        return {str(n): p for p, data in files.items() for n in data.get("titles") or {}}

    path = fresh(f"titles {folder}", (folder,), read).get(name)
    return Place(path, ("titles", name)) if path else None


def write(path: Path, texts: Sequence[tuple[Place, str]]) -> None:
    """Replaces texts, and leaves every other character of the file as it is."""
    yaml: Any = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(path.read_text(encoding="utf-8"))
    for each, text in texts:
        put(data, each.keys, text)
    out = StringIO()
    yaml.dump(data, out)
    path.write_text(out.getvalue(), encoding="utf-8")


def put(data: Any, keys: Sequence[str | int], text: str) -> None:
    """Sets a text; a list of one text may also be written as that text alone."""
    *way, last = keys
    for number, key in enumerate(way):
        step = key - 1 if isinstance(key, int) else key
        if number == len(way) - 1 and isinstance(last, int) and isinstance(data[step], str):
            last = step
            break
        data = data[step]
    else:
        last = last - 1 if isinstance(last, int) else last
    # The same class of text keeps the kind of quotes.
    data[last] = type(data[last])(text)
