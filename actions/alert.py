"""The alert flow: acknowledge, offer human help, let the child correct us, return."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events, latest_intent
from luciole.helplines.reply import help_message
from luciole.intents import TOPIC_TIERS, intent_of, tier

CRISIS = {
    "danger": "crisis_danger_now",
    "suicide": "crisis_suicide",
    "self_harm": "crisis_self_harm",
    "runaway": "crisis_runaway",
}


class ActionAlert(CarefulAction):
    """Words for what was recognised, then the services reachable now."""

    def name(self) -> str:
        return "action_alert"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        kind = tracker.latest_message["alert"]
        dispatcher.utter_message(response=alert_answer(kind, latest_intent(tracker)))
        dispatcher.utter_message(json_message=help_message(tracker.slots, alert=kind))
        interrupted = tracker.slots.get("interrupted") or tracker.slots.get("last_answer")
        return [SlotSet("alert", kind), SlotSet("interrupted", interrupted)]


class ActionReturn(CarefulAction):
    """`You misunderstood`: thanks, no guilt, and back to where the person was."""

    def name(self) -> str:
        return "action_return"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(response="utter_misunderstood")
        if tracker.slots.get("interrupted"):
            dispatcher.utter_message(response=tracker.slots["interrupted"])
        before = intent_of(tracker.slots.get("interrupted") or "")
        topic = before if tier(before or "") in TOPIC_TIERS else None
        return [SlotSet("alert", None), SlotSet("interrupted", None), SlotSet("topic", topic)]


def alert_answer(kind: str, intent: str) -> str:
    """The answer's key: sure words when the intent says the same, careful ones when it does not."""
    if tier(intent) == "crisis":
        return f"utter_{CRISIS[kind]}"
    if intent == "disclose_friend_in_trouble":
        return "utter_alert_friend"
    return f"utter_alert_{kind}"
