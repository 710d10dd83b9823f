"""Taps: only what the assistant itself offers is understood."""

import json
import re
from functools import lru_cache
from typing import Any

from luciole.answers.store import LANGUAGES, words
from luciole.countries import country_codes
from luciole.quizzes import game_ids, positions
from luciole.sentences import codes

_PAYLOAD = re.compile(r"/([a-z_]+)(\{.*\})?", re.DOTALL)
MAX_PAYLOAD_CHARACTERS = 200
_LETTERS = frozenset("abcd")


class PayloadRefused(Exception):
    """The payload is not one that a button of ours carries; the message is for the developer."""


def parse_payload(payload: str) -> dict[str, Any]:
    """Rasa parse data for a tap. Raises PayloadRefused for anything we do not offer."""
    match = _PAYLOAD.fullmatch(payload) if len(payload) <= MAX_PAYLOAD_CHARACTERS else None
    if match is None or match[1] not in offered_intents():
        raise PayloadRefused("unknown payload")
    entities = _entities(match[1], match[2])
    return {
        "text": "",
        "intent": {"name": match[1], "confidence": 1.0},
        "intent_ranking": [{"name": match[1], "confidence": 1.0}],
        "entities": [{"entity": k, "value": v, "extractor": "tap"} for k, v in entities.items()],
    }


def offered_intents() -> frozenset[str]:
    """Every intent that some button can carry: those with a title."""
    return frozenset(words()["fr"].titles) | frozenset(offered_values())


@lru_cache(maxsize=1)
def offered_values() -> dict[str, dict[str, frozenset[str]]]:
    """Intent -> entity -> the values that a button of ours can carry."""
    return {
        "tap_country": {"country": country_codes()},
        "tap_dont_know": {"language": frozenset(LANGUAGES)},
        "tap_joke": {},
        "tap_quiz_choose": {"quiz": game_ids()},
        "tap_quiz_answer": {"at": positions(), "choice": _LETTERS},
        "tap_quiz_next": {"at": positions()},
        "tap_words": codes(),
    }


def _entities(intent: str, text: str | None) -> dict[str, str]:
    """The entities of a payload. Raises PayloadRefused unless all are offered with this intent."""
    if text is None:
        return {}
    try:
        entities = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PayloadRefused("the payload is not JSON") from error
    offered = offered_values().get(intent, {})
    if not all(isinstance(v, str) and v in offered.get(k, ()) for k, v in entities.items()):
        raise PayloadRefused("unknown value in the payload")
    return dict(entities)
