"""Continuations: the next part, simpler, again."""

import re
from functools import lru_cache

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events
from actions.saying import ADULT_NO_MORE, NO_MORE, say, say_again
from actions.sentences import FIRST, TELLING, WHOLE
from luciole import paths
from luciole.answers.store import words
from luciole.content import read_yaml
from luciole.intents import tier
from luciole.nlu.lookups import any_of
from luciole.nlu.normalise import plain

LAST_PART = 3
GUILT = "feel_guilty_or_ashamed"


class ActionMore(CarefulAction):
    """`And then?`: the next part of what was answered, or a person to go on with."""

    def name(self) -> str:
        return "action_more"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return go_on(dispatcher, tracker)


class ActionSimplify(CarefulAction):
    """Says the last answer again in simple words, and goes on in them if that was asked for."""

    def name(self) -> str:
        return "action_simplify"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        say_again(dispatcher, tracker, style="simple")
        return [SlotSet("style", "simple")] if wants_simple_words(tracker) else []


class ActionNormalWords(CarefulAction):
    """Back to the longer answers."""

    def name(self) -> str:
        return "action_normal_words"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        say_again(dispatcher, tracker, style="normal")
        return [SlotSet("style", "normal")]


class ActionAgain(CarefulAction):
    """Says the last answer again as it was."""

    def name(self) -> str:
        return "action_again"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        say_again(dispatcher, tracker)
        return []


def wants_simple_words(tracker: Tracker) -> bool:
    """Whether simple words are wanted from now on: by a tap, which has no text, or in words."""
    text = tracker.latest_message.get("text")
    return not text or bool(simple_words().search(plain(text)))


@lru_cache(maxsize=1)
def simple_words() -> re.Pattern[str]:
    """The beginnings of words that ask for simple words."""
    beginnings = read_yaml(paths.LOOKUPS / "simple_words.yml")
    return re.compile(rf"\b{any_of(beginnings)}")


def go_on(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """The next part; a part of the topic is remembered, so that nothing is said twice."""
    key = next_part(tracker)
    adult = tier(tracker.slots.get("topic") or "") == "adult"
    events = say(dispatcher, tracker, key or (ADULT_NO_MORE if adult else NO_MORE))
    return [*events, SlotSet("part", key)] if key and is_of_topic(tracker, key) else events


def next_part(tracker: Tracker) -> str | None:
    """The key after the last answer (`utter_x`, `utter_x_2`, `utter_x_3`), else the topic's."""
    answers = words()[tracker.slots["language"]].answers
    part = tracker.slots.get("part") or ""
    topic = part if is_of_topic(tracker, part) else f"utter_{tracker.slots.get('topic')}"
    last = tracker.slots.get("last_answer") or ""
    if last in (FIRST, WHOLE):
        last = TELLING
    following = (*parts_after(last), *parts_after(topic))
    return next((key for key in following if key in answers), None)


def parts_after(key: str) -> list[str]:
    """The parts that can follow an answer or one of its parts."""
    base, _, number = key.rpartition("_")
    base, first = (base, int(number) + 1) if number.isdigit() else (key, 2)
    return [f"{base}_{n}" for n in range(first, LAST_PART + 1)]


def is_of_topic(tracker: Tracker, key: str) -> bool:
    """Whether the key is the topic's answer or a numbered part of it."""
    topic = f"utter_{tracker.slots.get('topic')}"
    return key in (topic, *parts_after(topic))
