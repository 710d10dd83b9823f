"""Second questions: what is asked about something that was told ("should I pay?"), details told on,
and situations that no intent stands for.

Beside the intents, not one of them: alone, such a message may be a disclosure. A question counts
only where the conversation has a topic with an answer of its own, or one for all topics.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from luciole import paths
from luciole.answers.questions import DETAILS, is_answered
from luciole.content import files_in, version_of
from luciole.intents import SITUATIONS, tier
from luciole.nlu.classifier import KeepsHeads, features, train_heads
from luciole.nlu.encoder import SentenceEncoder
from luciole.nlu.spelling import SpellingFeaturizer, spellings

NONE = "none"
# What happened to the writer's own picture, or what they did with another's, is answered for that.
_OF_ONESELF = (
    "disclose_deepfake",
    "disclose_i_harmed_someone",
    "disclose_image_shared",
    "disclose_sent_image",
    "disclose_sextortion",
)
_DANGER = "crisis_danger_now"
# Said to the assistant, no detail of what was told.
_TO_US = (
    "chat_affirm",
    "chat_change_language",
    "chat_deny",
    "chat_inform_country",
    "chat_personal_info",
    "chat_privacy",
    "chat_simplify",
    "chat_thanks",
    "chat_who_are_you",
)
# No alert, or one of danger: a marriage against one's will is both. Whoever may want to die, hurts
# themselves or runs away is answered for that alone.
_BESIDE = (None, "danger")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionDetector(KeepsHeads):
    """Replaces the intent where the message asks about the topic of the conversation (metadata
    `topic`); outside of conversations, as in `luciole evaluate`, there is none."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "meaning_c": 3.0,
            "max_iter": 60,
            "spelling_alpha": 1e-5,
            "epochs": 8,
            "class_weight": None,
            "spelling_weight": 1.0,
            # One in so many messages of data/nlu is learnt as none of the questions; what
            # data/questions says counts as much as so many of them.
            "one_in": 4,
            "question_weight": 10.0,
            "threshold": 0.6,
            # A situation counts before anything was told, too, and must be clearer.
            "situation_threshold": 0.8,
            # "Will he stop?" looks like danger to the intents alone; no alert was raised.
            "danger_threshold": 0.9,
            "never": 2.0,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return f"{super().fingerprint_addon(config)} {version_of(files_in(paths.QUESTIONS))}"

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the questions against other words after them, and against first messages."""
        asked = examples()
        told = [e for e in training_data.intent_examples if e.get(TEXT)]
        others = told[:: self._config["one_in"]]
        self._heads = train_heads(
            features([*others, *asked]),
            spellings([*others, *asked]),
            [NONE] * len(others) + [e.get(INTENT) for e in asked],
            self._config,
            np.repeat([1.0, self._config["question_weight"]], [len(others), len(asked)]),
        )
        return self.keep()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            metadata, intent = message.get("metadata") or {}, message.get(INTENT) or {}
            if "topic" not in metadata or message.get("alert") not in _BESIDE:
                continue
            question, chance = self.question(message, metadata["topic"])
            needed = self._config[threshold(question, intent.get("name", ""), message.get("alert"))]
            if question != NONE and chance >= needed:
                found = {"name": question, "confidence": chance}
                message.set(INTENT, found, add_to_output=True)
                ranking = [found, *(message.get("intent_ranking") or [])]
                message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def question(self, message: Message, topic: str | None) -> tuple[str, float]:
        """The likeliest of the questions that the topic has an answer for, or `none`, and its
        probability. A message of more than one part tells more than it asks."""
        vectors = features([message])
        if len(vectors) > 1:
            return NONE, 1.0
        weight = self._config["spelling_weight"]
        scores = self.heads.log_probabilities(vectors, spellings([message]), weight, 1.0)
        answered = [q == NONE or is_answered(topic, q) for q in self.heads.labels]
        chances = np.exp(scores[0]) * answered
        best = int(chances.argmax())
        return self.heads.labels[best], float(chances[best])


def threshold(question: str, intent: str, alert: str | None) -> str:
    """Which threshold a question, detail or situation must reach to stand for the message."""
    if question in SITUATIONS:
        return "never" if intent in _OF_ONESELF else "situation_threshold"
    if alert or (tier(intent) == "crisis" and (intent != _DANGER or question == DETAILS)):
        return "never"
    if question == DETAILS and (intent in _TO_US or tier(intent) not in (None, "disclose", "chat")):
        return "never"
    return "danger_threshold" if intent == _DANGER else "threshold"


def examples() -> tuple[Message, ...]:
    """The second questions of data/questions and what is none of them, with their features."""
    return _examples(version_of(files_in(paths.QUESTIONS)))


@lru_cache(maxsize=1)
def _examples(version: str) -> tuple[Message, ...]:
    """Made once a training: two components learn from them."""
    told = load_data(str(paths.QUESTIONS))
    told = SpellingFeaturizer().process_training_data(told)
    told = SentenceEncoder().process_training_data(told)
    return tuple(told.intent_examples)
