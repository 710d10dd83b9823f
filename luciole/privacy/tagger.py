"""Names, schools, addresses and user names: what only the words around it tell.

Two taggers that err differently, and the mean of what they say: a linear-chain conditional random
field (Lafferty, McCallum and Pereira, 2001; CRFsuite) over the lists and neighbours of
`features.py`, and the network of `network.py`. Both learn from data/privacy/messages by
`make tagger` (bench/privacy).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from luciole import paths
from luciole.content import files_in, version_of
from luciole.privacy.features import TAKEN, Part, features, parts
from luciole.privacy.lexicon import LISTS
from luciole.privacy.network import likelihoods
from luciole.privacy.text import Span

KINDS = ("name", "school", "address", "handle")
NOTHING = "O"
LABELS = (NOTHING, *KINDS)
MESSAGES = LISTS / "messages"
WEIGHTS = paths.ROOT / "luciole" / "privacy" / "tagger.crfsuite"
# The version of data/privacy that the taggers have learnt.
STAMP = WEIGHTS.with_suffix(".version")
# From here on a word is masked, and from the second on where its neighbour is: what is left of a
# datum tells it. Chosen on a set that is not learnt from (docs/privacy.md).
_LIKELY = 0.45
_LIKELY_BESIDE = 0.1
_HOUSE_NUMBER = 4  # digits at most


def tagged(raw: str, taken: list[Span]) -> list[Span]:
    """The data of these four kinds outside of what is taken. raw: cleaned text (text.cleaned)."""
    found = in_sight(raw, taken)
    return list(_joined(found, _kinds(raw, found, chances(raw, found)))) if found else []


def in_sight(raw: str, taken: Iterable[Span]) -> list[Part]:
    """The words the taggers read: a postcode, though taken, tells them the address before it."""
    return parts(raw, [s for s in taken if s.kind not in KINDS])


def chances(raw: str, found: list[Part]) -> NDArray[np.float64]:
    """How likely each part is each of LABELS, of shape (parts, labels)."""
    field = tagger()
    field.set(features(raw, found))
    listed = [[field.marginal(label, i) for label in LABELS] for i in range(len(found))]
    mean: NDArray[np.float64] = (np.array(listed) + likelihoods(raw, found)) / 2
    return mean


def _kinds(raw: str, found: list[Part], likely: NDArray[np.float64]) -> list[str]:
    """The kind of datum that each part is; "" for any that is none."""
    personal = 1.0 - likely[:, 0]
    best = [KINDS[i] for i in likely[:, 1:].argmax(axis=1)]
    free = [part.word != TAKEN for part in found]
    kinds = [k if f and p >= _LIKELY else "" for k, f, p in zip(best, free, personal, strict=True)]
    for i in range(1, len(found)):
        if free[i] and not kinds[i] and personal[i] >= _LIKELY_BESIDE:
            kinds[i] = kinds[i - 1]
    for i in reversed(range(len(found) - 1)):
        if free[i] and not kinds[i] and personal[i] >= _LIKELY_BESIDE:
            kinds[i] = kinds[i + 1]
        # Also where the number is that of a helpline ("17 rue …") and was to stay.
        if kinds[i + 1] == "address" and _numbers_house(raw[found[i].start : found[i].end]):
            kinds[i] = "address"
    return kinds


def _numbers_house(written: str) -> bool:
    return written.isdigit() and len(written) <= _HOUSE_NUMBER


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
