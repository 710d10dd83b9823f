"""One turn of the assistant: the path that server and `say` share.

channel -> privacy -> Rasa (nlu, dialogue, actions, answers) -> sealed state. `evaluate` shares it
from `prepared` to what is understood: it takes no typed words for a tap, which need a conversation.
"""

import asyncio
import logging
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rasa.core.channels.channel import UserMessage

from luciole.answers.buttons import button
from luciole.answers.store import words
from luciole.channel.output import TurnOutput
from luciole.channel.payloads import PayloadRefused, parse_payload
from luciole.channel.requests import BadRequest, TurnRequest, capped
from luciole.channel.typed_taps import typed_tap
from luciole.helplines.reply import help_message
from luciole.metrics import ANSWERED, BUSY, FAILED, Metrics
from luciole.nlu.expressions import TOLD_BEFORE, first_alert, load_lists, tells_injury
from luciole.overload import Gate, TooBusy
from luciole.privacy.redact import redact
from luciole.state.seal import Sealer, StateRefused
from luciole.state.tracker_store import Turn, current_turn

logger = logging.getLogger(__name__)

# An action that hangs must not leave a child without an answer.
TURN_SECONDS = 5.0

# What counts when it is typed although somebody needs a doctor; "it was a joke" does not.
_HEARD_IN_DANGER = ("/tap_forget", "/tap_misunderstood", "/tap_need_help_now", "/tap_safe_word")

# Every kind of blank: Rasa strips them all before it looks for a slash.
_COMMAND = re.compile(r"^[\s/]+")

HandleMessage = Callable[[UserMessage], Awaitable[Any]]
# Called with the language, what was understood and what was answered (luciole.counts).
Record = Callable[[str, Mapping[str, Any], Sequence[Mapping[str, Any]]], None]


@dataclass(frozen=True)
class TurnReply:
    """state: sealed, for the page to hand back. messages: never empty. answered: whether they are
    an answer, not the words for a failure or for too many at once."""

    state: str
    messages: list[dict[str, Any]]
    answered: bool = True


@dataclass(frozen=True)
class Prepared:
    """What Rasa may see of a message. text: with marks. kinds: of what was masked. heard: kind and
    expression of a danger that masking took away ("jveux mourir.adieu" looks like a user name), or
    that stands in the middle of a text too long to be read whole."""

    text: str
    kinds: tuple[str, ...] = ()
    heard: tuple[str, str] | None = None


