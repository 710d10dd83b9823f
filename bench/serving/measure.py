"""Our server against stock Rasa, on the same messages and machine, in one run, as Markdown.

    .tools/bin/uv run python bench/serving/measure.py
        ours alone: about two minutes
    .tools/bin/uv run --group stock python bench/serving/measure.py --stock
        stock Rasa too: about six

Messages are those of tests/heldout; every reply is checked. Processor time hardly depends on what
else the machine does; seconds on the clock do, so run it on an idle one.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import load
import stock

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = (1, 10, 50)
TICKS = os.sysconf("SC_CLK_TCK")
RUN = "from luciole.cli import main; main()"
QUIET = (sys.executable, "-W", "ignore")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}


@dataclass(frozen=True)
class Running:
    """A server process that answered; seconds from its start until then."""

    pid: int
    seconds: float
    cpu: float


def messages(count: int = 300) -> list[dict[str, Any]]:
    """Held-out messages of both languages, the same in every run."""
    rows = [
        json.loads(line)
        for language in ("fr", "en")
        for line in (ROOT / f"tests/heldout/intents_{language}.jsonl").open(encoding="utf-8")
    ]
    chosen = random.Random(9).sample(rows, count)
    return [{"text": r["text"], "language": r["lang"], "country": "BE"} for r in chosen]


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def process(command: Sequence[str], folder: Path, ready: str, **extra: str) -> Iterator[Running]:
    """A server process in a folder, once the address `ready` answers."""
    started = time.perf_counter()
    with (folder / "server.log").open("ab") as log:
        running = subprocess.Popen(
            command, cwd=folder, env={**ENVIRONMENT, **extra}, stdout=log, stderr=log
        )
    try:
        while not answers(ready):
            if running.poll() is not None:
                raise SystemExit(f"{command} ended: {(folder / 'server.log').read_text()}")
            time.sleep(0.05)
        yield Running(running.pid, time.perf_counter() - started, cpu_seconds(running.pid))
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=60)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def luciole(port: int, workers: int) -> list[str]:
    """The command that serves ours."""
    return [*QUIET, "-c", RUN, "run", "--port", str(port), "--workers", str(workers)]


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


def row(*cells: object) -> None:
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def table(title: str, *heads: str) -> None:
    one, five, _ = os.getloadavg()
    print(f"\n{title} (load average {one:.1f}, {five:.1f} on {os.cpu_count()} cores)\n")
    row(*heads)
    row(*("---" for _ in heads))


def press(
    name: str,
    pids: Sequence[int],
    port: int,
    path: str,
    bodies: list[dict[str, Any]],
    good: load.Check,
    seconds: float,
) -> None:
    """A row of latency, throughput and processor time for each number of clients."""
    for clients in CLIENTS:
        before = sum(map(cpu_seconds, pids))
        done = asyncio.run(load.run(port, path, bodies, clients, seconds, good))
        each = 1_000 * (sum(map(cpu_seconds, pids)) - before) / max(len(done.latencies), 1)
        row(name, clients, *done.cells(), f"{each:.1f}")


def spoken(reply: Any) -> bool:
    """Whether the reply of our server has words or cards."""
    return any("text" in m or "custom" in m for m in reply["messages"])


def ours(folder: Path, bodies: list[dict[str, Any]], seconds: float, workers: int) -> list[str]:
    """Measures our server; returns the cells of its start and memory."""
    port, path = free_port(), "/webhooks/webchat/webhook"
    health = f"http://127.0.0.1:{port}/health"
    name = f"Luciole, {workers} process{'es' if workers > 1 else ''}"
    with process(
        luciole(port, workers), folder, health, LUCIOLE_MESSAGES_PER_MINUTE="1000000"
    ) as server:
        fresh = resident(server.pid)
        press(f"{name}, text", [server.pid], port, path, bodies, spoken, seconds)
        tap = [{"payload": "/help_helpline", "language": "fr", "country": "BE"}]
        press(f"{name}, action", [server.pid], port, path, tap, spoken, seconds)
        memory = f"{fresh} MB, {resident(server.pid)} MB after the load"
    return [name, f"{server.seconds:.1f}", f"{server.cpu:.1f}", memory]


def stages(folder: Path, bodies: list[dict[str, Any]]) -> None:
    """Two tables: the start of our server, and the cost of each stage of a turn."""
    rows = folder / "rows.jsonl"
    rows.write_text("\n".join(json.dumps(body) for body in bodies), encoding="utf-8")
    script = str(Path(__file__).with_name("stages.py"))
    command = [*QUIET, script, str(rows)]
    out = subprocess.run(command, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True)
    report = json.loads(out.stdout.splitlines()[-1])
    table("Start of Luciole", "step", "processor seconds")
    for step, cost in report["start"].items():
        row(step, f"{cost:.2f}")
    table("One turn of Luciole, without HTTP", "stage", "processor ms")
    for stage, cost in report["stages"].items():
        row(stage, f"{cost:.2f}")


def theirs(folder: Path, bodies: list[dict[str, Any]], seconds: float) -> list[str]:
    """Measures stock Rasa: what `rasa init` trains, on our data; the action server as shipped."""
    ports = free_port(), free_port()
    stock.project(folder, ports[1])
    rasa = [*QUIET, "-m", "rasa"]
    subprocess.run(
        [*rasa, "train", "--force"],
        cwd=folder,
        env=ENVIRONMENT,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    actions = [*QUIET, "-m", "rasa_sdk", "--actions", "actions", "--port", str(ports[1])]
    serve = [*rasa, "run", "--port", str(ports[0])]
    path = "/webhooks/rest/webhook"
    # A sender of its own for every message: the tracker of stock Rasa slows down as it grows.
    asked = [{"sender": f"s{n}", "message": body["text"]} for n, body in enumerate(bodies)]
    tap = [{"sender": f"a{n}", "message": "/help_helpline"} for n in range(len(bodies))]
    with (
        process(actions, folder, f"http://127.0.0.1:{ports[1]}/health") as sdk,
        process(serve, folder, f"http://127.0.0.1:{ports[0]}/") as server,
    ):
        pids = [server.pid, sdk.pid]
        fresh = f"{resident(server.pid)} + {resident(sdk.pid)} MB"
        press("stock Rasa, text", pids, ports[0], path, asked, bool, seconds)
        press("stock Rasa, action", pids, ports[0], path, tap, bool, seconds)
        memory = f"{fresh}, {resident(server.pid)} + {resident(sdk.pid)} MB after the load"
    started, cpu = server.seconds + sdk.seconds, server.cpu + sdk.cpu
    return ["stock Rasa and its action server", f"{started:.1f}", f"{cpu:.1f}", memory]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stock", action="store_true", help="train and measure stock Rasa too")
    parser.add_argument("--seconds", type=float, default=5.0, help="of each load")
    arguments = parser.parse_args()
    bodies = messages()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stages(folder, bodies)
        heads = ("clients", "median ms", "99th ms", "replies/s", "wrong", "processor ms a turn")
        table("Over HTTP", "server", *heads)
        starts = [ours(folder, bodies, arguments.seconds, workers) for workers in (1, 2)]
        if arguments.stock:
            starts.append(theirs(folder, bodies, arguments.seconds))
        table("Start and memory", "server", "ready after s", "processor seconds", "memory")
        for cells in starts:
            row(*cells)


if __name__ == "__main__":
    main()
