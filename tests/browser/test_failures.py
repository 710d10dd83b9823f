"""Never without help: what a child sees when the server or the network does not answer."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect
from visiting import Visit, Widget

WEBHOOK = "**/webhook"
NOON = 1_800_000_000
PATIENCE_MS = 8000
TEL = ".failure a[href^='tel:']"


def offline(widget: Widget) -> None:
    widget.page.context.set_offline(True)


def answered_by(answer: Callable[[Route], None]) -> Callable[[Widget], None]:
    return lambda widget: widget.page.route(WEBHOOK, answer)


FAILURES: dict[str, Callable[[Widget], None]] = {
    "offline": offline,
    "refused": answered_by(lambda route: route.abort("connectionrefused")),
    "503": answered_by(lambda route: route.fulfill(status=503, body="{}")),
    "timeout": answered_by(lambda route: None),
    "bad JSON": answered_by(lambda route: route.fulfill(body="<html>")),
    "not a reply": answered_by(lambda route: route.fulfill(json={"messages": []})),
    "CORS": answered_by(lambda route: route.abort("accessdenied")),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("failure", FAILURES)
def test_helplines_are_shown_and_words_kept(visit: Visit, failure: str, language: str) -> None:
    """At once when a failure is known, after 8 s of silence by the page’s clock, which stands."""
    widget = visit(f"/?lang={language}").open()
    clock = widget.page.clock
    clock.install(time=NOON)
    clock.pause_at(NOON + 1)
    FAILURES[failure](widget)
    widget.write("s’il te plaît réponds")
    if failure == "timeout":
        clock.run_for(PATIENCE_MS - 1)
        expect(widget.find(TEL)).to_have_count(0)
        clock.run_for(1)
    widget.find(TEL).first.wait_for()
    clock.resume()
    assert widget.find(TEL).count() >= 2
    expect(widget.find("[role=log] .failure")).to_have_count(1)
    expect(widget.find(".mine")).to_contain_text("s’il te plaît réponds")

    widget.page.unroute_all()
    with widget.page.expect_request(WEBHOOK) as again:
        widget.page.context.set_offline(False)
        if failure != "offline":
            widget.find(".failure .retry").click()
    assert again.value.post_data_json["text"] == "s’il te plaît réponds"
    widget.find(".theirs").last.wait_for()
    widget.answered()
    expect(widget.find(".unsent")).to_have_count(0)
    expect(widget.find(".failure .retry")).to_have_count(0)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_help_without_any_network_since_the_page_was_loaded(visit: Visit, language: str) -> None:
    widget = visit(f"/?lang={language}")
    widget.page.route("**/helplines/**", lambda route: route.abort())
    widget.page.reload()
    widget.page.context.set_offline(True)
    widget.open().find(".tabs button").first.click()
    expect(widget.find(".page a[href^='tel:']").first).to_be_visible()
    expect(widget.find(".page")).to_contain_text("2026")
    widget.find("select").select_option("BE")
    expect(widget.find(".page a[href='tel:103']")).to_be_visible()
    widget.find("select").select_option("")
    expect(widget.find(".page a[href='tel:116111']")).to_be_visible()


def test_every_country_has_help_inside(visit: Visit) -> None:
    widget = visit("/?lang=en")
    widget.page.route("**/helplines/**", lambda route: route.abort())
    widget.open().find(".tabs button").first.click()
    codes = widget.find("option").evaluate_all("all => all.map(one => one.value).filter(Boolean)")
    assert len(codes) > 40
    for code in codes:
        widget.find("select").select_option(code)
        assert widget.find(".emergency a[href^='tel:']").count() >= 1, code


def test_several_messages_wait_and_arrive_in_order(visit: Visit) -> None:
    widget = visit().open()
    widget.page.context.set_offline(True)
    widget.write("un")
    widget.find(".failure").wait_for()
    widget.write("deux")
    sent: list[tuple[str, str | None]] = []
    widget.page.on(
        "requestfinished", lambda r: "webhook" in r.url and sent.append(told(r.post_data_json))
    )
    widget.page.context.set_offline(False)
    expect(widget.find(".theirs").nth(6)).to_be_visible()
    assert sent == [("un", None), ("deux", "1")]
    expect(widget.find(".failure")).to_have_count(1)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("status", [400, 404, 413])
def test_a_refused_message_holds_nothing_up(visit: Visit, status: int, language: str) -> None:
    """Help is shown, nothing promises to send it again, and what waits behind it is answered."""
    widget = visit(f"/?lang={language}").open()
    widget.page.context.set_offline(True)
    widget.write("un")
    widget.find(".failure").wait_for()
    widget.write("deux")
    sent: list[str] = []

    def refuse_first(route: Route) -> None:
        sent.append(route.request.post_data_json["text"])
        if sent[-1] == "un":
            route.fulfill(status=status, json={"error": "no"})
        else:
            route.continue_()

    widget.page.route(WEBHOOK, refuse_first)
    widget.page.context.set_offline(False)
    expect(widget.find("[role=log] > ol > .theirs").nth(2)).to_be_visible()
    widget.answered()
    assert sent == ["un", "deux"]
    assert widget.find(TEL).count() >= 2
    expect(widget.find(".failure")).to_have_count(1)
    expect(widget.find(".unsent")).to_have_count(0)
    expect(widget.find(".retry")).to_have_count(0)


def test_a_refused_message_alone_brings_help(visit: Visit) -> None:
    """Each time; the field goes on working."""
    widget = visit().open()
    widget.page.route(WEBHOOK, lambda route: route.fulfill(status=400, json={"error": "no"}))
    for count in (1, 2):
        widget.write("un")
        expect(widget.find(".failure")).to_have_count(count)
        expect(widget.find(".retry")).to_have_count(0)
    widget.page.unroute_all()
    widget.ask("deux")
    expect(widget.find("[role=log] > ol > .theirs").nth(2)).to_be_visible()
    expect(widget.find(".failure")).to_have_count(2)


def test_too_many_requests_are_tried_again(visit: Visit) -> None:
    widget = visit().open()
    widget.page.route(WEBHOOK, lambda route: route.fulfill(status=429, json={}))
    widget.write("un")
    widget.find(".failure .retry").wait_for()
    expect(widget.find(".mine .unsent")).to_have_count(1)


def told(body: dict[str, str]) -> tuple[str, str | None]:
    return body["text"], body.get("state")


def test_emergency_by_text_message_is_a_text_message(visit: Visit) -> None:
    widget = visit("/?lang=fr").open()
    widget.tap("Aide")
    expect(widget.find(".emergency a[href='sms:114']")).to_be_visible()
    expect(widget.find(".emergency a[href='tel:114']")).to_have_count(0)
