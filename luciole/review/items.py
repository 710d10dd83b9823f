"""What can be signed: every text, path, alert list, quiz and help service, per language."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from luciole.answers.store import STYLES, Answer
from luciole.check.answers import tier_of
from luciole.countries import country_name
from luciole.helplines.directory import Channel, Country, Service, Territory
from luciole.nlu.expressions import AlertList
from luciole.quizzes import Game
from luciole.review.flows import Flow

KINDS = ("flow", "answer", "alert", "quiz", "country", "helpline", "interface")
# Tiers whose items need two different people, and without which no release leaves.
TWO_PEOPLE = ("crisis", "disclose")
# Answers that the program says when somebody may be in danger.
_CRISIS_PREFIXES = ("utter_alert_", "utter_safe_", "utter_need_help_now", "utter_failure")


@dataclass(frozen=True)
class Line:
    """One thing that is read: part says what it is (`normal.1`, `button.help_helpline`)."""

    part: str
    text: str


@dataclass(frozen=True)
class Item:
    """Something to sign in one language. id: `kind/name`. where: `file:line`."""

    id: str
    language: str
    tier: str
    title: str
    lines: tuple[Line, ...]
    sources: tuple[str, ...]
    where: str

    @property
    def kind(self) -> str:
        return self.id.split("/")[0]

    @property
    def name(self) -> str:
        return self.id.split("/")[1]

    @property
    def people(self) -> int:
        """How many different people must approve."""
        return 2 if self.tier in TWO_PEOPLE else 1

    @cached_property
    def hash(self) -> str:
        """Of the exact words, buttons and links: another letter, another hash."""
        exact = [self.id, self.language, *([line.part, line.text] for line in self.lines)]
        return hashlib.sha256(json.dumps(exact, ensure_ascii=False).encode()).hexdigest()

    @cached_property
    def text(self) -> str:
        """Everything of it in one string, for search."""
        return " · ".join((self.title, *(line.text for line in self.lines), self.id))


def answer_item(answer: Answer, titles: Mapping[str, str], title: str) -> Item:
    """Bubbles in both styles, buttons with where they lead, sources."""
    bubbles = (
        Line(f"{style}.{n}", text)
        for style in STYLES
        for n, text in enumerate(answer.bubbles[style], 1)
    )
    buttons = (Line(f"button.{to}", titles.get(to, to)) for to in answer.next)
    return Item(
        id=f"answer/{answer.key}",
        language=answer.language,
        tier=answer_tier(answer),
        title=title,
        lines=(*bubbles, *buttons, *numbered("source", answer.sources)),
        sources=answer.sources,
        where=answer.where,
    )


def answer_tier(answer: Answer) -> str:
    """The tier, with what is said around an alert counted as crisis."""
    return "crisis" if answer.key.startswith(_CRISIS_PREFIXES) else tier_of(answer)


def flow_item(flow: Flow, language: str, title: str) -> Item:
    """The path: what it means, what happens in which order, and whom it leads to."""
    lines = (
        Line("means", flow.means.get(language, "")),
        *(Line("differs", text) for text in [flow.differs.get(language)] if text),
        *numbered("action", flow.actions),
        *numbered("answer", flow.answers),
        *numbered("service", flow.services),
    )
    return Item(f"flow/{flow.name}", language, flow.tier, title, lines, (), flow.where)


def alert_item(alert: AlertList, title: str, where: str) -> Item:
    """The expressions of danger of one kind, what takes them back, and their examples."""
    lines = (
        *numbered("injured", alert.injured),
        *numbered("expression", alert.expressions),
        *numbered("doubtful", alert.doubtful),
        *numbered("unless", alert.unless),
        *numbered("example", alert.examples),
        *numbered("counter_example", alert.counter_examples),
    )
    return Item(f"alert/{alert.kind}", alert.language, "crisis", title, lines, (), where)


def quiz_item(game: Game) -> Item:
    """Everything a quiz or story says."""
    sources = dict.fromkeys(s for step in game.steps.values() for s in step.sources)
    lines = (
        Line("title", game.title),
        *numbered("intro", game.intro),
        *(line for step in game.steps.values() for line in step_lines(step.key, step)),
        *numbered("ending", game.ending),
        *numbered("next", game.next),
        *numbered("source", sources),
    )
    return Item(
        f"quiz/{game.id}", game.language, "quiz", game.title, lines, (*sources,), game.where
    )


def step_lines(key: str, step: Any) -> Iterator[Line]:
    yield from numbered(f"{key}.text", step.bubbles)
    for letter, choice in step.choices.items():
        yield Line(f"{key}.{letter}", choice.text)
        yield from numbered(f"{key}.{letter}.explanation", choice.explanation)
        if choice.to:
            yield Line(f"{key}.{letter}.to", choice.to)


def country_item(country: Country, language: str, where: str) -> Item:
    """The emergency numbers and warnings of a country, and what answers in its territories."""
    told = [
        country.emergency_sources,
        *(known.sources for known in country.good_to_know),
        *(known.sources for known in country.territories),
    ]
    sources = tuple(s.url for each in told for s in each if s.url)
    writing = country.emergency_in_writing
    lines = (
        *(Line(f"emergency.{n.use}", n.number) for n in country.emergency),
        *numbered("warning", (w[language] for w in country.warnings)),
        *numbered("emergency_in_writing", (t[language] for t in (writing,) if t)),
        *numbered("good_to_know", (known.text[language] for known in country.good_to_know)),
        *numbered("territory", (territory_line(t, language) for t in country.territories)),
        *numbered("source", sources),
    )
    title = country.name[language]
    return Item(f"country/{country.code}", language, "helplines", title, lines, sources, where)


def territory_line(territory: Territory, language: str) -> str:
    reached = (*(n.number for n in territory.emergency), *sorted(territory.services))
    return f"{country_name(territory.code, language)}: {', '.join(reached)}"


def service_item(service: Service, language: str, where: str) -> Item:
    """One help service as a child sees it; the month of the last check is left out, so that a
    check that changes nothing keeps the signatures."""
    texts = {
        "cost": service.cost,
        "anonymity_limits": service.anonymity_limits,
        "for": service.purpose,
        "what_happens": service.what_happens,
        "warning": service.warning,
    }
    sources = tuple(s.url for s in service.sources if s.url)
    lines = (
        Line("name", service.name),
        *numbered("kind", service.kinds),
        *(
            line
            for n, c in enumerate(service.channels, 1)
            for line in channel_lines(n, c, language)
        ),
        Line("languages", " ".join(service.languages)),
        Line("free", str(service.free)),
        Line("not_on_bill", str(service.not_on_bill)),
        Line("anonymous", str(service.anonymous)),
        Line("ages", f"{service.ages.low}-{service.ages.high}" if service.ages else ""),
        *(Line(part, text[language]) for part, text in texts.items() if text),
        *numbered("source", sources),
    )
    return Item(
        f"helpline/{service.id}", language, "helplines", service.name, lines, sources, where
    )


def channel_lines(number: int, channel: Channel, language: str) -> Iterator[Line]:
    yield Line(f"channel.{number}", f"{channel.via}: {channel.to}")
    if channel.hours:
        yield Line(f"channel.{number}.hours", channel.hours.notation)
    for part, text in (("hours_note", channel.hours_note), ("note", channel.note)):
        if text:
            yield Line(f"channel.{number}.{part}", text[language])


def interface_item(name: str, language: str, title: str, data: Any, where: str) -> Item:
    """Labels and notices around the conversation."""
    lines = tuple(Line(part, text) for part, text in leaves(data))
    return Item(f"interface/{name}", language, "other", title, lines, (), where)


def leaves(data: Any, part: str = "") -> Iterator[tuple[str, str]]:
    """Every text of nested data with its dotted place."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from leaves(value, f"{part}.{key}" if part else str(key))
    elif isinstance(data, (list, tuple)):
        for number, value in enumerate(data, 1):
            yield from leaves(value, f"{part}.{number}")
    else:
        yield part, str(data)


def numbered(part: str, texts: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line(f"{part}.{n}", text) for n, text in enumerate(texts, 1))
