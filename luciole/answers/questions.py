"""Which answer a second question has, after the topic it is asked about."""

from collections.abc import Mapping

from luciole.answers.store import Answer, words
from luciole.intents import intent_of, tier

GENERAL = "utter_question_"
# What is written for young people fits any of these topics; adults have answers of their own.
_YOUNG = ("crisis", "disclose", "feel")


def question_answer(topic: str, question: str) -> str | None:
    """The key for `ask_pay` after `disclose_scam`: its own (`utter_disclose_scam_pay`), else the
    one for every topic (`utter_question_pay`), else None."""
    own = f"utter_{topic}_{ending(question)}"
    if own in answers():
        return own
    general = general_answer(question)
    if general is None or tier(topic) not in _YOUNG:
        return None
    return None if {topic, tier(topic)} & {*answers()[general].not_after} else general


def general_answer(question: str) -> str | None:
    """The key of the answer that fits any topic of a young person, if there is one."""
    key = f"{GENERAL}{ending(question)}"
    return key if key in answers() else None


def answers_question(key: str, question: str) -> bool:
    """Whether this answer is one of the question's: for every topic or for one."""
    topic = intent_of(key)
    return key in (f"{GENERAL}{ending(question)}", f"utter_{topic}_{ending(question)}")


def ending(question: str) -> str:
    """`ask_pay` -> `pay`, `tap_why` -> `why`."""
    return question.partition("_")[2]


def answers() -> Mapping[str, Answer]:
    """By key; `luciole check` holds both languages to the same keys and the same topics."""
    return words()["fr"].answers
