"""Buttons: a title from the vetted words, a payload the channel will accept back."""

import json
from typing import Any

from luciole.answers.store import words


def payload(intent: str, **entities: str) -> str:
    """`/intent` or `/intent{"entity": "value"}` (design: payloads)."""
    return f"/{intent}" + (json.dumps(entities, ensure_ascii=False) if entities else "")


def button(intent: str, language: str, title: str | None = None, **entities: Any) -> dict[str, str]:
    """A button for an intent; its title is the language's own unless one is given."""
    return {
        "title": title or words()[language].titles[intent],
        "payload": payload(intent, **entities),
    }
