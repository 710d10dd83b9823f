"""A list judged in the console runs in the process that answers children."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from luciole.review.trial import MOST_ROWS, ListRefused, judge, read_list


async def test_others_come_between_the_messages_of_a_list() -> None:
    passed: list[int] = []
    seen: list[int] = []

    async def understand(_: Any) -> dict[str, Any]:
        seen.append(len(passed))
        return {
            "intent": {"name": "chat_greet"},
            "intent_ranking": [{"name": "chat_greet", "confidence": 1.0}],
            "entities": [],
        }

    async def others() -> None:
        while len(seen) < 5:
            passed.append(len(seen))
            await asyncio.sleep(0)

    agent: Any = SimpleNamespace(processor=SimpleNamespace(parse_message=understand))
    rows, _ = await asyncio.gather(judge(agent, [("salut", "chat_greet")] * 5), others())
    assert [row.right for row in rows] == [True] * 5
    assert seen == sorted(set(seen))


def test_a_list_that_takes_too_long_is_refused() -> None:
    assert len(read_list("salut\n" * MOST_ROWS)) == MOST_ROWS
    with pytest.raises(ListRefused):
        read_list("salut\n" * (MOST_ROWS + 1))
