"""Help service cards: every field, copying a number, and the country, which is never guessed."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect
from visiting import Visit, Widget, on, plain

SERVICE: dict[str, Any] = {
    "name": "La Ligne",
    "kind_text": "Quelqu’un à qui parler",
    "for": "Pour toi.",
    "state_text": "ouvert jusqu’à 23 h",
    "open_now": True,
    "hours_text": "tous les jours 9 h – 23 h",
    "free": True,
    "cost": "Depuis un portable aussi.",
    "anonymous": True,
    "anonymity_limits": "Sauf si ta vie est en danger.",
    "languages": ["fr", "nl"],
    "what_happens": "On t’écoute.",
    "warning": "Les appels sont enregistrés.",
    "checked_text": "vérifié en novembre 2026",
    "sources": ["https://www.exemple.be/a", "https://www.exemple.be/b", "https://autre.be/c"],
    "channels": [
        {"via": "phone", "via_text": "téléphone", "to": "0800 15 111", "dial": "080015111"},
        {"via": "sms", "via_text": "SMS", "to": "4242", "dial": "4242"},
        {"via": "chat", "via_text": "tchat", "to": "https://www.exemple.be/tchat"},
        {"via": "email", "via_text": "courriel", "to": "aide@exemple.be"},
    ],
}
MINUTES = 60_000


def with_service(widget: Widget) -> Widget:
    message = {
        "type": "helplines", "language": "fr", "country": "BE",
        "services": [SERVICE], "emergency": [], "warnings": [],
    }  # fmt: skip
    reply = {"state": "1", "messages": [{"custom": message, "language": "fr"}]}
    widget.page.route("**/webhook", lambda route: route.fulfill(json=reply))
    widget.ask("bonjour")
    return widget


def test_a_card_says_all_that_is_known(visit: Visit) -> None:
    widget = with_service(visit().open())
    said = plain(widget.find(".card").inner_text()).lower()
    for field in ("name", "kind_text", "for", "state_text", "hours_text", "cost",
                  "anonymity_limits", "warning", "checked_text"):  # fmt: skip
        assert plain(SERVICE[field]).lower() in said, field
    assert "gratuit" in said
    assert "sans dire ton nom" in said
    assert "français, néerlandais" in said
    addresses = widget.find(".card a").evaluate_all("all => all.map(one => one.href)")
    assert addresses == [
        "tel:080015111", "sms:4242", "https://www.exemple.be/tchat", "mailto:aide@exemple.be",
    ]  # fmt: skip


def test_sources_and_what_happens_are_behind_a_tap(visit: Visit) -> None:
    widget = with_service(visit().open())
    names = widget.find(".card").get_by_text("exemple.be, autre.be")
    expect(names).to_be_hidden()
    expect(widget.find(".card").get_by_text("On t’écoute.")).to_be_hidden()
    widget.find("summary").get_by_text("vérifié en novembre 2026").click()
    expect(names).to_be_visible()
    assert names.locator("a").count() == 0
    widget.find("summary").get_by_text("Ce qui se passe ensuite").click()
    expect(widget.find(".card").get_by_text("On t’écoute.")).to_be_visible()


def test_a_copied_number_says_nothing_else(visit: Visit) -> None:
    widget = visit(permissions=["clipboard-read", "clipboard-write"]).open()
    with_service(widget).root.get_by_role("button", name="Copier 0800 15 111").click()
    expect(widget.find(".layer > [role=status]")).to_have_text("C’est copié.")
    assert widget.page.evaluate("navigator.clipboard.readText()") == "0800 15 111"
    assert widget.find(".card").get_by_text("Copier").count() == 3


def test_no_copy_where_the_browser_cannot(
    context: Callable[..., BrowserContext], stub: str
) -> None:
    page = context().new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{stub}/host/plain.html")
    widget = with_service(on(page).open())
    expect(widget.find(".card a").first).to_be_visible()
    assert widget.find(".card").get_by_text("Copier").count() == 0


def test_open_now_goes_before_it_stops_being_true(visit: Visit) -> None:
    widget = visit()
    widget.page.clock.install()
    with_service(widget.open())
    widget.page.clock.run_for(14 * MINUTES)
    expect(widget.find(".card .state")).to_be_visible()
    widget.page.clock.run_for(2 * MINUTES)
    expect(widget.find(".card .state")).to_have_count(0)


def test_help_asks_anew_each_time_it_is_opened(visit: Visit) -> None:
    widget = visit("/?lang=fr").open()
    for _ in range(2):
        with widget.page.expect_request("**/helplines/FR.json*"):
            widget.tap("Aide")
        widget.tap("Retour")


def test_the_time_zone_proposes_a_country_and_only_a_tap_takes_it(visit: Visit) -> None:
    widget = visit("/host/search.html", timezone_id="Europe/Brussels").open()
    asked: list[str] = []
    widget.page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    widget.ask("bonjour")
    widget.tap("Aide")
    proposal = widget.find(".desk").get_by_text("Belgique")
    expect(proposal).to_be_visible()
    assert widget.find("select").input_value() == ""
    assert not any("BE" in request or "Brussels" in request for request in asked)

    widget.tap("Oui")
    expect(proposal).to_have_count(0)
    expect(widget.find("select")).to_be_focused()
    assert widget.find("select").input_value() == "BE"
    expect(widget.find(".page a[href='tel:103']")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "zone"), [("/?lang=fr", "Europe/Brussels"), ("/host/search.html", "Etc/UTC")]
)
def test_no_proposal_where_the_country_is_known_or_the_zone_says_none(
    visit: Visit, path: str, zone: str
) -> None:
    widget = visit(path, timezone_id=zone).open()
    widget.tap("Aide")
    widget.find(".card").first.wait_for()
    assert widget.find(".desk button").get_by_text("Oui").count() == 0


def test_the_country_can_be_chosen_without_any_network(visit: Visit) -> None:
    widget = visit("/host/search.html", timezone_id="Europe/Brussels").open()
    widget.page.context.set_offline(True)
    widget.write("bonjour")
    failure = widget.find(".failure")
    failure.get_by_role("button", name="Oui", exact=True).click()
    expect(failure.locator("a[href='tel:112']")).to_be_visible()
    expect(failure.locator("a[href='tel:103']")).to_be_visible()


def test_nothing_changes_under_the_hands_of_someone_on_a_card(visit: Visit) -> None:
    widget = visit("/?lang=fr")
    waiting: list[Any] = []
    widget.page.route("**/helplines/**", lambda route: waiting.append(route))
    widget.open().tap("Aide")
    widget.find(".emergency a").first.focus()
    widget.page.wait_for_timeout(100)
    for route in waiting:
        route.fallback()
    widget.page.wait_for_timeout(300)
    expect(widget.find(".emergency a").first).to_be_focused()
