"""The walk through the dialogue finds what an editor can break, and nothing where all is sound."""

from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from luciole.answers.store import words
from luciole.check import walk
from luciole.check.dialogue import all_rules
from luciole.check.walk import Message, Reply, Walk
from luciole.intents import FALLBACK

Rules = dict[str, tuple[list[str], str]]


@pytest.fixture
def rules() -> Rules:
    return {intent: (actions, where) for intent, actions, where in all_rules()}


def spoil(monkeypatch: pytest.MonkeyPatch, key: str, **changes: Any) -> None:
    """Changes one French answer, or adds it."""
    answers = words()["fr"].answers
    before = answers.get(key, answers["utter_chat_greet"])
    monkeypatch.setitem(answers, key, replace(before, key=key, **changes))


def test_the_dialogue_of_the_repository_has_no_fault() -> None:
    assert walk.faults() == []


def test_asking_back_offers_the_guesses_first_and_then_a_person(rules: Rules) -> None:
    guesses = (
        "disclose_scam",
        "help_helpline",
        "feel_sad_or_alone",
        "learn_grooming",
        "chat_greet",
    )
    reply, _ = Walk("en", rules).turn({"language": "en"}, Message(FALLBACK, guesses=guesses))
    assert reply.payloads == (
        "/disclose_scam",
        "/feel_sad_or_alone",
        "/learn_grooming",
        "/help_helpline",
        "/chat_capabilities",
    )


@pytest.mark.parametrize(("chance", "offered"), [(0.2, False), (0.4, True)])
def test_death_is_no_faint_guess(rules: Rules, chance: float, offered: bool) -> None:
    ranking = [{"name": "crisis_suicide", "confidence": chance}]
    reply = acted("action_ask_back", rules, {}, {"intent_ranking": ranking})
    assert ("/crisis_suicide" in reply.payloads) is offered


@pytest.mark.parametrize(
    ("told", "chance", "hides"),
    [(True, 0.8, False), (True, 0.95, True), (False, 0.8, True)],
)
def test_what_was_told_leaves_the_screen_only_for_sure(
    rules: Rules, told: bool, chance: float, hides: bool
) -> None:
    topic = "disclose_sexual_abuse"
    slots = {"topic": topic, "last_answer": f"utter_{topic}"} if told else {}
    intent = {"name": "chat_someone_is_watching", "confidence": chance}
    assert acted("action_hide", rules, slots, {"intent": intent}).hides is hides


def acted(action: str, rules: Rules, slots: dict[str, Any], latest: dict[str, Any]) -> Reply:
    """What the action says to a message of which `latest` is known."""
    walk = Walk("en", rules)
    dispatcher = CollectingDispatcher()
    tracker = walk.tracker({"language": "en", **slots}, Message("chat_smalltalk", typed=True))
    tracker.latest_message.update(latest)
    walk.acts[action].act(dispatcher, tracker)
    return walk.reply(dispatcher.messages)


def test_an_answer_that_nothing_leads_to_is_found(
    monkeypatch: pytest.MonkeyPatch, rules: Rules
) -> None:
    spoil(monkeypatch, "utter_lost", where="data/answers/fr/x.yml:3")
    assert Walk("fr", rules).faults() == [
        "data/answers/fr/x.yml:3: utter_lost is never said: lead to it or remove it"
    ]


def test_a_part_whose_button_was_removed_is_found(
    monkeypatch: pytest.MonkeyPatch, rules: Rules
) -> None:
    spoil(monkeypatch, "utter_disclose_scam", next=("help_helpline", "tap_why"))
    found = Walk("fr", rules).faults()
    assert any("utter_disclose_scam_2 is never said" in fault for fault in found)


def test_a_dead_end_is_found(monkeypatch: pytest.MonkeyPatch, rules: Rules) -> None:
    spoil(monkeypatch, "utter_learn_scams_2", next=())
    found = Walk("fr", rules).faults()
    assert any("tap_more leads nowhere after utter_learn_scams" in fault for fault in found)


def test_words_that_point_below_need_services_there(rules: Rules) -> None:
    rules["disclose_scam"] = (["utter_disclose_scam"], "data/rules/disclose.yml:1")
    found = Walk("fr", rules).faults()
    assert any("utter_disclose_scam points below" in fault for fault in found)


def test_a_disclosure_without_a_way_to_help_is_found(
    monkeypatch: pytest.MonkeyPatch, rules: Rules
) -> None:
    rules["disclose_scam"] = (["utter_disclose_scam"], "data/rules/disclose.yml:1")
    spoil(monkeypatch, "utter_disclose_scam", next=("tap_more",))
    found = Walk("fr", rules).faults()
    assert any("disclose_scam does not lead to help" in fault for fault in found)


@pytest.mark.parametrize(
    ("actions", "fault"), [([], "says nothing"), (["utter_gone"], "fails after None")]
)
def test_a_rule_that_answers_nothing_is_found(rules: Rules, actions: list[str], fault: str) -> None:
    rules["learn_scams"] = (actions, "data/rules/learn.yml:1")
    assert any(f"learn_scams {fault}" in found for found in Walk("fr", rules).faults())


def test_a_button_without_a_rule_is_found(rules: Rules) -> None:
    del rules["tap_found_out"]
    assert any("/tap_found_out has no rule" in fault for fault in Walk("fr", rules).faults())
