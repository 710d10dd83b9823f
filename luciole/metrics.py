"""Counters for operators, in Prometheus' text format: how many and how fast, never what or who.

Kinds of alert, intents and countries are left out on purpose: read every few seconds, they would
tell when a child disclosed something. Written by hand because `prometheus_client` shares
counters between processes through files, and the server writes none.
"""

import mmap
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from luciole.content import content_version

ANSWERED, FAILED, BUSY = OUTCOMES = ("answered", "failed", "busy")
SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
MOST_WORKERS = 64
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts of one server. Each worker process writes its own row of memory they share."""

    def __init__(self) -> None:
        self.worker = 0
        shape = (MOST_WORKERS, len(OUTCOMES) + len(SECONDS) + 2)
        memory = mmap.mmap(-1, shape[0] * shape[1] * 8)
        self._rows: NDArray[np.float64] = np.ndarray(shape, dtype=np.float64, buffer=memory)

    def turn(self, outcome: str, seconds: float | None = None) -> None:
        """Counts a turn: its outcome (one of OUTCOMES) and the time from request to reply, None if
        it was turned away."""
        row = self._rows[self.worker]
        row[OUTCOMES.index(outcome)] += 1
        if seconds is None:
            return
        row[len(OUTCOMES) + int(np.searchsorted(SECONDS, seconds))] += 1
        row[-1] += seconds

    def text(self) -> str:
        """The counts of all workers as Prometheus reads them."""
        row = self._rows.sum(axis=0)
        within = np.cumsum(row[len(OUTCOMES) : -1])
        edges = (*(str(edge) for edge in SECONDS), "+Inf")
        lines = [
            "# HELP luciole_info The content that is served.",
            "# TYPE luciole_info gauge",
            f'luciole_info{{content_version="{content_version()}"}} 1',
            "# HELP luciole_turns_total Turns by outcome.",
            "# TYPE luciole_turns_total counter",
            *(
                f'luciole_turns_total{{outcome="{outcome}"}} {count:.0f}'
                for outcome, count in zip(OUTCOMES, row, strict=False)
            ),
            "# HELP luciole_turn_seconds Time from request to reply of turns not turned away.",
            "# TYPE luciole_turn_seconds histogram",
            *(
                f'luciole_turn_seconds_bucket{{le="{edge}"}} {count:.0f}'
                for edge, count in zip(edges, within, strict=True)
            ),
            f"luciole_turn_seconds_sum {row[-1]:.6f}",
            f"luciole_turn_seconds_count {within[-1]:.0f}",
        ]
        return "\n".join(lines) + "\n"


@lru_cache(maxsize=1)
def metrics() -> Metrics:
    """The counts of this server; first called before its worker processes are forked."""
    return Metrics()
