"""The directory of help services as frozen values, loaded from data/helplines/."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jsonschema import Draft7Validator, ValidationError

from luciole.countries import country_codes
from luciole.errors import Mendable
from luciole.helplines.hours import Hours, Words, is_valid
from luciole.helplines.places import beyond_europe, territory
from luciole.helplines.reading import Document, Place, ReadError, read

LANGUAGES = ("en", "fr")
WORLDWIDE = "ZZ"
PEOPLE = frozenset(
    {"child_helpline", "online_safety_helpline", "suicide_prevention", "sexual_violence"}
)
LISTENING = PEOPLE | {"missing_children"}
SPOKEN = frozenset({"phone"})
WRITTEN = frozenset({"sms", "whatsapp", "chat", "form", "email", "app"})
LIVE = frozenset({"phone", "sms", "whatsapp", "chat"})

_YEAR = re.compile(r"\b20\d\d\b")

Text = Mapping[str, str]


class DirectoryError(Mendable):
    """The directory is wrong; `errors` holds every `file:line: what is wrong: what to do`."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass(frozen=True)
class Ages:
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Source:
    says: str
    date: str
    url: str | None = None
    ref: str | None = None


@dataclass(frozen=True)
class Channel:
    """One way to reach a service."""

    via: str
    to: str
    hours: Hours | None = None
    hours_as_of: str | None = None
    hours_note: Text | None = None
    note: Text | None = None
    languages: tuple[str, ...] = ()
    ages: Ages | None = None


@dataclass(frozen=True)
class Service:
    """One help service; what no source supports is None or empty."""

    id: str
    country: str
    kinds: tuple[str, ...]
    name: str
    channels: tuple[Channel, ...]
    purpose: Text
    sources: tuple[Source, ...]
    checked: str
    confidence: str
    languages: tuple[str, ...] = ()
    free: bool | None = None
    cost: Text | None = None
    not_on_bill: bool = False
    anonymous: bool | None = None
    anonymity_limits: Text | None = None
    ages: Ages | None = None
    audience: tuple[str, ...] = ("young_people",)
    only_for: frozenset[str] = frozenset()
    accessibility: tuple[str, ...] = ()
    anywhere: bool = False
    where: str | None = None
    pair: str | None = None
    what_happens: Text | None = None
    warning: Text | None = None

    @cached_property
    def is_written(self) -> bool:
        """True if one can reach it without speaking."""
        return any(channel.via in WRITTEN for channel in self.channels)

    @cached_property
    def is_written_only(self) -> bool:
        """True if one writes to people here and cannot speak to them."""
        ways = {channel.via for channel in self.channels}
        return bool(ways & WRITTEN & LIVE) and not ways & SPOKEN

    @cached_property
    def newest_source(self) -> int | None:
        """The year of the newest source; None if one of them may be newer than it says."""
        dates = [source.date for source in self.sources]
        years = [max(map(int, _YEAR.findall(date)), default=None) for date in dates]
        if None in years or any("later" in date for date in dates):
            return None
        return max(year for year in years if year)

    @cached_property
    def contact(self) -> str:
        """What makes two entries the same thing to a child: the first number or address."""
        to = self.channels[0].to
        return to.rstrip("/") if "://" in to else "".join(c for c in to if c not in " -")

    @property
    def is_for_the_young(self) -> bool:
        return "child_helpline" in self.kinds or bool(self.ages and self.ages.high)

    @property
    def is_for_adults_only(self) -> bool:
        return bool(self.ages and self.ages.low and self.ages.low >= 18)


@dataclass(frozen=True)
class EmergencyNumber:
    number: str
    use: str


@dataclass(frozen=True)
class Known:
    """What is true in one country only, for the answers to some intents."""

    topics: frozenset[str]
    text: Text
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Territory:
    """A territory far away that a country's services serve; `services` are sure to answer there."""

    code: str
    zone: ZoneInfo
    emergency: tuple[EmergencyNumber, ...]
    services: frozenset[str]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Country:
    code: str
    name: Text
    languages: tuple[str, ...]
    neighbours: tuple[str, ...]
    emergency: tuple[EmergencyNumber, ...]
    emergency_sources: tuple[Source, ...]
    warnings: tuple[Text, ...]
    services: tuple[Service, ...]
    not_verified: tuple[str, ...]
    fallback: bool = False
    emergency_in_writing: Text | None = None
    good_to_know: tuple[Known, ...] = ()
    territories: tuple[Territory, ...] = ()
    europe: frozenset[str] = frozenset()

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Service, ...]]:
        """Services of each kind, in the order of the file; one may stand under several."""
        kinds = {kind for service in self.services for kind in service.kinds}
        return {k: tuple(s for s in self.services if k in s.kinds) for k in kinds}


