"""The webhook's contract: what it accepts, what it refuses, and help whatever happens."""

import json
import time
from typing import Any

import pytest
import requests
from cryptography.fernet import Fernet
from servers import KEY, WEBHOOK, Post, Server

from luciole.state.seal import MAX_STATE_CHARACTERS, Sealer

HELLO = {"fr": "bonjour", "en": "hello there"}
TOO_BUSY = {"fr": "Beaucoup de gens", "en": "Many people"}


def texts(reply: dict[str, Any]) -> str:
    return " ".join(m.get("text", "") for m in reply["messages"])


def services(reply: dict[str, Any]) -> list[Any]:
    return [s for m in reply["messages"] for s in (m.get("custom") or {}).get("services", ())]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_turn_has_words_and_a_state(post: Post, language: str) -> None:
    reply = post({"text": HELLO[language], "language": language}).json()
    assert texts(reply)
    assert all(m["language"] == language for m in reply["messages"])
    assert Sealer((KEY,), 60).open(reply["state"])["language"] == language


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "bonjour",
        None,
        {"text": ""},
        {"text": "\x00\u200b \n"[:1]},
        {"text": "a", "payload": "/chat_greet"},
        {"text": 1},
        {"text": {"a": "b"}},
        {"text": "a", "sender": "me"},
        {"text": "a", "metadata": "x"},
    ],
)
def test_what_breaks_the_contract_is_refused(post: Post, body: Any) -> None:
    response = post(data=json.dumps(body))
    assert response.status_code == 400
    assert set(response.json()) == {"error"}


@pytest.mark.parametrize("wrong", [{"country": "UK"}, {"style": "loud"}, {"language": "de"}])
def test_what_a_site_chose_wrongly_is_as_if_not_chosen(post: Post, wrong: dict[str, str]) -> None:
    """A child on a page with a wrong embed is answered all the same."""
    replies = [post({"text": "bonjour", **chosen}) for chosen in ({}, wrong)]
    assert [reply.status_code for reply in replies] == [200, 200]
    right, mended = (Sealer((KEY,), 60).open(reply.json()["state"]) for reply in replies)
    assert mended == right


@pytest.mark.parametrize(
    "payload",
    [
        "chat_greet",
        "/restart",
        "/back",
        "/session_start",
        "/nlu_fallback",
        "/crisis_suicide@1.0",
        '/chat_greet{"country": "FR"}',
        '/tap_country{"country": "ZZ"}',
        '/tap_country{"country": ["FR"]}',
        '/tap_country{"language": "en"}',
        '/tap_country{"country": "FR"} ',
        "/tap_country{}{}",
        '/tap_quiz_choose{"quiz": "../fr"}',
        '/tap_quiz_answer{"choice": "z"}',
        "/tap_country" + "{" * 150,
        "/tap_country[1]",
        "",
    ],
)
def test_only_offered_payloads_are_taken(post: Post, payload: str) -> None:
    assert post({"payload": payload}).status_code == 400


def test_every_offered_button_is_taken(post: Post) -> None:
    """All buttons found by following buttons, three steps deep."""
    waiting, taken = [("/chat_capabilities", 0), ("/quiz_start", 0), ("/help_helpline", 0)], set()
    while waiting:
        payload, depth = waiting.pop()
        if payload in taken:
            continue
        taken.add(payload)
        response = post({"payload": payload})
        assert response.status_code == 200, payload
        if depth < 3:
            buttons = [b for m in response.json()["messages"] for b in m.get("buttons", ())]
            waiting += [(b["payload"], depth + 1) for b in buttons]
    assert len(taken) > 20


@pytest.mark.parametrize(
    "text",
    ["/restart", "//restart", " / /session_start", "\u00a0/restart", "\u3000/crisis_suicide@1.0",
     '\x1f/tap_country{"country": "FR"}', "/", "   ///  "],
)  # fmt: skip
def test_typed_commands_are_ordinary_text(post: Post, text: str) -> None:
    reply = post({"text": text}).json()
    opened = Sealer((KEY,), 60).open(reply["state"])
    assert texts(reply)
    assert not opened.keys() & {"country", "alert", "topic"}


