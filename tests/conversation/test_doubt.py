"""Doubtful expressions of danger, heard with the rest of the message."""

import pytest

from luciole.assistant import Assistant
from luciole.channel.requests import turn_request
from luciole.nlu.expressions import first_alert, load_lists
from luciole.state.seal import Sealer

LISTS = load_lists()
# Counter-examples that hold a doubtful expression, every tenth; about one in nine still alarms
# (docs/understanding.md), far more would mean that the classifier no longer has a say.
HOLDING_ONE = [
    (a.language, text) for a in LISTS for text in a.counter_examples if first_alert(LISTS, text)
][::10]


async def alert(assistant: Assistant, sealer: Sealer, language: str, text: str) -> str | None:
    request = turn_request({"text": text, "language": language})
    state = (await assistant.reply(request)).state
    found: str | None = sealer.open(state).get("alert")
    return found


async def test_most_harmless_messages_that_hold_one_are_left_alone(
    assistant: Assistant, sealer: Sealer
) -> None:
    raised = [t for lang, t in HOLDING_ONE if await alert(assistant, sealer, lang, t)]
    assert len(raised) <= len(HOLDING_ONE) / 5, raised


@pytest.mark.parametrize(
    ("language", "danger", "harmless"),
    [
        (
            "en",
            "nowhere to go tonight and its freezing",
            "Nowhere to go tonight!! every party got cancelled bc of snow, board games with dad",
        ),
        (
            "fr",
            "je dors dehors ce soir, mon père a fermé la porte",
            "Je dors dehors ce soir ! Ma première nuit en tente dans le jardin avec mes cousins",
        ),
    ],
)
async def test_the_rest_of_the_message_decides(
    assistant: Assistant, sealer: Sealer, language: str, danger: str, harmless: str
) -> None:
    assert first_alert(LISTS, harmless)
    assert await alert(assistant, sealer, language, danger) == "runaway"
    assert await alert(assistant, sealer, language, harmless) is None
