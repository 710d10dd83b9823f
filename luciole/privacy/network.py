"""The half of the tagger that reads the whole sentence: four layers of our sentence encoder.

Made by `make tagger` (bench/privacy/network.py); its labels are those of tagger.LABELS.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from luciole import paths
from luciole.nlu.pieces import pieces, session
from luciole.nlu.tokens import BEGIN, END, UNKNOWN
from luciole.privacy.features import TAKEN, Part

WEIGHTS = paths.ROOT / "luciole" / "privacy" / "tagger.onnx"
# A long message is read in stretches, so that work grows with its length and no faster.
_MOST_PIECES = 120


def likelihoods(raw: str, found: list[Part]) -> NDArray[np.float32]:
    """How likely each part is each label, of shape (parts, labels)."""
    stretches = [*_stretches(raw, found)]
    scores = network().run(None, pieces().vectors([rows for rows, _ in stretches]))[0]
    chosen = np.concatenate([scores[i, at] for i, (_, at) in enumerate(stretches)])
    powers = np.exp(chosen - chosen.max(axis=1, keepdims=True))
    shares: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _stretches(raw: str, found: list[Part]) -> Iterator[tuple[list[int], list[int]]]:
    """Rows of pieces, and where in them each part begins."""
    vocabulary = pieces().vocabulary
    rows: list[int] = [BEGIN]
    at: list[int] = []
    end = -1
    for part in found:
        begins = part.start != end
        end = part.end
        new = [UNKNOWN]
        if part.word != TAKEN:
            new = vocabulary.of_word(raw[part.start : part.end], begins)[: _MOST_PIECES - 2]
        if len(rows) + len(new) >= _MOST_PIECES:
            yield [*rows, END], at
            rows, at = [BEGIN], []
        at.append(len(rows))
        rows += new
    yield [*rows, END], at


@lru_cache(maxsize=1)
def network() -> onnxruntime.InferenceSession:
    """The shipped network, loaded once."""
    return session(WEIGHTS)
