"""The conversation itself: asking back, language, hiding, forgetting."""

import re
from functools import lru_cache
from itertools import chain

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events
from actions.help_services import show_help
from actions.saying import say_again
from actions.thread import adult_in_crisis, open_thread, stay
from luciole import paths
from luciole.answers.buttons import button
from luciole.answers.store import LANGUAGES, words
from luciole.content import read_yaml
from luciole.intents import tier
from luciole.nlu.lookups import any_of
from luciole.nlu.normalise import plain_in_place
from luciole.state.seal import SEALED_SLOTS

GUESSES = 3
# Nobody should read "I want to die" as a guess that is hardly one.
GRAVE_GUESS = 0.3
# Surer than others must be what takes the conversation off the screen while something is open.
SURE_TO_HIDE = 0.9
ELSE = ("help_helpline", "chat_capabilities")
# What nobody would tap to say what they meant.
NO_GUESS = frozenset(
    {
        "chat_affirm",
        "chat_deny",
        "chat_feedback_helpful",
        "chat_feedback_not_helpful",
        "chat_goodbye",
        "chat_greet",
        "chat_insult",
        "chat_smalltalk",
        "chat_thanks",
    }
)
OTHER = {"fr": "en", "en": "fr"}
_PIECE = re.compile(r"\w+|[^\w\s']")


class ActionAskBack(CarefulAction):
    """Not sure what was meant: two or three guesses to tap, and a person.

    Where nothing can be guessed, as in another script, it may be grave: the services come at once.
    While something grave is open, no guess leads away from it.
    """

    def name(self) -> str:
        return "action_ask_back"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        language, thread = tracker.slots["language"], open_thread(tracker)
        if thread == "crisis" or adult_in_crisis(tracker):
            return stay(dispatcher, tracker)
        titles = words()[language].titles
        ranked = tracker.latest_message["intent_ranking"]
        chances = {r["name"]: r["confidence"] for r in ranked if r.get("confidence")}
        likely = [
            name
            for name in chances
            if name in titles
            and name not in NO_GUESS.union(ELSE)
            and not (thread and tier(name) in ("chat", "quiz"))
            and not (tier(name) == "crisis" and chances[name] < GRAVE_GUESS)
        ]
        guesses = [*(["tap_more"] if thread else []), *likely][:GUESSES]
        if not titles.keys() & chances.keys():
            dispatcher.utter_message(response="utter_not_understood")
            return show_help(dispatcher, tracker, None)
        offered = [*guesses, *ELSE]
        dispatcher.utter_message(
            response="utter_ask_back", buttons=[button(name, language) for name in offered]
        )
        return show_help(dispatcher, tracker, None) if thread else []


class ActionChangeLanguage(CarefulAction):
    """Goes on in the language wanted, says which two there are, and the last answer again."""

    def name(self) -> str:
        return "action_change_language"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        language = wanted_language(tracker)
        dispatcher.utter_message(response="utter_chat_change_language", language=language)
        if tracker.slots.get("last_answer"):
            say_again(dispatcher, tracker, language=language)
        return [SlotSet("language", language)]


class ActionHide(CarefulAction):
    """Someone is coming: a harmless text, and the widget shows its harmless screen."""

    def name(self) -> str:
        return "action_hide"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        sure = tracker.latest_message["intent"].get("confidence", 1.0) >= SURE_TO_HIDE
        if open_thread(tracker) and not sure:
            return stay(dispatcher, tracker)
        dispatcher.utter_message(
            response="utter_chat_someone_is_watching", json_message={"type": "hide"}
        )
        return []


class ActionForget(CarefulAction):
    """Forgets all but the language, the style and what the page itself says, and says so."""

    def name(self) -> str:
        return "action_forget"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(response="utter_forgotten")
        page = tracker.slots.get("page") or {}
        kept = ("language", "style", "page", "country")
        forgotten = [SlotSet(name, None) for name in SEALED_SLOTS if name not in kept]
        return [*forgotten, SlotSet("country", page.get("country"))]


def wanted_language(tracker: Tracker) -> str:
    """The last language named that is not refused, else the one that remains; that of the message
    where a third is wanted. Where none is named, that of the message if it is new, else the other.
    """
    latest = tracker.latest_message
    text = latest.get("text") or ""
    named = [e for e in latest["entities"] if e["entity"] == "wanted_language"]
    refused = {e["value"] for e in named if refuses(text[: e["start"]], text[e["end"] :])}
    wanted = [e["value"] for e in named if e["value"] not in refused]
    if wanted:
        return str(wanted[-1])
    if another().search(said(text)) or refused.issuperset(LANGUAGES):
        return str(tracker.slots["language"])
    if refused:
        return OTHER[refused.pop()]
    # « Translate that », typed in the language that it is to be translated to.
    switched = next(tracker.get_latest_entity_values("language"), None)
    return str(switched or OTHER[tracker.slots["language"]])


def refuses(before: str, after: str) -> bool:
    """Whether the words around a language's name say that it is not the one wanted."""
    no, of_us, complaint, giving_up = refusals()
    refusal = no.search(said(before))
    if refusal:
        return not of_us.search(said(before)[: refusal.start()])
    return bool(complaint.search(said(before)) or giving_up.match(said(after)))


def said(text: str) -> str:
    """Plain words and signs with a space between each, so that phrases match across spellings."""
    return " ".join(_PIECE.findall(plain_in_place(text)))


@lru_cache(maxsize=1)
def refusals() -> tuple[re.Pattern[str], ...]:
    """Refusing, asked of us, complaining, giving up (data/nlu/lookups)."""
    data = read_yaml(paths.LOOKUPS / "not_a_wanted_language.yml")
    no, between, doing, of_us, complaint, giving_up = (
        any_of(data[name])
        for name in ("refusing", "between", "doing", "asked_of_us", "complaining", "giving_up")
    )
    # "I don't speak French or English" refuses both.
    other = r"(?: \w+ (?:ni|ou|or|nor))?"
    return (
        re.compile(rf"\b{no}(?: {between})*(?: {doing})?(?: {between})*{other}(?: {between})*$"),
        re.compile(rf"\b{of_us} $"),
        re.compile(rf"\b{complaint}(?: (?!{no}\b)\w+)*$"),
        re.compile(rf"{giving_up}(?: \W|$)"),
    )


@lru_cache(maxsize=1)
def another() -> re.Pattern[str]:
    """Languages that we do not speak, and asking which we do."""
    data = read_yaml(paths.LOOKUPS / "not_a_wanted_language.yml")
    return re.compile(rf"\b{any_of([*chain(*data['another'])])}\b")
