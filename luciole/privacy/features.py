"""What the tagger sees of a word: itself, its shape, the lists it stands in, its neighbours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from luciole.privacy.lexicon import lexicon
from luciole.privacy.text import BLANK, Span, message

# Words, and every other sign by itself, so that "milo.wolfe_09" has five parts; a stretch that is
# taken by another detector is one.
_PART = re.compile(rf"{BLANK}+|[^\W_]+|[^\w\s]|_")
TAKEN = "[taken]"
_EDGE = "[edge]"
_NEAR = (-4, -3, -2, -1, 1, 2, 3, 4)
_BEFORE = 8
_MOSTLY = 0.7
_FEW = 3
_LONGEST = 12
_LONGEST_FIGURE = 5


@dataclass(frozen=True)
class Part:
    """A word or sign at start to end. word is folded."""

    start: int
    end: int
    word: str


def parts(raw: str, taken: Iterable[Span]) -> list[Part]:
    """The words and signs of a cleaned message (text.cleaned)."""
    found = _PART.finditer(message(raw, taken).low)
    return [Part(m.start(), m.end(), TAKEN if m[0][0] == BLANK else m[0]) for m in found]


def features(raw: str, found: list[Part]) -> list[list[str]]:
    """Names of the features of each part, for the tagger."""
    words = [part.word for part in found]
    lists = _lists(words)
    shapes = _shapes(raw, found)
    glued = [False, *(a.end == b.start for a, b in pairwise(found)), False]
    return [_features(i, words, lists, shapes, glued) for i in range(len(found))]


def _features(
    i: int, words: list[str], lists: list[str], shapes: list[str], glued: list[bool]
) -> list[str]:
    word, listed, shape = words[i], lists[i], shapes[i]
    before, after = _at(words, i - 1), _at(words, i + 1)
    starts = before in (_EDGE, ".", "!", "?", ":")
    named = [
        f"w={word}",
        f"head={word[:3]}",
        f"tail={word[-3:]}",
        f"length={min(len(word), _LONGEST)}",
        f"shape={shape}",
        f"lists={listed}",
        f"lists,shape={listed},{shape}",
        f"starts,shape,lists={starts},{shape},{listed}",
        f"glued={glued[i]},{glued[i + 1]}",
        f"w-2,w-1={_at(words, i - 2)},{before}",
        f"w+1,w+2={after},{_at(words, i + 2)}",
        f"w-1,w+1={before},{after}",
        f"w-1,lists={before},{listed}",
        f"w+1,lists={after},{listed}",
        f"w-1,shape={before},{shape}",
        *(f"in={one}" for one in listed),
        *(f"before={said}" for said in dict.fromkeys(words[max(0, i - _BEFORE) : i])),
    ]
    for by in _NEAR:
        j = i + by
        named.append(f"w{by}={_at(words, j)}")
        if 0 <= j < len(words) and abs(by) < 3:
            named += [f"shape{by}={shapes[j]}", f"lists{by},lists={lists[j]},{listed}"]
            named += [f"in{by}={one}" for one in lists[j]]
    return named


def _at(words: list[str], index: int) -> str:
    return words[index] if 0 <= index < len(words) else _EDGE


def _lists(words: list[str]) -> list[str]:
    """A letter for each list that a word stands in; "?" for a word in none, "G" for a figure."""
    known = lexicon().classes
    figures = _figures(words)
    found = [known.get(w, "?" if w.isalpha() else "") for w in words]
    return [f"{c}G" if i in figures else c for i, c in enumerate(found)]


def _figures(words: list[str]) -> set[int]:
    """Words of known people, characters and countries."""
    phrases = lexicon().figures
    found: set[int] = set()
    for i in range(len(words)):
        for length in range(min(_LONGEST_FIGURE, len(words) - i), 0, -1):
            if tuple(words[i : i + length]) in phrases:
                found.update(range(i, i + length))
                break
    return found


def _shapes(raw: str, found: list[Part]) -> list[str]:
    """How each part is written. "!" marks a message in which capitals say nothing."""
    written = ["" if p.word == TAKEN else raw[p.start : p.end] for p in found]
    letters = [w for w in written if w[:1].isalpha()]
    capitals = sum(w[0].isupper() for w in letters)
    loud = len(letters) > _FEW and capitals >= _MOSTLY * len(letters)
    return [_shape(w) + "!" * loud for w in written]


def _shape(written: str) -> str:
    if written.isdigit():
        return "9" * min(len(written), 5)
    if not written.isalnum():
        return "."
    if not written.isalpha():
        return "A9" if written.isupper() else "a9"
    if written.isupper():
        return "AA" if len(written) > 1 else "A"
    return "Aa" if written[0].isupper() else "a"
