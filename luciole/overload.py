"""A bounded queue before the assistant: quick help services instead of a slow nothing.

A turn keeps the processor busy from beginning to end, so turns gain nothing from running side by
side; what arrives meanwhile waits here. Beyond `most_waiting` it is turned away at once, and after
WAIT_SECONDS too.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# At 12 ms a turn the last in the queue waits a little more than a second.
MOST_WAITING = 100
# The widget gives up after 8 seconds, of which a turn may take 5 (luciole.assistant).
WAIT_SECONDS = 2.5
# A turn that awaits something (an action that calls out) must not hold up the others.
SIDE_BY_SIDE = 4


class TooBusy(Exception):
    """As many turns wait as may wait, or this one waited as long as it may."""


class Gate:
    """Admits turns: a few at a time, a bounded number waiting."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._most_waiting = most_waiting
        self._waiting = 0
        self._places = asyncio.Semaphore(SIDE_BY_SIDE)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Waits for a place to run a turn in. Raises TooBusy, at once when the queue is full."""
        if self._waiting >= self._most_waiting:
            raise TooBusy
        self._waiting += 1
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._places.acquire()
        except TimeoutError as error:
            raise TooBusy from error
        finally:
            self._waiting -= 1
        try:
            # One breath of the event loop: without it turns would run one after the other while
            # nobody looks at the time or counts the newcomers.
            await asyncio.sleep(0)
            yield
        finally:
            self._places.release()
