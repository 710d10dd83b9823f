"""The help-services message for a conversation: from its slots to the directory's choice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from luciole import paths
from luciole.helplines.choose import Need, Offer, choose, opening
from luciole.helplines.directory import Directory, load
from luciole.helplines.message import message


@lru_cache(maxsize=1)
def directory() -> Directory:
    """The directory of help services, read once a process."""
    return load(paths.HELPLINES)


def help_message(
    slots: Mapping[str, Any],
    topic: str | None = None,
    alert: str | None = None,
    more: bool = False,
) -> dict[str, Any]:
    """The message of design section 4 for these slots; topic and alert override the slots'."""
    need = Need(
        country=slots.get("country"),
        staying=slots.get("staying"),
        topic=topic or slots.get("topic"),
        alert=alert or slots.get("alert"),
        language=slots["language"],
        written=topic == "help_cannot_call",
        more=more,
        now=datetime.now(UTC),
    )
    return message(choose(directory(), need), slots["language"])


def country_message(code: str, language: str) -> dict[str, Any] | None:
    """The services of one country, for GET /helplines/{country}.json; None if not covered."""
    country = directory().country(code)
    if country is None:
        return None
    now = datetime.now(UTC)
    first = choose(directory(), Need(country=code, language=language, now=now))
    # A service for one topic only (preventing abuse) has no place in a list shown to everybody.
    shown = [service for service in country.services if not service.only_for]
    offers = tuple(Offer(service, opening(service, now)) for service in shown)
    return message(replace(first, services=offers, more_available=False), language)
