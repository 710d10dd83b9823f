"""A safeguarding officer's day at /review: find, read, try, reject, see it stale, sign, print."""

import csv
import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Download, Page, expect

sys.path.append(str(Path(__file__).parents[1] / "service"))
from servers import kill, project, start, wait_ready

SECRET = "the-officers-own-secret"
DESK = {"width": 1280, "height": 900}
ENGLISH = "data/answers/en/disclose.yml"
PAGES = (
    "", "/flows", "/flow/disclose_sextortion", "/flow/alert_suicide", "/flow/utter_failure",
    "/items?tier=crisis", "/item/answer/utter_crisis_suicide", "/item/alert/suicide",
    "/item/quiz/trust", "/item/helpline/fr-119", "/item/country/FR", "/item/interface/widget",
    "/map", "/map?path=crisis_suicide", "/problems", "/try", "/counts", "/sheet", "/share",
    "/booklet/fr", "/items?q=chantage", "/flow/nlu_fallback",
)  # fmt: skip


@dataclass(frozen=True)
class Office:
    """A real server whose content files and signatures may be written to."""

    address: str
    root: Path
    reviews: Path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    root = project(tmp_path_factory.mktemp("office") / "project")
    reviews, counts = root / "signed", root / "counts"
    reviews.mkdir()
    counts.mkdir()
    (counts / "2026-11-20.a.csv").write_text(
        "day,table,language,name,about\n2026-11-20,intent,fr,learn_consent,21\n"
        "2026-11-20,intent,en,learn_consent,34\n2026-11-20,alert,fr,suicide,15\n"
    )
    server = start(
        root,
        LUCIOLE_REVIEW_SECRET=SECRET,
        LUCIOLE_REVIEWS_DIR=str(reviews),
        LUCIOLE_COUNTS_DIR=str(counts),
    )
    try:
        wait_ready([server])
        yield Office(f"http://127.0.0.1:{server.port}", root, reviews)
    finally:
        kill(server)


Enter = Callable[..., Page]


@pytest.fixture
def enter(office: Office, context: Callable[..., BrowserContext]) -> Enter:
    """Somebody enters in a browser of their own."""

    def go(initials: str = "AB", language: str = "en", **options: object) -> Page:
        page = context(**{"viewport": DESK, **options}).new_page()
        page.goto(f"{office.address}/review/login?lang={language}")
        page.locator("[name=secret]").fill(SECRET)
        page.locator("[name=initials]").fill(initials)
        page.locator("[name=role]").select_option("safeguarding")
        page.locator("form button").click()
        page.wait_for_url(f"{office.address}/review")
        return page

    return go


