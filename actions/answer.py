"""Answering what somebody tells or feels: told on, the answer goes on instead of coming again."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events, latest_intent
from actions.follow import GUILT, go_on, is_of_topic, next_part
from actions.help_services import show_help
from actions.question import say_with_help
from actions.saying import say
from actions.thread import adult_thread, open_thread, stay, was_tapped
from luciole.answers.questions import GENERAL, question_answer
from luciole.intents import intent_of, tier

# What a question about how things work does not close.
_TOLD = ("crisis", "disclose", "adult")


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


class ActionLearn(CarefulAction):
    """How things work; a question about it leaves open what was told."""

    def name(self) -> str:
        return "action_learn"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        asked, topic = latest_intent(tracker), tracker.slots.get("topic") or ""
        kept = topic if tier(topic) in _TOLD else asked
        return [*say(dispatcher, tracker, f"utter_{asked}"), SlotSet("topic", kept)]


class ActionHelp(CarefulAction):
    """Where and how to get help: the answer, for an adult the one for adults, and the services."""

    def name(self) -> str:
        return "action_help"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        asked = latest_intent(tracker)
        key = for_adult(tracker, asked) or f"utter_{asked}"
        dispatcher.utter_message(response=key)
        return show_help(dispatcher, tracker, asked)


class ActionToldOn(CarefulAction):
    """A detail of what was told: the next part of its answer."""

    def name(self) -> str:
        return "action_told_on"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if open_thread(tracker) == "crisis":
            return stay(dispatcher, tracker)
        return told_on(dispatcher, tracker)


class ActionFeeling(CarefulAction):
    """A feeling belongs to what the person told: it opens a topic only where there is none.

    Guilt is answered for the situation: whoever did harm must not hear that it was not them.
    """

    def name(self) -> str:
        return "action_feeling"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        feeling = latest_intent(tracker)
        adults = for_adult(tracker, feeling)
        if adults:
            return say_with_help(dispatcher, tracker, adults)
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
    return told_on(dispatcher, tracker)


def told_on(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """The next part of the topic's answer; to a young person after the last one, still here."""
    if next_part(tracker) is None and not adult_thread(tracker):
        return stay(dispatcher, tracker)
    return go_on(dispatcher, tracker)


def for_adult(tracker: Tracker, intent: str) -> str | None:
    """The key of what an adult who writes is told instead of the young, if there is one."""
    adult = adult_thread(tracker)
    return question_answer(adult, intent) if adult else None
