"""A client for measuring: many conversations over plain HTTP, every reply checked."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]
Check = Callable[[Any], bool]


@dataclass
class Load:
    """What came of it: seconds of every good reply, number of bad ones, seconds in all."""

    latencies: list[float] = field(default_factory=list)
    bad: int = 0
    seconds: float = 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the replies came."""
        ordered = sorted(self.latencies)
        return 1_000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]

    def cells(self) -> tuple[str, str, str, int]:
        """Median and 99th in milliseconds, replies a second, and how many were wrong."""
        if not self.latencies:
            return "-", "-", "0", self.bad
        return (
            f"{self.percentile(0.5):.1f}",
            f"{self.percentile(0.99):.1f}",
            f"{len(self.latencies) / self.seconds:.1f}",
            self.bad,
        )


async def post(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, body: Body
) -> tuple[int, Any]:
    """Status and parsed body of one POST on an open connection."""
    sent = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    writer.write(f"{head}Content-Length: {len(sent)}\r\n\r\n".encode() + sent)
    status = int((await reader.readline()).split()[1])
    length = 0
    while (line := await reader.readline()).strip():
        name, _, value = line.decode().partition(":")
        length = int(value) if name.lower() == "content-length" else length
    return status, json.loads(await reader.readexactly(length))


async def converse(
    port: int,
    path: str,
    bodies: Sequence[Body],
    until: float,
    good: Check,
    load: Load,
    turns: int,
    pause: float,
) -> None:
    """Sends the bodies again and again on one connection, each with the state of the last; after
    `turns` a new conversation begins (0: never)."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    state: str | None = None
    turn = 0
    while time.perf_counter() < until:
        await asyncio.sleep(pause)
        if turns and turn % turns == 0:
            state = None
        body = {**bodies[turn % len(bodies)], **({"state": state} if state else {})}
        started = time.perf_counter()
        status, reply = await post(reader, writer, path, body)
        if status == 200 and good(reply):
            load.latencies.append(time.perf_counter() - started)
        else:
            load.bad += 1
        state = reply.get("state") if isinstance(reply, dict) else None
        turn += 1
    writer.close()


async def run(
    port: int,
    path: str,
    bodies: Sequence[Body],
    clients: int,
    seconds: float,
    good: Check,
    turns: int = 0,
    pause: float = 0.0,
) -> Load:
    """`clients` conversations side by side for `seconds`, each beginning elsewhere in `bodies`."""
    load, started = Load(), time.perf_counter()
    until = started + seconds
    await asyncio.gather(
        *(
            converse(port, path, begun_at(bodies, n), until, good, load, turns, pause)
            for n in range(clients)
        )
    )
    load.seconds = time.perf_counter() - started
    return load


def begun_at(bodies: Sequence[Body], n: int) -> list[Body]:
    """The bodies, beginning with the n-th, around to the one before it."""
    n %= len(bodies)
    return [*bodies[n:], *bodies[:n]]
