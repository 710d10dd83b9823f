"""What is known of services in words, and what is not: for cards, the printed page and answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from luciole.helplines.choose import Choice
from luciole.helplines.directory import WORLDWIDE, Service
from luciole.helplines.hours import Words

_PAID = frozenset({"phone", "sms", "whatsapp"})
_SHORTER = re.compile(r" \(| [-–] ")


def service_facts(service: Service, language: str, words: Words) -> list[str]:
    """Cost, anonymity with its limits, languages, ages, accessibility: one short text each."""
    said = words["facts"]
    facts: list[str] = []
    if service.free:
        facts.append(said["free"])
    elif service.cost:
        facts.append(_bare(service.cost[language]))
    elif _may_cost(service):
        facts.append(said["cost_unknown"])
    if service.not_on_bill:
        facts.append(said["not_on_bill"])
    if service.anonymous:
        facts.append(said["anonymous"])
    elif service.anonymous is None:
        facts.append(said["anonymous_unknown"])
    elif not service.anonymity_limits:
        facts.append(said["not_anonymous"])
    if service.anonymity_limits:
        facts.append(_bare(service.anonymity_limits[language]))
    if service.languages:
        names = ", ".join(words["languages"][name] for name in service.languages)
        facts.append(said["languages"].format(languages=names))
    if service.ages:
        low, high = service.ages.low, service.ages.high
        key = "from_to" if low and high else "from" if low else "to"
        facts.append(words["ages"][key].format(low=low, high=high))
    facts += [words["accessibility"][way] for way in accessibility(service)]
    return facts


def accessibility(service: Service) -> list[str]:
    """What the service states, and whether one can only write to it."""
    return [*service.accessibility, *(["text_only"] if service.is_written_only else [])]


def answer_facts(choice: Choice, topic: str | None, language: str) -> list[str]:
    """What the data of the country adds to the answer on a topic, one text a bubble.

    Only of the services shown; what is not known is said to be so.
    """
    words = choice.words[language]
    known = [k.text[language] for k in choice.place.good_to_know if topic in k.topics]
    parts = _PARTS.get(topic or "", ())
    bubbles = ["\n".join(part(choice, language, words)) for part in parts]
    return [bubble for bubble in ("\n".join(known), *bubbles) if bubble]


def _happens(choice: Choice, language: str, words: Words) -> Iterator[str]:
    names = _names(choice)
    services = [offer.service for offer in choice.services]
    for service in services:
        if service.what_happens:
            yield _of(names[service.id], service.what_happens[language], words)
    unknown = [names[service.id] for service in services if not service.what_happens]
    yield from _listed("happens_unknown", unknown, words)


def _cost(choice: Choice, language: str, words: Words) -> Iterator[str]:
    names = _names(choice)
    services = [offer.service for offer in choice.services]
    yield from _listed("are_free", [names[s.id] for s in services if s.free], words)
    for service in services:
        if service.cost and not service.free:
            yield _of(names[service.id], service.cost[language], words)
    unknown = [s for s in services if not s.free and not s.cost and _may_cost(s)]
    yield from _listed("are_cost_unknown", [names[s.id] for s in unknown], words)


def _name(choice: Choice, language: str, words: Words) -> Iterator[str]:
    names = _names(choice)
    services = [offer.service for offer in choice.services]
    yield from _listed("are_anonymous", [names[s.id] for s in services if s.anonymous], words)
    for service in services:
        if service.anonymity_limits:
            yield _of(names[service.id], service.anonymity_limits[language], words)
    open_ones = [s for s in services if s.anonymous is False and not s.anonymity_limits]
    yield from _listed("are_not_anonymous", [names[s.id] for s in open_ones], words)
    unknown = [names[s.id] for s in services if s.anonymous is None]
    yield from _listed("are_anonymous_unknown", unknown, words)


def _bill(choice: Choice, language: str, words: Words) -> Iterator[str]:
    names = _names(choice)
    kept = [names[o.service.id] for o in choice.services if o.service.not_on_bill]
    yield from _listed("are_not_on_bill", kept, words)


def _emergency(choice: Choice, language: str, words: Words) -> Iterator[str]:
    place = choice.place
    if place.emergency_in_writing:
        yield place.emergency_in_writing[language]
    elif place.code != WORLDWIDE:
        yield words["facts"]["emergency_unknown"].format(country=place.name[language])


def _written(choice: Choice, language: str, words: Words) -> Iterator[str]:
    if not any(offer.service.is_written for offer in choice.services):
        yield words["facts"]["none_written"].format(country=choice.place.name[language])


def _listed(key: str, names: list[str], words: Words) -> Iterator[str]:
    if names:
        yield words["facts"][key].format(names=", ".join(names))


def _of(name: str, text: str, words: Words) -> str:
    return str(words["facts"]["of"].format(name=name, text=text))


def _names(choice: Choice) -> dict[str, str]:
    """Short names by id, or the full name where two would be called the same."""
    full = {offer.service.id: offer.service.name for offer in choice.services}
    short = {key: _SHORTER.split(name)[0] for key, name in full.items()}
    often = Counter(short.values())
    return {key: name if often[name] == 1 else full[key] for key, name in short.items()}


def _may_cost(service: Service) -> bool:
    return any(channel.via in _PAID for channel in service.channels)


def _bare(sentence: str) -> str:
    """A sentence as one of several facts in a row."""
    return sentence.rstrip(".")


Part = Callable[[Choice, str, Words], Iterable[str]]
_PARTS: dict[str, tuple[Part, ...]] = {
    "help_call_what_happens": (_happens, _cost, _name),
    "help_report_content": (_happens, _name),
    "help_police_and_justice": (_happens,),
    "help_without_parents": (_name, _bill),
    "help_cannot_call": (_emergency, _written),
}