class Assistant:
    """Answers requests through Rasa's message handler; keeps nothing between them.

    record, metrics: what counts children's turns; others, as of the console, are not counted.
    """

    def __init__(
        self,
        handle: HandleMessage,
        sealer: Sealer,
        record: Record | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._handle = handle
        self._sealer = sealer
        self._record = record
        self._metrics = metrics or Metrics()
        self._gate = Gate()

    async def reply(self, request: TurnRequest) -> TurnReply:
        """The reply to one request. Raises BadRequest for a payload that is not ours."""
        started = time.perf_counter()
        slots, notes = self._open(request)
        turn, output = Turn(slots), TurnOutput(slots["language"])
        answered = False
        try:
            async with self._gate.turn(), asyncio.timeout(TURN_SECONDS):
                await self._turn(request, turn, output, notes)
            answered = bool(output.messages) and not turn.failed
        except BadRequest:
            raise
        except TooBusy:
            return self.busy(request)
        except Exception as error:
            logger.error("turn failed: %s", type(error).__name__)
        ended = {**slots, **{k: v for k, v in turn.slots.items() if v is not None}}
        alert = turn.parse_data.get("alert")
        broken = [] if answered else failure_messages(in_danger(ended, request.text, alert))
        said = [*output.messages, *broken]
        noted = [message for note in notes for message in note_messages(note, ended)]
        # In a crisis nothing comes before the acknowledgement.
        messages = said + noted if alert else noted + said
        self._count(ended["language"], turn.parse_data, messages)
        self._metrics.turn(ANSWERED if answered else FAILED, time.perf_counter() - started)
        return TurnReply(self._sealer.seal(turn.slots), messages, answered)

    def _count(
        self, language: str, parsed: Mapping[str, Any], said: Sequence[Mapping[str, Any]]
    ) -> None:
        """Counting must not cost a child the answer."""
        try:
            if self._record:
                self._record(language, parsed, said)
        except Exception as error:
            logger.error("counting failed: %s", type(error).__name__)

    async def _turn(
        self, request: TurnRequest, turn: Turn, output: TurnOutput, notes: list[str]
    ) -> None:
        """Runs Rasa on the request, without personal data."""
        slots = turn.slots
        said, parse_data = understood_input(request, slots)
        if said.kinds and not slots.get("told_masking"):
            slots["told_masking"] = True
            notes.append("utter_masked")
        token = current_turn.set(turn)
        message = user_message(said, parse_data, slots, output)
        try:
            await self._handle(message)
        finally:
            current_turn.reset(token)

    def busy(self, request: TurnRequest) -> TurnReply:
        """A short answer without Rasa, with help services; the conversation stays where it was."""
        self._metrics.turn(BUSY)
        slots, notes = self._open(request)
        state = request.state if request.state and not notes else self._sealer.seal(slots)
        # Capped: what there is too much of must be cheap.
        found = in_danger(slots, capped(request.text or ""))
        said = failure_messages(found, "utter_too_busy")
        return TurnReply(state, said, answered=False)

    def _open(self, request: TurnRequest) -> tuple[dict[str, Any], list[str]]:
        """The slots to start with and the keys of notes to show first."""
        notes: list[str] = []
        slots: dict[str, Any] = {}
        if request.state:
            try:
                slots = self._sealer.open(request.state)
            except StateRefused:
                notes.append("utter_started_anew")
        return with_page(slots, request), notes


def with_page(slots: dict[str, Any], request: TurnRequest) -> dict[str, Any]:
    """Slots after the page's own choices; a choice counts when it is new, so that what the
    person said in the chat is not undone by a page that repeats itself."""
    before = slots.get("page") or {}
    page = {"language": request.language, "country": request.country, "style": request.style}
    chosen = {k: v for k, v in page.items() if v is not None and v != before.get(k)}
    return {"style": "normal", **slots, **chosen, "page": page}


def understood_input(
    request: TurnRequest, slots: Mapping[str, Any]
) -> tuple[Prepared, dict[str, Any] | None]:
    """The text Rasa may see, or parse data for a tap. Raises BadRequest for a foreign payload."""
    if request.payload is not None:
        try:
            return Prepared(""), parse_payload(request.payload)
        except PayloadRefused as error:
            raise BadRequest(str(error)) from error
    # Before masking: the safe word « Firefly » must not be taken for a name.
    tap, danger = typed_tap(request.text or "", slots), untended(slots)
    if tap and (not danger or tap.startswith(_HEARD_IN_DANGER)):
        return Prepared(""), parse_payload(tap)
    said = prepared(request.text or "")
    return replace(said, heard=said.heard or danger), None


def untended(slots: Mapping[str, Any]) -> tuple[str, str] | None:
    """Kind and cause of a danger that lasts: somebody told of an overdose or a wound, and whatever
    they write next ("it was a joke"), they need a doctor, until they say that it was misheard."""
    return (slots.get("alert") or "self_harm", TOLD_BEFORE) if slots.get("injured") else None


def prepared(text: str) -> Prepared:
    """The text as Rasa may see it: not too long, no personal data, no leading slash (Rasa's command
    sign)."""
    read = capped(text)
    redaction = redact(read)
    shown = _COMMAND.sub("", redaction.text) or "…"
    lists = load_lists()
    told, seen = first_alert(lists, text), first_alert(lists, shown)
    # What somebody swallowed may look like a name.
    lost = told and (seen is None or tells_injury(told[1]))
    return Prepared(shown, redaction.kinds, told if lost and told != seen else None)


def user_message(
    said: Prepared,
    parse_data: dict[str, Any] | None,
    slots: Mapping[str, Any],
    output: TurnOutput,
) -> UserMessage:
    """Rasa's message, with an id that lives for this turn only. Its metadata are what the message
    is understood with: language and topic of the conversation, a danger heard before Rasa."""
    return UserMessage(
        text=said.text,
        output_channel=output,
        sender_id=secrets.token_urlsafe(16),
        parse_data=parse_data,
        input_channel=TurnOutput.name(),
        metadata={
            "language": slots["language"],
            "topic": slots.get("topic"),
            "heard": said.heard,
        },
    )


def in_danger(
    slots: Mapping[str, Any], text: str | None, alert: str | None = None
) -> Mapping[str, Any]:
    """The slots with the alert that was raised before Rasa broke, else the one that is listed:
    where Rasa cannot answer, who is in danger still gets the services for it."""
    kind = alert or listed_alert(text or "")
    return {**slots, "alert": kind} if kind else slots


def listed_alert(text: str) -> str | None:
    """The kind of danger that the expressions alone find in the text."""
    try:
        found = first_alert(load_lists(), text)
    except Exception as error:
        logger.error("alert lists failed: %s", type(error).__name__)
        return None
    return found[0] if found else None


def note_messages(key: str, slots: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A vetted answer outside of Rasa's turn."""
    language = slots["language"]
    bubbles = words()[language].answers[key].bubbles[slots["style"]]
    return [{"text": bubble, "language": language} for bubble in bubbles]


def failure_messages(slots: Mapping[str, Any], key: str = "utter_failure") -> list[dict[str, Any]]:
    """What the child sees when everything else broke: a kind word and help services."""
    language = slots["language"]
    return [
        *note_messages(key, slots),
        {
            "custom": help_message(slots),
            "language": language,
            "buttons": [button("chat_capabilities", language)],
        },
    ]
