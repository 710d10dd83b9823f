"""Conversations through the whole assistant, from the data files beside this one."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from luciole.answers.store import STYLES, words
from luciole.assistant import Assistant
from luciole.channel.requests import turn_request
from luciole.state.seal import Sealer

FOLDER = Path(__file__).parent
CONVERSATIONS = [
    pytest.param(path.parent.name, conversation, id=f"{path.parent.name}: {conversation['name']}")
    for path in sorted(FOLDER.glob("*/*.yml"))
    for conversation in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def said(messages: list[dict[str, Any]]) -> list[str]:
    """The keys of the answers whose first bubble is among the messages, in order."""
    keys = {
        answer.bubbles[style][0]: key
        for spoken in words().values()
        for key, answer in spoken.answers.items()
        for style in STYLES
    }
    return [keys[m["text"]] for m in messages if m.get("text") in keys]


@pytest.mark.parametrize(("language", "conversation"), CONVERSATIONS)
async def test_conversation(
    assistant: Assistant, sealer: Sealer, language: str, conversation: dict[str, Any]
) -> None:
    state = None
    for turn in conversation["turns"]:
        asked = {"text": turn.get("text"), "payload": turn.get("button"), "state": state}
        page = {"language": language, "country": conversation.get("country")}
        reply = await assistant.reply(turn_request({**asked, **page}))
        state = reply.state
        customs = [m["custom"] for m in reply.messages if "custom" in m]
        shown = [c for c in customs if c["type"] == "helplines"]
        what = turn.get("text") or turn.get("button")
        assert reply.messages, what
        assert "utter_failure" not in said(reply.messages), what
        if turn.get("says") is not None and turn["says"]:
            assert said(reply.messages)[: len(turn["says"])] == turn["says"], what
        assert not set(turn.get("not", ())) & set(said(reply.messages)), what
        if "has" in turn:
            assert turn["has"] in [m.get("text") for m in reply.messages], what
        if turn.get("help"):
            assert shown, what
            assert shown[0]["services"] or shown[0]["emergency"], what
        if "alert" in turn:
            assert sealer.open(state).get("alert") == turn["alert"], what
        if "country" in turn:
            assert shown[0]["country"] == turn["country"], what
        if "language" in turn:
            assert {m["language"] for m in reply.messages} == {turn["language"]}, what
        if "quiz" in turn:
            assert sealer.open(state).get("quiz") == turn["quiz"], what
        if turn.get("hide"):
            assert any(c["type"] == "hide" for c in customs), what
        offered = [b["payload"] for m in reply.messages for b in m.get("buttons", ())]
        assert set(turn.get("offers", ())) <= set(offered), what
