"""Continuations: the next part, why, what if they find out, simpler, again, yes."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events
from actions.help_services import show_help
from luciole.answers.store import words
from luciole.intents import HELP_TIERS, tier

LAST_PART = 3


class ActionMore(CarefulAction):
    """`And then?`: the next part of what was answered, or a person to go on with."""

    def name(self) -> str:
        return "action_more"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return say(dispatcher, tracker, next_part(tracker) or "utter_no_more")


class ActionWhy(CarefulAction):
    """`Why?`, `is it my fault?`, with the topic in mind."""

    def name(self) -> str:
        return "action_why"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return say(dispatcher, tracker, of_topic(tracker, "why") or "utter_feel_guilty_or_ashamed")


class ActionFoundOut(CarefulAction):
    """`What if they find out?`, with the topic in mind."""

    def name(self) -> str:
        return "action_found_out"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        key = of_topic(tracker, "found_out") or "utter_feel_afraid_to_tell"
        return say(dispatcher, tracker, key)


class ActionSimplify(CarefulAction):
    """Says the last answer again in simple words, and goes on in them."""

    def name(self) -> str:
        return "action_simplify"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        key = tracker.slots.get("last_answer") or "utter_chat_capabilities"
        dispatcher.utter_message(response=key, style="simple")
        return [SlotSet("style", "simple")]


class ActionNormalWords(CarefulAction):
    """Back to the longer answers."""

    def name(self) -> str:
        return "action_normal_words"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        key = tracker.slots.get("last_answer") or "utter_chat_capabilities"
        dispatcher.utter_message(response=key, style="normal")
        return [SlotSet("style", "normal")]


class ActionAffirm(CarefulAction):
    """`Yes` takes the first continuation that was offered."""

    def name(self) -> str:
        return "action_affirm"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return say(dispatcher, tracker, affirmed(tracker))


def say(dispatcher: CollectingDispatcher, tracker: Tracker, key: str) -> Events:
    """An answer, with help services where its tier always brings them."""
    dispatcher.utter_message(response=key)
    intent = key.removeprefix("utter_")
    if tier(intent) in HELP_TIERS or key == "utter_no_more":
        return show_help(dispatcher, tracker, intent)
    return []


def affirmed(tracker: Tracker) -> str:
    """The answer that a `yes` to the last one means."""
    answers = words()[tracker.slots["language"]].answers
    last = answers.get(tracker.slots.get("last_answer") or "")
    for intent in last.next if last else ():
        if intent == "tap_more":
            return next_part(tracker) or "utter_no_more"
        if f"utter_{intent}" in answers:
            return f"utter_{intent}"
    return "utter_chat_affirm"


def next_part(tracker: Tracker) -> str | None:
    """The key after the last answer (`utter_x`, `utter_x_2`, `utter_x_3`), else the topic's."""
    answers = words()[tracker.slots["language"]].answers
    last = tracker.slots.get("last_answer") or ""
    return next(
        (key for key in (*parts_after(last), *topic_parts(tracker)) if key in answers), None
    )


def parts_after(key: str) -> list[str]:
    """The parts that can follow an answer or one of its parts."""
    base, _, number = key.rpartition("_")
    base, first = (base, int(number) + 1) if number.isdigit() else (key, 2)
    return [f"{base}_{n}" for n in range(first, LAST_PART + 1)]


def topic_parts(tracker: Tracker) -> list[str]:
    """The parts of the topic, unless the last answer was one of its own."""
    topic, last = tracker.slots.get("topic"), tracker.slots.get("last_answer") or ""
    if topic is None or last.startswith(f"utter_{topic}"):
        return []
    return parts_after(f"utter_{topic}")


def of_topic(tracker: Tracker, ending: str) -> str | None:
    """The key of the topic's own answer with this ending, if it was written."""
    key = f"utter_{tracker.slots.get('topic')}_{ending}"
    return key if key in words()[tracker.slots["language"]].answers else None
