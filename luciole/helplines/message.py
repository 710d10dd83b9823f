"""The help services message: what the widget shows as cards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from phonenumbers import convert_alpha_characters_in_number

from luciole.countries import country_codes, country_name
from luciole.helplines.choose import Choice, Offer, channel_opening
from luciole.helplines.directory import Channel, Service, Text
from luciole.helplines.facts import accessibility, service_facts
from luciole.helplines.hours import ALWAYS, Words, in_words, state_in_words

_ADDRESSES = ("phone", "sms", "whatsapp", "chat")
_OLD_YEARS = 5


def message(choice: Choice, language: str) -> dict[str, Any]:
    """Return what stands under `custom` to show a choice, every word of it in the language."""
    words = choice.words[language]
    warnings = [warning[language] for warning in choice.place.warnings]
    if choice.uncovered and choice.uncovered in country_codes():
        country = country_name(choice.uncovered, language)
        key = "not_covered" if choice.emergency else "not_covered_far"
        warnings.insert(0, words[key].format(country=country))
    if choice.written and choice.place.emergency_in_writing:
        warnings.append(choice.place.emergency_in_writing[language])
    if choice.abroad:
        warnings.append(words["from_abroad"])
    return {
        "type": "helplines",
        "country": choice.country,
        "language": language,
        "services": [service_card(o, language, words, choice.moment) for o in choice.services],
        "emergency": [
            {"number": n.number, "use": n.use, "label": words["emergency"][n.use]}
            for n in choice.emergency
        ],
        "warnings": warnings,
        "more": choice.more_available,
    }


def service_card(offer: Offer, language: str, words: Words, moment: datetime) -> dict[str, Any]:
    """Return one service as the contract shows it; what is not known is left out."""
    service = offer.service
    card: dict[str, Any] = {
        "id": service.id,
        "country": service.country,
        "kind": service.kinds[0],
        "kind_text": words["kinds"][service.kinds[0]],
        "name": service.name,
    }
    for via in _ADDRESSES:
        if to := next((c.to for c in service.channels if c.via == via), None):
            card[via] = to
    if web := next((c.to for c in service.channels if c.via in ("form", "web", "chat")), None):
        card["web"] = web
    card["hours_text"] = hours_text(service, language, words)
    card["open_now"] = offer.opening.is_open
    card.update(_opening(offer, moment, words))
    card.update(_known(service, language))
    card["languages"] = list(service.languages)
    card["for"] = service.purpose[language]
    card["checked"] = service.checked
    card["checked_text"] = service_checked_text(service, words)
    card["facts"] = service_facts(service, language, words)
    card["channels"] = [_channel(c, language, words, moment) for c in service.channels]
    card["sources"] = [source.url for source in service.sources if source.url]
    return card


def hours_text(service: Service, language: str, words: Words) -> str:
    """Write the opening hours of a service in one line, per channel if they differ."""
    known: dict[str, list[str]] = {}
    for channel in service.channels:
        if text := channel_hours_text(channel, language, words):
            known.setdefault(text, []).append(_via(channel, words))
    if not known:
        with_web = any("://" in channel.to for channel in service.channels)
        return str(words["unknown_with_web" if with_web else "unknown"])
    reachable = {c.via for c in service.channels if c.via not in ("web", "email")}
    if len(known) == 1 and len(reachable) <= 1:
        return next(iter(known))
    parts = [
        words["per_channel"].format(via=", ".join(dict.fromkeys(vias)), hours=text)
        for text, vias in known.items()
    ]
    return str(words["channels"].join(parts))


def _via(channel: Channel, words: Words) -> str:
    via = str(words["via"][channel.via])
    if not channel.languages:
        return via
    names = ", ".join(words["languages"][language] for language in channel.languages)
    return str(words["via_language"].format(via=via, languages=names))


def channel_hours_text(channel: Channel, language: str, words: Words) -> str | None:
    """Write the hours of one channel, with the year if they may have changed."""
    parts = [in_words(channel.hours.notation, words)] if channel.hours else []
    if channel.hours_note:
        parts.append(channel.hours_note[language])
    text = str(words["times"].join(parts))
    if text and channel.hours and channel.hours.here and channel.hours.notation != ALWAYS:
        city = channel.hours.zone.key.rpartition("/")[2]
        text = str(words["territory"]["time"].format(hours=text, city=city))
    if text and channel.hours_as_of:
        text = words["as_of"].format(hours=text, year=channel.hours_as_of)
    return text or None


def dialled(channel: Channel) -> str | None:
    """Return the digits to dial or text, letters turned into the keys they stand on."""
    if channel.via not in ("phone", "sms", "whatsapp") or "://" in channel.to:
        return None
    digits = convert_alpha_characters_in_number(channel.to)
    return "".join(character for character in digits if character.isdigit() or character == "+")


def service_checked_text(service: Service, words: Words) -> str:
    """When it was checked, and the year of its newest source if that is long ago."""
    newest = service.newest_source
    if newest is None or int(service.checked[:4]) - newest < _OLD_YEARS:
        return checked_text(service.checked, words)
    return str(words["old"].format(checked=checked_text(service.checked, words), source=newest))


def checked_text(checked: str, words: Words) -> str:
    """Write "checked in November 2026" for 2026-11."""
    year, month = checked.split("-")
    return str(words["checked"].format(month=words["months"][int(month) - 1], year=year))


def _opening(offer: Offer, moment: datetime, words: Words) -> dict[str, str]:
    result: dict[str, str] = {}
    timed = next((c for c in offer.service.channels if c.hours), None)
    if timed is None or timed.hours is None:
        return result
    if text := state_in_words(offer.opening, moment, timed.hours.here or timed.hours.zone, words):
        if offer.opening.is_open is None:
            text = words["per_channel"].format(via=words["via"][timed.via], hours=text)
        result["state_text"] = text
    if offer.opening.changes:
        key = "closes_at" if offer.opening.is_open else "opens_at"
        result[key] = offer.opening.changes.isoformat()
    return result


def _known(service: Service, language: str) -> dict[str, Any]:
    result: dict[str, Any] = {}
    if service.free is not None:
        result["free"] = service.free
    if service.anonymous is not None:
        result["anonymous"] = service.anonymous
    texts: Mapping[str, Text | None] = {
        "cost": service.cost,
        "anonymity_limits": service.anonymity_limits,
        "warning": service.warning,
        "what_happens": service.what_happens,
    }
    result.update({key: text[language] for key, text in texts.items() if text})
    if ways := accessibility(service):
        result["accessibility"] = ways
    if service.ages:
        limits = {"from": service.ages.low, "to": service.ages.high}
        result["ages"] = {limit: age for limit, age in limits.items() if age is not None}
    return result


def _channel(channel: Channel, language: str, words: Words, moment: datetime) -> dict[str, Any]:
    state = channel_opening(channel, moment)
    card: dict[str, Any] = {
        "via": channel.via,
        "via_text": _via(channel, words),
        "to": channel.to,
        "open_now": state.is_open,
    }
    if text := channel_hours_text(channel, language, words):
        card["hours_text"] = text
    if number := dialled(channel):
        card["dial"] = number
    if channel.note:
        card["note"] = channel.note[language]
    if channel.languages:
        card["languages"] = list(channel.languages)
    return card
