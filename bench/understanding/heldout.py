"""What the whole assistant understands of tests/heldout: the figures of the bars, as a table.

`.venv/bin/python bench/understanding/heldout.py [FOLDER] [--misses FILE]`; FOLDER is tests/heldout
or one of its sets: blind, fresh, short, fourth to nineteenth (README.md there). Takes the path
of the server, masking included.
"""

import argparse
import asyncio
import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from luciole import loading, logs, paths
from luciole.evaluate import Understood, read_rows, understand
from luciole.intents import tier

Pair = tuple[dict[str, Any], Understood]
LANGUAGES = ("fr", "en")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=paths.ROOT / "tests" / "heldout")
    parser.add_argument("--misses", type=Path, help="write what was wrong here")
    arguments = parser.parse_args()
    logs.configure()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    pairs = asyncio.run(understood(arguments.folder))
    misses = table(pairs)
    if arguments.misses:
        arguments.misses.write_text("\n".join(misses) + "\n", encoding="utf-8")


async def understood(folder: Path) -> dict[str, list[Pair]]:
    """The rows of each kind of file (`crisis_fr` is of kind crisis) and what was understood."""
    agent = await loading.load()
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for path in sorted(folder.glob("*.jsonl")):
        for row in read_rows(path):
            understood = await understand(agent, row["text"])
            pairs[path.stem.split("_")[0]].append((row, understood))
    return pairs


def table(pairs: dict[str, list[Pair]]) -> list[str]:
    """Prints a row a bar. Returns the messages that were wrong."""
    misses: list[str] = []

    def row(name: str, those: Iterable[Pair], right: Callable[[Pair], bool]) -> None:
        cells = []
        for language in LANGUAGES:
            mine = [p for p in those if p[0]["lang"] == language]
            cells.append(f"{sum(map(right, mine)) / len(mine):.3f} of {len(mine)}" if mine else "–")
            misses.extend(
                json.dumps([name, gold, told.intent, told.alert, told.entities], ensure_ascii=False)
                for gold, told in mine
                if not right((gold, told))
            )
        print(f"| {name} | {' | '.join(cells)} |")

    print("| | French | English |\n| --- | --- | --- |")
    said, crisis = pairs["intents"], pairs["crisis"]
    harmless, places = pairs["harmless"], pairs["entities"]
    calm = [p for p in said if tier(p[0]["intent"]) in ("learn", "adult", "quiz", "chat")]
    row("intent right", said, lambda p: p[0]["intent"] == p[1].intent)
    for name in dict.fromkeys(tier(p[0]["intent"]) for p in said):
        part = [p for p in said if tier(p[0]["intent"]) == name]
        row(f"… of tier {name}", part, lambda p: p[0]["intent"] == p[1].intent)
    row("would ask back", said, lambda p: p[1].asks)
    noticed = [p for p in said if tier(p[0]["intent"]) == "crisis"]
    row("crisis intents: alert or crisis intent", noticed, raised)
    row("plain crisis: alert or crisis intent", [p for p in crisis if not veiled(p)], raised)
    row("veiled crisis: alert or crisis intent", [p for p in crisis if veiled(p)], raised)
    row("crisis: alert", crisis, lambda p: p[1].alert is not None)
    row("crisis: alert of the right kind", crisis, lambda p: p[1].alert == p[0]["alert"])
    row("no alert: look-alikes", [p for p in harmless if lookalike(p)], calm_about)
    row("no alert: ordinary messages", [p for p in harmless if not lookalike(p)], calm_about)
    row("no alert: tiers learn, adult, quiz, chat", calm, calm_about)
    long = [p for p in [*said, *crisis] if len(p[0]["text"].split()) >= 4]
    row("language right, four words or more", long, lambda p: p[1].language == p[0]["lang"])
    for kind in ("country", "platform"):
        named = [p for p in places if kind in p[0]]
        row(f"{kind} found", named, lambda p, k=kind: p[1].entities.get(k) == p[0][k])
        none = [p for p in places if kind not in p[0]]
        row(f"no {kind} where none is", none, lambda p, k=kind: k not in p[1].entities)
    return misses


def raised(pair: Pair) -> bool:
    return pair[1].alert is not None or tier(pair[1].intent) == "crisis"


def veiled(pair: Pair) -> bool:
    return bool(pair[0].get("veiled", True))


def lookalike(pair: Pair) -> bool:
    return bool(pair[0].get("lookalike", True))


def calm_about(pair: Pair) -> bool:
    return pair[1].alert is None


if __name__ == "__main__":
    main()
