"""What the assistant understands of a file of messages, with figures where labels exist.

Each message goes the way of one that a page sends: cleaned and capped, masked, understood. Left out
are the few whole messages that stand for a tap, such as the safe word (data/nlu/lookups/
typed_taps.yml): they are buttons one can type, and nothing is to be understood in them.
"""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from sklearn.metrics import f1_score

from luciole.assistant import prepared
from luciole.channel.requests import readable
from luciole.content import ContentError, read_text
from luciole.intents import FALLBACK

_INNER = ("language", "home")  # entities that say another one, or the result, once more


@dataclass(frozen=True)
class Understood:
    """One row of the predictions file."""

    text: str
    intent: str
    confidence: float
    asks: bool
    language: str | None
    alert: str | None
    redacted: str
    entities: dict[str, str]


async def understand(agent: Agent, text: str) -> Understood:
    """The same steps as a turn, up to what was understood."""
    said = prepared(readable(text).strip())
    message = UserMessage(text=said.text, metadata={"heard": said.heard})
    parsed = await agent.processor.parse_message(message)
    ranking = [r for r in parsed["intent_ranking"] if r["name"] != FALLBACK]
    return Understood(
        text=text,
        intent=ranking[0]["name"],
        confidence=round(ranking[0]["confidence"], 4),
        asks=parsed["intent"]["name"] == FALLBACK,
        language=parsed.get("language"),
        alert=parsed.get("alert"),
        redacted=said.text,
        entities={e["entity"]: e["value"] for e in parsed["entities"] if e["entity"] not in _INNER},
    )


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file. Raises ContentError naming file and line."""
    try:
        # Not splitlines: other line ends than this one may stand inside a JSON string.
        lines = read_text(path).split("\n")
    except OSError as error:
        raise ContentError(f"{path}: {error.strerror}: name a file of JSON lines") from error
    return [
        read_row(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()
    ]


def read_row(line: str, where: str) -> dict[str, Any]:
    """One row. Raises ContentError unless it has a text and every label in it is a text."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ContentError(f"{where}: not JSON: correct it") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ContentError(f'{where}: not a JSON object with "text": correct it')
    for label in ("intent", "lang"):
        if not isinstance(row.get(label), str | None):
            raise ContentError(f'{where}: "{label}" is neither a text nor null: correct it')
    return row


def write_rows(path: Path, understood: list[Understood]) -> None:
    """One line of JSON a row. Raises ContentError where that cannot be written."""
    lines = [json.dumps(asdict(u), ensure_ascii=False) + "\n" for u in understood]
    try:
        # Half a character, which UTF-8 has no bytes for, becomes JSON's own escape of it.
        path.write_text("".join(lines), encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise ContentError(f"{path}: {error.strerror}: name a file to write to") from error


def report(rows: list[dict[str, Any]], understood: list[Understood]) -> list[str]:
    """Accuracy, macro-F1 and confusions per language, as lines to print."""
    pairs = [(r, u) for r, u in zip(rows, understood, strict=True) if r.get("intent")]
    lines = [f"{len(understood)} messages, {sum(u.asks for u in understood)} would be asked back"]
    by_language: dict[str, list[tuple[dict[str, Any], Understood]]] = {}
    for row, told in pairs:
        by_language.setdefault(row.get("lang") or "all", []).append((row, told))
    for language in sorted(by_language):
        lines += figures(language, by_language[language])
    return lines


def figures(name: str, pairs: list[tuple[dict[str, Any], Understood]]) -> list[str]:
    gold = [r["intent"] for r, _ in pairs]
    told = [u.intent for _, u in pairs]
    right = sum(g == t for g, t in zip(gold, told, strict=True))
    mean = f1_score(gold, told, labels=sorted({*gold}), average="macro", zero_division=0)
    confusions = Counter((g, t) for g, t in zip(gold, told, strict=True) if g != t)
    return [
        f"{name}: {len(pairs)} labelled, accuracy {right / len(pairs):.3f}, macro-F1 {mean:.3f}",
        *(f"  {n} x {g} understood as {t}" for (g, t), n in confusions.most_common(20)),
    ]
