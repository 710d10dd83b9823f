"""The help-services message for a conversation: from its slots to the directory's choice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from babel.core import get_global

from luciole import paths
from luciole.helplines.choose import Choice, Need, Offer, choose, opening
from luciole.helplines.directory import Directory, load
from luciole.helplines.message import message
from luciole.nlu.normalise import plain

# Who asks this wants somebody to turn to, whatever the subject.
PEOPLE_ASKED_FOR = frozenset(
    {
        "help_helpline",
        "help_call_what_happens",
        "help_cannot_call",
        "help_tell_trusted_adult",
        "help_without_parents",
    }
)


@lru_cache(maxsize=1)
def directory() -> Directory:
    """The directory of help services, read once a process."""
    return load(paths.HELPLINES)


def help_choice(
    slots: Mapping[str, Any],
    topic: str | None = None,
    alert: str | None = None,
    more: bool = False,
) -> Choice:
    """What to show for these slots now.

    topic: what is asked for; where choosing.yml says nothing of it ("talk to someone"), what the
    conversation is about decides. alert: of this message, else the conversation's.
    """
    known = directory()
    need = Need(
        country=slots.get("country"),
        staying=slots.get("staying"),
        topic=topic if topic in known.choosing.topics else slots.get("topic"),
        alert=alert or slots.get("alert"),
        language=slots["language"],
        written=bool(slots.get("written")) or topic == "help_cannot_call",
        people=topic in PEOPLE_ASKED_FOR,
        more=more,
        now=datetime.now(UTC),
    )
    return choose(known, need)


def help_message(
    slots: Mapping[str, Any], topic: str | None = None, alert: str | None = None
) -> dict[str, Any]:
    """The help services message for these slots."""
    return message(help_choice(slots, topic, alert), slots["language"])


def country_message(code: str, language: str) -> dict[str, Any] | None:
    """The services of one country, for GET /helplines/{country}.json; None if not covered."""
    country = directory().country(code)
    if country is None:
        return None
    now = datetime.now(UTC)
    first = choose(directory(), Need(country=code, language=language, now=now))
    services = directory().for_everybody(country)
    offers = tuple(Offer(service, opening(service, now)) for service in services)
    return message(replace(first, services=offers, more_available=False), language)


def countries_message(language: str) -> dict[str, Any]:
    """The countries covered, by name, with what lets a page propose one without asking anybody:
    their time zones, known to the browser alone, and their neighbours."""
    zones = country_zones()
    countries = [
        {
            "code": country.code,
            "name": country.name[language],
            "neighbours": list(country.neighbours),
            "time_zones": zones.get(country.code, []),
        }
        for country in directory().places()
    ]
    countries.sort(key=lambda country: plain(str(country["name"])))
    return {"type": "countries", "language": language, "countries": countries}


@lru_cache(maxsize=1)
def country_zones() -> dict[str, list[str]]:
    """The time zones of each country, older spellings included (Unicode's lists, by Babel)."""
    territories = get_global("zone_territories")
    zones: dict[str, list[str]] = {}
    for zone in sorted({*territories, *get_global("zone_aliases")}):
        known_as = get_global("zone_aliases").get(zone, zone)
        code = territories.get(zone) or territories.get(known_as)
        if code and "/" in zone:  # "CET" and its like are no place
            zones.setdefault(code, []).append(zone)
    return zones
