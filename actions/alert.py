"""The alert flow: acknowledge, offer human help, let the child correct us, return."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events, latest_intent
from actions.help_services import ask_country_once
from actions.saying import say_again
from actions.yes_no import in_crisis
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
        asked = ask_country_once(dispatcher, tracker)
        # Of two alerts in a row, the first interrupted what there is to return to.
        last = tracker.slots.get("last_answer") or ""
        kept = tracker.slots.get("interrupted") if in_crisis(last) else last
        return [SlotSet("alert", kind), SlotSet("interrupted", kept or None), *asked]


class ActionReturn(CarefulAction):
    """`You misunderstood`: thanks, no guilt, and back to where the person was."""

    def name(self) -> str:
        return "action_return"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(response="utter_misunderstood")
        interrupted = tracker.slots.get("interrupted")
        # Services for what comes next, no longer for the danger there was not.
        tracker.slots["alert"] = None
        if interrupted:
            say_again(dispatcher, tracker, interrupted)
        topic = intent_of(interrupted or "")
        if tier(topic or "") not in TOPIC_TIERS:
            # An answer beside the topic; the danger there was not may have become it.
            topic = tracker.slots.get("topic")
            topic = None if tier(topic or "") == "crisis" else topic
        return [SlotSet("alert", None), SlotSet("interrupted", None), SlotSet("topic", topic)]


def alert_answer(kind: str, intent: str) -> str:
    """The answer's key: sure words when the intent says the same, careful ones when it does not."""
    if tier(intent) == "crisis":
        return f"utter_{CRISIS[kind]}"
    if intent == "disclose_friend_in_trouble":
        return "utter_alert_friend"
    return f"utter_alert_{kind}"
