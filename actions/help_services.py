"""Help services of the child's country, fitting the topic."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events, latest_intent
from luciole.answers.buttons import button
from luciole.countries import country_name
from luciole.helplines.reply import directory, help_message
from luciole.intents import tier

# Offered first when no country is known; every other one is a tap away (tap_all_countries).
FIRST_COUNTRIES = ("FR", "BE", "CH", "LU", "CA", "GB", "IE", "US")


class ActionHelpServices(CarefulAction):
    """Shows the cards; asks for the country once while it is not known."""

    def name(self) -> str:
        return "action_help_services"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return show_help(dispatcher, tracker, latest_intent(tracker))


class ActionCountry(CarefulAction):
    """The country was told: help services there, or the question again if none was understood."""

    def name(self) -> str:
        return "action_country"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if tracker.slots.get("country") is None:
            ask_country(dispatcher, tracker.slots["language"])
            return []
        dispatcher.utter_message(response="utter_country_noted")
        return show_help(dispatcher, tracker, None)


class ActionAllCountries(CarefulAction):
    """Every country of the directory as a tap."""

    def name(self) -> str:
        return "action_all_countries"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        language = tracker.slots["language"]
        codes = sorted(directory().countries, key=lambda code: country_name(code, language))
        dispatcher.utter_message(
            response="utter_all_countries", buttons=[country_button(c, language) for c in codes]
        )
        return []


def show_help(dispatcher: CollectingDispatcher, tracker: Tracker, intent: str | None) -> Events:
    """The cards for an intent (None: the topic so far), with `more` and the country question."""
    language = tracker.slots["language"]
    topic = intent if intent and tier(intent) else None
    shown = help_message(tracker.slots, topic=topic, more=intent == "tap_more_services")
    dispatcher.utter_message(
        json_message=shown,
        buttons=[button("tap_more_services", language)] if shown.get("more") else None,
    )
    if tracker.slots.get("country") is None and not tracker.slots.get("asked_country"):
        ask_country(dispatcher, language)
        return [SlotSet("asked_country", True)]
    return []


def ask_country(dispatcher: CollectingDispatcher, language: str) -> None:
    """The question with its first choices."""
    choices = [country_button(code, language) for code in FIRST_COUNTRIES]
    others = [button(tap, language) for tap in ("tap_all_countries", "tap_no_country")]
    dispatcher.utter_message(response="utter_ask_country", buttons=[*choices, *others])


def country_button(code: str, language: str) -> dict[str, str]:
    return button("tap_country", language, title=country_name(code, language), country=code)
