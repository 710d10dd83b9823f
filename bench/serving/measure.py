"""Our server against stock Rasa, on the same messages and machine, in one run.

    uv run python bench/serving/measure.py                  ours alone, a minute
    uv run --group stock python bench/serving/measure.py --stock    with stock Rasa, ten minutes

Messages are those of tests/heldout; every reply is checked. Use an otherwise idle machine.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import load
import stock

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = (1, 10, 50)
TICKS = os.sysconf("SC_CLK_TCK")
RUN = "from luciole.cli import main; main()"


def messages(count: int = 300) -> list[dict[str, Any]]:
    """Held-out messages of both languages, the same in every run."""
    rows = [
        json.loads(line)
        for language in ("fr", "en")
        for line in (ROOT / f"tests/heldout/intents_{language}.jsonl").open(encoding="utf-8")
    ]
    chosen = random.Random(9).sample(rows, count)
    return [{"text": r["text"], "language": r["lang"], "country": "BE"} for r in chosen]


@contextmanager
def process(command: Sequence[str], folder: Path, ready: str, **extra: str) -> Iterator[int]:
    """A server process in a folder, once the address `ready` answers; gives its process id."""
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", **extra}
    started = time.perf_counter()
    with (folder / f"{Path(command[0]).name}.log").open("wb") as log:
        running = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        while not answers(ready):
            if running.poll() is not None:
                raise SystemExit(f"{command} ended: see {log.name}")
            time.sleep(0.05)
        print(f"  ready after {time.perf_counter() - started:5.1f} s", flush=True)
        yield running.pid
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=60)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def resident(pid: int) -> int:
    """Megabytes held by the process and its workers, shared pages counted once."""
    lines = [Path(f"/proc/{p}/smaps_rollup").read_text().splitlines() for p in tree(pid)]
    return sum(int(x.split()[1]) for rows in lines for x in rows if x.startswith("Pss:")) // 1024


def cpu_seconds(pid: int) -> float:
    """Processor time of the process and its workers so far."""
    stats = [Path(f"/proc/{p}/stat").read_text().rsplit(") ", 1)[1].split() for p in tree(pid)]
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / TICKS


def tree(pid: int) -> list[int]:
    """The process and its workers."""
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def press(
    name: str,
    pid: int,
    port: int,
    path: str,
    bodies: list[dict[str, Any]],
    good: load.Check,
    seconds: float,
) -> None:
    """Prints latency, throughput and processor time for each number of clients."""
    for clients in CLIENTS:
        before = cpu_seconds(pid)
        measured = asyncio.run(load.run(port, path, bodies, clients, seconds, good))
        each = 1_000 * (cpu_seconds(pid) - before) / max(len(measured.latencies), 1)
        print(
            f"  {name:<7} {clients:>3} clients  {measured.report()}  {each:5.1f} ms cpu", flush=True
        )


def spoken(reply: Any) -> bool:
    """Whether the reply of our server has words or cards."""
    return any("text" in m or "custom" in m for m in reply["messages"])


def ours(folder: Path, bodies: list[dict[str, Any]], seconds: float, workers: int) -> None:
    print(f"luciole, {workers} process(es)")
    port, path = 5071, "/webhooks/webchat/webhook"
    command = [sys.executable, "-W", "ignore", "-c", RUN, "run", "--port", str(port)]
    command += ["--workers", str(workers)]
    extra = {"PYTHONPATH": str(ROOT), "LUCIOLE_MESSAGES_PER_MINUTE": "1000000"}
    with process(command, folder, f"http://127.0.0.1:{port}/health", **extra) as pid:
        print(f"  resident    {resident(pid)} MB")
        press("text", pid, port, path, bodies, spoken, seconds)
        tap = [{"payload": "/help_helpline", "language": "fr", "country": "BE"}]
        press("action", pid, port, path, tap, spoken, seconds)
        print(f"  resident    {resident(pid)} MB after the load")


def stages(folder: Path, bodies: list[dict[str, Any]]) -> None:
    """Prints the start split and the cost of each stage."""
    rows = folder / "rows.jsonl"
    rows.write_text("\n".join(json.dumps(body) for body in bodies), encoding="utf-8")
    command = [
        sys.executable,
        "-W",
        "ignore",
        str(Path(__file__).with_name("stages.py")),
        str(rows),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}
    out = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    report = json.loads(out.stdout.splitlines()[-1])
    parts = report.pop("stages ms")
    print("in this process\n" + "\n".join(f"  {k:<22} {v:7.2f}" for k, v in report.items()))
    parts["Rasa between them"] = report["turn ms"] - sum(parts.values()) + parts.get("answers", 0)
    print("stages, ms a turn (answers inside actions counted in both)")
    print("\n".join(f"  {k:<22} {v:7.2f}" for k, v in parts.items()))


def theirs(folder: Path, bodies: list[dict[str, Any]], seconds: float) -> None:
    """Stock Rasa: what `rasa init` trains, trained on our data; the action server as shipped."""
    print("stock Rasa")
    stock.project(folder)
    rasa = [sys.executable, "-W", "ignore", "-m", "rasa"]
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    started = time.perf_counter()
    subprocess.run([*rasa, "train", "--force"], cwd=folder, env=environment, check=True)
    print(
        f"  trained in  {time.perf_counter() - started:.0f} s (few epochs: speed does not depend)"
    )
    actions = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", "5073"]
    path, port = "/webhooks/rest/webhook", 5072
    # A sender of its own for every message: the tracker of stock Rasa slows down as it grows.
    asked = [{"sender": f"s{n}", "message": body["text"]} for n, body in enumerate(bodies)]
    tap = [{"sender": f"a{n}", "message": "/help_helpline"} for n in range(len(bodies))]
    with (
        process(actions, folder, "http://127.0.0.1:5073/health"),
        process([*rasa, "run", "--port", str(port)], folder, f"http://127.0.0.1:{port}/") as pid,
    ):
        print(f"  resident    {resident(pid)} MB (and the action server)")
        press("text", pid, port, path, asked, bool, seconds)
        press("action", pid, port, path, tap, bool, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stock", action="store_true", help="train and measure stock Rasa too")
    parser.add_argument("--seconds", type=float, default=5.0, help="of each load")
    arguments = parser.parse_args()
    bodies = messages()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stages(folder, bodies)
        for workers in (1, 2):
            ours(folder, bodies, arguments.seconds, workers)
        if arguments.stock:
            theirs(folder, bodies, arguments.seconds)


if __name__ == "__main__":
    main()
