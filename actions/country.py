"""The country that a young person tells."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import told_on
from actions.careful import CarefulAction, Events
from actions.help_services import ask_country, with_slots
from actions.thread import adult_thread, open_thread, stay, was_tapped
from luciole.helplines.reply import directory


class ActionCountry(CarefulAction):
    """The country was told: help services there, or the question if none was understood.

    Where the country is known and something was told, "since March" and "he lives in America" are
    told on about that: the services stay those of the writer's own country.
    """

    def name(self) -> str:
        return "action_country"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        told = next(tracker.get_latest_entity_values("country"), None)
        staying = next(tracker.get_latest_entity_values("staying"), None)
        # On a journey, home is what was told before; without one, where they are will do.
        known = tracker.slots.get("country")
        home = told or (known if staying else None) or staying
        if home is None:
            if known and not was_tapped(tracker):
                if open_thread(tracker) == "crisis":
                    return stay(dispatcher, tracker)
                if open_thread(tracker) or adult_thread(tracker):
                    return told_on(dispatcher, tracker)
            ask_country(dispatcher, tracker)
            return [SlotSet("asked_country", True)]
        covered = directory().country(staying or home)
        said = "utter_country_noted" if covered else "utter_country_unlisted"
        dispatcher.utter_message(response=said)
        # Who tells a country anew is no longer on the journey told before.
        return with_slots(dispatcher, tracker, country=home, staying=staying)
