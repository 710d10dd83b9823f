"""Names, schools, addresses and user names: what only the words around it tell.

A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001; CRFsuite) over the
features of `features.py`, learnt from data/privacy/messages by `make tagger` (bench/privacy).
"""

from collections.abc import Iterator
from functools import lru_cache

import pycrfsuite

from luciole import paths
from luciole.content import files_in, version_of
from luciole.privacy.features import TAKEN, Part, features, parts
from luciole.privacy.lexicon import LISTS, lexicon
from luciole.privacy.text import Span

KINDS = ("name", "school", "address", "handle")
NOTHING = "O"
MESSAGES = LISTS / "messages"
WEIGHTS = paths.ROOT / "luciole" / "privacy" / "tagger.crfsuite"
# The version of data/privacy that the tagger has learnt.
STAMP = WEIGHTS.with_suffix(".version")
# From here on a word is masked. Chosen on a set that is not learnt from (docs/privacy.md).
_THRESHOLD = 0.35
_THRESHOLD_OF_NAMES = 0.1
# First and last names that are hardly anything else (lexicon).
_KNOWN = frozenset("FL")


def tagged(raw: str, taken: list[Span]) -> list[Span]:
    """The data of these four kinds outside of what is taken. raw: cleaned text (text.cleaned)."""
    found = parts(raw, taken)
    if not found:
        return []
    learnt = tagger()
    learnt.set(features(raw, found))
    kinds = [_kind(learnt, part, index) for index, part in enumerate(found)]
    return list(_joined(found, kinds))


def _kind(learnt: pycrfsuite.Tagger, part: Part, index: int) -> str:
    """The likeliest kind of a part that is likely enough to be personal; "" for any other."""
    if part.word == TAKEN:
        return ""
    known = not _KNOWN.isdisjoint(lexicon().classes.get(part.word, ""))
    if 1.0 - learnt.marginal(NOTHING, index) < (_THRESHOLD_OF_NAMES if known else _THRESHOLD):
        return ""
    return max(KINDS, key=lambda kind: float(learnt.marginal(kind, index)))


def _joined(found: list[Part], kinds: list[str]) -> Iterator[Span]:
    """Neighbours of one kind as one span."""
    start = 0
    for index, kind in enumerate(kinds):
        if index + 1 == len(kinds) or kinds[index + 1] != kind:
            if kind:
                yield Span(found[start].start, found[index].end, kind)
            start = index + 1


@lru_cache(maxsize=1)
def tagger() -> pycrfsuite.Tagger:
    """The shipped tagger, loaded once."""
    learnt = pycrfsuite.Tagger()
    learnt.open(str(WEIGHTS))
    return learnt


def data_version() -> str:
    """The version of data/privacy as it is."""
    return version_of(files_in(LISTS))
