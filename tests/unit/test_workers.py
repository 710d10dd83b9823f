"""Worker processes under signals: whenever one comes, nobody is left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from luciole import paths, workers

# Forks as `luciole run` does; at the fork that is asked for a signal comes at once, to the process
# that is asked for. The n-th process leaves its id in the file n.
SERVING = """
import os, signal, sys, threading, time
from pathlib import Path
from luciole import workers

at, target, folder = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
workers.PAUSE_SECONDS = 0.01
fork, forks = os.fork, 0

def fork_and_signal():
    global forks
    forks += 1
    process = fork()
    if process:
        (folder / str(forks)).write_text(str(process))
        if forks == at:
            os.kill(process if target == "child" else os.getpid(), signal.SIGTERM)
    elif forks == at:
        time.sleep(0.3)  # so that the signal is there before the process has done anything
    return process

def work(worker):
    # Some of the first two end at once, so that the fork asked for replaces one.
    time.sleep(600 if forks >= at - 1 else 0)

# Libraries have threads, and any thread may be the one that a signal reaches.
threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
os.fork = fork_and_signal
workers.serve(2, work)
"""

# So many of the two workers fail at once, whoever replaces them too.
FAILING = """
import sys, time
from luciole import workers

workers.PAUSE_SECONDS, workers.QUICK_SECONDS = 0.01, float(sys.argv[2])

def work(worker):
    if worker < int(sys.argv[1]):
        raise RuntimeError("what a child wrote")
    time.sleep(600)

workers.serve(2, work)
"""


def alive(process: int) -> bool:
    """Whether it runs (a zombie does not)."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def serving(folder: Path, at: int, target: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", SERVING, str(at), target, str(folder)],
        env={**os.environ, "PYTHONPATH": str(paths.ROOT)},
    )


def workers_of(folder: Path) -> list[int]:
    """The ids in the order of their forks."""
    files = sorted(folder.iterdir(), key=lambda path: int(path.name))
    return [int(path.read_text() or 0) for path in files]


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_signal_during_a_fork_ends_all(tmp_path: Path, at: int) -> None:
    """At the first two and at those that replace them; no other is begun."""
    server = serving(tmp_path, at, "parent")
    try:
        assert server.wait(timeout=20) == 0
        assert len(workers_of(tmp_path)) == max(at, 2)
        assert not [process for process in workers_of(tmp_path) if alive(process)]
    finally:
        server.kill()
        for process in filter(alive, workers_of(tmp_path)):
            os.kill(process, signal.SIGKILL)


def test_a_signal_to_a_newborn_ends_it_alone(tmp_path: Path) -> None:
    """Before it has its own handlers: it must not stop its siblings and live on itself."""
    server = serving(tmp_path, 3, "child")
    try:
        until = time.monotonic() + 20
        while len(workers_of(tmp_path)) < 4:
            assert time.monotonic() < until, "it was not replaced"
            time.sleep(0.05)
        assert [alive(process) for process in workers_of(tmp_path)] == [False, True, False, True]
        server.terminate()
        assert server.wait(timeout=20) == 0
        assert not any(alive(process) for process in workers_of(tmp_path))
    finally:
        server.kill()
        for process in filter(alive, workers_of(tmp_path)):
            os.kill(process, signal.SIGKILL)


def failing(count: int, quick_seconds: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", FAILING, str(count), str(quick_seconds)],
        env={**os.environ, "PYTHONPATH": str(paths.ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("count", [1, 2])
def test_workers_that_fail_at_once_are_given_up(count: int) -> None:
    """In the log stands what failed, without its words."""
    server = failing(count, 600)
    _, log = server.communicate(timeout=60)
    assert server.returncode == 1
    assert log.count("worker failed: RuntimeError") >= workers.MOST_QUICK_DEATHS
    assert "what a child wrote" not in log
    assert log.splitlines()[-1].startswith("luciole.workers.WorkersFail")


def test_a_worker_that_fails_does_not_end_one_that_serves() -> None:
    server = failing(1, 0.0)
    assert server.stderr
    try:
        for _ in range(3 * workers.MOST_QUICK_DEATHS):
            assert "worker failed: RuntimeError" in server.stderr.readline()
        assert server.poll() is None
        server.terminate()
        server.communicate(timeout=20)
        assert server.returncode == 0
    finally:
        server.kill()
