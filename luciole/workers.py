"""Several worker processes on one port, made by forking a loaded server.

Sanic's own workers are not replaced when they die; these are. What was loaded before the fork is
shared memory.
"""

import logging
import os
import select
import signal
import time
from collections.abc import Callable, Iterable

from luciole.errors import Mendable

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0
# A process that fails sooner than this after its start has served nobody.
QUICK_SECONDS = 5.0
MOST_QUICK_DEATHS = 10
STOPPING = (signal.SIGTERM, signal.SIGINT)


class WorkersFail(Mendable):
    """No worker process lives; the message says where to look."""


def serve(count: int, work: Callable[[int], None]) -> None:
    """Runs work(0) … work(count - 1), each in its own process, until SIGTERM or Ctrl-C.

    A process that dies is replaced; on a signal all get SIGTERM and are waited for. Raises
    WorkersFail when they fail one after the other as soon as they have started.
    """
    # A signal only leaves a note, read when no process is being made: none can be missed.
    notes, note = os.pipe()
    for number in STOPPING:
        signal.signal(number, lambda *_: os.write(note, b"."))
    running = {start(worker, work): (worker, time.monotonic()) for worker in range(count)}
    quick_deaths = 0
    # Looks again and again instead of waiting for a child: a signal that reached another thread
    # would not end that wait.
    while not select.select([notes], [], [], PAUSE_SECONDS)[0]:
        now = time.monotonic()
        if any(now - born >= QUICK_SECONDS for _, born in running.values()):
            quick_deaths = 0
        for process, (worker, _) in list(running.items()):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                quick_deaths += status != 0
                del running[process]
                running[start(worker, work)] = (worker, now)
        if quick_deaths >= MOST_QUICK_DEATHS:
            end(running)
            raise WorkersFail("The worker processes fail as soon as they start: see the log.")
    end(running)


def end(running: Iterable[int]) -> None:
    """Tells the processes to end and waits for them."""
    for process in running:
        os.kill(process, signal.SIGTERM)
    for process in running:
        os.waitpid(process, 0)


def start(worker: int, work: Callable[[int], None]) -> int:
    """Forks a process that runs work(worker) and ends. Returns its id."""
    # A signal for the new process waits until it has laid down the handlers it was born with.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    process = os.fork()
    if not process:
        # Ctrl-C reaches the whole group; the parent passes it on as SIGTERM.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    if process:
        return process
    try:
        work(worker)
    except BaseException as error:
        logger.error("worker failed: %s", type(error).__name__)
        os._exit(1)
    os._exit(0)
