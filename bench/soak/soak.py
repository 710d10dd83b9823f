"""Mixed load for half an hour: memory and latency have to stay flat, every reply has to be right.

    .tools/bin/uv run python bench/soak/soak.py [--minutes 30] [--clients 8] [--pause 0]

Conversations of three turns, each begun anew: text, a tap, text. Prints a row of a Markdown table
a minute; ends with 1 if a reply was empty or memory still grows in the second half by more than
5 %. A pause (seconds before each turn) spares a machine that is used for something else.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "serving"))

import load
from measure import (
    cpu_seconds,
    free_port,
    luciole,
    messages,
    process,
    resident,
    row,
    spoken,
    table,
)

PATH = "/webhooks/webchat/webhook"
TAPS = ("/help_helpline", "/tap_more", "/quiz_start", "/tap_forget", "/tap_why")
TURNS = 3
MOST_GROWTH = 1.05


def mixed() -> list[dict[str, object]]:
    """Messages of both languages, a tap after every second one."""
    bodies: list[dict[str, object]] = []
    for n, body in enumerate(messages(600)):
        bodies.append(body)
        if n % 2 == 0:
            tap = {**body, "payload": TAPS[n // 2 % len(TAPS)]}
            bodies.append({k: v for k, v in tap.items() if k != "text"})
    return bodies


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--pause", type=float, default=0.0)
    arguments = parser.parse_args()
    bodies, memory, bad, turns, port = mixed(), [], 0, 0, free_port()
    health = f"http://127.0.0.1:{port}/health"
    with (
        tempfile.TemporaryDirectory() as name,
        process(
            luciole(port, 1), Path(name), health, LUCIOLE_MESSAGES_PER_MINUTE="1000000"
        ) as server,
    ):
        heads = ("conversations", "median ms", "99th ms", "turns/s", "wrong", "cpu ms", "memory MB")
        table("Soak", "minute", *heads)
        for minute in range(1, arguments.minutes + 1):
            before = cpu_seconds(server.pid)
            done = asyncio.run(
                load.run(port, PATH, bodies, arguments.clients, 60, spoken, TURNS, arguments.pause)
            )
            memory.append(resident(server.pid))
            bad += done.bad
            turns += len(done.latencies)
            each = 1_000 * (cpu_seconds(server.pid) - before) / max(len(done.latencies), 1)
            row(minute, turns // TURNS, *done.cells(), f"{each:.1f}", memory[-1])
    grown = memory[-1] / memory[len(memory) // 2]
    print(f"\nMemory in the second half: {100 * (grown - 1):+.1f} %. Wrong replies: {bad}.")
    return 1 if bad or grown > MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
