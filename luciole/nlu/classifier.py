"""The intent classifier: two linear heads, one on meaning and one on spelling, mixed.

The sentence vector knows what a message means; character n-grams know words of phone spelling
that the encoder's vocabulary cuts to pieces. Trained apart and mixed as log-probabilities, they
beat either alone (docs/understanding.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression, SGDClassifier

from luciole.intents import tier
from luciole.nlu.language import is_readable
from luciole.nlu.spelling import spellings
from luciole.nlu.trained import TrainedComponent

_FILE = "heads.npz"
_SEED = 0
_SMALL = 1e-6
_CLEAR = 0.8  # from here on a part of a long message speaks for the whole

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Heads:
    """Weights of both heads for the same labels.

    meaning: (dimensions, labels); spelling: (n-gram buckets, labels).
    """

    labels: tuple[str, ...]
    meaning: Scores
    meaning_bias: Scores
    spelling: Scores
    spelling_bias: Scores

    def log_probabilities(
        self, vectors: Scores, spelt: csr_matrix, weight: float, temperature: float
    ) -> Scores:
        """Mixed and calibrated, of shape (messages, labels)."""
        meant = log_softmax(vectors @ self.meaning + self.meaning_bias)
        # Only the rows of n-grams that occur: the whole product copies 22 MB a message.
        rows = [
            spelt.data[a:b] @ self.spelling[spelt.indices[a:b]] for a, b in pairwise(spelt.indptr)
        ]
        scores = np.stack(rows) + self.spelling_bias
        # One-against-rest probabilities, as they were trained.
        chances = 1.0 / (1.0 + np.exp(-scores))
        written = np.log(chances / chances.sum(axis=1, keepdims=True) + _SMALL)
        return log_softmax((meant + weight * written) / temperature)


def log_softmax(scores: Scores) -> Scores:
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: Scores = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def train_heads(
    vectors: Scores,
    spelt: csr_matrix,
    labels: Sequence[str],
    config: dict[str, Any],
    weights: NDArray[np.float64] | None = None,
) -> Heads:
    """Fits both heads on the same examples. weights: how much each counts, of shape (examples,)."""
    meaning = LogisticRegression(
        C=config["meaning_c"], max_iter=config["max_iter"], class_weight=config["class_weight"]
    ).fit(vectors, labels, sample_weight=weights)
    spelling = SGDClassifier(
        loss="log_loss",
        alpha=config["spelling_alpha"],
        max_iter=config["epochs"],
        tol=None,
        class_weight=config["class_weight"],
        random_state=_SEED,
        n_jobs=-1,
    ).fit(spelt, labels, sample_weight=weights)
    return Heads(
        tuple(map(str, meaning.classes_)),
        meaning.coef_.T.astype(np.float32),
        meaning.intercept_.astype(np.float32),
        spelling.coef_.T.astype(np.float16),
        spelling.intercept_.astype(np.float32),
    )


def save_heads(path: Path, heads: Heads) -> None:
    np.savez_compressed(
        path,
        labels=np.array(heads.labels, dtype=np.str_),
        meaning=heads.meaning,
        meaning_bias=heads.meaning_bias,
        spelling=heads.spelling,
        spelling_bias=heads.spelling_bias,
    )


def load_heads(path: Path) -> Heads:
    with np.load(path, allow_pickle=False) as saved:
        return Heads(
            tuple(map(str, saved["labels"])),
            saved["meaning"],
            saved["meaning_bias"],
            np.ascontiguousarray(saved["spelling"], dtype=np.float32),
            saved["spelling_bias"],
        )


def features(messages: Sequence[Message]) -> Scores:
    """The dense sentence features of the messages, shape (parts of all, dimensions)."""
    return np.vstack([m.get_dense_features(TEXT)[1].features for m in messages])


class KeepsHeads(TrainedComponent):
    """A component whose learnt part is a pair of heads."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._heads: Heads | None = None

    def write(self, folder: Path) -> None:
        save_heads(folder / _FILE, self.heads)

    def read(self, folder: Path) -> None:
        self._heads = load_heads(folder / _FILE)

    @property
    def heads(self) -> Heads:
        assert self._heads is not None, "the heads were not trained"
        return self._heads


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TwoHeadClassifier(IntentClassifier, KeepsHeads):
    """Sets `intent` and `intent_ranking`.

    `temperature` makes confidence mean frequency of being right (Guo et al. 2017, On Calibration
    of Modern Neural Networks); it and `spelling_weight` are chosen by bench/understanding.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "meaning_c": 1.0,
            "max_iter": 60,
            "spelling_alpha": 3e-6,
            "epochs": 8,
            "class_weight": "balanced",
            "spelling_weight": 1.5,
            "temperature": 1.0,
            "ranking_length": 10,
        }

    def train(self, training_data: TrainingData) -> Resource:
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        intents = [e.get(INTENT) for e in examples]
        self._heads = train_heads(features(examples), spellings(examples), intents, self._config)
        return self.keep()

    def process(self, messages: list[Message]) -> list[Message]:
        for message, probabilities in zip(messages, self.predict(messages), strict=True):
            best = np.argsort(-probabilities)[: self._config["ranking_length"]]
            ranking = [
                {"name": self.heads.labels[i], "confidence": float(probabilities[i])} for i in best
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def predict(self, messages: list[Message]) -> Scores:
        """Probabilities of shape (messages, intents); all nought for another script, of which the
        encoder's vocabulary knows nothing: what it sees there is noise, and the assistant asks."""
        return np.stack(
            [
                self._weigh(self._part_chances(message))
                if is_readable(message.get(TEXT))
                else np.zeros(len(self.heads.labels), np.float32)
                for message in messages
            ]
        )

    def _part_chances(self, message: Message) -> Scores:
        """Probabilities of shape (parts, intents)."""
        result: Scores = np.exp(
            self.heads.log_probabilities(
                features([message]),
                spellings([message]),
                self._config["spelling_weight"],
                self._config["temperature"],
            )
        )
        return result

    def _weigh(self, chances: Scores) -> Scores:
        """One distribution for a message of many parts: its gravest clear part, else their mean."""
        best = chances.argmax(axis=1)
        for grave in ("crisis", "disclose"):
            clear = [
                i
                for i, label in enumerate(best)
                if tier(self.heads.labels[label]) == grave and chances[i, label] >= _CLEAR
            ]
            if len(chances) > 1 and clear:
                gravest: Scores = chances[max(clear, key=lambda i: float(chances[i].max()))]
                return gravest
        mean: Scores = chances.mean(axis=0)
        return mean
