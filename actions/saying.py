"""Saying an answer, or saying it again, with the help services that its words point to."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import Events
from actions.help_services import show_help
from actions.quiz import LIST, offer
from actions.sentences import FIRST, WHOLE, next_step
from luciole.answers.questions import FOR_ADULTS
from luciole.helplines.reply import help_message
from luciole.intents import HELP_TIERS, tier
from luciole.quizzes import STEP, help_at

NO_MORE, ADULT_NO_MORE = "utter_no_more", "utter_adult_no_more"
# Answers that come with choices; of a sentence, what was chosen is kept nowhere.
BEGUN_ANEW = {LIST: offer, FIRST: next_step, WHOLE: next_step}
# Answers of the program itself that services follow, besides those of HELP_TIERS.
FOLLOWED_BY_SERVICES = frozenset(
    {
        ADULT_NO_MORE,
        NO_MORE,
        "utter_adult_parent_worried",
        "utter_adult_professional",
        "utter_alert_adult",
        "utter_alert_danger",
        "utter_alert_friend",
        "utter_alert_injured",
        "utter_alert_injured_2",
        "utter_alert_runaway",
        "utter_alert_self_harm",
        "utter_alert_suicide",
        "utter_country_noted",
        "utter_country_unlisted",
        "utter_learn_exploitation_in_travel_2",
        "utter_need_help_now",
        "utter_no_country",
        "utter_safe_no",
        "utter_safe_word",
        "utter_still_here",
        "utter_alert_friend_2",
        "utter_still_here_in_crisis",
    }
)


def brings_services(key: str) -> bool:
    """Whether help services follow this answer."""
    if key.startswith(FOR_ADULTS) and tier(f"help_{key.removeprefix(FOR_ADULTS)}"):
        return True
    return tier(key.removeprefix("utter_")) in HELP_TIERS or key in FOLLOWED_BY_SERVICES


def say(dispatcher: CollectingDispatcher, tracker: Tracker, key: str) -> Events:
    """An answer, with its choices and the services it points to."""
    if key in BEGUN_ANEW:
        return BEGUN_ANEW[key](dispatcher, tracker)
    dispatcher.utter_message(response=key)
    if brings_services(key):
        return show_help(dispatcher, tracker, key.removeprefix("utter_"))
    return []


def say_again(
    dispatcher: CollectingDispatcher, tracker: Tracker, key: str | None = None, **how: str
) -> None:
    """The last answer (or another one) once more, in another language or style if asked."""
    key = key or tracker.slots.get("last_answer") or "utter_chat_capabilities"
    anew = BEGUN_ANEW.get(key)
    if anew:
        anew(dispatcher, tracker, **how)
        return
    slots: dict[str, Any] = {**tracker.slots, **how}
    dispatcher.utter_message(response=key, **how)
    topic = help_at(slots.get("quiz"), slots["language"]) if key == STEP else None
    if topic or brings_services(key):
        name = key.removeprefix("utter_")
        shown = help_message(slots, topic=topic or (name if tier(name) else None))
        dispatcher.utter_message(json_message=shown)