def test_an_officers_day(office: Office, enter: Enter) -> None:
    page = enter("AB")
    expect(page.get_by_role("heading", level=1)).to_have_text("What is signed, what is not")

    # Find and read.
    page.get_by_label("Search everything").last.fill("gift cards")
    page.get_by_role("button", name="Find").click()
    page.get_by_label("Kind").select_option("flow")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("mark").first).to_have_text("gift")
    page.get_by_role("row").filter(has_text="disclose_sextortion").first.get_by_role("link").click()
    page.get_by_role("link", name="Read this path").click()
    english = page.get_by_role("region", name="English: utter_disclose_sextortion", exact=True)
    expect(english).to_contain_text("I believe you")
    french = page.get_by_role("region", name="French: utter_disclose_sextortion", exact=True)
    expect(french).to_contain_text("je te crois")
    expect(page.get_by_role("region", name="Whom the child is shown, French")).to_contain_text(
        "3018"
    )
    page.get_by_role("combobox", name="Country", exact=True).select_option("BE")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("region", name="Whom the child is shown, French")).to_contain_text(
        "103"
    )
    page.get_by_text("The first services in every country").click()
    row = page.get_by_role("row").filter(has_text="Luxembourg")
    expect(row).to_contain_text("112")

    # Try three messages.
    page.get_by_role("link", name="Try", exact=True).click()
    page.get_by_label("Country of the page").select_option("BE")
    for message in (
        "someone threatens to post my photos unless I pay",
        "i want to die",
        "my number is 0470 12 34 56",
    ):
        page.get_by_label("Message", exact=True).fill(message)
        page.get_by_role("button", name="Send").click()
    turns = page.locator(".turn")
    expect(turns).to_have_count(3)
    expect(turns.nth(0).locator(".why")).to_contain_text("Someone is blackmailing me")
    expect(turns.nth(0).locator(".why")).to_contain_text("help with trouble online")
    expect(turns.nth(1).locator(".why")).to_contain_text("wants to die, raised by")
    expect(turns.nth(1).locator(".why")).to_contain_text("Alert, above every rule")
    expect(turns.nth(2).locator(".why")).to_contain_text("[phone]")
    expect(turns.nth(2).locator(".why")).not_to_contain_text("0470")

    # Reject the English text with a comment.
    page.goto(f"{office.address}/review/item/answer/utter_disclose_sextortion")
    english = page.get_by_role("region", name="Signatures, English")
    english.get_by_role("radio", name="Reject").check()
    english.locator("textarea").fill("“intimate picture” may be <b>too hard</b>")
    english.get_by_role("button", name="Sign").click()
    expect(english).to_contain_text("Rejected")
    expect(english).to_contain_text("may be <b>too hard</b>")
    expect(page.get_by_role("region", name="Signatures, French")).to_contain_text("Draft")
    assert [f.name for f in office.reviews.rglob("*.jsonl")] == [
        "utter_disclose_sextortion.en.jsonl"
    ]

    # Somebody edits the file: stale, with its difference.
    file = office.root / ENGLISH
    text = file.read_text(encoding="utf-8")
    assert "without copying the intimate picture" in text
    file.write_text(
        text.replace("without copying the intimate picture", "without copying the photo")
    )
    page.reload()
    expect(english).to_contain_text("Changed since it was signed")
    assert "intimate picture" in " ".join(english.locator("del").all_inner_texts())
    assert "photo" in " ".join(english.locator("ins").all_inner_texts())
    page.goto(f"{office.address}/review")
    expect(page.get_by_role("main")).to_contain_text("earlier version of the files")

    # Two people sign.
    for initials, state in (("AB", "Signed by one"), ("AB", "Signed by one"), ("CD", "Signed")):
        page = enter(initials)
        page.goto(f"{office.address}/review/item/answer/utter_disclose_sextortion")
        english = page.get_by_role("region", name="Signatures, English")
        english.get_by_label("Approve").check()
        english.get_by_role("button", name="Sign").click()
        expect(english.get_by_role("heading", level=2)).to_contain_text(state)
    expect(english.locator(".badge")).to_have_text("Signed")

    # The release sheet, and paper.
    page.get_by_role("link", name="Release sheet").click()
    row = (
        page.get_by_role("row")
        .filter(has_text="answer/utter_disclose_sextortion")
        .filter(has_text="English")
    )
    expect(row.first).to_contain_text("CD, Safeguarding officer")
    expect(page.get_by_role("main")).to_contain_text("A release is refused")
    assert page.pdf().startswith(b"%PDF")


def test_a_whole_path_is_signed_at_once(office: Office, enter: Enter) -> None:
    page = enter("EF")
    page.goto(f"{office.address}/review/flow/learn_consent")
    form = page.get_by_role("form", name="Sign this path, French")
    ticks = form.get_by_role("checkbox")
    for tick in ticks.all():
        tick.check()
    form.get_by_label("Approve").check()
    form.get_by_role("button").click()
    for badge in page.get_by_role("form", name="Sign this path, French").locator(".badge").all():
        expect(badge).to_have_text("Signed")
    for badge in page.get_by_role("form", name="Sign this path, English").locator(".badge").all():
        expect(badge).to_contain_text("Draft")


