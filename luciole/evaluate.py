"""What the assistant understands of a file of messages, with figures where labels exist."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from sklearn.metrics import f1_score

from luciole.assistant import prepared
from luciole.content import ContentError
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
    said = prepared(text)
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
    """The rows of a JSONL file. Raises ContentError naming the line."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise ContentError(f'{path}:{number}: not a JSON object with "text": correct it')
        rows.append(row)
    return rows


def write_rows(path: Path, understood: list[Understood]) -> None:
    lines = [json.dumps(asdict(u), ensure_ascii=False) for u in understood]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def report(rows: list[dict[str, Any]], understood: list[Understood]) -> list[str]:
    """Accuracy, macro-F1 and confusions per language, as lines to print."""
    pairs = [(r, u) for r, u in zip(rows, understood, strict=True) if r.get("intent")]
    lines = [f"{len(understood)} messages, {sum(u.asks for u in understood)} would be asked back"]
    for language in sorted({r.get("lang", "all") for r, _ in pairs}):
        lines += figures(language, [(r, u) for r, u in pairs if r.get("lang", "all") == language])
    return lines


def figures(name: str, pairs: list[tuple[dict[str, Any], Understood]]) -> list[str]:
    gold = [r["intent"] for r, _ in pairs]
    told = [u.intent for _, u in pairs]
    right = sum(g == t for g, t in zip(gold, told, strict=True))
    confusions = Counter((g, t) for g, t in zip(gold, told, strict=True) if g != t)
    return [
        f"{name}: {len(pairs)} labelled, accuracy {right / len(pairs):.3f}, "
        f"macro-F1 {macro_f1(gold, told):.3f}",
        *(f"  {n} x {g} understood as {t}" for (g, t), n in confusions.most_common(20)),
    ]


def macro_f1(gold: list[str], told: list[str]) -> float:
    """The mean F1 over the labels in `gold`."""
    labels = sorted(set(gold))
    return float(f1_score(gold, told, labels=labels, average="macro", zero_division=0))
