"""`Yes` and `no`, understood as answers to what was said last."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.alert import safe
from actions.careful import CarefulAction, Events
from actions.follow import go_on
from actions.quiz import offer, resume
from actions.saying import say
from actions.sentences import next_step
from actions.thread import open_thread, stay
from luciole.answers.store import words
from luciole.intents import intent_of, tier
from luciole.quizzes import STEP

# What a tap does or says, for those that a typed yes or no can stand for.
_DOES = {
    "quiz_start": offer,
    "tap_more": go_on,
    "tap_quiz_resume": resume,
    "tap_safe": safe,
    "tap_words": next_step,
}
_SAYS = {
    "tap_need_help_now": "utter_need_help_now",
    "tap_not_safe": "utter_safe_no",
    "tap_self_check": "utter_safe_check",
}


class ActionAffirm(CarefulAction):
    """`Yes` takes the first continuation offered that goes on, answers or brings help."""

    def name(self) -> str:
        return "action_affirm"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if tracker.slots.get("last_answer") == STEP:
            return resume(dispatcher, tracker)
        for name in offered(tracker):
            if reading(tracker) and name != "tap_more":
                continue
            if name in _DOES:
                return _DOES[name](dispatcher, tracker)
            if name in _SAYS or tier(name) == "help":
                return say(dispatcher, tracker, _SAYS.get(name, f"utter_{name}"))
        return say(dispatcher, tracker, "utter_chat_affirm")


class ActionDeny(CarefulAction):
    """`No` means not safe after that question; in a crisis it closes nothing."""

    def name(self) -> str:
        return "action_deny"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if "tap_not_safe" in offered(tracker):
            return say(dispatcher, tracker, _SAYS["tap_not_safe"])
        if open_thread(tracker) == "crisis":
            return stay(dispatcher, tracker)
        return say(dispatcher, tracker, "utter_chat_deny")


def offered(tracker: Tracker) -> tuple[str, ...]:
    """The intents of the buttons under the last answer."""
    answers = words()[tracker.slots["language"]].answers
    last = answers.get(tracker.slots.get("last_answer") or "")
    return last.next if last else ()


def reading(tracker: Tracker) -> bool:
    """Whether the last answer was for information: an `ok` to it tells nothing of the reader."""
    return tier(intent_of(tracker.slots.get("last_answer") or "") or "") in ("learn", "adult")
