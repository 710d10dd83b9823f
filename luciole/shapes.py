"""The shape of content files: every part is there and is what its readers count on."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from luciole.content import relative

# Part -> what it must be.
Shape = Mapping[str, type]
_NAMES: Mapping[type, str] = {dict: "a block of names", list: "a list", str: "a text"}


def misshapen(
    path: Path, data: Any, parts: Shape, line: int = 1, optional: Shape | None = None
) -> Iterator[str]:
    """What keeps `data`, read from this line of the file, from having these parts."""
    if not isinstance(data, dict):
        wanted = f" with {', '.join(parts)}" if parts else ""
        yield f"{relative(path)}:{line}: not a block{wanted}: write it, or restore the file"
        return
    for part, kind in {**parts, **(optional or {})}.items():
        if part not in data:
            if part in parts:
                yield f"{relative(path)}:{line}: {part} is missing: add it"
        elif not isinstance(data[part], kind):
            yield f"{at(path, data, part)}: {part} is not {_NAMES[kind]}: write it as one"


def misshapen_items(path: Path, items: Any, parts: Shape) -> Iterator[str]:
    """What keeps the items of a list from having these parts."""
    for number, item in enumerate(items):
        yield from misshapen(path, item, parts, items.lc.item(number)[0] + 1)


def at(path: Path, block: Any, part: object) -> str:
    """Where a part of a block stands, as `file:line`."""
    return f"{relative(path)}:{block.lc.key(part)[0] + 1}"