def altered(state: str) -> str:
    return state[:-6] + ("A" if state[-6] != "A" else "B") + state[-5:]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "kind", ["altered", "expired", "foreign", "empty", "rubbish", "unicode", "long"]
)
def test_a_state_that_is_not_ours_begins_anew(post: Post, kind: str, language: str) -> None:
    slots = {"language": "en", "style": "normal", "country": "BE"}
    old = Fernet(KEY).encrypt_at_time(b"x", int(time.time()) - 86_400).decode()
    state = {
        "altered": altered(Sealer((KEY,), 60).seal(slots)),
        "expired": old,
        "foreign": Sealer((Fernet.generate_key().decode(),), 60).seal(slots),
        "empty": " ",
        "rubbish": "gAAAA" + "=" * 50,
        "unicode": "été😀\ud800",
        "long": "x" * (MAX_STATE_CHARACTERS + 1),
    }[kind]
    reply = post({"text": HELLO[language], "language": language, "state": state}).json()
    assert {"fr": "repart de zéro", "en": "starting afresh"}[language] in texts(reply)
    assert "country" not in Sealer((KEY,), 60).open(reply["state"])


@pytest.mark.parametrize(
    "strange",
    [
        {"style": "weird"},
        {"page": "x"},
        {"language": "de", "page": {"language": "fr"}},
        {"country": True},
        {"alert": {"a": "b"}},
        {"last_answer": "utter_gone"},
    ],
)
def test_what_another_version_sealed_costs_no_answer(post: Post, strange: dict[str, Any]) -> None:
    state = Sealer((KEY,), 60).seal({"language": "fr", "style": "normal", **strange})
    for body in ({"text": HELLO["fr"]}, {"payload": "/tap_again"}, {"payload": "/help_helpline"}):
        response = post({**body, "state": state, "language": "fr"})
        assert response.status_code == 200
        assert {m["language"] for m in response.json()["messages"]} == {"fr"}


def test_state_is_small_however_long_the_conversation(server: Server) -> None:
    said = ("on me harcèle", "et après ?", "pourquoi", "je suis en Belgique", "un quiz", "hello")
    reply, longest = server.say(text="bonjour"), 0
    for turn in range(400):
        reply = server.say(text=said[turn % len(said)], state=reply["state"])
        longest = max(longest, len(reply["state"]))
    assert longest < 1_000


def test_too_many_messages_still_reach_help(server: Server) -> None:
    """An address beyond its minute gets vetted words and services; another is not touched."""
    url = f"http://127.0.0.1:{server.port}{WEBHOOK}"
    with requests.Session() as session:
        first = session.post(url, json={"text": "je suis en Belgique"}, timeout=60).json()

        def ask(address: str, language: str = "fr") -> dict[str, Any]:
            body = {"text": "salut", "state": first["state"], "language": language}
            headers = {"X-Forwarded-For": address}
            response = session.post(url, json=body, headers=headers, timeout=60)
            assert response.status_code == 200
            return dict(response.json())

        flood = [ask("198.51.100.7") for _ in range(40)]
        assert TOO_BUSY["fr"] not in texts(flood[0])
        assert TOO_BUSY["fr"] in texts(flood[-1])
        assert services(flood[-1])
        assert flood[-1]["state"] == first["state"], "the conversation stays where it was"
        assert TOO_BUSY["en"] in texts(ask("198.51.100.7", "en"))
        assert TOO_BUSY["fr"] not in texts(ask("198.51.100.8"))


def test_a_failing_turn_still_reaches_help(post: Post) -> None:
    for text in ("nluplease now", "nluplease encore"):
        reply = post({"text": text, "country": "BE"}).json()
        assert texts(reply)
        assert services(reply)


def test_large_bodies_are_refused(post: Post) -> None:
    assert post(data=json.dumps({"text": "a" * 20_000})).status_code == 413
    assert post(data="x" * 100_000).status_code == 413


def test_the_longest_message_is_answered(post: Post) -> None:
    assert post(data=json.dumps({"text": "😀" * 1_000})).status_code == 200


def test_a_message_that_is_too_long_is_answered_by_its_end_too(post: Post) -> None:
    """Masking in the browser can lengthen a text beyond the limit."""
    before = "aujourd'hui j'ai mangé des pâtes et regardé la télé avec mon chat. " * 30
    reply = post({"text": f"{before} je veux mourir", "country": "FR"}).json()
    assert Sealer((KEY,), 60).open(reply["state"])["alert"] == "suicide"
    assert services(reply)
