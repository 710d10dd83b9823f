"""Several worker processes on one port, made by forking a loaded server.

Sanic's own workers are not replaced when they die; these are. What was loaded before the fork is
shared memory.
"""

import os
import signal
import time
from collections.abc import Callable

PAUSE_SECONDS = 1.0


def serve(count: int, work: Callable[[int], None]) -> None:
    """Runs work(0) … work(count - 1), each in its own process, until SIGTERM or Ctrl-C.

    A process that dies is replaced; on a signal all get SIGTERM and are waited for.
    """
    running = {start(worker, work): worker for worker in range(count)}
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        for process in running:
            os.kill(process, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while running:
        process, _ = os.wait()
        worker = running.pop(process, None)
        if worker is not None and not stopping:
            time.sleep(PAUSE_SECONDS)
            if not stopping:
                running[start(worker, work)] = worker


def start(worker: int, work: Callable[[int], None]) -> int:
    """Forks a process that runs work(worker) and ends. Returns its id."""
    process = os.fork()
    if process:
        return process
    # Ctrl-C reaches the whole group; the parent passes it on as SIGTERM.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work(worker)
    finally:
        os._exit(0)
