"""Word pieces as vectors: what both networks, the encoder and the tagger of masking, read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from luciole import paths
from luciole.nlu.tokens import Vocabulary

# The networks have no place for more (finetune.py, MOST_PIECES).
MOST_PIECES = 128


@dataclass(frozen=True)
class Pieces:
    """vocabulary: text -> rows. table: int8 rows of piece vectors, `scale` per row."""

    vocabulary: Vocabulary
    table: NDArray[np.int8]
    scale: NDArray[np.float32]

    def vectors(self, rows: Sequence[list[int]]) -> dict[str, NDArray[np.float32]]:
        """What a network takes: `embeddings` of shape (texts, longest, dimensions), `mask` of shape
        (texts, longest) with 1 where a text has a piece."""
        longest = max(map(len, rows))
        mask = np.zeros((len(rows), longest), np.float32)
        embeddings = np.zeros((len(rows), longest, self.table.shape[1]), np.float32)
        for i, row in enumerate(rows):
            mask[i, : len(row)] = 1.0
            embeddings[i, : len(row)] = self.table[row] * self.scale[row, None]
        return {"embeddings": embeddings, "mask": mask}


@lru_cache(maxsize=1)
def pieces() -> Pieces:
    """The bundled vocabulary, loaded once a process."""
    with np.load(paths.WEIGHTS / "vocabulary.npz", allow_pickle=False) as saved:
        names = str(saved["pieces"]).split("\n")
        scores = saved["scores"].tolist()
        table, scale = saved["table"], saved["scale"]
        normal = json.loads(str(saved["norm"]))
    known = {
        name: (row, score) for row, (name, score) in enumerate(zip(names, scores, strict=True))
    }
    return Pieces(Vocabulary(known, normal), table, scale)


def session(network: Path) -> onnxruntime.InferenceSession:
    """A network ready to run on one thread: processes, not threads, share the cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
