"""The base of every action of ours: whatever breaks, the child still gets help."""

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from luciole.helplines.reply import help_message
from luciole.state.tracker_store import current_turn

logger = logging.getLogger(__name__)

Events = list[dict[str, Any]]


class CarefulAction(Action, ABC):
    """Subclasses write `act`; a failure in it becomes a kind word and help services."""

    @abstractmethod
    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """The messages (to the dispatcher) and events of this action."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        try:
            return self.act(dispatcher, tracker)
        except Exception as error:
            logger.error("action %s failed: %s", self.name(), type(error).__name__)
            dispatcher.messages.clear()
            if turn := current_turn.get():
                # The assistant says it, once for all that broke in a turn, and counts it.
                turn.failed = True
            else:
                dispatcher.utter_message(response="utter_failure")
                alert = tracker.latest_message.get("alert")
                dispatcher.utter_message(json_message=help_message(tracker.slots, alert=alert))
            return []


def latest_intent(tracker: Tracker) -> str:
    """The name of the message's intent."""
    return str(tracker.latest_message["intent"]["name"])
