"""A sentence to tell an adult, built in three taps."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events
from luciole.answers.buttons import button
from luciole.answers.store import words
from luciole.sentences import STEPS, open_step, pieces, sentence

FIRST, WHOLE = "utter_words_start", "utter_words_done"
# What a sentence is part of.
TELLING = "utter_help_tell_trusted_adult"


class ActionWords(CarefulAction):
    """The next step with its choices, or the whole sentence."""

    def name(self) -> str:
        return "action_words"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return next_step(dispatcher, tracker)


def next_step(dispatcher: CollectingDispatcher, tracker: Tracker, **how: str) -> Events:
    """The step that the choices in the message leave open. how: another language or style."""
    values = {step: next(tracker.get_latest_entity_values(step), None) for step in STEPS}
    chosen = {step: str(code) for step, code in values.items() if code}
    slots = {**tracker.slots, **how}
    language, style = slots["language"], slots.get("style") or "normal"
    step = open_step(chosen)
    if step is None:
        show_sentence(dispatcher, sentence(chosen, language, style), language, style)
        return []
    choices = [
        button("tap_words", language, title=text, **chosen, **{step: code})
        for code, text in pieces(step, language, style).items()
    ]
    dispatcher.utter_message(response=f"utter_words_{step}", buttons=choices, **how)
    return []


def show_sentence(dispatcher: CollectingDispatcher, whole: str, language: str, style: str) -> None:
    """The sentence in a bubble of its own, between what to do with it and what comes next."""
    done = words()[language].answers[WHOLE]
    first, *rest = done.bubbles[style]
    bubbles = [first, whole, *rest]
    dispatcher.utter_message(
        text="\n\n".join(bubbles),
        bubbles=bubbles,
        language=language,
        buttons=[button(intent, language) for intent in done.next],
        utter_action=WHOLE,
    )
