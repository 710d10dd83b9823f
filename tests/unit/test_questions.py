"""Second questions: which answer each has after which topic, and what an editor can break."""

import pytest

from luciole.answers.questions import answers_question, general_answer, question_answer
from luciole.check import messages
from luciole.check.messages import Example, second_questions
from luciole.intents import intents, tier


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
        ("crisis_suicide", "ask_hospital", "utter_crisis_suicide_hospital"),
        ("learn_sextortion", "ask_pay", None),
        ("disclose_sextortion", "none", None),
    ],
)
def test_the_topic_decides_which_answer_a_question_has(
    topic: str, question: str, key: str | None
) -> None:
    assert question_answer(topic, question) == key


def test_every_question_is_answered_somewhere() -> None:
    asked = {example.intent for example in second_questions()} - {"none"}
    for question in asked:
        assert any(question_answer(topic, question) for topic in intents()), question


def test_grave_topics_answer_what_is_asked_of_all() -> None:
    for topic in intents():
        if tier(topic) == "disclose":
            assert question_answer(topic, "ask_too_late"), topic


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
