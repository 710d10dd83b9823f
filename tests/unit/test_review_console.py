"""Who may enter, what a form from elsewhere can do, and what the console gives out."""

import asyncio
import csv
import io
import re
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.fernet import Fernet
from sanic import Sanic
from sanic.server.async_server import AsyncioServer

from luciole import paths, review
from luciole.answers.store import LANGUAGES
from luciole.check import answers as checks
from luciole.content import ContentError
from luciole.review import access, console, exchange, findings, pages
from luciole.review.catalogue import catalogue
from luciole.review.counts import totals
from luciole.review.signoffs import sign_offs
from luciole.review.wording import meanings, wording
from luciole.settings import Settings, SettingsError

SECRET = "a-secret-of-some-length"
WHO = {"initials": "AB", "role": "safeguarding", "lang": "en"}
PAGES = (
    "", "items", "flows", "flow/disclose_sextortion", "flow/alert_suicide", "map", "problems",
    "try", "counts", "sheet", "share", "booklet/fr", "item/answer/utter_crisis_suicide",
    "item/helpline/fr-119", "translate/en", "verdicts.csv", "signatures.csv", "signatures.jsonl",
)  # fmt: skip


@dataclass(frozen=True)
class Client:
    """A browser without the browser: it says where a form comes from, and keeps no cookie."""

    address: str

    def get(self, path: str, cookie: str = "") -> requests.Response:
        return self.send("GET", path, cookie, {})

    def post(
        self, path: str, data: Any = None, cookie: str = "", headers: dict[str, str] | None = None
    ) -> requests.Response:
        sent = {"Origin": self.address} if headers is None else headers
        return self.send("POST", path, cookie, sent, data=data)

    def send(
        self, method: str, path: str, cookie: str, headers: dict[str, str], **more: Any
    ) -> requests.Response:
        url = f"{self.address}/review/{path}".rstrip("/")
        headers = {"Accept-Language": "en", **headers, **({"Cookie": cookie} if cookie else {})}
        return requests.request(
            method, url, headers=headers, allow_redirects=False, timeout=60, **more
        )

    def enter(self) -> str:
        """The cookie of somebody who knows the secret."""
        response = self.post("login", {"secret": SECRET, **WHO})
        assert response.status_code == 303
        return response.headers["Set-Cookie"].split(";")[0]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The console alone, without an assistant, in a thread of this process."""
    app = Sanic("review", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 64_000  # as the server has it
    review.register(app, some_settings(SECRET))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start() -> AsyncioServer:
        server = await app.create_server("127.0.0.1", 0, return_asyncio_server=True)
        assert server is not None
        await server.startup()
        return server

    server = asyncio.run_coroutine_threadsafe(start(), loop).result()
    host, port = server.server.sockets[0].getsockname()
    yield f"http://{host}:{port}"
    loop.call_soon_threadsafe(server.server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.fixture
def client(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("LUCIOLE_REVIEWS_DIR", str(tmp_path))
    monkeypatch.setattr(console, "WRONG_SECRET_SECONDS", 0)
    return Client(address)


def some_settings(secret: str | None) -> Settings:
    return Settings(state_keys=(Fernet.generate_key().decode(),), review_secret=secret)


def signing(item_id: str, **more: str) -> dict[str, str]:
    item = catalogue().item(item_id, "en")
    assert item
    ticked = f"{item_id}#{item.hash}"
    return {"item": ticked, "language": "en", "verdict": "approve", "back": "/review", **more}


def test_without_a_secret_there_is_no_console() -> None:
    app = Sanic("no_review")
    review.register(app, some_settings(None))
    assert not app.router.routes
    assert not app.blueprints


def test_the_content_as_it_is_has_no_dead_end() -> None:
    assert not catalogue().problems


def test_a_short_secret_stops_the_start() -> None:
    with pytest.raises(SettingsError, match="at least 20"):
        review.register(Sanic("short"), Settings(state_keys=(), review_secret="short"))


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_read_without_entering(client: Client, page: str) -> None:
    response = client.get(page)
    assert response.status_code == 401
    assert "secret" in response.text
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("page", PAGES)
def test_everything_is_read_after_entering(client: Client, page: str) -> None:
    response = client.get(page, client.enter())
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    text = response.text
    assert "<script" not in text
    assert not re.search(r"<[^>]+\s(style|on\w+)=", text)


@pytest.mark.parametrize("secret", ["", "wrong", SECRET.upper(), SECRET + " ", "é" * 30])
def test_a_wrong_secret_opens_nothing(client: Client, secret: str) -> None:
    response = client.post("login", {"secret": secret, **WHO})
    assert response.status_code == 401
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("who", [{"initials": "A"}, {"initials": "A1"}, {"role": "boss"}])
def test_who_signs_must_say_who_they_are(client: Client, who: dict[str, str]) -> None:
    response = client.post("login", {"secret": SECRET, **WHO, **who})
    assert response.status_code == 400
    assert "Set-Cookie" not in response.headers


def test_the_cookie_stays_in_the_console(client: Client) -> None:
    response = client.post("login", {"secret": SECRET, **WHO})
    cookie = response.headers["Set-Cookie"]
    for mark in ("Path=/review", "HttpOnly", "Secure", "SameSite=Strict", "Max-Age=3600"):
        assert mark in cookie
    assert SECRET not in cookie


def test_a_session_ends(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = client.enter()
    time.sleep(2)
    monkeypatch.setattr(access, "IDLE_SECONDS", 0)
    response = client.get("", cookie)
    assert response.status_code == 401
    assert "away for more than an hour" in response.text
    late = client.post("sign", signing("answer/utter_chat_greet"), cookie)
    assert late.status_code == 401
    assert sign_offs() == {}


@pytest.mark.parametrize("cookie", ["luciole_review=", "luciole_review=gAAAAA", "luciole_review=é"])
def test_a_made_up_session_is_none(client: Client, cookie: str) -> None:
    assert (client.get("", cookie)).status_code == 401


def test_another_secret_knows_no_session_of_this_one(client: Client) -> None:
    token = access.Door("another-secret-of-length").token(access.Session("editor", "AB", "en"))
    assert (client.get("", f"luciole_review={token}")).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"X-Nothing": "no origin at all"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "{own}", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "{own}", "Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize(
    "path",
    [
        "sign",
        "login",
        "logout",
        "language",
        "try",
        "try/list",
        "verdicts",
        "flow/disclose_sextortion",
    ],
)
def test_forms_of_other_sites_do_nothing(
    client: Client, path: str, headers: dict[str, str]
) -> None:
    cookie = client.enter()
    headers = {name: value.format(own=client.address) for name, value in headers.items()}
    data = {"secret": SECRET, **WHO, **signing("answer/utter_chat_greet")}
    response = client.post(path, data, cookie, headers)
    assert response.status_code == 403
    assert "Set-Cookie" not in response.headers
    assert sign_offs() == {}


def test_signing_keeps_the_words_and_who(client: Client) -> None:
    cookie = client.enter()
    response = client.post("sign", signing("answer/utter_chat_greet"), cookie)
    assert (response.status_code, response.headers["Location"]) == (303, "/review")
    (signed,) = sign_offs()["answer/utter_chat_greet", "en"]
    assert (signed.verdict, signed.role, signed.initials) == ("approve", "safeguarding", "AB")
    item = catalogue().item("answer/utter_chat_greet", "en")
    assert item
    assert signed.hash == item.hash
    assert signed.read_lines == item.lines


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"verdict": ""}, 400),
        ({"verdict": "reject"}, 400),
        ({"item": ""}, 400),
        ({"item": "answer/utter_chat_greet#0000"}, 409),
        ({"item": "answer/../../x#0000"}, 409),
        ({"language": "de"}, 409),
    ],
)
def test_what_cannot_be_signed_is_refused(
    client: Client, more: dict[str, str], status: int
) -> None:
    data = signing("answer/utter_chat_greet", **more)
    response = client.post("sign", data, client.enter())
    assert response.status_code == status
    assert sign_offs() == {}


def test_a_refused_comment_is_not_lost(client: Client) -> None:
    data = signing("answer/utter_chat_greet", comment="my long thought", verdict="")
    assert "my long thought" in client.post("sign", data, client.enter()).text


def test_hostile_comments_are_only_words(client: Client) -> None:
    cookie = client.enter()
    hostile = '"><script>alert(1)</script>{{ 7*7 }}\n=HYPERLINK("http://evil.example")'
    data = signing("answer/utter_chat_greet", verdict="comment", comment=hostile)
    client.post("sign", data, cookie)
    page = client.get("item/answer/utter_chat_greet", cookie).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
    formula = signing("answer/utter_chat_greet", verdict="comment", comment="=1+1")
    client.post("sign", formula, cookie)
    table = client.get("signatures.csv", cookie).text
    assert [row["comment"] for row in csv.DictReader(io.StringIO(table))][-1] == "'=1+1"


@pytest.mark.parametrize(
    "back",
    ["https://evil.example", "//evil.example", "/reviews", "/review/\\evil", "/review\r\nX: y"],
)
def test_the_way_back_stays_inside(client: Client, back: str) -> None:
    data = signing("answer/utter_chat_greet", back=back)
    response = client.post("sign", data, client.enter())
    assert response.headers["Location"] == "/review"


def test_search_and_filters(client: Client) -> None:
    cookie = client.enter()

    def found(query: str) -> list[str]:
        page = client.get(f"items?{query}", cookie).text
        return re.findall(r'<td><a href="/review/item/([^"]+)"', page)

    assert "answer/utter_disclose_sextortion" in found("q=BLACKMAIL+believe&language=en")
    assert found("q=nothing-says-this") == []
    assert "alert/suicide" in found("kind=alert&tier=crisis")
    client.post("sign", signing("answer/utter_chat_greet"), cookie)
    assert found("who=mine") == ["answer/utter_chat_greet"]
    assert found("state=signed") == ["answer/utter_chat_greet"]
    assert "answer/utter_chat_greet" not in found("who=unmine&language=en&kind=answer&tier=chat")


def test_the_try_pane_says_when_no_assistant_is_loaded(client: Client) -> None:
    response = client.post("try", {"message": "hello"}, client.enter())
    assert response.status_code == 503


def test_both_languages(client: Client) -> None:
    cookie = client.enter()
    assert '<html lang="en">' in client.get("", cookie).text
    changed = client.post("language", {"back": "/review"}, cookie)
    cookie = changed.headers["Set-Cookie"].split(";")[0]
    page = client.get("flow/disclose_sextortion", cookie).text
    assert '<html lang="fr">' in page
    assert "Ce que dit Luciole" in page


def test_the_console_is_french_throughout(client: Client) -> None:
    changed = client.post("language", {"back": "/review"}, client.enter())
    cookie = changed.headers["Set-Cookie"].split(";")[0]
    page = client.get("flow/crisis_suicide", cookie).text
    assert "tout le monde serait mieux sans moi" in page
    assert "les expressions comme" in page
    page = client.get("item/helpline/fr-119", cookie).text
    assert "Moyen de contact 1" in page
    for raw in ("child_helpline", "None", "True", "what happens"):
        assert raw not in page
    page = client.get("item/quiz/trust", cookie).text
    assert "Question 1 · choix A" in page


def test_what_a_path_means_stands_in_both_languages() -> None:
    said = meanings()
    assert said["fr"].keys() == said["en"].keys()
    for name, meaning in said["en"].items():
        assert bool(said["fr"][name].differs) == bool(meaning.differs), name
    flow = {language: catalogue().item("flow/disclose_scam", language) for language in LANGUAGES}
    assert flow["fr"].lines[0].text != flow["en"].lines[0].text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "item_id"),
    [
        ("SECURITE", "answer/utter_safe_check"),
        ("l'image intime", "answer/utter_disclose_sextortion"),
        ("jme fais chanter au secours", "flow/disclose_sextortion"),
        ("stopsextortion.com", "answer/utter_disclose_sextortion"),
        ("allo119", "helpline/fr-119"),
        ("effacer ma vie", "alert/suicide"),
        ("mot de passe cadeau", "quiz/trust"),
        ("quitter vite", "interface/widget"),
    ],
)
def test_search_goes_through_everything(client: Client, words: str, item_id: str) -> None:
    page = client.send("GET", f"items?q={words}", client.enter(), {}).text
    assert f'href="/review/item/{item_id}"' in page
    assert "<mark>" in page


def test_hints_say_what_check_says() -> None:
    found = catalogue().words["fr"].answers["utter_chat_greet"]
    long = "mot " * 90 + "."
    bad = replace(found, bubbles={"normal": (long,), "simple": ("Tu aurais dû me le dire.",)})
    rules = checks.style()
    said = [
        *checks.lengths(bad, rules["limits"]),
        *checks.forbidden(bad, rules["forbidden"]["fr"]),
        *checks.reading(bad, rules["reading_ease"]),
    ]
    hints = findings.hints(bad)
    assert len(hints) == len(said) > 2
    assert {h.name for h in hints} >= {"longest_sentence", "longest_bubble", "forbidden"}
    assert findings.hints(found) == []


def test_every_printed_page_names_the_version() -> None:
    assert "Luciole 0123456789ab" in pages.style("0123456789ab")
    assert "evil" not in pages.style('0123456789ab" } body { evil')


def test_every_path_and_action_has_a_name_in_both_languages() -> None:
    found = catalogue()
    for language in LANGUAGES:
        t = wording()[language]
        actions = {a for flow in found.flows.values() for a in flow.actions}
        assert {a for a in actions if a.startswith("action_")} <= set(t["actions"])
        names = [*found.flows, *found.words[language].answers]
        bare = [
            n
            for n in names
            if found.title(n, language) == n.removeprefix("utter_").replace("_", " ")
        ]
        assert bare == []


def test_a_table_comes_back_as_it_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = copied(tmp_path, monkeypatch)
    before = {path: path.read_bytes() for path in answers.rglob("*.yml")}
    table = tmp_path / "fr.csv"
    table.write_text(exchange.translation_csv(catalogue(), "fr"), encoding="utf-8")
    assert exchange.import_translation(table, "fr") == []
    assert {path: path.read_bytes() for path in answers.rglob("*.yml")} == before


def test_a_translator_changes_one_bubble_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = copied(tmp_path, monkeypatch)
    old = catalogue().words["en"].answers["utter_chat_greet"].bubbles["normal"][0]
    table = tmp_path / "en.csv"
    text = exchange.translation_csv(catalogue(), "en")
    file = answers / "en" / "chat.yml"
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [*csv.DictReader(io.StringIO(text))]
    for row in rows:
        if row["item"] == "answer/utter_chat_greet" and row["part"] == "normal.1":
            row["text"] = "A new greeting: “hello”, it’s me."
    write(table, rows)
    before = catalogue().item("answer/utter_chat_greet", "en")
    assert exchange.import_translation(table, "en") == ["answer/utter_chat_greet"]
    after = catalogue().item("answer/utter_chat_greet", "en")
    assert before
    assert after
    assert after.hash != before.hash
    now = file.read_text(encoding="utf-8").splitlines()
    changed = [(a, b) for a, b in zip(lines, now, strict=True) if a != b]
    assert len(changed) == 1
    assert old in changed[0][0]


def test_a_table_of_other_words_is_refused_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = copied(tmp_path, monkeypatch)
    rows = [*csv.DictReader(io.StringIO(exchange.translation_csv(catalogue(), "en")))]
    for row in rows:
        row["text"] = "Changed."
    rows[3]["words_of"] = "0" * 64
    write(tmp_path / "en.csv", rows)
    before = {path: path.read_bytes() for path in answers.rglob("*.yml")}
    with pytest.raises(ContentError, match=r"en\.csv:5: .*changed since"):
        exchange.import_translation(tmp_path / "en.csv", "en")
    assert {path: path.read_bytes() for path in answers.rglob("*.yml")} == before


@pytest.mark.parametrize(
    ("item_id", "part", "file"),
    [
        ("quiz/trust", "q1.a.explanation.1", "quizzes/en/trust.yml"),
        ("interface/button_titles", "help_helpline", "answers/en/help.yml"),
        ("interface/widget", "texts.hello", "texts/en.yml"),
    ],
)
def test_quizzes_buttons_and_the_window_are_translated_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, item_id: str, part: str, file: str
) -> None:
    copied(tmp_path, monkeypatch)
    for name in ("QUIZZES", "WIDGET"):
        folder = getattr(paths, name)
        there = shutil.copytree(folder, tmp_path / folder.name, ignore=lambda *_: ["node_modules"])
        monkeypatch.setattr(paths, name, there)
    path = next(p for p in tmp_path.rglob("*.yml") if str(p).endswith(file))
    before = path.read_text(encoding="utf-8").splitlines()
    rows = [*csv.DictReader(io.StringIO(exchange.translation_csv(catalogue(), "en")))]
    [row] = [r for r in rows if (r["item"], r["part"]) == (item_id, part)]
    row["text"] = "Other words."
    write(tmp_path / "en.csv", [row])
    assert exchange.import_translation(tmp_path / "en.csv", "en") == [item_id]
    after = path.read_text(encoding="utf-8").splitlines()
    [changed] = [b for a, b in zip(before, after, strict=True) if a != b]
    assert "Other words." in changed


def test_an_empty_translation_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied(tmp_path, monkeypatch)
    rows = [*csv.DictReader(io.StringIO(exchange.translation_csv(catalogue(), "en")))][:1]
    rows[0]["text"] = " "
    write(tmp_path / "en.csv", rows)
    with pytest.raises(ContentError, match="has no words"):
        exchange.import_translation(tmp_path / "en.csv", "en")


def verdict_rows(client: Client, cookie: str, item_id: str) -> list[dict[str, str]]:
    table = client.get("verdicts.csv", cookie).text
    return [row for row in csv.DictReader(io.StringIO(table)) if row["item"] == item_id]


def verdict_file(rows: list[dict[str, str]]) -> dict[str, tuple[str, bytes]]:
    text = io.StringIO()
    writer = csv.DictWriter(text, exchange.VERDICT_COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return {"file": ("filled.csv", ("\ufeff" + text.getvalue()).encode())}


def test_a_table_filled_without_the_console_signs(client: Client) -> None:
    cookie = client.enter()
    french, english = verdict_rows(client, cookie, "answer/utter_chat_greet")
    assert french["state"] == "Draft, not yet reviewed"
    french |= {"verdict": "change", "comment": "too long", "role": "lawyer", "initials": "ZZ"}
    english["verdict"] = "Approuver"
    sent = {"Origin": client.address}
    page = client.send("POST", "verdicts", cookie, sent, files=verdict_file([french, english]))
    assert "Signatures added: 2" in page.text
    signed = sign_offs()
    [asked] = signed["answer/utter_chat_greet", "fr"]
    [approved] = signed["answer/utter_chat_greet", "en"]
    assert (asked.verdict, asked.role, asked.initials) == ("change", "lawyer", "ZZ")
    assert (approved.role, approved.initials) == ("safeguarding", "AB")


def test_the_whole_table_comes_back(client: Client) -> None:
    cookie = client.enter()
    rows = [*csv.DictReader(io.StringIO(client.get("verdicts.csv", cookie).text))]
    rows[-1] |= {"verdict": "comment", "comment": "read"}
    assert len(verdict_file(rows)["file"][1]) > 200_000
    sent = {"Origin": client.address}
    page = client.send("POST", "verdicts", cookie, sent, files=verdict_file(rows))
    assert "Signatures added: 1" in page.text
    huge = {"file": ("huge.csv", b"x" * 3_000_000)}
    assert client.send("POST", "verdicts", cookie, sent, files=huge).status_code == 413


@pytest.mark.parametrize(
    "wrong",
    [
        {"words_of": "0" * 64},
        {"item": "answer/../../x"},
        {"verdict": "burn"},
        {"verdict": "reject", "comment": ""},
        {"initials": "<b>"},
        {"role": "boss"},
    ],
)
def test_one_wrong_row_and_nothing_is_signed(client: Client, wrong: dict[str, str]) -> None:
    cookie = client.enter()
    rows = verdict_rows(client, cookie, "answer/utter_chat_greet")
    for row in rows:
        row["verdict"] = "approve"
    rows[1] |= wrong
    sent = {"Origin": client.address}
    page = client.send("POST", "verdicts", cookie, sent, files=verdict_file(rows))
    assert page.status_code == 400
    assert "line:3" in page.text
    assert sign_offs() == {}


def test_a_file_that_is_no_table_is_refused(client: Client) -> None:
    sent = {"Origin": client.address}
    for body in (b"", b"\x00\xff", b"{broken", b'{"item": 1}', b"a,b\n1,2\n"):
        files = {"file": ("x", body)}
        page = client.send("POST", "verdicts", client.enter(), sent, files=files)
        assert page.status_code == 400, body
    assert sign_offs() == {}


def test_signatures_travel_and_are_added_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("LUCIOLE_REVIEWS_DIR", str(tmp_path / "here"))
    item = catalogue().item("answer/utter_chat_greet", "fr")
    assert item
    review.signoffs.sign(item, "approve", "editor", "AB", "", "abc")
    file = tmp_path / "all.jsonl"
    file.write_text(exchange.signatures_jsonl(sign_offs()), encoding="utf-8")
    monkeypatch.setenv("LUCIOLE_REVIEWS_DIR", str(tmp_path / "there"))
    assert len(exchange.bring(file.read_text(), catalogue(), "", "")) == 1
    assert exchange.bring(file.read_text(), catalogue(), "", "") == []
    assert len(sign_offs()["answer/utter_chat_greet", "fr"]) == 1


def test_daily_totals_are_summed(tmp_path: Path) -> None:
    head = "day,table,language,name,about\n"
    (tmp_path / "2026-11-20.a.csv").write_text(
        head + "2026-11-20,intent,fr,learn_consent,20\n2026-11-20,intent,fr,nlu_fallback,17\n"
    )
    (tmp_path / "2026-11-20.b.csv").write_text(head + "2026-11-20,intent,en,learn_consent,30\n")
    (tmp_path / "2026-01-01.a.csv").write_text(head + "2026-01-01,alert,en,suicide,99\n")
    summed = totals(tmp_path, 30, date(2026, 11, 22))
    assert summed
    assert dict(summed.tables) == {
        "intent": [("learn_consent", {"fr": 20, "en": 30}), ("nlu_fallback", {"fr": 17})],
        "language": [("fr", {"fr": 37}), ("en", {"en": 30})],
        "understood": [("understood", {"fr": 20, "en": 30}), ("not_understood", {"fr": 17})],
    }
    assert totals(None, 30, date(2026, 11, 22)) is None


def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Answer files that may be written to."""
    answers = Path(shutil.copytree(paths.ANSWERS, tmp_path / "answers"))
    monkeypatch.setattr(paths, "ANSWERS", answers)
    return answers


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, exchange.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
