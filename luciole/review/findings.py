"""Hints for a reader: reading ease, what the style rules say, when the words last changed."""

import re
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from luciole import paths
from luciole.answers.store import LANGUAGES, STYLES, Answer
from luciole.check import answers as checks
from luciole.helplines import OVERDUE_DAYS
from luciole.helplines.checks import stale
from luciole.helplines.directory import Directory
from luciole.review.catalogue import Catalogue
from luciole.review.fresh import fresh
from luciole.review.items import Item

# As readability formulas count them (LIX, Björnsson 1968).
LONG_WORD = 6
_SENTENCE_END = re.compile(r"[.!?…]+[’”»]?(?:\s|$)")
_QUOTED = re.compile(r" says '(.*?)': ")
_STAMP = re.compile(r"^committer-time (\d+)$")
_lock = threading.Lock()


@lru_cache(maxsize=4096)
def ease(text: str, language: str) -> int:
    """Flesch reading ease, 0 hard to 100 easy. textstat's language is global, hence the lock."""
    with _lock:
        return round(checks.reading_ease(text, language))


@dataclass(frozen=True)
class Measure:
    """One number about a text in one style, and its bar in data/style.yml if it has one.

    name: a key of `measures` in data/review."""

    name: str
    style: str
    found: int
    bar: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether it is on the wrong side of its bar."""
        if self.bar is None:
            return False
        return self.found < self.bar if self.name == "ease" else self.found > self.bar


@dataclass(frozen=True)
class Hint:
    """What the style rules say of a text. name: a key of `hints` in data/review. cure: in the
    words of data/style.yml, if that rule has any."""

    name: str
    style: str
    found: str
    bar: int | None = None
    cure: str = ""


def measures(answer: Answer) -> list[Measure]:
    """How hard an answer is to read, in each style."""
    rules = checks.style()
    limits, bars = rules["limits"], rules["reading_ease"]
    found = []
    for style in STYLES:
        bubbles = answer.bubbles[style]
        sentences = [s.split() for b in bubbles for s in _SENTENCE_END.split(b) if s.strip()]
        words = [word for sentence in sentences for word in sentence]
        bar = bars[style].get(checks.tier_of(answer), bars[style]["other"])
        told = len(words) >= bars["fewest_words"]
        long = [word for word in words if sum(map(str.isalpha, word)) > LONG_WORD]
        found += [
            Measure("ease", style, ease(" ".join(bubbles), answer.language), bar if told else None),
            Measure("words_a_sentence", style, round(len(words) / len(sentences))),
            Measure(
                "longest_sentence", style, max(map(len, sentences)), limits["sentence_words"][style]
            ),
            Measure("long_words", style, round(100 * len(long) / len(words))),
            Measure("longest_bubble", style, max(map(len, bubbles)), limits["bubble_characters"]),
        ]
    return found


def hints(answer: Answer) -> list[Hint]:
    """What `luciole check` would say of one answer: hints, not verdicts."""
    over = [m for m in measures(answer) if m.is_over]
    said = {
        rule["cure"]: found[1]
        for rule in checks.style()["forbidden"][answer.language]
        for fault in checks.forbidden(answer, [rule])
        if (found := _QUOTED.search(fault))
    }
    return [
        *(Hint(m.name, m.style, str(m.found), m.bar) for m in over),
        *(Hint("forbidden", "", found, cure=cure) for cure, found in said.items()),
    ]


def overdue(directory: Directory, today: date | None = None) -> frozenset[str]:
    """Ids of help services whose last check is too long ago."""
    return frozenset(s.id for s in stale(directory, OVERDUE_DAYS, today or date.today()))


def last_changes(found: Catalogue) -> Mapping[str, str]:
    """`file:line` of an item -> the day its lines were last committed, if git can say."""
    heads = (paths.ROOT / ".git" / "logs",)
    return fresh(f"changes {found.version}", heads, lambda: read_changes(found))


def read_changes(found: Catalogue) -> dict[str, str]:
    places: dict[str, list[int]] = {}
    for item in found.items.values():
        file, _, line = item.where.rpartition(":")
        places.setdefault(file, []).append(int(line))
    changes: dict[str, str] = {}
    for file, lines in places.items():
        days = line_days(paths.ROOT / file)
        starts = [*sorted(set(lines)), len(days) + 1]
        for start, end in pairwise(starts):
            if part := days[start - 1 : end - 1]:
                changes[f"{file}:{start}"] = max(part)
    return changes


def source_days(found: Catalogue, item_id: str) -> Mapping[str, str]:
    """Source -> the day it was noted in the file of the French answer, if git can say."""
    item = found.item(item_id, LANGUAGES[0])
    if item is None or item.kind != "answer":
        return {}
    path = paths.ROOT / item.where.rpartition(":")[0]
    key = f"sources {path} {found.version}"
    days = fresh(key, (path,), lambda: line_days(path))
    start = int(item.where.rpartition(":")[2])
    lines = path.read_text(encoding="utf-8").splitlines()
    return {
        line.strip().removeprefix("- "): day
        for line, day in reversed([*zip(lines[start:], days[start:], strict=False)])
        if line.strip().startswith("- http")
    }


def line_days(path: Path) -> list[str]:
    """The day of the last commit of each line; empty if git does not know the file."""
    command = ["git", "blame", "--line-porcelain", "--", str(path)]
    try:
        told = subprocess.run(
            command, cwd=paths.ROOT, capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return []
    stamps = (_STAMP.match(line) for line in told.stdout.split("\n"))
    return [f"{datetime.fromtimestamp(int(s[1]), UTC):%Y-%m-%d}" for s in stamps if s]


def answer_of(item: Item, found: Catalogue) -> Answer | None:
    """The answer behind an item; None for what is no answer."""
    return found.words[item.language].answers.get(item.name) if item.kind == "answer" else None


def item_hints(item: Item, found: Catalogue) -> list[Hint]:
    """The hints for an item; none for what is not an answer."""
    answer = answer_of(item, found)
    return hints(answer) if answer else []