@dataclass(frozen=True)
class Topic:
    """Which kinds of service answer a need, in order."""

    kinds: tuple[str, ...]
    subjects: frozenset[str] = frozenset()
    audience: str = "young_people"
    beside_alert: bool = False


@dataclass(frozen=True)
class Choosing:
    """The content of choosing.yml."""

    first: int
    talk: tuple[str, ...]
    human: tuple[str, ...]
    reserved: str
    default: Topic
    alerts: Mapping[str, Topic]
    topics: Mapping[str, Topic]


@dataclass(frozen=True)
class Directory:
    countries: Mapping[str, Country]
    worldwide: Country
    choosing: Choosing
    words: Mapping[str, Words]

    @cached_property
    def territories(self) -> Mapping[str, Country]:
        """Territories that another country's file serves, by their own codes."""
        return {
            known.code: territory(country, known, self.words)
            for country in self.countries.values()
            for known in country.territories
        }

    def country(self, code: str | None) -> Country | None:
        """Return the country or territory of an ISO code in any case, or None if none is known."""
        key = code.upper() if code else ""
        return self.countries.get(key) or self.territories.get(key)

    def for_everybody(self, country: Country) -> list[Service]:
        """The country's services without those that are offered for one need only."""
        reserved = self.choosing.reserved
        return [service for service in country.services if reserved not in service.kinds]

    @cached_property
    def elsewhere(self) -> Country:
        """What there is for a country beyond Europe that has no file."""
        return beyond_europe(self.worldwide)

    def place(self, code: str | None) -> Country:
        """Return the country or territory of a code, or what there is where none is known."""
        near = code is None or code.upper() in self.worldwide.europe
        return self.country(code) or (self.worldwide if near else self.elsewhere)

    def places(self) -> tuple[Country, ...]:
        """Every country and territory that somebody can name as theirs."""
        return (*self.countries.values(), *self.territories.values())

    def services(self) -> Iterator[Service]:
        """Yield every service of every country, then the worldwide ones."""
        for country in (*self.countries.values(), self.worldwide):
            yield from country.services


def load(path: Path) -> Directory:
    """Load data/helplines/; raise DirectoryError with every fault found."""
    documents, errors = read_countries(path)
    choosing, words = _read(path / "choosing.yml", errors), _read(path / "words.yml", errors)
    if errors or choosing is None or words is None:
        raise DirectoryError(errors)
    countries = {document.data["country"]: _country(document.data) for document in documents}
    worldwide = countries.pop(WORLDWIDE, None)
    if worldwide is None:
        raise DirectoryError([f"{path / 'worldwide.yml'}:1: missing: write it, with country ZZ"])
    try:
        return Directory(countries, worldwide, _choosing(choosing.data), words.data)
    except (KeyError, TypeError) as error:
        raise DirectoryError(
            [choosing.error((), f"wrong or missing: {error}", "mend it")]
        ) from None


def read_countries(path: Path) -> tuple[list[Document], list[str]]:
    """Read and validate the country files; return those that parse, and all errors."""
    errors: list[str] = []
    schema = json.loads((path / "schema.json").read_text(encoding="utf-8"))
    validator = Draft7Validator(schema)
    documents: list[Document] = []
    for file in (*sorted(path.glob("[a-z][a-z].yml")), path / "worldwide.yml"):
        document = _read(file, errors)
        if document is None:
            continue
        faults = [_schema_error(document, fault) for fault in validator.iter_errors(document.data)]
        faults = faults or [*_content_errors(document)]
        errors += faults
        if not faults:
            documents.append(document)
    return documents, errors


def _read(path: Path, errors: list[str]) -> Document | None:
    try:
        return read(path)
    except ReadError as error:
        errors.append(str(error))
    except FileNotFoundError:
        errors.append(f"{path}:1: missing: restore the file")
    return None


def _schema_error(document: Document, fault: ValidationError) -> str:
    cure = fault.schema.get("description") if isinstance(fault.schema, dict) else None
    return document.error(tuple(fault.absolute_path), fault.message, cure or "see schema.json")


def _content_errors(document: Document) -> Iterator[str]:
    """Yield what a schema cannot say but the rest of the code relies on."""
    code = WORLDWIDE.lower() if document.path.stem == "worldwide" else document.path.stem
    if document.data["country"].lower() != code:
        yield document.error(("country",), "not the country of the file name", f"write {code}")
    for number, known in enumerate(document.data.get("territories", ())):
        if known["country"] not in country_codes():
            place: Place = ("territories", number, "country")
            yield document.error(place, f"no country {known['country']}", "use its ISO code")
    for place, zone in _zones(document.data):
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            yield document.error(place, f"no zone {zone}", "use an IANA name")
    for number, service in enumerate(document.data["services"]):
        if not service["id"].startswith(f"{code}-"):
            place = ("services", number, "id")
            yield document.error(place, "id of another country", f"begin it with {code}-")
        for index, channel in enumerate(service["channels"]):
            if "hours" in channel and not is_valid(channel["hours"]):
                yield document.error(
                    ("services", number, "channels", index, "hours"),
                    f"hours not understood: {channel['hours']}",
                    "write them like 'Mo-Fr 09:00-17:00; PH off', or 24/7",
                )


