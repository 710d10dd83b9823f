"""What masking learns from: readable, learnt, and not what it is measured on."""

import json
from pathlib import Path

from luciole import paths
from luciole.content import ContentError, read_text, relative
from luciole.privacy.marked import read_marked
from luciole.privacy.tagger import MESSAGES, STAMP, data_version

MEASURED = [
    paths.ROOT / "bench" / "privacy" / f"{name}.jsonl" for name in ("test", "fresh", "natural")
]


def faults() -> list[str]:
    """Every fault of data/privacy/messages and of the tagger that learns from it."""
    learnt: dict[str, str] = {}
    try:
        for path in sorted(MESSAGES.glob("*.txt")):
            learnt |= {m.text.lower(): m.where for m in read_marked(path)}
    except ContentError as error:
        return [str(error)]
    found = []
    if STAMP.read_text(encoding="utf-8").strip() != data_version():
        found.append(f"{relative(STAMP)}:1: data/privacy has changed since: run `make tagger`")
    for file in filter(Path.exists, MEASURED):
        for number, row in enumerate(read_text(file).splitlines(), 1):
            text = json.loads(row)["text"].lower()
            if text in learnt:
                found.append(f"{relative(file)}:{number}: also learnt at {learnt[text]}: remove it")
    return found
