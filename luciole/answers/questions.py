"""Which answer a second question has, after the topic it is asked about."""

from collections.abc import Mapping

from luciole.answers.store import Answer, words
from luciole.intents import SITUATIONS, intent_of, tier

GENERAL = "utter_question_"
# Said to any adult instead of what the young are told, as `utter_adult_keep_evidence`.
FOR_ADULTS = "utter_adult_"
# A detail of what was told.
DETAILS = "tell_details"
# What is written for young people fits any of these topics; adults have answers of their own.
_YOUNG = ("crisis", "disclose", "feel")
_DETAILED = ("disclose", "adult")


def question_answer(topic: str, question: str) -> str | None:
    """The key for `ask_pay` after `disclose_scam`: its own (`utter_disclose_scam_pay`), else the
    one for every topic (`utter_question_pay`) or every adult (`utter_adult_pay`), else None."""
    own = f"utter_{topic}_{ending(question)}"
    if own in answers():
        return own
    if tier(topic) == "adult":
        key = f"{FOR_ADULTS}{ending(question)}"
        return key if key in answers() else None
    general = general_answer(question)
    if general is None or tier(topic) not in _YOUNG:
        return None
    return None if {topic, tier(topic)} & {*answers()[general].not_after} else general


def general_answer(question: str) -> str | None:
    """The key of the answer that fits any topic of a young person, if there is one."""
    key = f"{GENERAL}{ending(question)}"
    return key if key in answers() else None


def is_answered(topic: str | None, question: str) -> bool:
    """Whether a conversation with this topic, or with none yet, answers this question; a detail
    counts where something was told, a situation wherever it is a young person who writes."""
    told = tier(topic or "")
    if question == DETAILS:
        return told in _DETAILED
    if question in SITUATIONS:
        return told != "adult"
    return bool(topic and question_answer(topic, question))


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
