"""Places made from files of others: territories far away, and the world beyond Europe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from luciole.countries import country_name
from luciole.helplines.hours import Words

if TYPE_CHECKING:
    from luciole.helplines.directory import Channel, Country, Service, Territory, Text

NUMBERS = frozenset({"phone", "sms"})


def territory(country: Country, known: Territory, words: Mapping[str, Words]) -> Country:
    """What a country's file says for one of its territories, promising only what is sourced."""
    name = {language: country_name(known.code, language) for language in words}

    def text(key: str) -> Text:
        return {
            language: said["territory"][key].format(
                territory=name[language], country=country.name[language]
            )
            for language, said in words.items()
        }

    return replace(
        country,
        code=known.code,
        name=name,
        neighbours=(country.code,),
        emergency=known.emergency,
        emergency_sources=known.sources,
        emergency_in_writing=None,
        warnings=(text("whose"), *country.warnings),
        services=tuple(
            _seen_from(service, known, text("not_known")) for service in country.services
        ),
        territories=(),
    )


def beyond_europe(worldwide: Country) -> Country:
    """The worldwide file without the numbers of Europe."""
    services = tuple(service for service in worldwide.services if service.where != "europe")
    return replace(worldwide, emergency=(), emergency_sources=(), warnings=(), services=services)


def _seen_from(service: Service, known: Territory, not_known: Text) -> Service:
    """The service with its hours as seen from there; without what only its sources at home say."""
    sure = service.id in known.services
    channels = tuple(_channel(channel, known, sure) for channel in service.channels)
    if sure or not any(channel.via in NUMBERS for channel in channels):
        return replace(service, channels=channels)
    parts = [text for text in (service.warning, not_known) if text]
    warning = {language: " ".join(part[language] for part in parts) for language in not_known}
    return replace(
        service, channels=channels, free=None, cost=None, not_on_bill=False, warning=warning
    )


def _channel(channel: Channel, known: Territory, sure: bool) -> Channel:
    if channel.via in NUMBERS and not sure:
        return replace(channel, hours=None, hours_note=None)
    return replace(channel, hours=channel.hours and replace(channel.hours, here=known.zone))