def test_words_that_changed_under_the_readers_eyes_are_not_signed(
    office: Office, enter: Enter
) -> None:
    page = enter("GH")
    page.goto(f"{office.address}/review/item/answer/utter_chat_thanks")
    file = office.root / "data/answers/fr/chat.yml"
    text = file.read_text(encoding="utf-8")
    first, key, rest = text.partition("utter_chat_thanks:")
    file.write_text(first + key + rest.replace('- "', '- "Oh. ', 1), encoding="utf-8")
    french = page.get_by_role("region", name="Signatures, French")
    french.get_by_label("Approve").check()
    french.get_by_role("button", name="Sign").click()
    expect(page.get_by_role("alert")).to_contain_text("changed while you were reading")
    assert not list(office.reviews.rglob("utter_chat_thanks*"))
    file.write_text(text, encoding="utf-8")


def test_a_broken_file_is_named(office: Office, enter: Enter) -> None:
    page = enter()
    file = office.root / "data/answers/fr/quiz.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "\n  broken: [", encoding="utf-8")
    page.goto(f"{office.address}/review")
    expect(page.get_by_role("alert")).to_contain_text("data/answers/fr/quiz.yml:")
    file.write_text(text, encoding="utf-8")
    page.goto(f"{office.address}/review")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_tap_goes_on(office: Office, enter: Enter) -> None:
    page = enter(language="fr")
    page.goto(f"{office.address}/review/try")
    page.get_by_label("Message", exact=True).fill("il veut des photos de moi et je veux pas")
    page.get_by_role("button", name="Envoyer").click()
    page.locator("button.tap").first.click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").nth(1)).to_contain_text("touche")
    expect(page.locator(".turn").nth(1).locator(".why")).to_contain_text("un bouton touché")


def test_a_path_is_tried_beside_its_words(office: Office, enter: Enter) -> None:
    page = enter(language="fr")
    page.goto(f"{office.address}/review/flow/disclose_sextortion?country=CH")
    beside = page.get_by_role("complementary", name="Essayer ce parcours")
    beside.locator("button.tap").first.click()
    expect(beside.locator(".turn")).to_have_count(1)
    expect(beside.locator(".why")).to_contain_text("On me fait du chantage")
    expect(beside.locator(".why")).to_contain_text("pour Suisse")
    expect(page.get_by_role("heading", level=1)).to_contain_text("On me fait du chantage")
    beside.get_by_label("Message", exact=True).fill("je veux mourir")
    beside.get_by_role("button", name="Envoyer").click()
    expect(beside.locator(".turn")).to_have_count(2)
    expect(beside.locator(".turn").nth(1)).to_contain_text("Alerte : veut mourir")


def test_verdicts_come_back_from_a_spreadsheet(office: Office, enter: Enter) -> None:
    page = enter("IJ", language="fr")
    page.goto(f"{office.address}/review/share")
    with page.expect_download() as download:
        page.get_by_role("link", name="Le tableau à remplir").click()
    rows = read(download.value)
    row = next(r for r in rows if (r["item"], r["language"]) == ("quiz/trust", "fr"))
    row["verdict"] = "approve"
    text = io.StringIO()
    writer = csv.DictWriter(text, row.keys(), delimiter=";")
    writer.writeheader()
    writer.writerow(row)
    filled = {"name": "a.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}
    page.locator("[name=file]").set_input_files(filled)  # type: ignore[arg-type]
    page.get_by_role("button", name="Ajouter ces signatures").click()
    expect(page.get_by_role("status")).to_contain_text("Signatures ajoutées\u00a0: 1")
    page.goto(f"{office.address}/review/item/quiz/trust")
    expect(page.get_by_role("region", name="Signatures, Français")).to_contain_text("IJ")


def test_a_list_becomes_a_table(office: Office, enter: Enter) -> None:
    page = enter()
    page.goto(f"{office.address}/review/try")
    page.get_by_label("Messages").fill(
        "text,intent\nwhat is grooming,learn_grooming\ni want to die,chat_greet\n"
        '"=cmd, my mail is kim@example.org",\n'
    )
    page.get_by_role("button", name="Show the table").click()
    expect(page.get_by_role("status")).to_contain_text("1 of 2 as expected, 1 alerts")
    expect(page.get_by_role("row").nth(2)).to_contain_text("not as expected")
    expect(page.get_by_role("row").nth(2)).to_contain_text("suicide")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the table").click()
    rows = read(download.value)
    assert [row["right"] for row in rows] == ["yes", "no", ""]
    assert rows[2]["text"].startswith("'=cmd")
    assert "kim@example.org" not in str(rows)
    page.get_by_label("Or a file").set_input_files(
        {
            "name": "a.jsonl",
            "mimeType": "",
            "buffer": b'{"text": "what is consent", "intent": "learn_consent"}',
        }
    )
    page.get_by_label("Messages").fill("")
    page.get_by_role("button", name="Show the table").click()
    expect(page.get_by_role("status")).to_contain_text("1 of 1 as expected")


def read(download: Download) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(Path(download.path()).read_text(encoding="utf-8")))]


