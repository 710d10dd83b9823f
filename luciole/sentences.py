"""Ready sentences to tell an adult, put together by tapping; kept nowhere but in the buttons.

Each piece is a vetted answer, `utter_words_<step>_<code>`; a button carries the codes chosen so
far, so that no slot ever holds what a person wants to say.
"""

from collections.abc import Mapping
from functools import lru_cache

from luciole.answers.store import words

STEPS = ("start", "what", "need")


@lru_cache(maxsize=1)
def codes() -> dict[str, frozenset[str]]:
    """Step -> the codes that a button can carry."""
    return {step: frozenset(pieces(step, "fr", "normal")) for step in STEPS}


def pieces(step: str, language: str, style: str) -> dict[str, str]:
    """Code -> sentence of one step, in the order of the file."""
    prefix = f"utter_words_{step}_"
    answers = words()[language].answers
    return {
        key.removeprefix(prefix): answer.bubbles[style][0]
        for key, answer in answers.items()
        if key.startswith(prefix)
    }


def open_step(chosen: Mapping[str, str]) -> str | None:
    """The step to choose next, None when the sentence is whole."""
    return next((step for step in STEPS if step not in chosen), None)


def sentence(chosen: Mapping[str, str], language: str, style: str) -> str:
    """The whole of it, to say or to send."""
    return " ".join(pieces(step, language, style)[chosen[step]] for step in STEPS)
