"""The conversation itself: asking back, language, hiding, forgetting."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events
from actions.saying import say_again
from luciole.answers.buttons import button
from luciole.answers.store import words
from luciole.state.seal import SEALED_SLOTS

GUESSES = 3
OTHER = {"fr": "en", "en": "fr"}


class ActionAskBack(CarefulAction):
    """Not sure what was meant: two or three guesses to tap, and a person."""

    def name(self) -> str:
        return "action_ask_back"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        language = tracker.slots["language"]
        titles = words()[language].titles
        ranking = [r["name"] for r in tracker.latest_message["intent_ranking"]]
        guesses = [name for name in ranking if name in titles and name != "help_helpline"][:GUESSES]
        dispatcher.utter_message(
            response="utter_ask_back", buttons=[button(name, language) for name in guesses]
        )
        return []


class ActionChangeLanguage(CarefulAction):
    """Goes on in the other language and says the last answer again."""

    def name(self) -> str:
        return "action_change_language"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        language = wanted_language(tracker)
        dispatcher.utter_message(response="utter_chat_change_language", language=language)
        if tracker.slots.get("last_answer"):
            say_again(dispatcher, tracker, language=language)
        return [SlotSet("language", language)]


class ActionHide(CarefulAction):
    """Someone is coming: a harmless text, and the widget shows its harmless screen."""

    def name(self) -> str:
        return "action_hide"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(
            response="utter_chat_someone_is_watching", json_message={"type": "hide"}
        )
        return []


class ActionForget(CarefulAction):
    """Forgets all but the language, and says so."""

    def name(self) -> str:
        return "action_forget"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(response="utter_forgotten")
        kept = ("language", "style", "page")
        return [SlotSet(name, None) for name in SEALED_SLOTS if name not in kept]


def wanted_language(tracker: Tracker) -> str:
    """The language asked for by name (entity `wanted_language`), else the other one."""
    named = next(tracker.get_latest_entity_values("wanted_language"), None)
    return str(named or OTHER[tracker.slots["language"]])
