"""French or English, per message: naive Bayes over character n-grams.

Trained on our own messages, because short phone spelling ("jspr", "idk") is what general
language identifiers get wrong. Method: Cavnar and Trenkle's n-gram idea with log-odds scores.
"""

import json
import math
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from luciole import paths
from luciole.content import read_yaml
from luciole.nlu.normalise import plain
from luciole.nlu.trained import TrainedComponent

_FILE = "language.json"
_MASK = re.compile(r"\[\w+\]")
_WORD = re.compile(r"[^\W\d_]+'?")


def real_words(text: str) -> list[str]:
    """The normalised words a person wrote: no masks of ours, digits, signs or emoji."""
    return _WORD.findall(plain(_MASK.sub(" ", text)))


def is_readable(text: str) -> bool:
    """False where most letters belong to another script than ours."""
    letters = "".join(real_words(text)).replace("'", "")
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return 2 * latin >= len(letters)


@lru_cache(maxsize=1)
def whole_messages() -> dict[str, frozenset[str]]:
    """Language -> the greetings and cries for help of which one word tells it."""
    data = read_yaml(paths.LOOKUPS / "one_word_tells.yml")
    return {str(language): frozenset(map(str, told)) for language, told in data.items()}


def ngrams(words: list[str], longest: int) -> Counter[str]:
    """Character n-grams inside words (with their edges), and whole words."""
    found: Counter[str] = Counter()
    for word in words:
        padded = f" {word} "
        found.update(
            padded[i : i + n]
            for n in range(2, longest + 1)
            for i in range(max(len(padded) - n + 1, 1))
        )
        found[f"={word}"] += 1
    return found


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LanguageIdentifier(TrainedComponent):
    """Adds `language` and an entity `language` to each message.

    Below `margin` the message is too short or too mixed to tell: the conversation's language
    (metadata `language`; the page's at first) stands. It also stands until `words_to_switch` words
    are each clearly of the other language (by the log-odds `clear`): a name, a loanword or chat
    spelling ("ok", "sexting", "mdr") is typed in both.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"longest": 4, "kept": 30_000, "margin": 3.0, "clear": 2.0, "words_to_switch": 2}

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._log_odds: dict[str, float] = {}

    def train(self, training_data: TrainingData) -> Resource:
        """Counts n-grams of the examples, whose intents carry `language` in their metadata."""
        counts: dict[str, Counter[str]] = {"fr": Counter(), "en": Counter()}
        for example in training_data.intent_examples:
            language = example.get("metadata", {}).get("intent", {}).get("language")
            if language in counts:
                words = real_words(example.get(TEXT))
                counts[language].update(ngrams(words, self._config["longest"]))
        self._log_odds = log_odds(counts["fr"], counts["en"], self._config["kept"])
        return self.keep()

    def write(self, folder: Path) -> None:
        (folder / _FILE).write_text(json.dumps(self._log_odds), encoding="utf-8")

    def read(self, folder: Path) -> None:
        self._log_odds = json.loads((folder / _FILE).read_text(encoding="utf-8"))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            current = (message.get("metadata") or {}).get("language")
            language = self.identify(message.get(TEXT) or "", current)
            message.set("language", language, add_to_output=True)
            if language and language != current:
                entity = {
                    "entity": "language",
                    "value": language,
                    "extractor": "LanguageIdentifier",
                }
                message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages

    def identify(self, text: str, current: str | None) -> str | None:
        """'fr', 'en', or `current` where the text does not say."""
        words = real_words(text)
        score = sum(
            self._log_odds.get(gram, 0.0) * n
            for gram, n in ngrams(words, self._config["longest"]).items()
        )
        if abs(score) < self._config["margin"]:
            return current
        language = "fr" if score > 0 else "en"
        if current in ("fr", "en") and language != current and not self._clear(words, language):
            return current
        return language

    def _clear(self, words: list[str], language: str) -> bool:
        """Whether the words are clearly of the language, not only spelt like it."""
        sign = 1 if language == "fr" else -1
        clear = [
            word
            for word in set(words)
            if sign * self._log_odds.get(f"={word}", 0.0) >= self._config["clear"]
        ]
        return len(clear) >= self._config["words_to_switch"] or not whole_messages()[
            language
        ].isdisjoint(words)


def log_odds(french: Counter[str], english: Counter[str], kept: int) -> dict[str, float]:
    """log P(gram|fr)/P(gram|en) with add-one smoothing, for the `kept` most telling n-grams."""
    total_fr, total_en = sum(french.values()) or 1, sum(english.values()) or 1
    scores = {
        gram: math.log((french[gram] + 1) / total_fr) - math.log((english[gram] + 1) / total_en)
        for gram in french.keys() | english.keys()
        if french[gram] + english[gram] > 1
    }
    telling = sorted(scores, key=lambda g: -abs(scores[g]) * (french[g] + english[g]))[:kept]
    return {gram: round(scores[gram], 3) for gram in sorted(telling)}
