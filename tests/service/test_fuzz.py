"""Whatever is sent: no server error, no empty reply, no leak, and no slot that was not offered."""

import json
import socket
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servers import KEY, Post, Server

from luciole.answers.store import words
from luciole.state.seal import SEALED_SLOTS, Sealer, is_code

FUZZ = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
INJECTIONS = (
    "/", "//", '{"a":1}', "@1.0", "{{7*7}}", "{slot}", "${x}", "%s%n", "<script>", "' OR 1=1",
    "\r\n", "../", "\u202e", "\u200b", "\ufeff", "😢", "EXTERNAL: ", "[name]", "__", "\x00",
    "\x1b[31m", "٣",
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.text(max_size=30), st.sampled_from(INJECTIONS), st.sampled_from(["help", "pays"])),
    min_size=1,
    max_size=12,
).map("".join)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["text", "payload", "state", "language", "country", "style", "sender"])


def check(response: Any) -> None:
    """A reply with messages of ours and a state of codes, or a short reason."""
    assert response.status_code in (200, 400, 413)
    if response.status_code != 200:
        assert set(response.json()) == {"error"}
        return
    reply = response.json()
    assert reply["messages"]
    opened = Sealer((KEY,), 3600).open(reply["state"])
    assert opened.keys() <= set(SEALED_SLOTS)
    assert all(is_code(value) for value in opened.values())
    assert opened.get("last_answer") is None or opened["last_answer"] in words()["fr"].answers


@FUZZ
@given(text=TEXTS)
def test_any_text(post: Post, text: str) -> None:
    body = json.dumps({"text": text[:1000]})
    response = post(data=body)
    check(response)
    assert "{{7*7}}" not in response.text
    assert "<script>" not in response.text


@FUZZ
@given(body=st.one_of(JSON, st.dictionaries(FIELDS, JSON, max_size=4)))
def test_any_json(post: Post, body: Any) -> None:
    check(post(data=json.dumps(body)))


@FUZZ
@given(body=st.binary(max_size=300))
def test_any_bytes(post: Post, body: bytes) -> None:
    check(post(data=body))


def test_deep_nesting(post: Post) -> None:
    for deep in ("[" * 8_000, '{"text":' * 1_500, '{"text": "a", "state": ' + "[" * 8_000):
        assert post(data=deep).status_code == 400


def test_rubbish_instead_of_http(server: Server) -> None:
    """The connection is closed or refused, and the next request is served."""
    for rubbish in (b"\x00\xff" * 50 + b"\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"A" * 20_000):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
            line.sendall(rubbish)
            line.shutdown(socket.SHUT_WR)
            answer = line.recv(4096)
            assert b"Traceback" not in answer
            assert not answer or b" 4" in answer.split(b"\r\n")[0]
    assert server.say(text="bonjour")["messages"]
