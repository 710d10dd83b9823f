"""Answering what somebody tells: told on, the answer goes on instead of coming again."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events, latest_intent
from actions.follow import next_part
from actions.saying import NO_MORE, say
from actions.thread import STILL_HERE, adult_thread, was_tapped
from luciole.intents import intent_of, tier


class ActionAnswer(CarefulAction):
    """The intent's answer and its services; an adult who tells what happened stays an adult."""

    def name(self) -> str:
        return "action_answer"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        told, adult = latest_intent(tracker), adult_thread(tracker)
        if adult and tier(told) == "disclose":
            tracker.slots["topic"] = told = adult
        events = answer(dispatcher, tracker, told)
        return [*events, SlotSet("topic", told)]


def answer(dispatcher: CollectingDispatcher, tracker: Tracker, intent: str) -> Events:
    """The intent's answer; told on right after it or one of its parts, the next part."""
    if was_tapped(tracker) or intent_of(tracker.slots.get("last_answer") or "") != intent:
        return say(dispatcher, tracker, f"utter_{intent}")
    key = next_part(tracker)
    if key is None:
        return say(dispatcher, tracker, NO_MORE if tier(intent) == "adult" else STILL_HERE)
    return [*say(dispatcher, tracker, key), SlotSet("part", key)]
