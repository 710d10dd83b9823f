"""What is known of services in words, and what is not: for cards, the printed page and answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from luciole.helplines.choose import Choice
from luciole.helplines.directory import WORLDWIDE, Service, Text
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

    Of the services shown only: what is known, then what is not.
    """
    words = choice.words[language]["facts"]
    local = [k.text[language] for k in choice.place.good_to_know if topic in k.topics]
    facts = _Facts(choice, language, words)
    for part in _PARTS.get(topic or "", ()):
        part(facts)
    unknown = [words["not_known"], *facts.unknown] if facts.unknown else []
    return ["\n".join(lines) for lines in (local, facts.known, unknown) if lines]


class _Facts:
    """Gathers sentences on the services of a choice."""

    def __init__(self, choice: Choice, language: str, words: Words) -> None:
        self.known: list[str] = []
        self.unknown: list[str] = []
        self._choice, self._language, self._words = choice, language, words
        self._services = [offer.service for offer in choice.services]
        self._names = _names(self._services)

    def happens(self) -> None:
        self._say_each((s, s.what_happens) for s in self._services)
        self._ask("how_it_goes", [s for s in self._services if not s.what_happens])

    def cost(self) -> None:
        self._say("are_free", [s for s in self._services if s.free])
        dear = [s for s in self._services if not s.free]
        self._say_each((s, s.cost) for s in dear)
        self._ask("cost_of", [s for s in dear if not s.cost and _may_cost(s)])

    def name(self) -> None:
        self._say("are_anonymous", [s for s in self._services if s.anonymous])
        self._say_each((s, s.anonymity_limits) for s in self._services)
        plain = [s for s in self._services if s.anonymous is False and not s.anonymity_limits]
        self._say("are_not_anonymous", plain)
        self._ask("anonymity_of", [s for s in self._services if s.anonymous is None])

    def bill(self) -> None:
        self._say("are_not_on_bill", [s for s in self._services if s.not_on_bill])

    def writing(self) -> None:
        """The emergency services' own way stands among the warnings of the list."""
        place, country = self._choice.place, self._choice.place.name[self._language]
        if place.code == WORLDWIDE:
            return
        written = [service for service in self._services if service.is_written]
        if not written:
            self.known.append(self._words["none_written"].format(country=country))
        elif all(s.languages and self._language not in s.languages for s in written):
            self.known.append(self._words["other_language"])
        by_text = any(number.use == "deaf_sms" for number in place.emergency)
        if not place.emergency_in_writing and not by_text:
            self.known.append(self._words["emergency_unknown"])
            self.known += [self._words["write_below"]] if written else []

    def _say(self, key: str, services: list[Service]) -> None:
        self.known += self._listed(key, services)

    def _ask(self, key: str, services: list[Service]) -> None:
        self.unknown += self._listed(key, services)

    def _say_each(self, texts: Iterable[tuple[Service, Text | None]]) -> None:
        for service, text in texts:
            if text:
                name = self._names[service.id]
                self.known.append(self._words["of"].format(name=name, text=text[self._language]))

    def _listed(self, key: str, services: list[Service]) -> list[str]:
        names = ", ".join(self._names[service.id] for service in services)
        return [self._words[key].format(names=names)] if names else []


def _names(services: list[Service]) -> dict[str, str]:
    """Short names by id, or the full name where two would be called the same."""
    short = {service.id: _SHORTER.split(service.name)[0] for service in services}
    often = Counter(short.values())
    return {s.id: short[s.id] if often[short[s.id]] == 1 else s.name for s in services}


def _may_cost(service: Service) -> bool:
    return any(channel.via in _PAID for channel in service.channels)


def _bare(sentence: str) -> str:
    """A sentence as one of several facts in a row."""
    return sentence.rstrip(".")


_PARTS: dict[str, tuple[Callable[[_Facts], None], ...]] = {
    "help_call_what_happens": (_Facts.happens, _Facts.cost, _Facts.name),
    "help_report_content": (_Facts.happens, _Facts.name),
    "help_police_and_justice": (_Facts.happens,),
    "help_without_parents": (_Facts.name, _Facts.bill),
    "help_cannot_call": (_Facts.writing,),
}
