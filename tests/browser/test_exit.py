"""Leaving fast and hiding."""

import random
import string
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from states import STATES, hidden
from visiting import ON_TOP, PHONE, Visit, Widget, on

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


CLICK = "one.shadowRoot.querySelector('.panel .exit').click()"
SHIFTS = """for (let n = 0; n < 3; n++)
  for (const type of ['keydown', 'keyup']) dispatchEvent(new KeyboardEvent(type, {key: 'Shift'}))"""


@pytest.mark.parametrize("way", [CLICK, SHIFTS])
def test_screen_is_blank_in_the_same_frame_even_on_a_slow_network(
    visit: Visit, stub: str, way: str
) -> None:
    """Nothing is waited for: blank and empty when the event has been handled."""
    widget = talk(visit, stub)
    widget.page.route("**/neutral.html", lambda route: None)
    blank, left = widget.root.evaluate(
        f"""one => {{
          {way};
          const blank = getComputedStyle(document.documentElement).display === "none";
          return [blank, one.shadowRoot.textContent];
        }}"""
    )
    assert blank
    assert SECRET not in left


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


@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 256}])
@pytest.mark.parametrize("state", [state for state in STATES if state is not hidden])
def test_exit_is_in_view_in_every_state(
    visit: Visit, state: Callable[[Widget], None], size: dict[str, int]
) -> None:
    widget = visit("/?lang=fr", viewport=size)
    state(widget)
    button = widget.find(".exit").locator("visible=true")
    expect(button).to_be_in_viewport(ratio=1)
    assert button.evaluate(ON_TOP)


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
