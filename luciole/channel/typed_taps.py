"""Short typed words that mean a tap: the safe word, `forget`, `and then?`, `why?`."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from luciole import paths
from luciole.content import read_yaml
from luciole.nlu.normalise import plain
from luciole.quizzes import quiz_tap

# Tap -> the slots of which one must be filled; else the words are an ordinary message.
_NEEDS = {
    "tap_more": ("topic", "last_answer"),
    "tap_why": ("topic",),
    "tap_found_out": ("topic",),
    "tap_misunderstood": ("alert",),
}


@lru_cache(maxsize=1)
def phrases() -> dict[str, str]:
    """Normalised phrase -> tap, both languages."""
    data = read_yaml(paths.LOOKUPS / "typed_taps.yml")
    return {_key(str(phrase)): str(tap) for tap, said in data.items() for phrase in said}


def typed_tap(text: str, slots: Mapping[str, Any]) -> str | None:
    """The payload that this whole message stands for, or None."""
    answer = quiz_tap(text, slots)
    if answer:
        return answer
    tap = phrases().get(_key(text))
    if tap is None or (tap in _NEEDS and not any(slots.get(slot) for slot in _NEEDS[tap])):
        return None
    return f"/{tap}"


def _key(text: str) -> str:
    return plain(text).strip(" .,;:!?…'\"")
