"""What `luciole check` proves about the directory of help services."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import phonenumbers

from luciole.helplines.directory import (
    LANGUAGES,
    LIVE,
    PEOPLE,
    WORLDWIDE,
    Directory,
    Service,
    read_countries,
)
from luciole.helplines.reading import Document, Place, ReadError, read
from luciole.intents import intents

NUMBERS = frozenset({"phone", "sms", "whatsapp"})
ADDRESSES = frozenset({"chat", "form", "web", "app"})
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_PLAIN_SPACE = re.compile(r" [:;?!»]|« |\w'\w")
_FIELD = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"(?<![\d:])\+?\d(?:[  ]?\d){2,}(?![\d:])")
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True)
class _Context:
    codes: frozenset[str]
    kinds: frozenset[str]
    short_codes: Mapping[str, Any]
    intents: frozenset[str]


def check(path: Path, today: date | None = None) -> list[str]:
    """Return every fault in data/helplines/ as `file:line: what is wrong: what to do`."""
    documents, errors = read_countries(path)
    others: dict[str, Document] = {}
    for name in ("choosing", "words", "short_codes"):
        try:
            others[name] = read(path / f"{name}.yml")
        except (ReadError, FileNotFoundError) as error:
            errors.append(str(error))
    if errors:
        return errors
    context = _Context(
        codes=frozenset(document.data["country"] for document in documents),
        kinds=frozenset(others["words"].data["en"]["kinds"]),
        short_codes=others["short_codes"].data,
        intents=frozenset(intents()),
    )
    for document in documents:
        errors += _country(document, context, today or date.today())
    errors += _unused_short_codes(others["short_codes"], documents)
    errors += _choosing(others["choosing"], context)
    errors += _words(others["words"], documents)
    return errors


def stale(directory: Directory, max_age_days: int, today: date) -> list[Service]:
    """Return the services last checked more than `max_age_days` ago, the oldest first."""

    def age(service: Service) -> int:
        year, month = service.checked.split("-")
        return (today - date(int(year), int(month), 1)).days

    services = [service for service in directory.services() if age(service) > max_age_days]
    return sorted(services, key=lambda service: (service.checked, service.id))


def is_dialable(number: str, country: str, short_codes: Mapping[str, Any]) -> bool:
    """Tell whether a number is valid in the country's numbering plan, or a listed short code."""
    if number in short_codes.get(country, ()):
        return True
    try:
        parsed = phonenumbers.parse(number, None if country == WORLDWIDE else country)
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.is_valid_number(parsed):
        return True
    return phonenumbers.is_valid_short_number_for_region(parsed, country)


def _country(document: Document, context: _Context, today: date) -> Iterator[str]:
    data = document.data
    code = data["country"]
    for number, code_near in enumerate(data["neighbours"]):
        if code_near not in context.codes:
            yield document.error(("neighbours", number), f"no file for {code_near}", "take it out")
    for number, emergency in enumerate(data["emergency"]):
        if not is_dialable(emergency["number"], code, context.short_codes):
            place: Place = ("emergency", number, "number")
            yield _not_dialable(document, place, emergency["number"], code)
    for number, territory in enumerate(data.get("territories", ())):
        yield from _territory(document, ("territories", number), territory, context)
    for text, where in _french(data, ()):
        if _PLAIN_SPACE.search(text):
            yield document.error(where, "plain space or apostrophe", "use a no-break space and ’")
    for index, known in enumerate(data.get("good_to_know", ())):
        for topic in known["topics"]:
            if topic not in context.intents:
                place = ("good_to_know", index, "topics")
                yield document.error(place, f"no intent {topic}", "take one of data/intents.yml")
    yield from _numbers_in_words(document)
    services = data["services"]
    people = [s for s in services if PEOPLE & set(s["kinds"])]
    reachable = [s for s in people if any(c["via"] in LIVE for c in s["channels"])]
    if not reachable and "fallback" not in data:
        yield document.error(("services",), "nobody to talk to", "add one, or fallback: worldwide")
    ids = Counter(service["id"] for service in services)
    pairs = Counter(service["pair"] for service in services if "pair" in service)
    for number, service in enumerate(services):
        place = ("services", number)
        if ids[service["id"]] > 1:
            yield document.error((*place, "id"), f"{service['id']} stands twice", "rename one")
        if "pair" in service and pairs[service["pair"]] == 1:
            yield document.error((*place, "pair"), "a pair of one", "add the other, or remove it")
        if service["checked"] > f"{today:%Y-%m}":
            yield document.error((*place, "checked"), "checked in the future", "write the month")
        for index, channel in enumerate(service["channels"]):
            yield from _channel(document, (*place, "channels", index), channel, code, context)


