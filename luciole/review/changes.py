"""The difference between the words that were signed and those of now, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from luciole.review.items import Line

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """kind: same, gone or new."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One part whose words differ."""

    part: str
    pieces: tuple[Piece, ...]


def changes(before: Sequence[Line], now: Sequence[Line]) -> list[Change]:
    """The parts that differ, in the order of now, then those that are gone."""
    old = {line.part: line.text for line in before}
    new = {line.part: line.text for line in now}
    return [
        Change(part, tuple(pieces(old.get(part, ""), new.get(part, ""))))
        for part in dict.fromkeys([*new, *old])
        if old.get(part) != new.get(part)
    ]


def pieces(old: str, new: str) -> Iterator[Piece]:
    """The two texts woven into one."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    for name, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if name == "equal":
            yield Piece("same", "".join(a[a1:a2]))
            continue
        if a2 > a1:
            yield Piece("gone", "".join(a[a1:a2]))
        if b2 > b1:
            yield Piece("new", "".join(b[b1:b2]))
