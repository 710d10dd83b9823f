"""Leaving fast and hiding (widget.md, section 2)."""

import random
import string
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from visiting import PHONE, Visit, Widget, on

SECRET = "un secret que personne ne doit lire"


def talk(visit: Visit, stub: str) -> Widget:
    """A conversation on the second page of a tab, whose first is a search page."""
    widget = visit("/host/search.html")
    widget.page.goto(f"{stub}/host/plain.html")
    widget = on(widget.page)
    widget.root.evaluate(f"one => one.setAttribute('exit-fr', '{stub}/host/neutral.html')")
    widget.open().ask(SECRET)
    return widget


def click(widget: Widget) -> None:
    widget.find(".panel .exit").click()


def keyboard(widget: Widget) -> None:
    widget.find(".panel .exit").focus()
    widget.page.keyboard.press("Enter")


def shift(widget: Widget) -> None:
    for key in ("ShiftLeft", "ShiftRight", "ShiftLeft"):
        widget.page.keyboard.press(key)


@pytest.mark.parametrize("way", [click, keyboard, shift])
def test_exit_leaves_nothing_behind(visit: Visit, stub: str, way: Callable[[Widget], None]) -> None:
    widget = talk(visit, stub)
    referers: list[str | None] = []
    widget.page.on("request", lambda request: referers.append(request.headers.get("referer")))
    way(widget)
    widget.page.wait_for_url("**/neutral.html")
    assert referers == [None]
    widget.page.go_back(wait_until="commit")

    assert "search.html" in widget.page.url
    assert SECRET not in widget.page.content()
    widget.page.go_forward(wait_until="commit")
    assert "neutral.html" in widget.page.url


def test_screen_is_blank_in_the_same_frame_even_on_a_slow_network(visit: Visit, stub: str) -> None:
    widget = talk(visit, stub)
    widget.page.route("**/neutral.html", lambda route: None)
    blank = widget.root.evaluate(
        """one => {
          const before = performance.now();
          one.shadowRoot.querySelector(".panel .exit").click();
          const hidden = getComputedStyle(document.documentElement).display === "none";
          return [hidden, performance.now() - before, one.shadowRoot.textContent];
        }"""
    )
    assert blank[0] is True
    assert blank[1] <= 50
    assert SECRET not in blank[2]


def test_typing_capitals_never_leaves(visit: Visit) -> None:
    widget = visit().open()
    widget.find("textarea").focus()
    dice = random.Random(7)
    for letter in dice.choices(string.ascii_letters, k=1000):
        widget.page.keyboard.press(f"Shift+{letter}" if letter.isupper() else letter)
    assert len(widget.find("textarea").input_value()) == 1000
    assert "plain.html" in widget.page.url


@pytest.mark.parametrize(
    "keys",
    [
        ["Shift", "Shift"],
        ["Shift", "a", "Shift", "Shift"],
        ["Control+Shift", "Control+Shift", "Control+Shift"],
        ["Shift+Tab", "Shift+Tab", "Shift+Tab"],
    ],
)
def test_other_uses_of_shift_do_not_leave(visit: Visit, keys: list[str]) -> None:
    widget = visit().open()
    for key in keys:
        widget.page.keyboard.press(key)
    expect(widget.find(".panel")).to_be_visible()
    assert "plain.html" in widget.page.url


def test_shift_is_announced_and_can_be_switched_off(visit: Visit, stub: str) -> None:
    widget = visit().open()
    widget.page.keyboard.press("Shift")
    expect(widget.find(".layer > [role=status]")).to_contain_text("2")
    widget.root.evaluate(
        "one => { one.setAttribute('shift-exit', 'off'); document.body.append(one) }"
    )
    for _ in range(4):
        widget.page.keyboard.press("Shift")
    assert "plain.html" in widget.page.url


def test_exit_is_in_view_closed_and_open(visit: Visit) -> None:
    widget = visit()
    for place in (".closed .exit", ".panel .exit"):
        expect(widget.find(place)).to_be_in_viewport()
        if place == ".closed .exit":
            widget.open()


def test_no_trail_option_keeps_own_links_out_of_back(visit: Visit, stub: str) -> None:
    widget = visit("/host/search.html")
    widget.page.goto(f"{stub}/host/plain.html")
    on(widget.page).root.evaluate(
        "one => { one.setAttribute('trail', 'off'); document.body.append(one) }"
    )
    widget.page.locator("#inside").click()
    widget.page.wait_for_url("**/second.html")
    widget.page.go_back(wait_until="commit")
    assert "search.html" in widget.page.url


def test_hide_shows_something_harmless_until_a_tap(visit: Visit) -> None:
    widget = visit().open()
    widget.ask(SECRET)
    title = widget.page.title()
    widget.tap("Cacher")
    assert widget.page.title() == "Tables de multiplication"
    expect(widget.find("dialog")).to_have_css("width", f"{PHONE['width']}px")
    for _ in range(3):
        widget.page.keyboard.press("Escape")
    expect(widget.find("dialog")).to_be_visible()
    widget.tap("Continuer")
    expect(widget.find("dialog")).to_be_hidden()
    assert widget.page.title() == title
    expect(widget.find(".log")).to_contain_text(SECRET)


def test_hide_sent_by_the_server(visit: Visit) -> None:
    widget = visit().open()
    widget.write("hide")
    expect(widget.find("dialog")).to_be_visible()


def test_exit_out_of_a_frame(context: Callable[..., BrowserContext], stub: str) -> None:
    page = context().new_page()
    page.goto(f"{stub}/host/frame.html")
    frame = page.frame_locator("iframe").locator("luciole-chat")
    frame.evaluate(f"one => one.setAttribute('exit-fr', '{stub}/host/neutral.html')")
    frame.locator(".panel .exit").click()
    page.wait_for_url("**/neutral.html")
