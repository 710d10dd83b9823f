"""Rasa's natural language generator, reading vetted answers (endpoints.yml: nlg)."""

from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from luciole.answers.buttons import button
from luciole.answers.store import words
from luciole.quizzes import STEP, step_message


class VettedAnswers(NaturalLanguageGenerator):
    """Answers a key in the conversation's language and style; a missing key raises KeyError."""

    def __init__(
        self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None
    ) -> None:
        words()

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any]:
        # An action that changes language or style says its answer in the new one already.
        language = kwargs.get("language") or tracker.get_slot("language")
        if utter_action == STEP:
            step = step_message(tracker.get_slot("quiz"), language)
            if step:
                return step
            utter_action = "utter_quiz_start"
        answer = words()[language].answers[utter_action]
        bubbles = answer.bubbles[kwargs.get("style") or tracker.get_slot("style")]
        return {
            "text": "\n\n".join(bubbles),
            "bubbles": list(bubbles),
            "language": language,
            "buttons": [button(intent, language) for intent in answer.next],
        }
