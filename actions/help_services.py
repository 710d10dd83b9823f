"""Help services of the child's country, fitting the topic."""

from collections.abc import Iterator, Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events, latest_intent
from luciole.answers.buttons import button
from luciole.answers.store import words
from luciole.countries import country_name
from luciole.helplines.facts import answer_facts
from luciole.helplines.message import message
from luciole.helplines.reply import directory, help_choice
from luciole.intents import tier

# Offered after the page's country and its neighbours; all others are a tap away.
FIRST_COUNTRIES = ("FR", "BE", "CH", "LU", "CA", "GB", "IE", "US")
MOST_CHOICES = 8


class ActionHelpServices(CarefulAction):
    """Shows the cards; asks for the country once while it is not known."""

    def name(self) -> str:
        return "action_help_services"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        intent = latest_intent(tracker)
        if intent != "tap_no_country":
            return show_help(dispatcher, tracker, intent)
        # Said after a country was known, it takes that country back.
        return with_slots(dispatcher, tracker, country=None, staying=None, asked_country=True)


class ActionAllCountries(CarefulAction):
    """Every country of the directory as a tap."""

    def name(self) -> str:
        return "action_all_countries"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        language = tracker.slots["language"]
        known = (place.code for place in directory().places())
        codes = sorted(known, key=lambda code: country_name(code, language))
        dispatcher.utter_message(
            response="utter_all_countries", buttons=[country_button(c, language) for c in codes]
        )
        return []


def show_help(dispatcher: CollectingDispatcher, tracker: Tracker, intent: str | None) -> Events:
    """The cards for an intent (None: for what was asked last), with what the country's data adds
    to the answer, `more`, and the country question."""
    slots, language = tracker.slots, tracker.slots["language"]
    follows = intent in (None, "tap_more_services")
    asked = slots.get("asked") if follows else intent if tier(str(intent)) else None
    written = asked == "help_cannot_call" or slots.get("written")
    more = intent == "tap_more_services"
    choice = help_choice({**slots, "written": written}, topic=asked, more=more)
    for fact in [] if more else answer_facts(choice, asked, language):
        dispatcher.utter_message(bubbles=[fact], language=language)
    buttons = [button("tap_more_services", language)] if choice.more_available else []
    buttons += country_taps(slots)
    dispatcher.utter_message(json_message=message(choice, language), buttons=buttons)
    events = [SlotSet("asked", asked), SlotSet("written", written)]
    return [*events, *ask_country_once(dispatcher, tracker)]


def ask_country_once(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """The question while no country is known; who does not answer it is not asked again."""
    if not asks_country(tracker.slots):
        return []
    ask_country(dispatcher, tracker)
    return [SlotSet("asked_country", True)]


def asks_country(slots: Mapping[str, Any]) -> bool:
    """Whether the question comes with the next cards."""
    return not slots.get("country") and not slots.get("asked_country")


def country_taps(slots: Mapping[str, Any]) -> list[dict[str, str]]:
    """What leads back to the question from the cards, unless it comes with them."""
    return [] if asks_country(slots) else [another_country(slots["language"])]


def with_slots(dispatcher: CollectingDispatcher, tracker: Tracker, **changed: Any) -> Events:
    """Help services with some slots changed, now and for what follows."""
    tracker.slots.update(changed)
    events = [SlotSet(name, value) for name, value in changed.items()]
    return [*events, *show_help(dispatcher, tracker, None)]


def ask_country(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """The question with its first choices."""
    language = tracker.slots["language"]
    choices = [country_button(code, language) for code in first_countries(tracker.slots)]
    others = [button(tap, language) for tap in ("tap_all_countries", "tap_no_country")]
    dispatcher.utter_message(response="utter_ask_country", buttons=[*choices, *others])


def first_countries(slots: Mapping[str, Any]) -> list[str]:
    """The page's country, the one told, their neighbours, then those most asked for."""

    def codes() -> Iterator[str]:
        known = [directory().country(code) for code in (page.get("country"), slots.get("country"))]
        yield from (country.code for country in known if country)
        yield from (code for country in known if country for code in country.neighbours)
        yield from FIRST_COUNTRIES

    page = slots.get("page") or {}
    return list(dict.fromkeys(codes()))[:MOST_CHOICES]


def country_button(code: str, language: str) -> dict[str, str]:
    return button("tap_country", language, title=country_name(code, language), country=code)


def another_country(language: str) -> dict[str, str]:
    """Leads to the question with its first choices, not to the long list."""
    return button("chat_inform_country", language, words()[language].titles["tap_all_countries"])
