"""Which answer a second question has, after the topic it is asked about."""

from collections.abc import Container

from luciole.answers.store import words
from luciole.intents import intent_of, tier

GENERAL = "utter_question_"
# What is written for young people fits any of these topics; adults have answers of their own.
_YOUNG = ("crisis", "disclose", "feel")
# About something online or a blackmail: not what is asked when a life may be at risk.
_NOT_IN_CRISIS = frozenset(("delete", "paid", "pay", "posted", "reply", "stops", "who"))
# About somebody who does harm: here it is oneself who is in danger from oneself.
_FROM_ONESELF = ("crisis_suicide", "crisis_self_harm")
_NOT_FROM_ONESELF = _NOT_IN_CRISIS | {"counts", "for_them", "love"}
# Here "they" are not somebody who did harm to the writer.
_NOT_THEIRS = {
    "crisis_runaway": _NOT_IN_CRISIS | {"for_them", "worse"},
    "disclose_friend_in_trouble": frozenset(("for_them",)),
    "disclose_i_harmed_someone": frozenset(("for_them",)),
}


def question_answer(topic: str, question: str) -> str | None:
    """The key for `ask_pay` after `disclose_scam`: its own (`utter_disclose_scam_pay`), else the
    one for every topic (`utter_question_pay`), else None."""
    own = f"utter_{topic}_{ending(question)}"
    if own in answers():
        return own
    if tier(topic) not in _YOUNG or ending(question) in left_out(topic):
        return None
    return general_answer(question)


def left_out(topic: str) -> Container[str]:
    """The questions whose general answer would miss what this topic is about."""
    if topic in _FROM_ONESELF:
        return _NOT_FROM_ONESELF
    if topic in _NOT_THEIRS:
        return _NOT_THEIRS[topic]
    return _NOT_IN_CRISIS if tier(topic) == "crisis" else ()


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


def answers() -> Container[str]:
    """All keys; `luciole check` holds both languages to the same."""
    return words()["fr"].answers
