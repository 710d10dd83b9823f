"""Hostile text, and all kinds of pages around the widget."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from visiting import Visit, on

from luciole.widget import bundle

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'


def test_hostile_text_from_the_server_stays_text(visit: Visit) -> None:
    widget = visit().open()
    widget.ask("hostile")
    expect(widget.find(".theirs p")).to_have_text(HOSTILE)
    expect(widget.find(".replies button").last).to_have_text(HOSTILE)
    assert widget.find(".log img, .log script").count() == 0
    assert widget.find(".theirs").get_attribute("lang") == "fr"
    assert widget.page.evaluate("window.hacked") is None


def test_hostile_text_from_the_person_stays_text(visit: Visit) -> None:
    widget = visit().open()
    widget.ask(HOSTILE)
    assert widget.find(".mine img, .mine script").count() == 0
    assert widget.page.evaluate("window.hacked") is None


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_service_address_is_never_a_script(visit: Visit, address: str) -> None:
    widget = visit().open()
    service = {"name": "x", "channels": [{"via": "web", "via_text": "site", "to": address}]}
    message = {"type": "helplines", "services": [service], "emergency": [], "warnings": []}
    reply = {"state": "1", "messages": [{"custom": message, "language": "fr"}]}
    widget.page.route("**/webhook", lambda route: route.fulfill(json=reply))
    widget.ask("bonjour")
    href = widget.find(".log .call").get_attribute("href") or ""
    assert href.startswith("tel:")


def test_hostile_attributes_are_refused(context: Callable[..., BrowserContext], stub: str) -> None:
    page = context().new_page()
    page.goto(f"{stub}/host/neutral.html")
    page.evaluate(
        """async () => {
          document.body.innerHTML =
            `<luciole-chat lang="<b>" exit-fr="javascript:alert(1)" theme="x"></luciole-chat>`;
          await import("/widget/v1/luciole.js");
        }"""
    )
    widget = on(page).open()
    assert widget.find(".layer").get_attribute("lang") == "fr"
    page.route("https://fr.wikipedia.org/**", lambda route: route.fulfill(body="neutral"))
    widget.find(".panel .exit").click()
    page.wait_for_url("https://fr.wikipedia.org/")


def test_hostile_style_of_the_host_changes_nothing(visit: Visit) -> None:
    widget = visit("/host/hostile.html")
    launcher = widget.find(".launcher")
    expect(launcher).to_be_in_viewport()
    widget.open()
    assert widget.find("textarea").evaluate("one => getComputedStyle(one).fontSize") == "16px"
    assert widget.find(".panel").evaluate("one => getComputedStyle(one).direction") == "ltr"
    box = widget.find(".exit").last.bounding_box()
    assert box
    assert box["height"] >= 44
    widget.ask("bonjour")
    expect(widget.find(".theirs").last).to_be_in_viewport()


def test_two_languages_on_one_page(visit: Visit) -> None:
    page = visit("/host/two.html").page
    for number, language in enumerate(["fr", "en"]):
        widget = page.locator("luciole-chat").nth(number)
        widget.locator(".launcher").click()
        widget.locator("textarea").fill("hello")
        widget.locator("textarea").press("Enter")
        expect(widget.locator(".theirs").first).to_have_attribute("lang", language)
        widget.locator(".close").click()


def test_the_host_can_change_language_and_country(visit: Visit) -> None:
    widget = visit().open()
    with widget.page.expect_request("**/helplines/IE.json*") as loaded:
        widget.root.evaluate("one => { one.lang = 'en'; one.setAttribute('country', 'ie') }")
    assert "language=en" in loaded.value.url
    expect(widget.find(".panel .exit")).to_have_text("Leave fast")


def test_name_of_the_organisation(visit: Visit) -> None:
    widget = visit("/host/themed.html").open()
    expect(widget.page.get_by_text("Ask Ada")).to_be_visible()


def test_another_origin_with_an_integrity_hash(visit: Visit) -> None:
    widget = visit("/host/elsewhere.html").open()
    with widget.page.expect_request("**/webhook") as request:
        widget.ask("bonjour")
    assert request.value.url.startswith("http://localhost:")
    assert len(widget.said()) == 3


def test_addresses_with_a_version_never_change(
    stub: str, context: Callable[..., BrowserContext]
) -> None:
    get = context().request.get
    stable = get(f"{stub}/widget/v1/luciole.js")
    fixed = get(f"{stub}/widget/{bundle().version}/luciole.js")
    assert stable.body() == fixed.body() == bundle().js.encode()
    assert "immutable" in fixed.headers["cache-control"]
    assert "immutable" not in stable.headers["cache-control"]
    assert stable.headers["content-encoding"] == "gzip"
    assert get(f"{stub}/widget/000000000000/luciole.js").status == 404
