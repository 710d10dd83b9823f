"""Server processes around an assistant of one word, which needs no model."""

import json
import os
import signal
import socket
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest
from servers import START_SECONDS, Server, kill, serving, start, wait_ready

from luciole import paths

# GET /process tells which process answers, after what a turn may take. As long as the file `broken`
# is there, turns fail.
ONE_WORD = """
import os, time
from pathlib import Path
from types import SimpleNamespace
from sanic.response import text
import luciole.cli as cli, luciole.server as server

async def handle(message):
    if Path("broken").exists():
        raise RuntimeError
    message.output_channel.messages.append({"text": "oui", "language": "fr"})

async def load_agent(app, *_):
    app.ctx.agent = SimpleNamespace(handle_message=handle)

def with_process():
    app = create_app()
    app.add_route(lambda _: time.sleep(0.02) or text(str(os.getpid())), "/process")
    return app

create_app, server.create_app = server.create_app, with_process
server.load_agent = load_agent
cli.train_command = lambda _: 0
"""
CONNECTIONS = 20


def one_word(folder: Path, workers: int = 1) -> Server:
    return start(folder, prelude=ONE_WORD, workers=workers, PYTHONPATH=str(paths.ROOT))


def test_kept_connections_are_shared_by_all_processes(tmp_path: Path) -> None:
    """A proxy opens many at once and keeps them: no process is left without work."""
    running = one_word(tmp_path, workers=2)
    with serving(running), ExitStack() as kept:
        processes = workers_of(running)
        signal_all(processes, signal.SIGSTOP)
        addresses = [("127.0.0.1", running.port)] * CONNECTIONS
        opened = [kept.enter_context(socket.create_connection(a)) for a in addresses]
        for connection in opened:
            connection.sendall(b"GET /process HTTP/1.1\r\nHost: localhost\r\n\r\n")
        signal_all(processes, signal.SIGCONT)
        shares = Counter(int(connection.recv(4_096).split()[-1]) for connection in opened)
    assert shares.keys() == set(processes), shares
    assert min(shares.values()) >= CONNECTIONS // 4, shares


@pytest.mark.parametrize("workers", [1, 2])
def test_health_is_not_ok_while_turns_fail(tmp_path: Path, workers: int) -> None:
    """The child still hears kind words and where to find help; who watches the server learns it."""
    broken = tmp_path / "broken"
    broken.touch()
    running = one_word(tmp_path, workers)
    try:
        until = time.monotonic() + START_SECONDS
        while running.get("/health")[0] == 0:
            assert time.monotonic() < until, running.log.read_text()
            time.sleep(0.2)
        for _ in range(3):
            status, report = running.get("/health")
            assert (status, json.loads(report)["status"]) == (503, "starting")
        assert any(message.get("custom") for message in running.say(text="salut")["messages"])
        broken.unlink()
        wait_ready([running])
        assert json.loads(running.get("/health")[1])["status"] == "ok"
        assert running.say(text="salut")["messages"][0]["text"] == "oui"
    finally:
        kill(running)


def test_only_turns_of_children_are_counted(tmp_path: Path) -> None:
    """Not the one that proves that the server is ready."""
    running = one_word(tmp_path)
    with serving(running):
        assert 'outcome="answered"} 0' in running.get("/metrics")[1]
        running.say(text="salut")
        counted = running.get("/metrics")[1]
    assert 'outcome="answered"} 1' in counted
    assert "luciole_turn_seconds_count 1" in counted


@pytest.mark.parametrize("host", ["127.0.0.1", "192.0.2.1", "no.such.host.invalid"])
def test_an_address_that_cannot_be_used_ends_the_start_in_one_sentence(
    tmp_path: Path, host: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        prelude = f"import sys; sys.argv += ['--host', {host!r}]\n{ONE_WORD}"
        running = start(tmp_path, port, prelude, PYTHONPATH=str(paths.ROOT))
        try:
            assert running.process.wait(timeout=START_SECONDS) == 1
        finally:
            kill(running)
    said = running.log.read_text()
    assert "Traceback" not in said
    assert said.splitlines()[-1].startswith(f"Cannot serve at {host}, port {port} (")


def workers_of(server: Server) -> list[int]:
    pid = server.process.pid
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def signal_all(processes: list[int], number: signal.Signals) -> None:
    for process in processes:
        os.kill(process, number)
