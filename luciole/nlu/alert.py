"""Signs of danger: expressions and a classifier, each able to raise an alert on its own.

Separate from the intent, because danger can hide in a message about something else, and must be
seen in every state of the conversation.
"""

from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import vstack

from luciole import paths
from luciole.content import files_in, version_of
from luciole.intents import tier
from luciole.nlu.classifier import (
    KeepsHeads,
    Scores,
    features,
    train_heads,
)
from luciole.nlu.encoder import encoder
from luciole.nlu.expressions import (
    TOLD_BEFORE,
    AlertList,
    first_alert,
    load_lists,
    tells_injury,
)
from luciole.nlu.language import is_readable
from luciole.nlu.questions import examples
from luciole.nlu.spelling import spell, spellings

_NONE = "none"
_GUESS = "classifier"
_CRISIS = {
    "crisis_danger_now": "danger",
    "crisis_suicide": "suicide",
    "crisis_self_harm": "self_harm",
    "crisis_runaway": "runaway",
}
# A friend's danger is an alert too, but which messages of this intent are one is told by the
# examples in data/alerts, not by the intent: it takes no part in training.
_UNDECIDED = "disclose_friend_in_trouble"
_FAR_AWAY = "chat_out_of_scope"  # a certainty about nothing
_HABIT = "disclose_violence_at_home"
# Second questions and situations that a danger may be behind.
_MAY_BE_DANGER = ("ask_doctor", "ask_worse", "tell_eating", "tell_forced_marriage")
_TALK = ("learn", "help", "quiz", "chat")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AlertDetector(KeepsHeads):
    """Adds `alert` (danger, suicide, self_harm, runaway or None) and `alert_by` to each message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "meaning_c": 0.05,
            "max_iter": 60,
            "spelling_alpha": 1e-5,
            "epochs": 8,
            # Balanced, every rare kind was so likely beforehand that look-alikes alarmed. What the
            # alert lists say counts as much as ten messages of data/nlu, of a look-alike as twenty.
            "class_weight": None,
            "list_weight": 10.0,
            "counter_weight": 20.0,
            # A second question is short and looks dark alone ("will it stop?").
            "asked_weight": 10.0,
            "spelling_weight": 0.5,
            "threshold": 0.02,
            # A message of more words than `long` tells of much besides, and a sign must be clearer.
            "long": 36,
            "long_threshold": 0.05,
            # A fainter chance than this does not outweigh an intent as clear as that, if its
            # answer can come first.
            "faint": 0.07,
            "clear": 0.99,
            # Below this chance of danger the classifier is surer than a doubtful expression.
            "doubt": 0.006,
        }

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._lists = load_lists()

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        taught_by = [*files_in(paths.ALERTS), *files_in(paths.QUESTIONS)]
        return f"{super().fingerprint_addon(config)} {version_of(taught_by)}"

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the four kinds against everything else, from the intents and the alert lists."""
        chosen = [
            e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT) != _UNDECIDED
        ]
        texts, kinds = taught(self._lists)
        listed = [self._config["counter_weight" if k == _NONE else "list_weight"] for k in kinds]
        asked = [e for e in examples() if e.get(INTENT) not in _MAY_BE_DANGER]
        weights = np.repeat([1.0, self._config["asked_weight"]], [len(chosen), len(asked)])
        chosen += asked
        self._heads = train_heads(
            np.vstack([features(chosen), encoder().encode(texts)]),
            vstack([spellings(chosen), spell(texts)]),
            [_CRISIS.get(e.get(INTENT), _NONE) for e in chosen] + kinds,
            self._config,
            np.concatenate([weights, listed]),
        )
        return self.keep()

    def process(self, messages: list[Message]) -> list[Message]:
        for message, probabilities in zip(messages, self.predict(messages), strict=True):
            kind, by = self.detect(
                message.get(TEXT) or "", probabilities, message.get(INTENT) or {}
            )
            # Masking took the expression away, or the words that the classifier would have read.
            heard = (message.get("metadata") or {}).get("heard")
            if heard and (by in (None, _GUESS) or outranks(heard, kind)):
                kind, by = heard
            message.set("alert", kind, add_to_output=True)
            message.set("alert_by", by, add_to_output=True)
        return messages

    def predict(self, messages: list[Message]) -> Scores:
        """Probabilities of shape (messages, kinds and none), of each message's gravest part."""
        weight, none = self._config["spelling_weight"], self.heads.labels.index(_NONE)
        found: list[Scores] = []
        for message in messages:
            chances = np.exp(
                self.heads.log_probabilities(features([message]), spellings([message]), weight, 1.0)
            )
            found.append(chances[chances[:, none].argmin()])
        return np.stack(found)

    def detect(
        self, text: str, probabilities: Scores, intent: dict[str, Any]
    ) -> tuple[str | None, str | None]:
        """The kind of alert and what raised it: an expression of the lists, or `classifier`.

        intent: name and confidence of what is meant.
        """
        chances = dict(zip(self.heads.labels, probabilities.tolist(), strict=True))
        danger = 1.0 - chances.pop(_NONE)
        if not is_readable(text):
            danger = 0.0  # a guess in another script; what is unknown is answered with services
        listed = first_alert(self._lists, text, doubtful=danger >= self._config["doubt"])
        if listed:
            return listed
        clear = intent.get("confidence", 0.0) >= self._config["clear"] and answered_first(intent)
        long = len(text.split()) > self._config["long"]
        if danger >= self._config["faint" if clear else "long_threshold" if long else "threshold"]:
            return max(chances, key=lambda kind: chances[kind]), _GUESS
        return None, None


def outranks(heard: tuple[str, str], kind: str | None) -> bool:
    """Whether what was heard before Rasa goes above an expression of this kind in the message: an
    injury does, but one told before gives way to a danger that comes now."""
    return tells_injury(heard[1]) and not (heard[1] == TOLD_BEFORE and kind == "danger")


def answered_first(intent: dict[str, Any]) -> bool:
    """Whether a faint sign of danger leaves the answer to this intent: a greeting, a question, or
    violence at home told as a habit, whose answer shows whom to call in danger."""
    name = intent["name"]
    return name == _HABIT or (tier(name) in _TALK and name != _FAR_AWAY)


def taught(lists: tuple[AlertList, ...]) -> tuple[list[str], list[str]]:
    """The example and counter-example messages of the lists, with their kinds."""
    texts = [t for a in lists for t in (*a.examples, *a.counter_examples)]
    kinds = [
        k for a in lists for k in [a.kind] * len(a.examples) + [_NONE] * len(a.counter_examples)
    ]
    return texts, kinds
