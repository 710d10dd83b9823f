"""For everybody: WCAG 2.2 AA by axe and by hand, in every state."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from states import STATES, cards, closed, help_page
from visiting import Visit, on

from luciole.helplines.page import render
from luciole.helplines.reply import directory

LOOKS: dict[str, tuple[str, dict[str, Any]]] = {
    "fr": ("/?lang=fr", {}),
    "en": ("/?lang=en", {}),
    "dark": ("/?lang=fr", {"color_scheme": "dark"}),
    "320px": ("/?lang=en", {"viewport": {"width": 320, "height": 480}}),
    "zoomed 400 %": ("/?lang=fr", {"viewport": {"width": 320, "height": 256}}),
    "desktop": ("/?lang=fr", {"viewport": {"width": 1280, "height": 800}}),
    "forced colours": ("/?lang=fr", {"forced_colors": "active"}),
    "themed": ("/host/themed.html", {}),
}
SMALL = """one => [...one.shadowRoot.querySelectorAll('button, a, summary, select, textarea')]
  .filter(control => control.checkVisibility({visibilityProperty: true}))
  .map(control => [control.textContent, control.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 43.9 || box.height < 43.9))
  .map(([text, box]) => `${text} ${box.width} x ${box.height}`)"""
SIDEWAYS = """one => [document.documentElement, ...one.shadowRoot.querySelectorAll('*')]
  .filter(box => box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 1)
  .filter(box => box === document.documentElement
    || ['auto', 'scroll'].includes(getComputedStyle(box).overflowX))
  .map(box => `${box.tagName}.${box.className} ${box.scrollWidth} > ${box.clientWidth}`)"""


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_any_state(visit: Visit, look: str) -> None:
    path, options = LOOKS[look]
    faults = []
    for state in STATES:
        widget = visit(path, **options)
        state(widget)
        report = Axe().run(widget.page).response
        for violation in report["violations"]:
            nodes = [node["target"] for node in violation["nodes"]]
            faults.append(
                f"{state.__name__}: {violation['impact']} {violation['id']} {json.dumps(nodes)}"
            )
        faults += [f"{state.__name__}: small: {one}" for one in widget.root.evaluate(SMALL)]
        faults += [f"{state.__name__}: sideways: {one}" for one in widget.root.evaluate(SIDEWAYS)]
        widget.page.context.close()
    assert faults == []


@pytest.mark.parametrize("path", ["/frame?lang=fr&country=BE", "/privacy/fr", "/privacy/en"])
def test_axe_finds_nothing_on_our_pages(
    context: Callable[..., BrowserContext], stub: str, path: str
) -> None:
    page = context().new_page()
    page.goto(stub + path)
    report = Axe().run(page).response
    assert [violation["id"] for violation in report["violations"]] == []


@pytest.mark.parametrize("country", ["BE", "GB", "ZZ"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_on_the_pages_of_help_services(
    context: Callable[..., BrowserContext], country: str, language: str
) -> None:
    page = context().new_page()
    page.set_content(render(directory(), country, language) or "")
    report = Axe().run(page).response
    assert [violation["id"] for violation in report["violations"]] == []


def focused(page: Page) -> str:
    """The text of what has the focus."""
    return str(
        page.evaluate(
            "() => { let one = document.activeElement;"
            " while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;"
            " if (one === document.body) return '';"
            " return one.getAttribute('aria-label') ?? (one.textContent || one.tagName) }"
        )
    )


def tab_to(page: Page, text: str, backwards: bool = False) -> None:
    for _ in range(60):
        if text in focused(page):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    pytest.fail(f"no way by keyboard to: {text}")


def test_the_whole_journey_by_keyboard(context: Callable[..., BrowserContext], stub: str) -> None:
    page = context().new_page()
    page.add_init_script(VOICE)
    page.goto(f"{stub}/?lang=fr")
    widget = on(page)
    widget.root.evaluate(f"one => one.setAttribute('exit-en', '{stub}/host/neutral.html')")
    press = page.keyboard.press

    tab_to(page, "Poser une question")
    press("Enter")
    assert focused(page) == "Luciole"
    tab_to(page, "TEXTAREA")
    page.keyboard.type("bonjour")
    press("Enter")
    widget.answered()
    assert focused(page) == "TEXTAREA"
    tab_to(page, "Écouter", backwards=True)
    press("Enter")
    assert page.evaluate("window.spoken.length") == 3
    tab_to(page, "Parler à quelqu’un")
    press("Enter")
    assert focused(page) == "Conversation"
    widget.find(".log .card").first.wait_for()
    tab_to(page, "119")
    tab_to(page, "English", backwards=True)
    press("Enter")
    assert focused(page) == "Luciole"
    tab_to(page, "More")
    press("Enter")
    assert "Simple words" in focused(page)
    press("Escape")
    assert focused(page) == "More"
    tab_to(page, "Help", backwards=True)
    press("Enter")
    press("Escape")
    assert focused(page) == "Conversation"
    press("Escape")
    assert focused(page) == "Ask a question"
    expect(widget.find(".panel")).to_be_hidden()
    press("Enter")
    tab_to(page, "Leave fast")
    press("Enter")
    page.wait_for_url("**/neutral.html")


VOICE = """
window.spoken = [];
const voices = [{lang: "fr-FR", localService: true}, {lang: "en-GB", localService: false}];
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices, speak: one => spoken.push(one.text), cancel: () => {},
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };
"""


def test_reading_aloud_only_with_a_voice_of_the_device(
    context: Callable[..., BrowserContext], stub: str
) -> None:
    for language, offered in (("fr", 1), ("en", 0)):
        page = context().new_page()
        page.add_init_script(VOICE)
        page.goto(f"{stub}/?lang={language}")
        widget = on(page).open()
        widget.ask("hello")
        assert widget.find(".tools").get_by_text("Écouter").count() == offered
        assert widget.find(".tools").get_by_text("Listen").count() == 0
        assert page.evaluate("window.spoken") == []


def test_no_focus_stop_that_cannot_be_seen(visit: Visit) -> None:
    for prepare in (closed, cards, help_page):
        widget = visit("/?lang=fr")
        prepare(widget)
        for _ in range(40):
            widget.page.keyboard.press("Tab")
            seen = widget.page.evaluate(
                "() => { let one = document.activeElement;"
                " while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;"
                " const box = one.getBoundingClientRect();"
                " return one === document.body || (one.checkVisibility() && box.width > 1"
                " && box.top < innerHeight && box.bottom > 0) }"
            )
            assert seen


def test_each_message_is_announced_once_in_its_language(visit: Visit) -> None:
    widget = visit().open()
    assert widget.find("[role=log]").count() == 1
    widget.root.evaluate(
        """one => {
          window.announced = [];
          new MutationObserver(changes => {
            for (const change of changes)
              for (const node of change.addedNodes) announced.push(node.textContent);
          }).observe(one.shadowRoot.querySelector("[role=log]"), {childList: true, subtree: true});
        }"""
    )
    widget.ask("bonjour")
    announced = widget.page.evaluate("window.announced")
    for text in widget.said():
        assert sum(text in heard for heard in announced) == 1
    for item in widget.find(".log li.bubble.theirs").all():
        assert item.get_attribute("lang") == "fr"
    live = widget.find("[aria-live], [role=log], [role=status], [role=alert]")
    assert live.count() == 3
    assert widget.find("[role=log] [role=status]").count() == 0


def test_typing_is_announced_when_the_answer_takes_time(visit: Visit) -> None:
    widget = visit().open()
    widget.page.route("**/webhook", lambda route: None)
    widget.write("bonjour")
    expect(widget.find(".layer > [role=status]")).to_have_text("Luciole écrit…")
    widget.find("textarea").fill("je peux encore écrire")
    expect(widget.find("textarea")).to_have_value("je peux encore écrire")


def test_nothing_moves_for_those_who_want_no_motion(visit: Visit) -> None:
    widget = visit(reduced_motion="reduce").open()
    widget.page.route("**/webhook", lambda route: None)
    widget.write("bonjour")
    expect(widget.find(".typing")).to_be_visible()
    running = "one => one.shadowRoot.getAnimations?.().length ?? document.getAnimations().length"
    assert widget.root.evaluate(running) == 0


def test_text_spacing_cuts_nothing(visit: Visit) -> None:
    """WCAG 1.4.12, for a user style that reaches everything."""
    widget = visit()
    cards(widget)
    cut = widget.root.evaluate(
        """one => {
          const style = new CSSStyleSheet();
          style.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important;"
            + " word-spacing: .16em !important } p { margin-bottom: 2em !important }");
          one.shadowRoot.adoptedStyleSheets.push(style);
          return [...one.shadowRoot.querySelectorAll("button, p, a, h2")]
            .filter(box => box.checkVisibility() && !box.matches(".unseen"))
            .filter(box => box.scrollWidth > box.clientWidth + 1 && box.clientWidth)
            .map(box => box.textContent);
        }"""
    )
    assert cut == []


@pytest.mark.parametrize(
    "colour", ["#ffe066", "#000", "#fff", "#777", "#e4002b", "rgb(1 2 3 / 20%)"]
)
def test_no_theme_makes_text_unreadable(visit: Visit, colour: str) -> None:
    widget = visit()
    widget.root.evaluate(
        "(one, colour) => { one.style.setProperty('--luciole-color', colour);"
        " document.body.append(one) }",
        colour,
    )
    widget.open().ask("bonjour")
    report = Axe().run(widget.page, options={"runOnly": ["color-contrast"]}).response
    assert report["violations"] == []
