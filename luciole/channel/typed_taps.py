"""Short typed words that mean a tap: the safe word, `forget`, `and then?`, `why?`."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from luciole import paths
from luciole.content import read_yaml
from luciole.nlu.normalise import plain
from luciole.quizzes import quiz_tap

# These continue a topic; without one they are ordinary messages.
_NEED_TOPIC = {"tap_more", "tap_why", "tap_found_out"}


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
    if tap is None or (tap in _NEED_TOPIC and not slots.get("topic")):
        return None
    return f"/{tap}"


def _key(text: str) -> str:
    return plain(text).strip(" .,;:!?…'\"")
