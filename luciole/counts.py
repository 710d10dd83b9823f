"""Anonymous daily totals for staff: how often, never who, when or in which order.

A message adds one to at most one row of each table: its intent, its alert, the kind of the first
help service shown, and helpful or not helpful, each with the language. Rows are held in memory
and leave it once, after the day has ended, as totals with noise of the geometric mechanism
(Ghosh, Roughgarden & Sundararajan 2009; IBM's diffprivlib, with the system's random numbers).
Every row that could exist gets noise, those that stayed at zero too, and what then is below
`HIDDEN_BELOW` is left out. So each table is `EPSILON`-differentially private for one message, and
all of them together len(TABLES) * EPSILON (docs/privacy.md says what that means).
"""

import asyncio
import csv
import logging
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from diffprivlib.mechanisms import Geometric

from luciole.answers.store import LANGUAGES
from luciole.helplines.reply import directory
from luciole.intents import FALLBACK, intents
from luciole.nlu.expressions import KINDS

logger = logging.getLogger(__name__)

EPSILON = 0.5
HIDDEN_BELOW = 15
TABLES = ("intent", "alert", "help", "feedback")
_FEEDBACK = {"chat_feedback_helpful": "helpful", "chat_feedback_not_helpful": "not_helpful"}

Row = tuple[str, str, str]


class Counts:
    """The totals of this process. Rows are (table, language, name)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._days: dict[date, Counter[Row]] = {}

    def record(
        self, language: str, parse_data: Mapping[str, Any], messages: Sequence[Mapping[str, Any]]
    ) -> None:
        """Counts one answered message by what was understood and shown; no text is looked at."""
        rows = self._days.setdefault(today(), Counter())
        rows.update((table, language, name) for table, name in seen(parse_data, messages))

    def write(self, *, unfinished: bool = False) -> None:
        """Writes and forgets the days that have ended; at the end of the process today's as well.
        A day that cannot be written is kept for the next time.

        A file belongs to one process: totals of a day are the sum of its files.
        """
        for day in sorted(self._days):
            if unfinished or day < today():
                path = self._folder / f"{day}.{secrets.token_hex(4)}.csv"
                try:
                    write_table(path, day, published(self._days[day]))
                except OSError as error:
                    logger.error("counts not written: %s", type(error).__name__)
                    # Half a file would be added to the whole one of the next time.
                    with suppress(OSError):
                        path.unlink(missing_ok=True)
                else:
                    del self._days[day]

    async def write_daily(self) -> None:
        """Writes each day just after its midnight (UTC), until cancelled."""
        while True:
            await asyncio.sleep(seconds_to_midnight() + 1)
            self.write()


def write_table(path: Path, day: date, rows: Sequence[tuple[Row, int]]) -> None:
    """One day's totals as a file. Raises OSError."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("day", "table", "language", "name", "about"))
        writer.writerows((day, *row, total) for row, total in rows)


def seen(
    parse_data: Mapping[str, Any], messages: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Table and name of what one message counts for: at most one of each table."""
    intent = (parse_data.get("intent") or {}).get("name")
    if intent in topics():
        yield "intent", intent
    if intent in _FEEDBACK:
        yield "feedback", _FEEDBACK[intent]
    if parse_data.get("alert") in KINDS:
        yield "alert", parse_data["alert"]
    services = [s for m in messages for s in (m.get("custom") or {}).get("services", ())]
    if services and services[0]["kind"] in service_kinds():
        yield "help", services[0]["kind"]


def published(counted: Counter[Row]) -> list[tuple[Row, int]]:
    """Rows with their noisy totals, small ones left out."""
    noise = Geometric(epsilon=EPSILON, sensitivity=1)
    totals = ((row, int(noise.randomise(counted[row]))) for row in possible_rows())
    return [(row, total) for row, total in totals if total >= HIDDEN_BELOW]


def possible_rows() -> list[Row]:
    """Every row there can be, whether it was counted or not."""
    names = {
        "intent": topics(),
        "alert": sorted(KINDS),
        "help": sorted(service_kinds()),
        "feedback": sorted(_FEEDBACK.values()),
    }
    return [(table, lang, name) for table in TABLES for lang in LANGUAGES for name in names[table]]


def topics() -> list[str]:
    """The intents, and the name under which what was not understood is counted."""
    return [*sorted(intents()), FALLBACK]


def service_kinds() -> frozenset[str]:
    """The kinds that a card can show."""
    return frozenset(service.kinds[0] for service in directory().services())


def today() -> date:
    return datetime.now(UTC).date()


def seconds_to_midnight() -> float:
    now = datetime.now(UTC)
    return (datetime.combine(now.date() + timedelta(days=1), time(), UTC) - now).total_seconds()
