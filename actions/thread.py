"""What is open in the conversation, and staying with it: no faint or misheard message closes it."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events, latest_intent
from actions.follow import go_on, next_part
from actions.help_services import show_help
from actions.saying import say
from luciole.answers.questions import FOR_ADULTS
from luciole.intents import SITUATIONS, intent_of, tier

ADULT_ALERT, FRIEND_ALERT = "utter_alert_adult", "utter_alert_friend"
NEED_HELP = "utter_need_help_now"
STILL_HERE, STILL_HERE_IN_CRISIS = "utter_still_here", "utter_still_here_in_crisis"
STILL_HERE_FRIEND = f"{FRIEND_ALERT}_2"
_IN_CRISIS = (
    NEED_HELP,
    STILL_HERE_IN_CRISIS,
    "utter_safe_no",
    "utter_safe_word",
)
# After these, what was open is settled for now: a goodbye is a goodbye.
_SETTLED = ("utter_chat_goodbye", "utter_misunderstood", "utter_safe_yes")
# Asked of us, and thanks: answered in every thread.
_TOLD = ("chat_privacy", "chat_thanks", "chat_who_are_you")
_QUIZ = "utter_quiz"
# In both languages; who writes it means it.
_QUIZ_WORD = "quiz"


class ActionChat(CarefulAction):
    """Small talk and games, unless something grave is open: then "tonight", "it won't stop" or "it
    was a game" may be part of it, whatever they look like alone. No small talk with an adult who
    told of a child, and no list of subjects while that child is in danger."""

    def name(self) -> str:
        return "action_chat"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        intent, thread = latest_intent(tracker), open_thread(tracker)
        meant = was_tapped(tracker) or _QUIZ_WORD in tracker.latest_message["text"].lower()
        if not meant and (
            (intent == "chat_smalltalk" and adult_thread(tracker))
            or (intent == "chat_capabilities" and adult_in_crisis(tracker))
        ):
            return stay(dispatcher, tracker)
        if thread is None or meant:
            return say(dispatcher, tracker, f"utter_{intent}")
        if intent in _TOLD:
            said = say(dispatcher, tracker, f"utter_{intent}")
            return said + (show_help(dispatcher, tracker, None) if thread == "crisis" else [])
        if thread == "crisis":
            return stay(dispatcher, tracker)
        if intent == "chat_capabilities":
            return go_on(dispatcher, tracker)
        if intent == "chat_personal_info":
            return say(dispatcher, tracker, "utter_personal_info_noted")
        twice = intent == "chat_goodbye" and tracker.slots.get("last_answer") == STILL_HERE
        if twice or intent in ("chat_feedback_helpful", "chat_feedback_not_helpful"):
            return say(dispatcher, tracker, f"utter_{intent}")
        return stay(dispatcher, tracker)


class ActionDontKnow(CarefulAction):
    """`I don't know` is an answer too."""

    def name(self) -> str:
        return "action_dont_know"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if open_thread(tracker) == "crisis":
            return stay(dispatcher, tracker)
        return say(dispatcher, tracker, "utter_dont_know")


def open_thread(tracker: Tracker) -> str | None:
    """`crisis` or `disclose` while a young person's danger or disclosure is open, else None."""
    last = tracker.slots.get("last_answer") or ""
    if last in _SETTLED or last.startswith(_QUIZ) or adult_thread(tracker):
        return None
    if in_crisis(last) or tracker.slots.get("alert"):
        return "crisis"
    told = tier(tracker.slots.get("topic") or "")
    return told if told in ("crisis", "disclose") else None


def stay(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Still here, whatever was meant; a second time, help itself or the next part. To an adult, the
    next part, but in a child's danger who stays near them and whom to call."""
    if adult_in_crisis(tracker):
        return say(dispatcher, tracker, ADULT_ALERT)
    if adult_thread(tracker):
        return go_on(dispatcher, tracker)
    last = tracker.slots.get("last_answer")
    if open_thread(tracker) == "crisis":
        if tracker.slots.get("topic") in SITUATIONS and next_part(tracker):
            return [*go_on(dispatcher, tracker), *show_help(dispatcher, tracker, None)]
        friend = tracker.slots.get("topic") == "disclose_friend_in_trouble"
        here = STILL_HERE_FRIEND if friend else STILL_HERE_IN_CRISIS
        return say(dispatcher, tracker, NEED_HELP if last == here else here)
    return (
        go_on(dispatcher, tracker) if last == STILL_HERE else say(dispatcher, tracker, STILL_HERE)
    )


def in_crisis(key: str) -> bool:
    """Whether this answer was said because somebody may be in danger."""
    grave = tier(intent_of(key) or "") == "crisis" or key.startswith("utter_alert_")
    return grave or key in _IN_CRISIS


def adult_thread(tracker: Tracker) -> str | None:
    """The intent of the adult who writes, if it is one."""
    topic, last = tracker.slots.get("topic") or "", tracker.slots.get("last_answer") or ""
    # What was just told may have become the topic.
    for intent in (topic, intent_of(last) or ""):
        if tier(intent) == "adult":
            return str(intent)
    return "adult_parent_worried" if last.startswith((ADULT_ALERT, FOR_ADULTS)) else None


def adult_in_crisis(tracker: Tracker) -> bool:
    """Whether an adult writes and the danger of a child they told of is open."""
    return bool(adult_thread(tracker) and tracker.slots.get("alert"))


def was_tapped(tracker: Tracker) -> bool:
    """Whether a button was tapped: a tap has no text."""
    return not tracker.latest_message.get("text")
