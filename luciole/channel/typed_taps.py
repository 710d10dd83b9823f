"""Short typed words that mean a tap: the safe word, `forget`, `and then?`, `why?`."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from luciole import paths
from luciole.answers.store import LANGUAGES, words
from luciole.content import read_yaml
from luciole.nlu.normalise import plain
from luciole.quizzes import quiz_tap

# Tap -> the slots of which one must be filled; else the words are an ordinary message.
_NEEDS = {
    "tap_more": ("topic", "last_answer"),
    "tap_why": ("topic",),
    "tap_found_out": ("topic",),
    "tap_dont_know": ("topic", "last_answer"),
    "tap_safe": ("topic", "last_answer"),
    "tap_misunderstood": ("alert",),
    "tap_joke": ("alert",),
}


@lru_cache(maxsize=1)
def phrases() -> dict[str, str]:
    """Normalised phrase -> payload, both languages: those of the list, and what the buttons say."""
    found: dict[str, str] = {}
    for tap, said in read_yaml(paths.LOOKUPS / "typed_taps.yml").items():
        titles = (words()[language].titles.get(tap) for language in LANGUAGES)
        found |= {_key(title): f"/{tap}" for title in titles if title}
        spoken = said.items() if isinstance(said, Mapping) else [(None, said)]
        for language, texts in spoken:
            in_it = f'{{"language": "{language}"}}' if language else ""
            found |= {_key(str(phrase)): f"/{tap}{in_it}" for phrase in texts}
    return found


def typed_tap(text: str, slots: Mapping[str, Any]) -> str | None:
    """The payload that this whole message stands for, or None."""
    answer = quiz_tap(text, slots)
    if answer:
        return answer
    payload = phrases().get(_key(text))
    if payload is None:
        return None
    needs = _NEEDS.get(payload.strip("/").partition("{")[0], ())
    return payload if not needs or any(slots.get(slot) for slot in needs) else None


def _key(text: str) -> str:
    return plain(text).strip(" .,;:!?…'\"")
