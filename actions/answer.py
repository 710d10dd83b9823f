"""Answering what somebody tells or feels: told on, the answer goes on instead of coming again."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events, latest_intent
from actions.follow import GUILT, is_of_topic, next_part
from actions.question import say_with_help
from actions.saying import NO_MORE, say
from actions.thread import STILL_HERE, adult_thread, open_thread, stay, was_tapped
from luciole.answers.questions import GENERAL, question_answer
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


class ActionFeeling(CarefulAction):
    """A feeling belongs to what the person told: it opens a topic only where there is none.

    Guilt is answered for the situation: whoever did harm must not hear that it was not them.
    """

    def name(self) -> str:
        return "action_feeling"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        feeling = latest_intent(tracker)
        open_danger = open_thread(tracker) == "crisis" and not was_tapped(tracker)
        if open_danger and feeling != GUILT:
            return stay(dispatcher, tracker)
        topic = tracker.slots.get("topic") or ""
        why = question_answer(topic, "tap_why") if feeling == GUILT else None
        events = say_with_help(dispatcher, tracker, why or f"utter_{feeling}")
        return events if topic else [*events, SlotSet("topic", feeling)]


def answer(dispatcher: CollectingDispatcher, tracker: Tracker, intent: str) -> Events:
    """The intent's answer; told on after it, one of its parts or a question, the next part."""
    last, part = tracker.slots.get("last_answer") or "", tracker.slots.get("part") or ""
    asked = last.startswith(GENERAL) and is_of_topic(tracker, part)
    if was_tapped(tracker) or not (asked or intent_of(last) == intent):
        return say(dispatcher, tracker, f"utter_{intent}")
    key = next_part(tracker)
    if key is None:
        return say(dispatcher, tracker, NO_MORE if tier(intent) == "adult" else STILL_HERE)
    return [*say(dispatcher, tracker, key), SlotSet("part", key)]
