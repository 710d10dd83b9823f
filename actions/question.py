"""Second questions: asked about what was told, and answered for that topic or for all."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events, latest_intent
from actions.follow import GUILT, go_on, is_of_topic
from actions.help_services import show_help
from actions.saying import brings_services, say
from actions.thread import open_thread, was_tapped
from luciole.answers.questions import general_answer, question_answer
from luciole.intents import tier


class ActionWhy(CarefulAction):
    """`Why?`, `is it my fault?`, with the topic in mind."""

    def name(self) -> str:
        return "action_why"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        topic = tracker.slots.get("topic") or ""
        why = question_answer(topic, "tap_why")
        if why is None and tier(topic) in ("learn", "adult"):
            return go_on(dispatcher, tracker)
        return say_with_help(dispatcher, tracker, why or f"utter_{GUILT}")


class ActionQuestion(CarefulAction):
    """A second question: its answer for the topic, else the one for every topic."""

    def name(self) -> str:
        return "action_question"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        question, topic = latest_intent(tracker), tracker.slots.get("topic") or ""
        tapped = was_tapped(tracker)
        key = question_answer(topic, question) or (general_answer(question) if tapped else None)
        if key is None or (key == tracker.slots.get("last_answer") and not tapped):
            return go_on(dispatcher, tracker)
        events = say_with_help(dispatcher, tracker, key)
        if not topic:
            return events
        # Where the topic's own answer had got to, for what is told on after this one.
        part = tracker.slots.get("part") or ""
        kept = part if is_of_topic(tracker, part) else f"utter_{topic}"
        return [*events, SlotSet("part", kept)]


def say_with_help(dispatcher: CollectingDispatcher, tracker: Tracker, key: str) -> Events:
    """An answer, and while a danger is open the services after it, whatever it is about."""
    danger = tracker.slots.get("alert") or open_thread(tracker) == "crisis"
    events = say(dispatcher, tracker, key)
    if brings_services(key) or not danger:
        return events
    return [*events, *show_help(dispatcher, tracker, None)]
