"""Opening hours: OpenStreetMap notation in, "open until 23:00" and plain words out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State

Words = Mapping[str, Any]

ALWAYS = "24/7"
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_SPAN = r"\d\d:\d\d-\d\d:\d\d"
_RULE = re.compile(
    rf"(?:(?P<days>{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*) (?P<times>{_SPAN}(?:,{_SPAN})*)"
    rf"|PH (?P<holidays>off|unknown|{_SPAN}(?:,{_SPAN})*))"
)


@dataclass(frozen=True)
class Opening:
    """Whether something is open (None: not known) and when that changes next."""

    is_open: bool | None
    changes: datetime | None = None


@dataclass(frozen=True)
class Hours:
    """Opening hours of one channel, in the time zone and holidays of its country.

    here: the time zone of the person, where that is another than the service's.
    """

    notation: str
    zone: ZoneInfo
    country: str
    here: ZoneInfo | None = None

    @cached_property
    def _parsed(self) -> OpeningHours:
        try:
            return OpeningHours(self.notation, timezone=self.zone, country=self.country)
        except Exception:  # valid notation, so only the country can lack a holiday calendar
            return OpeningHours(self.notation, timezone=self.zone)

    def at(self, moment: datetime) -> Opening:
        """Say whether it is open at an aware moment, and when it next opens or closes."""
        if self.notation == ALWAYS:
            return Opening(True)
        local = moment.astimezone(self.zone)
        state, _ = self._parsed.state(local)
        if state == State.UNKNOWN:
            return Opening(None)
        changes = self._parsed.next_change(local)
        if state == State.CLOSED and changes and self._parsed.is_unknown(changes):
            changes = None
        return Opening(state == State.OPEN, changes)


def is_valid(notation: str) -> bool:
    """Tell whether the notation is one we can both evaluate and put into words."""
    if notation == ALWAYS:
        return True
    if not all(_RULE.fullmatch(rule) for rule in notation.split("; ")):
        return False
    try:
        OpeningHours(notation)
    except Exception:  # the library raises its own ParserError, and SyntaxError in older releases
        return False
    return True


def in_words(notation: str, words: Words) -> str:
    """Write valid opening hours in plain words, such as "every day 9:00 – 23:00"."""
    if notation == ALWAYS:
        return str(words["always_open"])
    parts: list[str] = []
    closed_on_holidays = False
    for rule in notation.split("; "):
        found = _RULE.fullmatch(rule)
        if found is None:
            raise ValueError(f"not opening hours: {notation}")
        if found["holidays"]:
            closed_on_holidays = closed_on_holidays or found["holidays"] == "off"
            continue
        spans = [_span(span, words) for span in found["times"].split(",")]
        parts.append(
            words["days_hours"].format(
                days=_days(found["days"], words), hours=words["times"].join(spans)
            )
        )
    text: str = words["rules"].join(parts)
    return str(words["not_on_holidays"].format(hours=text)) if closed_on_holidays else text


def state_in_words(opening: Opening, moment: datetime, zone: ZoneInfo, words: Words) -> str | None:
    """Say "open until …" or "opens …", in the time of a zone; None if not known."""
    state = words["state"]
    if opening.is_open is None and opening.changes is None:
        return None
    if opening.changes is None:
        return str(state["open_always" if opening.is_open else "closed"])
    changes = opening.changes.astimezone(zone)
    time = clock(changes.hour, changes.minute, words)
    days = (changes.date() - moment.astimezone(zone).date()).days
    if opening.is_open:
        return str(state["open_until"].format(time=time) if days <= 1 else state["open"])
    if days < 2:
        return str(state["opens_tomorrow" if days else "opens_today"].format(time=time))
    if days < 7:
        day = words["days"][_DAYS[changes.weekday()]]
        return str(state["opens_day"].format(day=day, time=time))
    return str(state["closed"])


def clock(hour: int, minute: int, words: Words) -> str:
    """Write a time of day, such as "9 h 30" or "midnight"."""
    if (hour % 24, minute) == (0, 0):
        return str(words["midnight"])
    pattern = words["hour_and_minutes"] if minute else words["hour"]
    return str(pattern.format(h=hour % 24, mm=f"{minute:02d}"))


def _span(span: str, words: Words) -> str:
    start, end = span.split("-")
    return str(words["span"].format(start=_clock(start, words), end=_clock(end, words)))


def _clock(time: str, words: Words) -> str:
    hour, minute = time.split(":")
    return clock(int(hour), int(minute), words)


def _days(days: str, words: Words) -> str:
    if days == "Mo-Su":
        return str(words["every_day"])
    names: list[str] = []
    for part in days.split(","):
        first, _, last = part.partition("-")
        if not last:
            names.append(words["days"][first])
        elif _DAYS.index(last) - _DAYS.index(first) == 1:
            names += [words["days"][first], words["days"][last]]
        else:
            names.append(
                words["day_range"].format(first=words["days"][first], last=words["days"][last])
            )
    if len(names) == 1:
        return names[0]
    return str(words["list_last"].format(head=", ".join(names[:-1]), tail=names[-1]))
