"""A tracker store that holds a conversation only during its turn.

The channel fills `current_turn` with the opened state; Rasa reads a tracker from it, and what
Rasa saves is reduced to slots again. Nothing is kept when the turn is over.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from luciole.answers.store import words
from luciole.state.seal import SEALED_SLOTS

# What of a message is looked at after its turn. Never its text: asyncio's timers keep the context
# that a turn ran in for some seconds longer.
UNDERSTOOD = ("intent", "intent_ranking", "alert", "alert_by")


@dataclass
class Turn:
    """One turn: the slots it starts with, and after Rasa saved, those it ends with.

    failed: an action broke off, whatever else was said.
    """

    slots: dict[str, Any] = field(default_factory=dict)
    parse_data: dict[str, Any] = field(default_factory=dict)
    actions: tuple[str, ...] = ()
    failed: bool = False


current_turn: ContextVar[Turn | None] = ContextVar("current_turn", default=None)


class SealedTrackerStore(TrackerStore):
    """Rasa's view of the sealed state (design: the server keeps nothing)."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **_: Any,
    ) -> None:
        super().__init__(domain, event_broker)

    @property
    def domain(self) -> Domain:
        return self._domain

    @domain.setter
    def domain(self, domain: Domain | None) -> None:
        self._domain = domain or Domain.empty()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        turn = current_turn.get()
        if turn is None:
            return None
        return DialogueStateTracker.from_events(
            sender_id, opening_events(turn.slots), self.domain.slots, domain=self.domain
        )

    async def save(self, tracker: DialogueStateTracker) -> None:
        turn = current_turn.get()
        if turn is None:
            return
        values = tracker.current_slot_values()
        turn.slots = {name: values.get(name) for name in SEALED_SLOTS}
        turn.slots["last_answer"] = last_answer(tracker.events) or turn.slots["last_answer"]
        latest = tracker.latest_message
        understood = latest.parse_data if isinstance(latest, UserUttered) else {}
        turn.parse_data = {k: v for k, v in understood.items() if k in UNDERSTOOD}
        turn.actions = tuple(
            e.action_name for e in tracker.events if isinstance(e, ActionExecuted) and e.action_name
        )[2:]

    async def keys(self) -> Iterable[str]:
        return []


def opening_events(slots: dict[str, Any]) -> list[Event]:
    """The events of a conversation that is open and waits for its next message."""
    return [
        ActionExecuted("action_session_start"),
        SessionStarted(),
        *(SlotSet(name, value) for name, value in slots.items() if value is not None),
        ActionExecuted("action_listen"),
    ]


def last_answer(events: Iterable[Event]) -> str | None:
    """The key of the last vetted answer shown in these events that was not said in passing."""
    keys = [e.metadata.get("utter_action") for e in events if isinstance(e, BotUttered)]
    answers = words()["fr"].answers
    passing = {key for key in keys if key in answers and answers[key].passing}
    return next((key for key in reversed(keys) if key and key not in passing), None)
