"""What masking catches, misses and wrongly touches, and what it costs.

`python bench/privacy/measure.py [--errors] [SET]` prints a Markdown table; SET: a file beside this.
Spans in the labelled messages are invented data.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

from luciole.privacy.redact import redact

HERE = Path(__file__).resolve().parent


def rows(name: str) -> list[dict[str, Any]]:
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def gone(row: dict[str, Any], span: dict[str, Any], text: str) -> bool:
    """True when no word of the datum is left over, beyond those the rest of the message has."""
    datum = row["text"][span["start"] : span["end"]].lower().split()
    rest = row["text"]
    for other in sorted(row["spans"], key=lambda s: -s["start"]):
        rest = f"{rest[: other['start']]} {rest[other['end'] :]}"
    allowed = Counter(rest.lower().split())
    left = Counter(text.lower().split())
    return not any(left[w] > allowed[w] for w in datum)


def table(name: str, languages: tuple[str, ...] = ("fr", "en"), *, errors: bool) -> str:
    caught: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    touched: Counter[str] = Counter()
    harmless: Counter[str] = Counter()
    for row in rows(name):
        result = redact(row["text"])
        if not row["spans"]:
            harmless[row["lang"]] += 1
            touched[row["lang"]] += result.text != row["text"]
            if errors and result.text != row["text"]:
                print("TOUCHED", row["text"], "->", result.text)
        for span in row["spans"]:
            key = (span["kind"], row["lang"])
            total[key] += 1
            if gone(row, span, result.text):
                caught[key] += 1
            elif errors:
                print("MISSED", row["text"], "->", result.text)
    lines = ["| kind | " + " | ".join(f"{x} caught | {x} missed" for x in languages) + " |"]
    lines.append("| --- |" + " --- | --- |" * len(languages))
    for kind in sorted({k for k, _ in total}):
        cells = [
            f"{caught[kind, x]} of {total[kind, x]} | {total[kind, x] - caught[kind, x]}"
            for x in languages
        ]
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    for x in languages:
        n = sum(v for (_, y), v in total.items() if y == x)
        c = sum(v for (_, y), v in caught.items() if y == x)
        lines.append(
            f"\n{x}: {c} of {n} removed whole ({c / n:.3f}); "
            f"{touched[x]} of {harmless[x]} harmless messages touched "
            f"({touched[x] / harmless[x]:.3f})"
        )
    return "\n".join(lines)


def cost(name: str) -> str:
    lines = []
    for language in ("fr", "en"):
        texts = [r["text"] for r in rows(name) if r["lang"] == language]
        times = []
        for text in texts * 3:
            start = time.process_time()
            redact(text)
            times.append((time.process_time() - start) * 1000)
        ordered = sorted(times)
        lines.append(
            f"{language}: median {statistics.median(ordered):.2f} ms of processor time, "
            f"mean {statistics.mean(ordered):.2f} ms, "
            f"99th {ordered[int(len(ordered) * 0.99)]:.2f} ms"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "set", nargs="?", default="test", choices=[f.stem for f in sorted(HERE.glob("*.jsonl"))]
    )
    parser.add_argument("--errors", action="store_true", help="print the messages that went wrong")
    arguments = parser.parse_args()
    print(table(arguments.set, errors=arguments.errors))
    print()
    print(cost(arguments.set))
