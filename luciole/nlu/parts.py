"""A long message in parts, so that what matters at its end is not lost among the rest."""

import re
from itertools import accumulate

from luciole.nlu.pieces import MOST_PIECES, pieces

_PART, _STEP = 96, 64  # pieces: about 60 words, of which the next part shares 20
# A word, or a stretch of what has no blanks.
_WORD = re.compile(r"\S{1,24}\s*")
_MARKS = 2  # begin and end


def parts(text: str) -> list[str]:
    """The text itself where the encoder reads it whole, else overlapping stretches of it."""
    if len(text) < MOST_PIECES - _MARKS or length(text) <= MOST_PIECES:
        return [text]
    words = [match[0] for match in _WORD.finditer(text)]
    ends = [*accumulate(length(word) - _MARKS for word in words)]
    found, start, before = [], 0, 0
    while True:
        inside = sum(before < end <= before + _PART for end in ends[start:])
        found.append("".join(words[start : start + inside]).rstrip())
        if start + inside == len(words):
            return found
        start += sum(end <= before + _STEP for end in ends[start:])
        before = ends[start - 1]


def length(text: str) -> int:
    """How many pieces the encoder reads, begin and end marks included."""
    return len(pieces().vocabulary.rows(text, len(text) + _MARKS))
