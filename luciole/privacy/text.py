"""A message as the detectors see it: folded spelling at unchanged positions, and spans."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_APOSTROPHES = str.maketrans("’‘`´ʼ", "'''''")
# Invisible signs that would split a number or a name.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u2060\ufeff\u20e3"))
# What makes a key of a digit: "0️⃣".
_KEYCAP = "\ufe0f\u20e3"
# What a masked or protected stretch is overwritten with, so that no later detector reads it.
BLANK = "\0"


@dataclass(frozen=True)
class Span:
    """Positions start to end hold a datum of this kind; kind "" means: leave as it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Message:
    """raw: as written. low: folded, same length, taken stretches blanked."""

    raw: str
    low: str


def message(raw: str, taken: Iterable[Span]) -> Message:
    """The message with the taken spans blanked."""
    low = list(folded(raw))
    for span in taken:
        low[span.start : span.end] = BLANK * (span.end - span.start)
    return Message(raw, "".join(low))


def cleaned(text: str) -> str:
    """Composed letters and plain digits, no invisible signs: what detectors and masks work on."""
    return unicodedata.normalize("NFC", text).replace(_KEYCAP, "").translate(_INVISIBLE)


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
