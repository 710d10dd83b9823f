"""Servers that the service tests share."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from servers import KEY, ORIGIN, WEBHOOK, Post, Server, kill, project, start, wait_ready
from witness import PRELUDE

SETTINGS = {
    "LUCIOLE_STATE_KEYS": KEY,
    "LUCIOLE_ORIGINS": ORIGIN,
    "LUCIOLE_PROXIES": "1",
    "LUCIOLE_MESSAGES_PER_MINUTE": "10",
}
# Freed memory is overwritten at once, by Python and by the C library: what is found afterwards in
# the process is held by something, not merely left over.
WIPING = {
    "PYTHONMALLOC": "malloc",
    "MALLOC_PERTURB_": "90",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0",
}


@pytest.fixture(scope="session")
def witnesses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    """Two processes of one project with the same key, as behind a proxy, that can be asked what
    they remember. Home and temporary folder are inside the project's."""
    root = project(tmp_path_factory.mktemp("service") / "project")
    (root / "tmp").mkdir()
    home = {"HOME": str(root), "TMPDIR": str(root / "tmp")}
    started = [start(root, prelude=PRELUDE, **SETTINGS, **WIPING, **home) for _ in range(2)]
    try:
        wait_ready(started)
        yield started
    finally:
        for server in started:
            kill(server)
        shutil.rmtree(root)


@pytest.fixture(scope="session")
def server(witnesses: list[Server]) -> Server:
    """One of them, for everything that needs only one."""
    return witnesses[0]


@pytest.fixture
def post(server: Server) -> Post:
    """Sends one request to the webhook: `post({"text": "…"}, headers=…)`."""

    def send(body: Any = None, **options: Any) -> requests.Response:
        if body is not None:
            options["json"] = body
        return requests.post(f"http://127.0.0.1:{server.port}{WEBHOOK}", timeout=60, **options)

    return send


@pytest.fixture
def log_of() -> Callable[[Server], str]:
    """All that a server has printed."""
    return lambda server: Path(server.log).read_text(encoding="utf-8", errors="replace")
