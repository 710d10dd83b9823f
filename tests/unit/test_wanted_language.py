"""The language that a request asks for: the one named, unless it is refused."""

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.talk import ActionChangeLanguage
from luciole.nlu.entities import entities


async def after(text: str, language: str, switched: bool = False) -> str:
    """The conversation's language after a request, that of the answer too.

    language: of the message. switched: whether the conversation was in the other one before.
    """
    found: list[dict[str, Any]] = entities(text)
    if switched:
        found.append({"entity": "language", "value": language})
    latest = {"text": text, "entities": found, "intent": {"name": "chat_change_language"}}
    slots = {"language": language, "style": "normal"}
    tracker = Tracker("test", slots, latest, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = await ActionChangeLanguage().run(dispatcher, tracker, {})
    [answer] = dispatcher.messages
    assert answer["response"] == "utter_chat_change_language"
    assert events == [SlotSet("language", answer["language"])]
    return str(answer["language"])


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("I don't understand French, English please", "en", "en"),
        ("english please i dont understand french", "en", "en"),
        ("i dont understand can you speak french", "en", "fr"),
        ("can we do french my english is bad", "en", "fr"),
        ("my french is terrible can we do english", "en", "en"),
        ("i cant really read french", "en", "en"),
        ("french not english", "en", "fr"),
        ("can you stop speaking french", "en", "en"),
        ("why is it in french", "en", "en"),
        ("why dont you speak french", "en", "fr"),
        ("can't you speak french?", "en", "fr"),
        ("je parle pas français", "fr", "en"),
        ("je parle pas bien le français", "fr", "en"),
        ("je comprends pas l'anglais", "fr", "fr"),
        ("je comprends pas, parle anglais", "fr", "en"),
        ("je suis nul en anglais, mets en français", "fr", "fr"),
        ("l'anglais je comprends rien", "fr", "fr"),
        ("pourquoi tu me parles anglais ??", "fr", "fr"),
        ("pourquoi tu parles pas anglais ?", "fr", "en"),
        ("tu peux pas parler anglais ?", "fr", "en"),
        ("je parle que anglais", "fr", "en"),
        ("pas l'anglais, le français", "fr", "fr"),
        ("in french", "en", "fr"),
        ("change the language", "en", "fr"),
        ("change la langue", "fr", "en"),
    ],
)
async def test_the_language_wanted(text: str, language: str, wanted: str) -> None:
    assert await after(text, language) == wanted


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("can you speak dutch", "en"),
        ("do you speak arabic", "en"),
        ("what languages do you speak", "en"),
        ("i dont speak english or french", "en"),
        ("i dont speak english i speak spanish", "en"),
        ("parle moi en espagnol", "fr"),
        ("tu parles arabe ?", "fr"),
        ("je parle ni français ni anglais", "fr"),
        ("tu parles quelles langues ?", "fr"),
    ],
)
async def test_any_other_language_changes_nothing(text: str, language: str) -> None:
    assert await after(text, language) == language


async def test_who_asks_in_a_new_language_means_that_one() -> None:
    assert await after("translate this please", "en", switched=True) == "en"
