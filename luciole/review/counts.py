"""Reading the anonymous daily totals that luciole.counts writes."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from luciole.intents import FALLBACK


@dataclass(frozen=True)
class Totals:
    """tables: table -> (name, language -> total), the most frequent first. first, last: days."""

    tables: Mapping[str, list[tuple[str, Mapping[str, int]]]]
    first: str
    last: str


def totals(folder: Path | None, days: int, today: date) -> Totals | None:
    """The sums over the last days; None if nothing was counted."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    seen: set[str] = set()
    oldest = (today - timedelta(days=days)).isoformat()
    for path in sorted(folder.glob("*.csv")) if folder else ():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["day"] >= oldest:
                    seen.add(row["day"])
                    key = (row["table"], row["name"])
                    counted.setdefault(key, Counter())[row["language"]] += int(row["about"])
    if not seen:
        return None
    counted |= derived(counted)
    tables: dict[str, list[tuple[str, Mapping[str, int]]]] = {
        table: sorted(
            ((name, sums) for (of, name), sums in counted.items() if of == table),
            key=lambda pair: -sum(pair[1].values()),
        )
        for table in sorted({table for table, _ in counted})
    }
    return Totals(tables, min(seen), max(seen))


def derived(
    counted: Mapping[tuple[str, str], Mapping[str, int]],
) -> dict[tuple[str, str], Counter[str]]:
    """Messages by language, and how many were not understood: sums of the topics."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for (table, name), sums in counted.items():
        if table != "intent":
            continue
        understood = "not_understood" if name == FALLBACK else "understood"
        found.setdefault(("understood", understood), Counter()).update(sums)
        for language, total in sums.items():
            found.setdefault(("language", language), Counter())[language] += total
    return found
