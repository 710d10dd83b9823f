"""The alert flow: acknowledge, offer human help, let the child correct us, return."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events, latest_intent
from actions.help_services import ask_country_once, country_taps
from actions.saying import say, say_again
from actions.thread import (
    ADULT_ALERT,
    FRIEND_ALERT,
    STILL_HERE_FRIEND,
    adult_thread,
    in_crisis,
)
from luciole.helplines.reply import help_message
from luciole.intents import SITUATIONS, TOPIC_TIERS, intent_of, tier
from luciole.nlu.expressions import tells_injury

CRISIS = {
    "danger": "crisis_danger_now",
    "suicide": "crisis_suicide",
    "self_harm": "crisis_self_harm",
    "runaway": "crisis_runaway",
}
FRIEND = "disclose_friend_in_trouble"
_ADULTS = ("adult_parent_worried", "adult_professional")
LIKELY = 0.3
INJURED = ("utter_alert_injured", "utter_alert_injured_2")


class ActionAlert(CarefulAction):
    """Words for what was recognised, then the services reachable now."""

    def name(self) -> str:
        return "action_alert"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        kind, key = tracker.latest_message["alert"], alert_answer(tracker)
        dispatcher.utter_message(response=key)
        dispatcher.utter_message(
            json_message=help_message(tracker.slots, alert=kind),
            buttons=country_taps(tracker.slots),
        )
        asked = ask_country_once(dispatcher, tracker)
        # Of two alerts in a row, the first interrupted what there is to return to.
        last = tracker.slots.get("last_answer") or ""
        kept = tracker.slots.get("interrupted") if in_crisis(last) else last
        hurt = tells_injury(tracker.latest_message.get("alert_by"))
        injured = hurt or tracker.slots.get("injured")
        # What a child says is told by the adult who writes, not about the adult.
        adult = adult_thread(tracker) or latest_intent(tracker)
        stays = [SlotSet("topic", adult)] if key == ADULT_ALERT else []
        if latest_intent(tracker) in SITUATIONS:
            stays = [SlotSet("topic", latest_intent(tracker))]
        return [
            *stays,
            SlotSet("alert", kind),
            SlotSet("injured", injured),
            SlotSet("interrupted", kept or None),
            *asked,
        ]


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
        closed = [SlotSet(name, None) for name in ("alert", "injured", "interrupted")]
        return [*closed, SlotSet("topic", topic)]


class ActionSafe(CarefulAction):
    """`Yes, I'm safe`: the danger is over for now."""

    def name(self) -> str:
        return "action_safe"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return safe(dispatcher, tracker)


def safe(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """They are safe: what is written next is no longer answered as a danger."""
    return [*say(dispatcher, tracker, "utter_safe_yes"), SlotSet("alert", None)]


def alert_answer(tracker: Tracker) -> str:
    """The answer's key: sure words when the intent says the same, careful ones when it does not,
    and what comes after them where they were just said."""
    latest, intent = tracker.latest_message, latest_intent(tracker)
    if adult_thread(tracker) or may_be(tracker, *_ADULTS):
        return ADULT_ALERT
    slots = tracker.slots
    last, part = slots.get("last_answer"), slots.get("part")
    if tells_injury(latest.get("alert_by")):
        return INJURED[1] if last == INJURED[0] else INJURED[0]
    sure = f"utter_{CRISIS[latest['alert']]}"
    steps = [f"utter_alert_{latest['alert']}", sure, f"{sure}_2", f"{sure}_3"]
    # Of a friend, what is told on is told of the friend still, but for words of one's own.
    of_friend = slots.get("topic") == FRIEND and tier(intent) != "crisis"
    if of_friend or may_be(tracker, FRIEND):
        return STILL_HERE_FRIEND if last == FRIEND_ALERT else FRIEND_ALERT
    if intent in SITUATIONS:
        own = f"utter_{intent}"
        return f"{own}_2" if last == own else own
    first = sure if tier(intent) == "crisis" else steps[0]
    # Questions in between do not begin it anew.
    said = next((key for key in (last, part) if key in steps), None)
    return steps[min(steps.index(said) + 1, len(steps) - 1)] if said else first


def may_be(tracker: Tracker, *intents: str) -> bool:
    """Whether one of these intents is likely, if not the likeliest: who is in danger matters more
    than what else was said."""
    ranking = tracker.latest_message.get("intent_ranking") or [tracker.latest_message["intent"]]
    return bool(sum(r.get("confidence", 1.0) for r in ranking if r["name"] in intents) >= LIKELY)
