"""How a message is spelt: its character n-grams, which know words of phone spelling that the
encoder's vocabulary cuts to pieces."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import HashingVectorizer

from luciole.nlu.normalise import plain
from luciole.nlu.parts import parts
from luciole.nlu.trained import KnownByCode

# Hashed n-grams need no vocabulary in the model; 2**16 buckets lose nothing measurable.
_NGRAMS = HashingVectorizer(
    analyzer="char_wb",
    ngram_range=(2, 5),
    n_features=2**16,
    alternate_sign=False,
    preprocessor=plain,
    dtype=np.float32,
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SpellingFeaturizer(KnownByCode):
    """Gives every message one sparse sentence feature of shape (parts, n-gram buckets).

    In training a message is one part, the whole of it.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SpellingFeaturizer":
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        examples = [e for e in training_data.training_examples if e.get(TEXT)]
        for example, row in zip(examples, spell([e.get(TEXT) for e in examples]), strict=True):
            example.add_features(_feature(row))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.add_features(_feature(spell(parts(message.get(TEXT) or ""))))
        return messages


def spell(texts: Sequence[str]) -> csr_matrix:
    """Hashed character n-grams of the texts, one row each."""
    return _NGRAMS.transform(texts)


def spellings(messages: Sequence[Message]) -> csr_matrix:
    """The spelling features of the messages, shape (parts of all, n-gram buckets)."""
    return vstack([m.get_sparse_features(TEXT)[1].features for m in messages], "csr")


def _feature(rows: csr_matrix) -> Features:
    return Features(rows, FEATURE_TYPE_SENTENCE, TEXT, "SpellingFeaturizer")
