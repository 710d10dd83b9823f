"""The log of the real server after odd inputs and raising actions has no word."""

import json
import subprocess
import sys

import pytest
import requests
from canaries import WORD
from marks import marked
from servers import RUN, WEBHOOK, Post, Server, environment

from luciole import paths

ODD = (
    f"{WORD}",
    f"/{WORD}",
    f"/me je m'appelle {WORD}",
    f'/chat_greet{{"name": "{WORD}"}}',
    f'/chat_greet{{"name": {WORD}',
    f"/chat_greet@{WORD}",
    f'/restart{{"a": "{WORD}"}}',
    f"/ /{WORD}",
    f"EXTERNAL: {WORD}",
    f"{{{WORD}}}",
    f"%({WORD})s %s %d",
    f"{{{{{WORD}}}}}",
    f"<script>{WORD}</script>",
    f"{WORD}\r\nERROR fake log line {WORD}",
    f"{WORD}\x00{WORD}",
    f"{WORD}\u2028{WORD}\u202e",
    f"{WORD}\ud800",
    f"👩‍👧 {WORD} 😢",
    f"{WORD} " * 100,
    WORD * 160,
    f"nluplease {WORD}",
    f"someone is watching {WORD}",
    f"quelqu'un arrive cache ça {WORD}",
    f"[{WORD}](name)",
    f"utter_{WORD}",
    f"' OR {WORD} --",
)


def test_odd_inputs_are_not_logged(server: Server, post: Post) -> None:
    for text in ODD:
        assert post(data=json.dumps({"text": text})).status_code == 200
    for payload in (f"/{WORD}", f'/tap_country{{"country": "{WORD}"}}'):
        assert post({"payload": payload}).status_code == 400
    post(data=f'{{"{WORD}": ', headers={"Referer": WORD, "Cookie": WORD, "User-Agent": WORD})
    for url in (f"/{WORD}?q={WORD}", f"/helplines/{WORD}.json", f"{WEBHOOK}?token={WORD}"):
        requests.get(f"http://127.0.0.1:{server.port}{url}", timeout=60)
    printed = server.log.read_bytes()
    assert b"failed: " in printed, "no failure was provoked"
    assert not marked(printed)


def test_start_prints_nothing_but_its_addresses(server: Server) -> None:
    """No warning of a library and no chatter of TensorFlow."""
    lines = server.log.read_text(encoding="utf-8").splitlines()
    known = ["luciole-", "Loading", "Demo", "Health", "Stop", "ERROR", "WARNING", "Review"]
    # Rasa asks git for the newest commit of the project; outside of git, git says so.
    assert [x for x in lines if x and not x.startswith((*known, "fatal: "))] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "DEBUG"),
        ("LOG_LEVEL_LIBRARIES", "debug"),
        ("LOG_LEVEL", "10"),
        ("PYTHONASYNCIODEBUG", "1"),
        ("PYTHONDEVMODE", "1"),
        ("SANIC_ACCESS_LOG", "true"),
    ],
)
def test_unsafe_logging_does_not_start(name: str, value: str) -> None:
    code = "from luciole import logs; logs.refuse_unsafe()"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=paths.ROOT,
        env=environment(paths.ROOT, **{name: value}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode != 0
    assert "UnsafeLogging" in ended.stderr
    assert "unset it" in ended.stderr or "leave it out" in ended.stderr


def test_run_refuses_debug_in_one_line() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", RUN, "run", "--port", "1"],
        cwd=paths.ROOT,
        env=environment(paths.ROOT, LOG_LEVEL="DEBUG"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "LOG_LEVEL=DEBUG" in ended.stderr
    assert "Traceback" not in ended.stderr
