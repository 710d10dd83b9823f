"""Training and held-out messages: complete, no duplicates, no leaks."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from luciole import paths
from luciole.answers.questions import DETAILS
from luciole.answers.store import LANGUAGES
from luciole.check.dialogue import ASKED, all_rules
from luciole.content import ContentError, read_text, read_yaml, relative
from luciole.intents import SITUATIONS, intents
from luciole.nlu.normalise import plain
from luciole.nlu.questions import NONE

FEWEST = 15
# Two messages this alike (0-100) differ by a letter or a word of filler.
NEAR = 94
# Shorter messages are alike by chance ("ok", "okay").
NEAR_FROM = 20
HELD_OUT = paths.ROOT / "tests" / "heldout"
_NOT_WORD = re.compile(r"\W+")


@dataclass(frozen=True)
class Example:
    text: str
    intent: str
    language: str
    where: str

    @property
    def key(self) -> str:
        return _NOT_WORD.sub(" ", plain(self.text)).strip() or self.text


def faults() -> list[str]:
    """Every fault of the messages."""
    try:
        known = [*training()]
        alerts = [*alert_messages()]
        questions = [*second_questions()]
        held_out = [*held_out_messages()]
    except ContentError as error:
        return [str(error)]
    return [
        *unknown_intents(known),
        *too_few(known),
        *duplicates(known),
        *near_duplicates(known),
        *unknown_questions(questions),
        *duplicates(questions),
        *leaks([*known, *alerts, *questions], held_out),
    ]


def training() -> Iterator[Example]:
    """The examples of data/nlu. Raises ContentError."""
    for language in LANGUAGES:
        for path in sorted((paths.NLU / language).glob("*.yml")):
            yield from examples_in(path, language)


def second_questions() -> Iterator[Example]:
    """The examples of data/questions. Raises ContentError."""
    for language in LANGUAGES:
        yield from examples_in(paths.QUESTIONS / f"{language}.yml", language)


def examples_in(path: Path, language: str) -> Iterator[Example]:
    """The examples of a file in Rasa's format. Raises ContentError."""
    for block in read_yaml(path)["nlu"]:
        first = block.lc.key("examples")[0] + 2
        for offset, line in enumerate(block["examples"].splitlines()):
            text = line.strip().removeprefix("- ")
            where = f"{relative(path)}:{first + offset}"
            yield Example(text, str(block["intent"]), language, where)


def alert_messages() -> Iterator[Example]:
    """The examples and counter-examples of data/alerts. Raises ContentError."""
    for path in sorted(paths.ALERTS.glob("*/*.yml")):
        alerts = read_yaml(path)
        for part in ("examples", "counter_examples"):
            for number, text in enumerate(alerts[part]):
                where = f"{relative(path)}:{alerts[part].lc.item(number)[0] + 1}"
                yield Example(str(text), "", str(alerts["language"]), where)


def held_out_messages() -> Iterator[Example]:
    """The messages of tests/heldout, never trained on. Raises ContentError."""
    for path in sorted(HELD_OUT.rglob("*.jsonl")):
        for number, line in enumerate(read_text(path).splitlines(), 1):
            where = f"{relative(path)}:{number}"
            try:
                row = json.loads(line)
                yield Example(row["text"], row.get("intent", ""), row.get("lang", ""), where)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise ContentError(f"{where}: not a JSON row with text: correct it") from error


def unknown_intents(known: list[Example]) -> list[str]:
    names = {e.intent: e.where for e in reversed(known) if e.intent not in intents()}
    return [
        f"{where}: intent {name} is not in data/intents.yml: correct the name"
        for name, where in names.items()
    ]


def unknown_questions(asked: list[Example]) -> list[str]:
    known = {
        NONE,
        DETAILS,
        *SITUATIONS,
        *(name for name, actions, _ in all_rules() if ASKED & {*actions}),
    }
    names = {e.intent: e.where for e in reversed(asked) if e.intent not in known}
    return [
        f"{where}: question {name} has no rule: add one in data/rules/questions.yml"
        for name, where in names.items()
    ]


def too_few(known: list[Example]) -> Iterator[str]:
    for name, intent in intents().items():
        for language in LANGUAGES:
            count = sum(e.intent == name and e.language == language for e in known)
            if count < FEWEST:
                where = relative(paths.NLU / language / f"{intent.tier}.yml")
                yield f"{where}:1: {name} has {count} messages: write at least {FEWEST}"


def duplicates(known: list[Example]) -> Iterator[str]:
    seen: dict[str, Example] = {}
    for example in known:
        first = seen.setdefault(example.key, example)
        if first is not example:
            yield f"{example.where}: same as {first.where} ({first.intent}): remove one"


def near_duplicates(known: list[Example]) -> Iterator[str]:
    """Messages of different intents that are nearly the same."""
    for language in LANGUAGES:
        chosen = [e for e in known if e.language == language and len(e.key) >= NEAR_FROM]
        for a, b in alike(chosen, chosen):
            if a.intent < b.intent and a.key != b.key:
                yield f"{b.where}: nearly the same as {a.where} ({a.intent}): reword one"


def leaks(known: list[Example], held_out: list[Example]) -> Iterator[str]:
    """Held-out messages that the training data has, or nearly has."""
    keys = {e.key: e for e in known}
    for example in held_out:
        if example.key in keys and len(example.key) >= NEAR_FROM:
            yield f"{example.where}: also trained on at {keys[example.key].where}: remove it there"
    long = [e for e in known if len(e.key) >= NEAR_FROM]
    for a, b in alike(long, [e for e in held_out if len(e.key) >= NEAR_FROM]):
        if a.key != b.key:
            yield f"{b.where}: nearly the same as {a.where}: reword the training message"


def alike(known: list[Example], others: list[Example]) -> Iterator[tuple[Example, Example]]:
    """Pairs (known, other) whose normalised texts are at least NEAR alike."""
    if not known or not others:
        return
    for start in range(0, len(others), 500):
        part = others[start : start + 500]
        scores = process.cdist(
            [e.key for e in part], [e.key for e in known], scorer=fuzz.ratio, score_cutoff=NEAR
        )
        for i, j in zip(*scores.nonzero(), strict=True):
            if known[j] is not part[i]:
                yield known[j], part[i]