def test_nothing_that_was_tried_stays(office: Office, enter: Enter) -> None:
    page = enter()
    page.goto(f"{office.address}/review/try")
    page.get_by_label("Message", exact=True).fill("a zebra named Quorlinde")
    page.get_by_role("button", name="Send").click()
    page.get_by_label("Messages").fill("a zebra named Quorlinde")
    page.get_by_role("button", name="Show the table").click()
    for file in office.root.rglob("*"):
        if file.is_file():
            assert b"Quorlinde" not in file.read_bytes(), file
    page.goto(f"{office.address}/review/try")
    expect(page.get_by_role("main")).not_to_contain_text("Quorlinde")


def test_the_map_by_keyboard(office: Office, enter: Enter) -> None:
    page = enter()
    page.goto(f"{office.address}/review/map")
    box = page.locator("svg a").first
    box.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Around: Alert")
    wide = page.locator("svg").bounding_box()
    page.get_by_role("link", name="Larger").click()
    wider = page.locator("svg").bounding_box()
    assert wide
    assert wider
    assert wider["width"] > wide["width"]
    page.get_by_role("link", name="Read this path").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Crisis path")


def test_an_officer_without_a_mouse(office: Office, enter: Enter) -> None:
    page = enter()
    page.goto(f"{office.address}/review/item/answer/utter_chat_goodbye")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    radio = page.get_by_role("region", name="Signatures, French").get_by_label("Approve")
    for _ in range(80):
        page.keyboard.press("Tab")
        if radio.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Signatures, French")).to_contain_text("approved")


def test_the_counts_are_drawn_and_told(office: Office, enter: Enter) -> None:
    page = enter()
    page.goto(f"{office.address}/review/counts?days=365")
    expect(page.get_by_role("main")).to_contain_text("No conversation can be read here")
    expect(page.get_by_role("img", name="Topics")).to_contain_text("55")
    page.get_by_text("The numbers").first.click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("21")


def test_paper_has_boxes_and_no_forms(office: Office, enter: Enter) -> None:
    page = enter()
    page.goto(f"{office.address}/review/flow/disclose_sextortion")
    expect(page.locator(".paper").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".paper").first).to_be_visible()
    for hidden in ("header", ".sign", ".filters"):
        expect(page.locator(hidden).first).to_be_hidden()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing(office: Office, enter: Enter, language: str) -> None:
    page = enter(language=language)
    found = {}
    for path in ("/login", *PAGES):
        page.goto(f"{office.address}/review{path}")
        result = Axe().run(page).response
        found[path] = [(v["id"], v["nodes"][0]["html"][:120]) for v in result["violations"]]
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_small_screens_do_not_scroll_sideways(office: Office, enter: Enter) -> None:
    page = enter(viewport={"width": 320, "height": 640})
    for path in PAGES:
        page.goto(f"{office.address}/review{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_no_request_leaves_the_house(office: Office, enter: Enter) -> None:
    page = enter()
    asked: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: problems.append(message.text))
    for path in PAGES:
        page.goto(f"{office.address}/review{path}")
    assert {url for url in asked if not url.startswith(office.address)} == set()
    assert problems == []


def test_leaving_closes_the_door(office: Office, enter: Enter) -> None:
    page = enter()
    page.get_by_role("button", name="Log out").click()
    page.goto(f"{office.address}/review/flows")
    expect(page.get_by_label("Access secret")).to_be_visible()
    assert page.context.cookies() == []
