"""Simple words: once for who did not follow, from now on for who asks for them."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.follow import ActionSimplify
from luciole.channel.typed_taps import typed_tap

SLOTS = {"language": "fr", "style": "normal", "last_answer": "utter_learn_consent"}


async def style_after(text: str) -> str:
    """The conversation's style after a message understood as `chat_simplify`, said simply."""
    latest = {"text": text, "entities": [], "intent": {"name": "chat_simplify"}}
    tracker = Tracker("test", SLOTS, latest, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = await ActionSimplify().run(dispatcher, tracker, {})
    [said] = dispatcher.messages
    assert (said["response"], said["style"]) == ("utter_learn_consent", "simple")
    return next((e["value"] for e in events if e["name"] == "style"), "normal")


@pytest.mark.parametrize(
    "text",
    [
        *(".", "…", "???", "/", "?!", "quoi", "hein", "hein ?", "what", "huh", "wdym"),
        *("je comprends pas", "j'ai pas compris", "i dont get it", "what does that mean"),
    ],
)
async def test_who_did_not_follow_gets_simple_words_once(text: str) -> None:
    assert await style_after(text) == "normal"
    # A typed word is not the tap, which stands for a lasting wish.
    assert typed_tap(text, SLOTS) != "/chat_simplify"


@pytest.mark.parametrize(
    "text",
    [
        *("plus simple", "plus simple stp", "mots faciles svp", "fais plus court", "trop long"),
        *("simple words", "easier words pls", "too many big words", "tldr", "i'm dyslexic"),
    ],
)
async def test_who_asks_for_simple_words_keeps_them(text: str) -> None:
    assert await style_after(text) == "simple"


async def test_the_tap_keeps_them() -> None:
    assert await style_after("") == "simple"
