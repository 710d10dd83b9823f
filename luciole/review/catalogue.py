"""Everything there is to review, read from the content files as they are now."""

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any

from luciole import paths
from luciole.answers import store
from luciole.answers.store import LANGUAGES, Words
from luciole.check import dialogue, messages, walk
from luciole.content import content_files, read_yaml, relative, version_of
from luciole.helplines.directory import WORLDWIDE, Country, Directory
from luciole.helplines.directory import load as load_directory
from luciole.intents import intents
from luciole.nlu.expressions import AlertList, load_lists
from luciole.quizzes import Game, games
from luciole.review import items
from luciole.review.flows import Flow, all_flows, targets
from luciole.review.fresh import fresh
from luciole.review.items import Item
from luciole.review.search import fold
from luciole.review.wording import meanings, name_of, wording

_SERVICE = re.compile(r"""\s*- id: *["']?([\w-]+)""")
_TAG = re.compile(r"<(style|script)\b.*?</\1>|<[^>]+>", re.DOTALL)


@dataclass(frozen=True)
class Problem:
    """kind: a key of `problems.kinds` in data/review. name: of the flow or answer."""

    kind: str
    where: str
    name: str


@dataclass(frozen=True)
class Catalogue:
    """The content at one moment. version: the content version of the files."""

    words: dict[str, Words]
    flows: dict[str, Flow]
    alerts: tuple[AlertList, ...]
    games: dict[str, dict[str, Game]]
    directory: Directory
    rules: list[tuple[str, list[str], str]]
    items: dict[tuple[str, str], Item]
    version: str

    def item(self, item_id: str, language: str) -> Item | None:
        return self.items.get((item_id, language))

    def title(self, name: str, language: str) -> str:
        """A flow, an answer or an intent in plain words."""
        return name_of(name, self.words[language].titles, wording()[language])

    @cached_property
    def flows_of(self) -> dict[str, tuple[str, ...]]:
        """Answer key -> the flows that say it."""
        found: dict[str, tuple[str, ...]] = {}
        for flow in self.flows.values():
            for key in flow.answers:
                found[key] = (*found.get(key, ()), flow.name)
        return found

    @cached_property
    def links(self) -> dict[str, tuple[str, ...]]:
        """Flow -> the flows its buttons lead to."""
        return {
            f.name: tuple(targets(f, self.words["fr"], self.flows)) for f in self.flows.values()
        }

    @cached_property
    def problems(self) -> list[Problem]:
        """Dead ends, missing rules and what nothing leads to."""
        said = self.words["fr"]
        faults = {
            "missing_rules": dialogue.missing_rules(self.rules),
            "broken_links": dialogue.broken_links(said),
            "unreachable": walk.faults(),
            "without_help": dialogue.without_help(said),
        }
        return [
            *(problem(kind, fault) for kind, each in faults.items() for fault in each),
            *(
                Problem("dead_ends", flow.where, flow.name)
                for flow in self.flows.values()
                if not self.links[flow.name] and not flow.services and not flow.actions
            ),
        ]

    @cached_property
    def searched(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Item and language -> everything that search looks through, as it is and folded."""
        return {
            key: (text, fold(text))
            for key, item in self.items.items()
            for text in [" · ".join((item.text, *self.spoken(item)))]
        }

    def spoken(self, item: Item) -> tuple[str, ...]:
        """The messages that lead to a flow."""
        flow = self.flows.get(item.name) if item.kind == "flow" else None
        return flow.examples.get(item.language, ()) if flow else ()


def problem(kind: str, fault: str) -> Problem:
    """A fault of `luciole check`, `file:line: name …`, as data."""
    where, _, told = fault.partition(": ")
    return Problem(kind, where, told.split()[0])


def catalogue() -> Catalogue:
    """The content as the files say it now. Raises ContentError or DirectoryError."""
    folders = (paths.DATA, paths.ANSWERS, paths.WIDGET / "texts", paths.WIDGET / "pages")
    return fresh("catalogue", folders, read_all)


def read_all() -> Catalogue:
    words = fresh("words", (paths.ANSWERS,), read_words)
    alerts = fresh("alerts", (paths.ALERTS,), load_lists.__wrapped__)
    quizzes = fresh("quizzes", (paths.QUIZZES,), games.__wrapped__)
    directory = fresh("helplines", (paths.HELPLINES,), lambda: load_directory(paths.HELPLINES))
    rules = fresh("rules", (paths.RULES,), lambda: [*dialogue.all_rules()])
    examples = fresh("nlu", (paths.NLU, paths.QUESTIONS), taught)
    flows = all_flows(
        intents(), rules, words["fr"], examples, alerts, directory.choosing, meanings()
    )
    found = [
        *answer_items(words),
        *flow_items(flows, words),
        *(alert_item(a) for a in alerts),
        *(items.quiz_item(game) for lang in LANGUAGES for game in quizzes[lang].values()),
        *helpline_items(directory),
        *interface_items(words),
    ]
    keyed = {(item.id, item.language): item for item in found}
    version = version_of(content_files())
    return Catalogue(words, flows, alerts, quizzes, directory, rules, keyed, version)


def taught() -> list[messages.Example]:
    """The messages that lead to an intent or a second question."""
    return [*messages.training(), *messages.second_questions()]


def read_words() -> dict[str, Words]:
    return {language: store.load(paths.ANSWERS / language, language) for language in LANGUAGES}


def answer_items(words: dict[str, Words]) -> list[Item]:
    return [
        items.answer_item(answer, titles := words[lang].titles, name_of(key, titles, t))
        for lang, t in wording().items()
        for key, answer in words[lang].answers.items()
    ]


def flow_items(flows: dict[str, Flow], words: dict[str, Words]) -> list[Item]:
    return [
        items.flow_item(flow, lang, name_of(flow.name, words[lang].titles, t))
        for flow in flows.values()
        for lang, t in wording().items()
    ]


def alert_item(alert: AlertList) -> Item:
    path = paths.ALERTS / alert.language / f"{alert.kind}.yml"
    title = name_of(f"alert_{alert.kind}", {}, wording()[alert.language])
    return items.alert_item(alert, title, f"{relative(path)}:1")


def helpline_items(directory: Directory) -> list[Item]:
    found = []
    for country in (*directory.countries.values(), directory.worldwide):
        where = country_file(country)
        lines = service_lines(paths.ROOT / where)
        for lang in LANGUAGES:
            found.append(items.country_item(country, lang, f"{where}:1"))
            found += [
                items.service_item(s, lang, f"{where}:{lines[s.id]}") for s in country.services
            ]
    return found


def service_lines(path: Path) -> dict[str, int]:
    """Service -> the line where its entry begins."""
    told = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return {found[1]: number for number, line in told if (found := _SERVICE.match(line))}


def country_file(country: Country) -> str:
    name = "worldwide" if country.code == WORLDWIDE else country.code.lower()
    return relative(paths.HELPLINES / f"{name}.yml")


def interface_items(words: dict[str, Words]) -> list[Item]:
    """Labels of the widget, of help cards and of buttons, and the page on privacy."""
    labels = read_yaml(paths.HELPLINES / "words.yml")
    found = []
    for lang in LANGUAGES:
        texts = paths.WIDGET / "texts" / f"{lang}.yml"
        privacy = paths.WIDGET / "pages" / f"privacy.{lang}.html"
        parts: dict[str, tuple[Any, Path]] = {
            "widget": (read_yaml(texts), texts),
            "help_cards": (labels[lang], paths.HELPLINES / "words.yml"),
            "button_titles": (words[lang].titles, paths.ANSWERS / lang),
            "privacy_page": (page_lines(privacy), privacy),
        }
        for name, (data, path) in parts.items():
            title = wording()[lang]["paths"][name]
            found.append(items.interface_item(name, lang, title, data, f"{relative(path)}:1"))
    return found


def page_lines(path: Path) -> list[str]:
    """The text of a page of ours, without its marks."""
    text = unescape(_TAG.sub("\n", path.read_text(encoding="utf-8")))
    return [line.strip() for line in text.splitlines() if line.strip()]
