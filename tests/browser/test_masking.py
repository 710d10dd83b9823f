"""Personal data that is plain to see does not leave the page; help numbers do."""

import pytest
from visiting import Visit, Widget

MASKED = [
    ("mon num c'est 06 12 34 56 78", "mon num c'est [phone]"),
    ("appelle 0612345678 stp", "appelle [phone] stp"),
    ("+32 470 12 34 56", "[phone]"),
    ("call me on (555) 123-4567", "call me on [phone]"),
    ("my number 07700 900123 ok", "my number [phone] ok"),
    ("mon num 621 123 456", "mon num [phone]"),
    ("écris à lea.martin@exemple.fr vite", "écris à [email] vite"),
    ("lea (at) exemple.fr", "[email]"),
    ("https://exemple.fr/photo?id=3 regarde", "[link] regarde"),
    ("va sur discord.gg/abcdef", "va sur [link]"),
    ("www.exemple.fr", "[link]"),
    ("moi c'est @lea_2011.", "moi c'est [handle]."),
    ("FR76 3000 6000 0112 3456 7890 189", "[iban]"),
    ("be71096123456769", "[iban]"),
    ("je suis à 48.8566, 2.3522", "je suis à [coordinates]"),
    ("je suis née le 3 mars 2012", "je suis née le [birthdate]"),
    ("né le 03/04/2011 à Lyon", "né le [birthdate] à Lyon"),
    ("I was born on March 3rd, 2012", "I was born on [birthdate]"),
    ("my birthday is 3 march", "my birthday is [birthdate]"),
    ("sa voiture AB-123-CD", "sa voiture [plate]"),
    ("plaque 1-ABC-234", "plaque [plate]"),
    ("he drives AB12 CDE", "he drives [plate]"),
]
UNTOUCHED = [
    "j'ai appelé le 3018 et le 119",
    "et le 112 ?",
    "0800 1111 c'est quoi",
    "le 116 111 marche ici ?",
    "c'était le 12/05/2024 à 18h30",
    "le 01.02.2024 il est venu",
    "il m'a demandé 500 euros puis 1 200 euros",
    "j'ai 13 ans et 250 abonnés sur insta.",
    "on est @ l'école",
    "1000000 de vues, 20 000 likes",
    "regarde sur roblox.com ou 3018.fr",
    "c'est quoi https://www.allo119.gouv.fr ?",
    "GR8 m8, covid19, b2oba",
    "je joue à gta5 et fifa 2026",
]


@pytest.fixture(scope="module")
def widget(browser, stub):  # type: ignore[no-untyped-def]
    page = browser.new_context().new_page()
    page.goto(f"{stub}/?lang=fr")
    found = Widget(page, page.locator("luciole-chat"))
    yield found.open()
    page.context.close()


def sent(widget: Widget, text: str) -> str:
    with widget.page.expect_request("**/webhook") as request:
        widget.write(text)
    widget.answered()
    return str(request.value.post_data_json["text"])


@pytest.mark.parametrize(("written", "expected"), MASKED)
def test_masked_before_sending_with_a_note(widget: Widget, written: str, expected: str) -> None:
    assert sent(widget, written) == expected
    mine = widget.find(".mine").last
    assert expected in mine.inner_text()
    assert mine.locator(".small").count() == 1


@pytest.mark.parametrize("written", UNTOUCHED)
def test_untouched(widget: Widget, written: str) -> None:
    widget.find("textarea").wait_for()
    assert sent(widget, written) == written
    assert widget.find(".mine").last.locator(".small").count() == 0


def test_a_number_on_a_card_on_the_screen_is_never_masked(visit: Visit) -> None:
    widget = visit("/?lang=en").open()
    assert sent(widget, "is 0800 1111 free") == "is 0800 1111 free"
