"""Several worker processes on one port, made by forking a loaded server.

Sanic's own workers are not replaced when they die; these are. What was loaded before the fork is
shared memory.
"""

import os
import select
import signal
from collections.abc import Callable

PAUSE_SECONDS = 1.0
STOPPING = (signal.SIGTERM, signal.SIGINT)


def serve(count: int, work: Callable[[int], None]) -> None:
    """Runs work(0) … work(count - 1), each in its own process, until SIGTERM or Ctrl-C.

    A process that dies is replaced; on a signal all get SIGTERM and are waited for.
    """
    # A signal only leaves a note, read when no process is being made: none can be missed.
    notes, note = os.pipe()
    for number in STOPPING:
        signal.signal(number, lambda *_: os.write(note, b"."))
    running = {start(worker, work): worker for worker in range(count)}
    # Looks again and again instead of waiting for a child: a signal that reached another thread
    # would not end that wait.
    while not select.select([notes], [], [], PAUSE_SECONDS)[0]:
        for process, worker in list(running.items()):
            if os.waitpid(process, os.WNOHANG)[0]:
                del running[process]
                running[start(worker, work)] = worker
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
    finally:
        os._exit(0)
