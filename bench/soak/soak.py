"""Mixed load for half an hour: memory and latency have to stay flat, every reply has to be right.

    uv run python bench/soak/soak.py [--minutes 30] [--clients 8]

Prints a line a minute: latency, processor and memory; ends with 1 if a reply was empty or memory
still grows in the second half by more than 5 %.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "serving"))

import load
from measure import ROOT, RUN, messages, process, resident, spoken

PORT, PATH = 5081, "/webhooks/webchat/webhook"
TAPS = ("/help_helpline", "/tap_more", "/quiz_start", "/tap_forget", "/tap_why")
MOST_GROWTH = 1.05


def mixed() -> list[dict[str, object]]:
    """Messages of both languages with taps between them."""
    bodies: list[dict[str, object]] = []
    for n, body in enumerate(messages(600)):
        bodies.append(body)
        tap = {**body, "payload": TAPS[n % len(TAPS)]}
        bodies.append({k: v for k, v in tap.items() if k != "text"})
    return bodies


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--clients", type=int, default=8)
    arguments = parser.parse_args()
    bodies, memory, bad = mixed(), [], 0
    command = [sys.executable, "-W", "ignore", "-c", RUN, "run", "--port", str(PORT)]
    extra = {"PYTHONPATH": str(ROOT), "LUCIOLE_MESSAGES_PER_MINUTE": "1000000"}
    with (
        tempfile.TemporaryDirectory() as name,
        process(command, Path(name), f"http://127.0.0.1:{PORT}/health", **extra) as pid,
    ):
        for minute in range(arguments.minutes):
            done = asyncio.run(load.run(PORT, PATH, bodies, arguments.clients, 60, spoken))
            memory.append(resident(pid))
            bad += done.bad
            print(f"{minute + 1:3} min  {done.report()}  {memory[-1]} MB", flush=True)
    grown = memory[-1] / memory[len(memory) // 2]
    print(f"memory in the second half: {100 * (grown - 1):+.1f} %, bad replies: {bad}")
    return 1 if bad or grown > MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
