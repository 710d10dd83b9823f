"""Sentence vectors: French and English, standard and phone spelling, in one space.

The encoder is multilingual-e5-small, fine-tuned on our messages and kept in 8 bits
(bench/understanding/README.md is its model card). It runs on ONNX Runtime, offline.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from luciole import paths
from luciole.nlu.parts import parts
from luciole.nlu.pieces import MOST_PIECES, Pieces, pieces, session
from luciole.nlu.trained import KnownByCode

_BATCH = 64


@dataclass(frozen=True)
class Encoder:
    pieces: Pieces
    session: onnxruntime.InferenceSession

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (len(texts), dimensions)."""
        rows = [self.pieces.vocabulary.rows(unshouted(text), MOST_PIECES) for text in texts]
        # Texts of like length share a batch, so that little of it is padding.
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        batches = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
        encoded = on_all_cores(lambda batch: self._encode([rows[i] for i in batch]), batches)
        vectors = np.empty((len(rows), self.pieces.table.shape[1]), np.float32)
        for batch, found in zip(batches, encoded, strict=True):
            vectors[batch] = found
        return vectors

    def _encode(self, rows: list[list[int]]) -> NDArray[np.float32]:
        vectors: NDArray[np.float32] = self.session.run(None, self.pieces.vectors(rows))[0]
        return vectors


def unshouted(text: str) -> str:
    """The text in small letters where most are capitals, of which the encoder has seen few."""
    capitals = sum(map(str.isupper, text))
    return text.lower() if 2 * capitals > sum(map(str.isalpha, text)) else text


def on_all_cores(
    work: Callable[[list[int]], NDArray[np.float32]], batches: list[list[int]]
) -> list[NDArray[np.float32]]:
    """The work on each batch; a single one, as when a message comes, needs no threads."""
    if len(batches) == 1:
        return [work(batches[0])]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(work, batches))


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The bundled encoder, loaded once a process."""
    return Encoder(pieces(), session(paths.WEIGHTS / "encoder.onnx"))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(KnownByCode):
    """Gives every message one dense sentence feature of shape (parts, dimensions).

    In training a message is one part, its beginning.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceEncoder":
        encoder()
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        examples = [e for e in training_data.training_examples if e.get(TEXT)]
        vectors = encoder().encode([e.get(TEXT) for e in examples])
        for example, vector in zip(examples, vectors, strict=True):
            example.add_features(sentence_feature(vector[None, :]))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            vectors = encoder().encode(parts(message.get(TEXT) or ""))
            message.add_features(sentence_feature(vectors))
        return messages


def sentence_feature(vectors: NDArray[np.float32]) -> Features:
    return Features(vectors, FEATURE_TYPE_SENTENCE, TEXT, "SentenceEncoder")
