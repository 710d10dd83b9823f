"""What leaves and enters as files: tables for translators, all signatures, a booklet's content."""

import csv
import json
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from luciole import paths
from luciole.answers.store import STYLES
from luciole.content import ContentError
from luciole.review.catalogue import Catalogue, catalogue
from luciole.review.items import Item, Line
from luciole.review.signoffs import SignOff, SignOffs, add, read_file, sign_offs
from luciole.review.trial import to_csv

COLUMNS = ("item", "part", "words_of", "other_language", "text")
OTHER = {"fr": "en", "en": "fr"}


@dataclass(frozen=True)
class NewWords:
    """One bubble of an answer as a translator wrote it."""

    key: str
    style: str
    number: int
    text: str


def translation_csv(found: Catalogue, language: str) -> str:
    """Every bubble of every answer beside the other language's.

    `words_of` is the hash of the words as they were exported.
    """
    rows = []
    for item in found.items.values():
        other = found.item(item.id, OTHER[language])
        if item.language != language or item.kind != "answer" or other is None:
            continue
        theirs = {line.part: line.text for line in other.lines}
        rows += [
            (item.id, line.part, item.hash, theirs.get(line.part, ""), line.text)
            for line in item.lines
            if is_bubble(line)
        ]
    return to_csv(COLUMNS, rows)


def is_bubble(line: Line) -> bool:
    return line.part.split(".")[0] in STYLES


def import_translation(path: Path, language: str) -> list[str]:
    """Writes the changed bubbles of a translator's table into the answer files.

    Returns the ids of what changed; its signatures are stale from now on, since they hold for
    other words. Raises ContentError with every row that is not for the words of now: nothing is
    written then.
    """
    found = catalogue()
    changed: dict[str, list[NewWords]] = {}
    faults: list[str] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            item = found.item(row.get("item") or "", language)
            now = {line.part: line.text for line in item.lines} if item else {}
            part = row.get("part") or ""
            if item is None or part not in now or not is_bubble(Line(part, "")):
                faults.append(f"{path}:{number}: no such text: export the table again")
            elif row.get("words_of") != item.hash:
                faults.append(
                    f"{path}:{number}: {item.id} has changed since the table was exported: "
                    "export it again and write the change there"
                )
            elif (text := untamed(row.get("text") or "")) != now[part]:
                style, place = part.split(".")
                changed.setdefault(item.where.rpartition(":")[0], []).append(
                    NewWords(item.name, style, int(place), text)
                )
    if faults:
        raise ContentError("\n".join(faults))
    for name, words in changed.items():
        write_words(paths.ROOT / name, words)
    return sorted({f"answer/{w.key}" for words in changed.values() for w in words})


def untamed(text: str) -> str:
    """The text without the sign that keeps spreadsheets from running it."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def write_words(path: Path, words: list[NewWords]) -> None:
    """Replaces bubbles, and leaves every other character of the file as it is."""
    yaml: Any = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(path.read_text(encoding="utf-8"))
    for new in words:
        bubbles = data["answers"][new.key][new.style]
        bubbles[new.number - 1] = type(bubbles[new.number - 1])(new.text)
    out = StringIO()
    yaml.dump(data, out)
    path.write_text(out.getvalue(), encoding="utf-8")


def signatures_jsonl(signed: SignOffs) -> str:
    """Every signature, one a line."""
    every = [s for each in signed.values() for s in each]
    return "".join(json.dumps(asdict(s), ensure_ascii=False) + "\n" for s in every)


def import_signatures(path: Path) -> list[SignOff]:
    """Adds the signatures of an exported file that are not there yet. Raises ContentError."""
    there = {s for each in sign_offs().values() for s in each}
    new = [s for s in dict.fromkeys(read_file(path)) if s not in there]
    for signed in new:
        add(signed)
    return new


def signatures_csv(signed: SignOffs) -> str:
    """Every signature for a spreadsheet, without the words."""
    names = ("item", "language", "verdict", "role", "initials", "date", "hash", "comment")
    every = [s for each in signed.values() for s in each]
    return to_csv(names, [[getattr(s, name) for name in names] for s in every])


def parts_of(item: Item, style: str) -> list[str]:
    """The bubbles of an answer in one style."""
    return [line.text for line in item.lines if line.part.startswith(f"{style}.")]


def buttons_of(item: Item) -> list[dict[str, Any]]:
    """Titles of an answer's buttons, with the flows they lead to."""
    return [
        {"title": line.text, "to": line.part.removeprefix("button.")}
        for line in item.lines
        if line.part.startswith("button.")
    ]
