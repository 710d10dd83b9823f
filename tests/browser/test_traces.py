"""Nothing is stored, nobody else is called, nothing comes back."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect
from visiting import Visit, Widget, on

SECRET = "un secret que personne ne doit lire"
STORED = """async () => ({
  cookies: document.cookie,
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING: dict[str, Any] = {
    "cookies": "", "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0,
}  # fmt: skip


def test_no_byte_is_stored(visit: Visit) -> None:
    widget = visit()
    assert widget.page.evaluate(STORED) == NOTHING
    widget.open()
    assert widget.page.evaluate(STORED) == NOTHING
    widget.ask(SECRET)
    widget.tap("Aide")
    assert widget.page.evaluate(STORED) == NOTHING
    assert widget.page.context.cookies() == []


def back(widget: Widget, stub: str) -> Widget:
    widget.page.goto(f"{stub}/host/neutral.html")
    widget.page.go_back(wait_until="commit")
    assert widget.page.evaluate("window.kept") is True, "not restored from the page cache"
    return widget


def reload(widget: Widget, stub: str) -> Widget:
    widget.page.reload()
    return on(widget.page)


def new_tab(widget: Widget, stub: str) -> Widget:
    page = widget.page.context.new_page()
    page.goto(f"{stub}/host/plain.html")
    return on(page)


def exit_and_back(widget: Widget, stub: str) -> Widget:
    widget.page.goto(f"{stub}/host/second.html")
    second = on(widget.page)
    second.root.evaluate(f"one => one.setAttribute('exit-fr', '{stub}/host/neutral.html')")
    second.find(".exit").first.click()
    widget.page.wait_for_url("**/neutral.html")
    widget.page.go_back(wait_until="commit")
    return on(widget.page)


@pytest.mark.parametrize("way", [back, reload, new_tab, exit_and_back])
def test_the_conversation_never_comes_back(
    visit: Visit, stub: str, way: Callable[[Widget, str], Widget]
) -> None:
    widget = visit().open()
    widget.page.evaluate("window.kept = true")
    widget.ask(SECRET)
    widget.find("textarea").fill(SECRET)
    after = way(widget, stub)
    assert SECRET not in (after.find(".layer").text_content() or "")
    if after.find(".launcher").is_visible():
        after.open()
    assert after.find("textarea").input_value() == ""
    assert after.find(".log li").count() == 0


def test_the_state_dies_with_the_conversation(visit: Visit) -> None:
    widget = visit().open()
    widget.ask("bonjour")
    widget.tap("Plus")
    widget.tap("Effacer la conversation")
    with widget.page.expect_request("**/webhook") as sent:
        widget.write("bonjour")
    assert "state" not in sent.value.post_data_json


def test_only_the_configured_server_is_called(visit: Visit, stub: str) -> None:
    widget = visit("/host/search.html")
    called: list[tuple[str, str | None]] = []
    widget.page.on("request", lambda r: called.append((r.url, r.headers.get("referer"))))
    widget.page.goto(f"{stub}/host/plain.html")
    widget = on(widget.page).open()
    widget.ask("bonjour")
    assert {urlsplit(url).netloc for url, _ in called} == {urlsplit(stub).netloc}
    ours = [referer for url, referer in called if "webhook" in url or "helplines" in url]
    assert ours
    assert not any(ours)
    assert sum(url.endswith(".js") for url, _ in called) == 1


def test_a_strict_policy_is_not_violated(context: Callable[..., BrowserContext], stub: str) -> None:
    for path in ("/host/strict.html", "/", "/?lang=en", "/frame?lang=fr&country=CH", "/privacy/fr"):
        page = context().new_page()
        page.add_init_script(
            "window.broken = []; addEventListener('securitypolicyviolation',"
            " event => window.broken.push(event.violatedDirective))"
        )
        response = page.goto(stub + path)
        assert response
        assert "default-src" in response.headers["content-security-policy"]
        if "privacy" not in path:
            widget = on(page)
            if "frame" not in path:
                widget.open()
            widget.ask("bonjour")
        assert page.evaluate("window.broken") == []


def test_the_field_is_not_remembered_nor_checked(visit: Visit) -> None:
    field = visit().open().find("textarea")
    expect(field).to_have_attribute("autocomplete", "off")
    expect(field).to_have_attribute("spellcheck", "false")
    assert field.get_attribute("name") is None


def test_events_carry_no_words(visit: Visit) -> None:
    widget = visit()
    widget.page.evaluate(
        "window.seen = []; for (const name of ['open', 'close', 'hide', 'exit'])"
        " addEventListener('luciole-' + name, event => seen.push([event.type, event.detail]), true)"
    )
    widget.open().ask(SECRET)
    widget.tap("Fermer")
    assert widget.page.evaluate("window.seen") == [["luciole-open", None], ["luciole-close", None]]