def _zones(data: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    for number, zone in enumerate(data["time_zones"]):
        yield ("time_zones", number), zone
    for number, known in enumerate(data.get("territories", ())):
        yield ("territories", number, "time_zone"), known["time_zone"]


def _country(data: Mapping[str, Any]) -> Country:
    zone = ZoneInfo(data["time_zones"][0])
    return Country(
        code=data["country"],
        name=data["name"],
        languages=tuple(data["languages"]),
        neighbours=tuple(data["neighbours"]),
        emergency=_emergency(data["emergency"]),
        emergency_sources=_sources(data["emergency_sources"]),
        warnings=tuple(data.get("warnings", ())),
        services=tuple(_service(s, data["country"], zone) for s in data["services"]),
        not_verified=tuple(data["not_verified"]),
        fallback="fallback" in data,
        emergency_in_writing=data.get("emergency_in_writing"),
        good_to_know=tuple(_known(known) for known in data.get("good_to_know", ())),
        territories=tuple(_territory(known) for known in data.get("territories", ())),
        europe=frozenset(data.get("europe", ())),
    )


def _territory(data: Mapping[str, Any]) -> Territory:
    return Territory(
        code=data["country"],
        zone=ZoneInfo(data["time_zone"]),
        emergency=_emergency(data["emergency"]),
        services=frozenset(data["services"]),
        sources=_sources(data["sources"]),
    )


def _emergency(data: list[Mapping[str, str]]) -> tuple[EmergencyNumber, ...]:
    return tuple(EmergencyNumber(**number) for number in data)


def _service(data: Mapping[str, Any], country: str, zone: ZoneInfo) -> Service:
    return Service(
        id=data["id"],
        country=country,
        kinds=tuple(data["kinds"]),
        name=data["name"],
        channels=tuple(_channel(channel, country, zone) for channel in data["channels"]),
        purpose=data["for"],
        sources=_sources(data["sources"]),
        checked=data["checked"],
        confidence=data["confidence"],
        languages=tuple(data.get("languages", ())),
        free=data.get("free"),
        cost=data.get("cost"),
        not_on_bill=data.get("not_on_bill", False),
        anonymous=data.get("anonymous"),
        anonymity_limits=data.get("anonymity_limits"),
        ages=_ages(data.get("ages")),
        audience=tuple(data.get("audience", ("young_people",))),
        only_for=frozenset(data.get("only_for", ())),
        accessibility=tuple(data.get("accessibility", ())),
        anywhere=data.get("anywhere", False),
        where=data.get("where"),
        pair=data.get("pair"),
        what_happens=data.get("what_happens"),
        warning=data.get("warning"),
    )


def _channel(data: Mapping[str, Any], country: str, zone: ZoneInfo) -> Channel:
    return Channel(
        via=data["via"],
        to=data["to"],
        hours=Hours(data["hours"], zone, country) if "hours" in data else None,
        hours_as_of=data.get("hours_as_of"),
        hours_note=data.get("hours_note"),
        note=data.get("note"),
        languages=tuple(data.get("languages", ())),
        ages=_ages(data.get("ages")),
    )


def _known(data: Mapping[str, Any]) -> Known:
    text = {language: data[language] for language in LANGUAGES}
    return Known(frozenset(data["topics"]), text, _sources(data["sources"]))


def _ages(data: Mapping[str, int] | None) -> Ages | None:
    return Ages(data.get("from"), data.get("to")) if data else None


def _sources(data: list[Mapping[str, str]]) -> tuple[Source, ...]:
    return tuple(Source(**source) for source in data)


def _topic(data: Mapping[str, Any]) -> Topic:
    return Topic(
        kinds=tuple(data["kinds"]),
        subjects=frozenset(data.get("subjects", ())),
        audience=data.get("audience", "young_people"),
        beside_alert=data.get("beside_alert", False),
    )


def _choosing(data: Mapping[str, Any]) -> Choosing:
    return Choosing(
        first=data["first"],
        talk=tuple(data["talk"]),
        human=tuple(data["human"]),
        reserved=data["reserved"],
        default=_topic(data["default"]),
        alerts={name: _topic(topic) for name, topic in data["alerts"].items()},
        topics={name: _topic(topic) for name, topic in data["topics"].items()},
    )
