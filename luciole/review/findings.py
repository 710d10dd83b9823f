"""Hints for a reader: reading ease, what the style rules say, when the words last changed."""

import re
import subprocess
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from luciole import paths
from luciole.answers.store import STYLES, Answer
from luciole.check import answers as checks
from luciole.helplines.checks import stale
from luciole.helplines.directory import Directory
from luciole.review.catalogue import Catalogue
from luciole.review.fresh import fresh
from luciole.review.items import Item

# A help service that nobody has checked for half a year is overdue.
OVERDUE_DAYS = 183
_STAMP = re.compile(r"^committer-time (\d+)$")
_lock = threading.Lock()


@lru_cache(maxsize=4096)
def ease(text: str, language: str) -> int:
    """Flesch reading ease, 0 hard to 100 easy. textstat's language is global, hence the lock."""
    with _lock:
        return round(checks.reading_ease(text, language))


def answer_ease(answer: Answer) -> dict[str, int]:
    """Style -> reading ease of its bubbles."""
    return {s: ease(" ".join(answer.bubbles[s]), answer.language) for s in STYLES}


def answer_findings(answer: Answer) -> list[str]:
    """What `luciole check` would say of one answer: hints, not verdicts."""
    rules = checks.style()
    with _lock:
        found = [
            *checks.lengths(answer, rules["limits"]),
            *checks.forbidden(answer, rules["forbidden"][answer.language]),
            *checks.reading(answer, rules["reading_ease"]),
        ]
    return [fault.split(": ", 1)[1] for fault in found]


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


def item_findings(item: Item, found: Catalogue) -> list[str]:
    """The hints for an item; none for what is not an answer."""
    answer = found.words[item.language].answers.get(item.name) if item.kind == "answer" else None
    return answer_findings(answer) if answer else []
