"""What browser tests share: Chromium, our two servers, and a hand for the widget."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from serving import CHROMIUM, FLAGS, REAL, STUB, served
from visiting import PHONE, Visit, Widget, on


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
    with served(STUB) as address:
        yield address


@pytest.fixture(scope="session")
def luciole() -> Iterator[str]:
    """The address of the real server (it trains first if it must)."""
    with served(REAL) as address:
        yield address


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
