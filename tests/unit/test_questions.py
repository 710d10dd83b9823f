"""Second questions: which answer each has after which topic, and what an editor can break."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix

from luciole.answers.questions import (
    answers_question,
    general_answer,
    is_answered,
    question_answer,
)
from luciole.answers.store import words
from luciole.check import messages
from luciole.check.answers import topics
from luciole.check.messages import Example, second_questions
from luciole.intents import intents
from luciole.nlu.classifier import Heads
from luciole.nlu.questions import QuestionDetector, threshold


@pytest.mark.parametrize(
    ("topic", "question", "key"),
    [
        ("disclose_sextortion", "ask_pay", "utter_question_pay"),
        ("disclose_scam", "ask_pay", "utter_disclose_scam_pay"),
        ("disclose_image_shared", "tap_found_out", "utter_disclose_image_shared_found_out"),
        ("feel_sad_or_alone", "ask_believed", "utter_question_believed"),
        ("adult_parent_worried", "ask_pay", "utter_adult_parent_worried_pay"),
        # Written for young people, or about a parent's own child.
        ("adult_parent_worried", "ask_love", None),
        ("disclose_sextortion", "ask_take_phone", None),
        # Nobody who wants to die is told about payments.
        ("crisis_suicide", "ask_paid", None),
        ("crisis_suicide", "ask_doctor", "utter_crisis_suicide_doctor"),
        ("learn_sextortion", "ask_pay", None),
        ("disclose_sextortion", "none", None),
    ],
)
def test_the_topic_decides_which_answer_a_question_has(
    topic: str, question: str, key: str | None
) -> None:
    assert question_answer(topic, question) == key


@pytest.mark.parametrize(
    ("topic", "told", "counts"),
    [
        ("disclose_sexual_abuse", "tell_details", True),
        ("adult_professional", "tell_details", True),
        ("learn_grooming", "tell_details", False),
        (None, "tell_details", False),
        # Situations count before anything was told, and never for an adult who writes.
        (None, "tell_pregnancy", True),
        ("disclose_scam", "tell_pregnancy", True),
        ("adult_parent_worried", "tell_pregnancy", False),
    ],
)
def test_where_details_and_situations_count(topic: str | None, told: str, counts: bool) -> None:
    assert is_answered(topic, told) is counts


@pytest.mark.parametrize(
    ("told", "intent", "alert", "never"),
    [
        ("tell_details", "chat_affirm", None, True),
        ("tell_details", "help_helpline", None, True),
        ("tell_details", "disclose_grooming", None, False),
        ("tell_details", "crisis_danger_now", None, True),
        ("ask_pay", "crisis_suicide", None, True),
        ("ask_pay", "disclose_scam", "danger", True),
        ("tell_forced_marriage", "crisis_danger_now", "danger", False),
        ("tell_others_picture", "disclose_i_harmed_someone", None, True),
        ("tell_others_picture", "disclose_image_shared", None, True),
    ],
)
def test_what_is_never_taken_for_something_beside_it(
    told: str, intent: str, alert: str | None, never: bool
) -> None:
    assert (threshold(told, intent, alert) == "never") is never


def test_every_question_is_answered_somewhere() -> None:
    asked = {example.intent for example in second_questions()} - {"none"}
    for question in asked:
        assert any(is_answered(topic, question) for topic in intents()), question


def message(topic: str | None, intent: str = "chat_smalltalk", alert: str | None = None) -> Message:
    ranking = [{"name": intent, "confidence": 0.9}]
    data: dict[str, Any] = {
        "text": "should i pay",
        "intent": ranking[0],
        "intent_ranking": ranking,
        "alert": alert,
    }
    return Message({**data, "metadata": {"topic": topic} if topic else None})


@pytest.mark.parametrize(
    ("heard", "given", "intent"),
    [
        (("ask_pay", 0.9), message("disclose_sextortion"), "ask_pay"),
        (("ask_pay", 0.3), message("disclose_sextortion"), "chat_smalltalk"),
        (("none", 0.9), message("disclose_sextortion"), "chat_smalltalk"),
        # Nothing was told, as in `luciole evaluate` and `rasa shell`.
        (("ask_pay", 0.9), message(None), "chat_smalltalk"),
        # A danger is never taken for a question.
        (("ask_pay", 0.9), message("disclose_sextortion", alert="danger"), "chat_smalltalk"),
        (("ask_pay", 0.9), message("disclose_sextortion", "crisis_suicide"), "crisis_suicide"),
    ],
)
def test_a_question_counts_where_something_was_told(
    monkeypatch: pytest.MonkeyPatch, heard: tuple[str, float], given: Message, intent: str
) -> None:
    monkeypatch.setattr(QuestionDetector, "question", lambda *_: heard)
    [found] = QuestionDetector(QuestionDetector.get_default_config()).process([given])
    assert found.get("intent")["name"] == intent
    assert found.get("intent_ranking")[0] == found.get("intent")


def test_a_question_that_the_topic_does_not_answer_is_not_another_one() -> None:
    labels = ("ask_take_phone", "ask_pay", "none")
    flat = np.zeros((3, 3), np.float32)
    bias = np.array([4.0, 1.0, 0.0], np.float32)
    detector = QuestionDetector(QuestionDetector.get_default_config())
    detector._heads = Heads(labels, flat, bias, flat, bias)
    asked = Message({"text": "should i take her phone"})
    asked.add_features(Features(np.ones((1, 3), np.float32), "sentence", "text", "a"))
    asked.add_features(Features(csr_matrix((1, 3), dtype=np.float32), "sentence", "text", "b"))
    assert detector.question(asked, "adult_parent_worried")[0] == "ask_take_phone"
    question, chance = detector.question(asked, "disclose_sextortion")
    assert question == "ask_pay"
    assert chance < QuestionDetector.get_default_config()["threshold"]


def test_a_topic_that_there_is_not_is_found() -> None:
    pay = words()["en"].answers["utter_question_pay"]
    assert not [*topics(pay)]
    [fault] = topics(replace(pay, not_after=("crisis", "disclose_nothing")))
    assert "is not said after disclose_nothing" in fault


def test_an_answer_belongs_to_its_question_alone() -> None:
    assert answers_question("utter_disclose_scam_pay", "ask_pay")
    assert answers_question("utter_question_pay", "ask_pay")
    assert not answers_question("utter_feel_not_believed", "ask_believed")
    assert general_answer("ask_nothing") is None


def test_a_question_without_a_rule_is_found() -> None:
    lost = Example("and the weather?", "ask_weather", "en", "data/questions/en.yml:7")
    assert messages.unknown_questions([lost]) == [
        "data/questions/en.yml:7: question ask_weather has no rule: "
        "add one in data/rules/questions.yml"
    ]
