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

    def report(self) -> str:
        if not self.latencies:
            return f"no reply at all, {self.bad} failures"
        return (
            f"p50 {self.percentile(0.5):7.1f} ms   p99 {self.percentile(0.99):7.1f} ms   "
            f"{len(self.latencies) / self.seconds:6.1f} replies/s   {self.bad} bad"
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
    port: int, path: str, bodies: Sequence[Body], until: float, good: Check, load: Load
) -> None:
    """Sends the bodies again and again on one connection, each with the state of the last."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    state: str | None = None
    turn = 0
    while time.perf_counter() < until:
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
    port: int, path: str, bodies: Sequence[Body], clients: int, seconds: float, good: Check
) -> Load:
    """`clients` conversations side by side for `seconds`, each beginning elsewhere in `bodies`."""
    load, started = Load(), time.perf_counter()
    await asyncio.gather(
        *(
            converse(
                port,
                path,
                [*bodies[n % len(bodies) :], *bodies[: n % len(bodies)]],
                started + seconds,
                good,
                load,
            )
            for n in range(clients)
        )
    )
    load.seconds = time.perf_counter() - started
    return load
