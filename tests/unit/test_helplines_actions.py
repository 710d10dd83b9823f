"""The country question, and what is remembered of what was asked for."""

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.alert import ActionAlert
from actions.country import ActionCountry
from actions.help_services import (
    ActionAllCountries,
    ActionHelpServices,
    first_countries,
)


async def act(
    action: Any, intent: str, slots: dict[str, Any], **entities: str
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What an action says, and the slots after it."""
    latest: dict[str, Any] = {
        "intent": {"name": intent},
        "entities": [{"entity": kind, "value": value} for kind, value in entities.items()],
    }
    if alert := slots.get("alert"):
        latest["alert"] = alert
    held = {"language": "en", "style": "normal", **slots}
    # As Rasa does before any action.
    told = {k: v for k, v in entities.items() if k in ("country", "staying")}
    tracker = Tracker("x", {**held, **told}, latest, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = await action().run(dispatcher, tracker, {})
    after = {**held, **told, **{event["name"]: event["value"] for event in events}}
    return dispatcher.messages, after


def cards(messages: list[dict[str, Any]]) -> dict[str, Any]:
    (found,) = [m["custom"] for m in messages if m["custom"]]
    return dict(found)


def titles(messages: list[dict[str, Any]]) -> list[str]:
    return [button["title"] for m in messages for button in m["buttons"]]


def said(messages: list[dict[str, Any]]) -> list[str]:
    return [m["response"] for m in messages if m["response"]]


async def test_the_country_is_asked_once() -> None:
    messages, slots = await act(ActionHelpServices, "help_helpline", {})
    assert said(messages) == ["utter_ask_country"]
    assert {"Belgium", "Another country", "I’d rather not say"} <= set(titles(messages))
    messages, _ = await act(ActionHelpServices, "help_helpline", slots)
    assert said(messages) == []


@pytest.mark.parametrize(
    ("action", "intent", "alert"),
    [
        (ActionHelpServices, "help_helpline", None),
        (ActionHelpServices, "tap_no_country", None),
        (ActionAlert, "crisis_suicide", "suicide"),
    ],
)
async def test_who_passed_the_question_over_can_still_tell_the_country_by_tap(
    action: Any, intent: str, alert: str | None
) -> None:
    for known in ({"asked_country": True}, {"country": "FR"}, {"country": "SN"}):
        messages, _ = await act(action, intent, {**known, "alert": alert})
        assert "utter_ask_country" not in said(messages)
        assert "Another country" in titles(messages)


@pytest.mark.parametrize("action", [ActionHelpServices, ActionAlert])
async def test_the_question_stands_alone_where_it_is_asked(action: Any) -> None:
    messages, _ = await act(action, "crisis_suicide", {"alert": "suicide"})
    assert said(messages)[-1] == "utter_ask_country"
    assert titles(messages).count("Another country") == 1


async def test_who_cannot_call_sees_written_ways_when_the_country_comes_later() -> None:
    _, slots = await act(ActionHelpServices, "help_cannot_call", {})
    messages, slots = await act(ActionCountry, "tap_country", slots, country="DE")
    first = cards(messages)["services"][0]
    assert {"chat", "sms", "whatsapp"} & first.keys()
    assert slots["written"] is True
    messages, _ = await act(ActionHelpServices, "disclose_sextortion", slots)
    assert {"chat", "sms", "whatsapp", "web"} & cards(messages)["services"][0].keys()


async def test_more_continues_what_was_asked_for() -> None:
    before = {"country": "FR", "topic": "disclose_sextortion"}
    messages, slots = await act(ActionHelpServices, "help_report_content", before)
    first = [service["id"] for service in cards(messages)["services"]]
    assert "See more services" in titles(messages)
    messages, _ = await act(ActionHelpServices, "tap_more_services", slots)
    rest = [service["id"] for service in cards(messages)["services"]]
    assert not set(first) & set(rest)
    assert "See more services" not in titles(messages)


async def test_i_need_help_now_is_not_about_what_was_asked_before() -> None:
    before = {"country": "FR", "alert": "suicide", "asked": "help_report_content"}
    messages, _ = await act(ActionHelpServices, "tap_need_help_now", before)
    kinds = {service["kind"] for service in cards(messages)["services"]}
    assert "report_hotline" not in kinds


async def test_talk_to_someone_keeps_the_subject() -> None:
    before = {"country": "FR", "topic": "disclose_sextortion"}
    messages, _ = await act(ActionHelpServices, "help_helpline", before)
    assert "fr-3018" in [service["id"] for service in cards(messages)["services"]]


async def test_rather_not_say_takes_a_known_country_back() -> None:
    before = {"country": "BE", "staying": "ES"}
    messages, slots = await act(ActionHelpServices, "tap_no_country", before)
    assert cards(messages)["country"] is None
    assert slots["country"] is None
    assert slots["staying"] is None
    assert said(messages) == []


async def test_a_country_told_anew_ends_a_journey() -> None:
    before = {"country": "BE", "staying": "ES"}
    messages, slots = await act(ActionCountry, "chat_inform_country", before, country="CH")
    assert {service["country"] for service in cards(messages)["services"]} == {"CH"}
    assert slots["staying"] is None


async def test_a_journey_keeps_the_home() -> None:
    messages, slots = await act(
        ActionCountry, "chat_inform_country", {"country": "BE"}, staying="IT"
    )
    content = cards(messages)
    assert {service["country"] for service in content["services"]} == {"BE", "IT"}
    assert [number["number"] for number in content["emergency"]] == ["112", "114"]
    assert slots["country"] == "BE"


async def test_a_journey_without_a_home_is_where_they_are() -> None:
    messages, slots = await act(ActionCountry, "chat_inform_country", {}, staying="IT")
    assert cards(messages)["country"] == "IT"
    assert slots["country"] == "IT"
    assert said(messages) == ["utter_country_noted"]


async def test_a_territory_has_the_services_of_its_country() -> None:
    messages, slots = await act(ActionCountry, "chat_inform_country", {}, country="RE")
    assert said(messages) == ["utter_country_noted"]
    assert cards(messages)["country"] == slots["country"] == "RE"
    messages, _ = await act(ActionAllCountries, "tap_all_countries", {})
    assert "Réunion" in titles(messages)


async def test_a_country_without_a_list_is_not_said_to_have_one() -> None:
    messages, _ = await act(ActionCountry, "chat_inform_country", {}, country="JP")
    assert said(messages) == ["utter_country_unlisted"]
    assert "Japan" in cards(messages)["warnings"][0]


async def test_no_country_understood_asks_again_with_taps() -> None:
    messages, _ = await act(ActionCountry, "chat_inform_country", {"country": "BE"})
    assert said(messages) == ["utter_ask_country"]
    assert titles(messages)[:2] == ["Belgium", "France"]


@pytest.mark.parametrize(
    ("page", "told", "first"),
    [
        (None, None, ["FR", "BE", "CH"]),
        ("IE", None, ["IE", "GB", "FR"]),
        ("LU", "SE", ["LU", "SE", "BE", "FR", "DE", "NO"]),
        ("JP", None, ["FR", "BE", "CH"]),
    ],
)
def test_the_page_and_its_neighbours_come_first(
    page: str | None, told: str | None, first: list[str]
) -> None:
    codes = first_countries({"page": {"country": page}, "country": told})
    assert codes[: len(first)] == first
    assert len(codes) == len(set(codes)) <= 8


async def test_an_action_that_fails_in_an_action_server_says_so_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Outside of a turn of ours nobody else would; with the services for the danger."""
    monkeypatch.setattr(ActionHelpServices, "act", None)
    latest = {"intent": {"name": "chat_greet"}, "entities": [], "alert": "suicide"}
    slots = {"language": "fr", "style": "normal", "country": "FR"}
    tracker = Tracker("x", slots, latest, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    assert await ActionHelpServices().run(dispatcher, tracker, {}) == []
    assert said(dispatcher.messages) == ["utter_failure"]
    assert cards(dispatcher.messages)["services"][0]["id"] == "fr-3114"
