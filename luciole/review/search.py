"""Search over everything that is read or said: capitals, accents and apostrophes do not count."""

import unicodedata
from dataclasses import dataclass

AROUND = 60
_SPACES = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Hit:
    """Where a search word stands: the words before it, the word and the words behind."""

    before: str
    found: str
    after: str


def fold(text: str) -> str:
    """The text in the spelling of searches, each letter in its place."""
    table = {ord(c): plain_letter(c) for c in {*text} if not c.isascii()}
    return text.translate(_SPACES).translate(table).lower()


def plain_letter(letter: str) -> str:
    """A letter without its accent, exactly one character."""
    return letter.translate(_SPACES) if ord(letter) in _SPACES else base(letter)


def base(letter: str) -> str:
    lower = unicodedata.normalize("NFKD", letter)[0].lower()
    return lower if len(lower) == 1 else letter


def sought(words: str) -> list[str]:
    return fold(words).split()


def hit(text: str, folded: str, words: list[str]) -> Hit | None:
    """The first place of the first word; None if it is not there."""
    at = folded.find(words[0]) if words else -1
    if at < 0:
        return None
    end = at + len(words[0])
    start = max(0, at - AROUND)
    before = ("…" if start else "") + text[start:at]
    after = text[end : end + AROUND] + ("…" if end + AROUND < len(text) else "")
    return Hit(before, text[at:end], after)
