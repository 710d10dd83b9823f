"""What browser tests share: Chromium, our two servers, and a hand for the widget."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from visiting import PHONE, Visit, Widget, on

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
START_SECONDS = 900


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the whole session: Playwright holds the event loop that other tests need.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=FLAGS,
            # Playwright switches the back/forward cache off; our users have it.
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def stub() -> Iterator[str]:
    """The address of the widget, our pages, host pages and canned replies."""
    yield from serve([str(ROOT / "tests" / "browser" / "stub.py")])


@pytest.fixture(scope="session")
def luciole() -> Iterator[str]:
    """The address of the real server (it trains first if it must)."""
    yield from serve(["-c", "from luciole.cli import main; main()", "run", "--port"])


def serve(command: list[str]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    process = subprocess.Popen(
        [sys.executable, *command, port],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_ready(address, process)
        yield address
    finally:
        process.terminate()
        process.wait()


def wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(START_SECONDS * 5):
        if process.poll() is not None:
            pytest.fail(f"the server ended at once: {process.args!r}")
        try:
            urllib.request.urlopen(f"{address}/health", timeout=5)
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server is not ready after {START_SECONDS} s")


@pytest.fixture
def context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes fresh browser profiles; all are closed after the test."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        made.append(browser.new_context(**{"viewport": PHONE, **options}))
        made[-1].set_default_timeout(15_000)
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def visit(context: Callable[..., BrowserContext], stub: str) -> Visit:
    """Opens a page of the stub (or an address) in a fresh profile."""

    def go(path: str = "/host/plain.html", **options: Any) -> Widget:
        page = context(**options).new_page()
        page.goto(path if path.startswith("http") else stub + path)
        return on(page)

    return go
