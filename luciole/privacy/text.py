"""A message as the detectors see it: folded spelling at unchanged positions, words, and spans."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

_APOSTROPHES = str.maketrans("’‘`´ʼ", "'''''")
# Invisible signs that would split a number or a name.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u2060\ufeff\u20e3"))
_TOKEN = re.compile(r"[^\W_]+")
# What a masked or protected stretch is overwritten with, so that no later detector reads it.
BLANK = "\0"
_MOSTLY = 0.7
_SHORT = 3


@dataclass(frozen=True)
class Span:
    """Positions start to end hold a datum of this kind; kind "" means: leave as it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Token:
    """A word or number. word is folded; capital says that it is written with a capital."""

    start: int
    end: int
    word: str
    capital: bool
    shouted: bool


@dataclass(frozen=True)
class Message:
    """raw: as written. low: folded, same length, taken stretches blanked. tokens: of low."""

    raw: str
    low: str
    tokens: tuple[Token, ...] = field(default=())
    # False when nearly every word has a capital, so that a capital says nothing.
    capitals_count: bool = True

    def gap(self, index: int) -> str:
        """What stands between a token and the one before it."""
        return self.low[self.tokens[index - 1].end if index else 0 : self.tokens[index].start]

    def starts_sentence(self, index: int) -> bool:
        return index == 0 or any(c in ".!?\n:" for c in self.gap(index))


def message(raw: str, taken: Iterable[Span]) -> Message:
    """The message with the taken spans blanked."""
    low = list(folded(raw))
    for span in taken:
        low[span.start : span.end] = BLANK * (span.end - span.start)
    view = "".join(low)
    tokens = tuple(_token(raw, view, m) for m in _TOKEN.finditer(view))
    words = [t for t in tokens if not t.word.isdigit()]
    capitals = sum(t.capital for t in words)
    counts = len(words) <= _SHORT or capitals < _MOSTLY * len(words)
    shouting = bool(words) and all(t.shouted for t in words)
    return Message(raw, view, tokens, counts and not shouting)


def cleaned(text: str) -> str:
    """Composed letters and plain digits, no invisible signs: what detectors and masks work on."""
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE)


def folded(text: str) -> str:
    """Lower case without accents, character by character, so that positions stay the same."""
    plain = text.translate(_APOSTROPHES)
    if plain.isascii():
        return plain.lower()
    return "".join(c.lower() if c.isascii() else _fold_character(c) for c in plain)


def _fold_character(character: str) -> str:
    kept = [c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c)]
    lower = kept[0].lower() if len(kept) == 1 else character.lower()
    return lower if len(lower) == 1 else character


def _token(raw: str, view: str, match: re.Match[str]) -> Token:
    start, end = match.span()
    written = raw[start:end]
    shouted = written.isupper() and (end - start > 1)
    return Token(start, end, view[start:end], written[0].isupper(), shouted)