def _territory(
    document: Document, place: Place, territory: Mapping[str, Any], context: _Context
) -> Iterator[str]:
    """Its numbers are those of the country that serves it; it has no file of its own."""
    code = territory["country"]
    if code in context.codes:
        yield document.error((*place, "country"), f"{code} has its own file", "take it out here")
    own = {emergency["number"] for emergency in document.data["emergency"]}
    for number, emergency in enumerate(territory["emergency"]):
        if emergency["number"] not in own:
            where = (*place, "emergency", number, "number")
            what = f"{emergency['number']} is no emergency number of this file"
            yield document.error(where, what, "correct it, or enter it there too")
    services = {service["id"] for service in document.data["services"]}
    for number, service in enumerate(territory["services"]):
        if service not in services:
            where = (*place, "services", number)
            yield document.error(where, f"no service {service}", "take one of this file")


def _channel(
    document: Document, place: Place, channel: Mapping[str, Any], code: str, context: _Context
) -> Iterator[str]:
    to, via = channel["to"], channel["via"]
    place = (*place, "to")
    if "://" in to or via in ADDRESSES:
        parts = urlsplit(to)
        if parts.scheme != "https" or "." not in parts.netloc or re.search(r"\s", to):
            yield document.error(place, f"not an https address: {to}", "write it with https://")
    elif via == "email":
        if not _EMAIL.fullmatch(to):
            yield document.error(place, f"not an e-mail address: {to}", "correct it")
    elif via in NUMBERS:
        plan = channel.get("number_country", code)
        if not is_dialable(to, plan, context.short_codes):
            yield _not_dialable(document, place, to, plan)


def _numbers_in_words(document: Document) -> Iterator[str]:
    """A number in a sentence must be one of this country's own: it would grow old unseen."""
    data = document.data
    channels = [c["to"] for service in data["services"] for c in service["channels"]]
    known = {_digits(n) for n in (*channels, *(e["number"] for e in data["emergency"]))}
    known |= {"112"}  # named in warnings where it does not work
    for text, place in _texts(data, ()):
        for found in _NUMBER.findall(text):
            number = _digits(found)
            own = number in known or any(len(k) > 5 and number.endswith(k) for k in known)
            if not own and not _YEAR.fullmatch(number):
                cure = "correct it, or add its service"
                yield document.error(place, f"{found} is no number of this file", cure)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _not_dialable(document: Document, place: Place, number: str, code: str) -> str:
    cure = f"correct it, or list it under {code} in short_codes.yml with the reason"
    return document.error(place, f"{number} is no number of {code}", cure)


def _french(value: Any, place: Place) -> Iterator[tuple[str, Place]]:
    """Yield every French text with its place."""
    yield from ((text, where) for text, where in _texts(value, place) if where[-1] == "fr")


def _texts(value: Any, place: Place) -> Iterator[tuple[str, Place]]:
    """Yield every text a child may read, in any language, with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in LANGUAGES and isinstance(inner, str):
                yield inner, (*place, key)
            else:
                yield from _texts(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*place, number))


def _unused_short_codes(document: Document, documents: list[Document]) -> Iterator[str]:
    used: set[tuple[str, str]] = set()
    for country in documents:
        code = country.data["country"]
        used |= {(code, e["number"]) for e in country.data["emergency"]}
        for service in country.data["services"]:
            used |= {(c.get("number_country", code), c["to"]) for c in service["channels"]}
    for code, numbers in document.data.items():
        for number in numbers:
            if (code, number) not in used:
                yield document.error((code, number), f"{number} is used nowhere", "take it out")


def _choosing(document: Document, context: _Context) -> Iterator[str]:
    data = document.data
    places: list[tuple[Place, list[str]]] = [((name,), data[name]) for name in ("talk", "human")]
    places.append((("reserved",), [data["reserved"]]))
    places.append((("default",), data["default"]["kinds"]))
    for group in ("alerts", "topics"):
        places += [((group, name), topic["kinds"]) for name, topic in data[group].items()]
    for name in data["topics"].keys() - context.intents:
        yield document.error(("topics", name), f"no intent {name}", "take one of data/intents.yml")
    for place, kinds in places:
        for kind in kinds:
            if kind not in context.kinds:
                yield document.error(place, f"no kind {kind}", "take one of words.yml")


def _words(document: Document, documents: list[Document]) -> Iterator[str]:
    english, french = (dict(_leaves(document.data[language])) for language in LANGUAGES)
    for place in english.keys() ^ french.keys():
        has, lacks = ("en", "fr") if place in english else ("fr", "en")
        yield document.error((has, *place), f"missing in {lacks}", "write it in both languages")
    for place in english.keys() & french.keys():
        if _PLAIN_SPACE.search(french[place]):
            yield document.error(("fr", *place), "plain space or apostrophe", "use no-break, ’")
        if place[0] not in ("hour", "hour_and_minutes") and (
            {*_FIELD.findall(english[place])} != {*_FIELD.findall(french[place])}
        ):
            yield document.error(("fr", *place), "other {fields} than in English", "use the same")
    for country in documents:
        known = document.data["en"]["languages"]
        for number, service in enumerate(country.data["services"]):
            for language in service.get("languages", ()):
                if language not in known:
                    place = ("services", number, "languages")
                    yield country.error(place, f"no name for {language}", "add it to words.yml")


def _leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*place, number))
    else:
        yield place, str(value)
