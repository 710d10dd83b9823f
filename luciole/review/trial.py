"""Trying the assistant: each turn with what was understood and why. Nothing of it is kept."""

import asyncio
import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import Fernet
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from luciole.assistant import Assistant, HandleMessage, prepared
from luciole.channel.requests import MAX_TEXT_CHARACTERS, BadRequest, TurnRequest
from luciole.evaluate import Understood, understand
from luciole.helplines.directory import Choosing
from luciole.intents import FALLBACK
from luciole.state.seal import Sealer
from luciole.state.tracker_store import Turn, current_turn

MOST_TURNS = 12
# In less time than the server gives an answer, with children beside it.
MOST_ROWS = 500
RANKED = 5
_TAP = "/"


class ListRefused(Exception):
    """The pasted list cannot be read; the message is a key of data/review."""


@dataclass(frozen=True)
class Explained:
    """One turn and its reasons. said: the words, or the payload of a tapped button."""

    said: str
    is_tap: bool
    masked: str
    masked_kinds: tuple[str, ...]
    language: str
    alert: str | None
    raised_by: str | None
    intent: str
    asks: bool
    ranking: tuple[tuple[str, float], ...]
    actions: tuple[str, ...]
    slots: Mapping[str, Any]
    messages: tuple[dict[str, Any], ...]
    kinds: tuple[str, ...]

    @property
    def helplines(self) -> list[Mapping[str, Any]]:
        """The help services messages of the turn."""
        every = [m.get("custom") or {} for m in self.messages]
        return [custom for custom in every if custom.get("type") == "helplines"]


@dataclass(frozen=True)
class Tried:
    """A test conversation as its page holds it. problem: a key of `try` in data/review."""

    turns: tuple[Explained, ...] = ()
    language: str = "fr"
    country: str | None = None
    problem: str = ""


@dataclass
class _Watched:
    """Rasa's handler, with a look at what it was given and what it made of it."""

    handle: HandleMessage
    text: str = ""
    turn: Turn = field(default_factory=Turn)

    async def __call__(self, message: UserMessage) -> Any:
        self.text, self.turn = message.text or "", current_turn.get() or Turn()
        return await self.handle(message)


async def converse(
    agent: Agent, said: Sequence[str], language: str, country: str | None, choosing: Choosing
) -> list[Explained]:
    """The whole conversation again, through the same path as the server. Raises BadRequest."""
    watched = _Watched(agent.handle_message)
    assistant = Assistant(watched, Sealer((Fernet.generate_key().decode(),), 60))
    state: str | None = None
    explained = []
    for words in said[:MOST_TURNS]:
        if len(words) > MAX_TEXT_CHARACTERS:
            raise BadRequest("text is too long")
        request = turn(words, state, language, country)
        reply = await assistant.reply(request)
        state = reply.state
        explained.append(explain(words, request, watched, reply.messages, choosing))
    return explained


def turn(words: str, state: str | None, language: str, country: str | None) -> TurnRequest:
    if words.startswith(_TAP):
        return TurnRequest(payload=words, state=state, language=language, country=country)
    return TurnRequest(text=words, state=state, language=language, country=country)


def explain(
    words: str,
    request: TurnRequest,
    watched: _Watched,
    messages: list[dict[str, Any]],
    choosing: Choosing,
) -> Explained:
    parsed, slots = watched.turn.parse_data, watched.turn.slots
    shown = any((m.get("custom") or {}).get("type") == "helplines" for m in messages)
    intent = str((parsed.get("intent") or {}).get("name", ""))
    ranking = [r for r in parsed.get("intent_ranking", ()) if r["name"] != FALLBACK]
    alert = parsed.get("alert")
    topic = choosing.alerts.get(alert or slots.get("alert") or "")
    topic = topic or choosing.topics.get(intent) or choosing.topics.get(str(slots.get("topic")))
    return Explained(
        said=words,
        is_tap=request.payload is not None,
        masked=watched.text,
        masked_kinds=prepared(request.text).kinds if request.text else (),
        language=str(slots.get("language") or request.language),
        alert=alert,
        raised_by=parsed.get("alert_by"),
        intent=intent,
        asks=intent == FALLBACK,
        ranking=tuple((str(r["name"]), float(r["confidence"])) for r in ranking[:RANKED]),
        actions=tuple(a for a in watched.turn.actions if a != "action_listen"),
        slots={k: v for k, v in slots.items() if v is not None and k != "page"},
        messages=tuple(messages),
        kinds=(topic or choosing.default).kinds if shown else (),
    )


@dataclass(frozen=True)
class Row:
    """One message of a list. expected: an intent, empty if the list does not say."""

    expected: str
    understood: Understood

    @property
    def right(self) -> bool | None:
        return self.expected == self.understood.intent if self.expected else None


async def judge(agent: Agent, rows: Sequence[tuple[str, str]]) -> list[Row]:
    """What is understood of each (text, expected intent); children's turns may come between."""
    judged = []
    for text, expected in rows:
        judged.append(Row(expected, await understand(agent, text)))
        await asyncio.sleep(0)
    return judged


def read_list(pasted: str) -> list[tuple[str, str]]:
    """(text, expected intent) of one message a line, of JSONL, or of CSV with a column `text`.

    Raises ListRefused.
    """
    lines = [line for line in pasted.splitlines() if line.strip()]
    if not lines:
        raise ListRefused("list_empty")
    if lines[0].lstrip().startswith("{"):
        rows = jsonl_rows(lines)
    elif "text" in (names := header(lines[0])):
        dialect = ";" if ";" in lines[0] else ","
        body = io.StringIO(pasted.strip().partition("\n")[2])
        table = csv.DictReader(body, fieldnames=names, delimiter=dialect)
        rows = [(row.get("text") or "", row.get("intent") or "") for row in table]
    else:
        rows = [(line, "") for line in lines]
    rows = [
        (text.strip()[:MAX_TEXT_CHARACTERS], intent.strip())
        for text, intent in rows
        if text.strip()
    ]
    if len(rows) > MOST_ROWS:
        raise ListRefused("list_long")
    return rows


def header(line: str) -> list[str]:
    """The names of a CSV's columns, as spreadsheets write them."""
    return [name.strip().strip('"\ufeff').lower() for name in line.replace(";", ",").split(",")]


def jsonl_rows(lines: list[str]) -> list[tuple[str, str]]:
    try:
        data = [json.loads(line) for line in lines]
        return [(str(row["text"]), str(row.get("intent") or "")) for row in data]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ListRefused("list_wrong") from error


def table_csv(rows: Sequence[Row]) -> str:
    """The judged list as CSV."""
    names = ("text", "expected", "understood", "right", "confidence", "asks", "language", "alert")
    cells = []
    for row in rows:
        u = row.understood
        right = {True: "yes", False: "no", None: ""}[row.right]
        cells.append(
            (u.redacted, row.expected, u.intent, right, u.confidence, u.asks, u.language, u.alert)
        )
    return to_csv(names, cells)


def to_csv(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """CSV that no spreadsheet takes for formulas."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(names)
    writer.writerows([[tame(cell) for cell in row] for row in rows])
    return file.getvalue()


def tame(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
