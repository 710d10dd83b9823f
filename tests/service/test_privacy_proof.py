"""Nothing of a conversation remains: not in memory, not in a log, not in a file, not in a state.

What is searched, after several thousand conversations with canaries in every field and failures
provoked: every text and byte string any live Python object refers to, after a collection; all
writable memory of the processes, in which freed memory is overwritten at once (WIPING); all that
they printed; their home and temporary folders; models/ and .rasa/; and every state they sealed.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from canaries import WORD, conversations, marks_in_files, marks_in_memory
from marks import marked
from servers import KEY, WEBHOOK, Server

from luciole.state.seal import SEALED_SLOTS, Sealer

CONVERSATIONS = int(os.environ.get("LUCIOLE_PROOF_CONVERSATIONS", "2000"))
CALM = ("bonjour", "hello", "c'est quoi le harcèlement", "what is sexting", "merci", "thanks")
# What may differ between two collections of a server at rest: connections, timers, open requests.
SLACK = 400


@pytest.fixture(scope="module")
def states(witnesses: list[Server]) -> list[str]:
    """States sealed during the conversations; each process answers any turn of any conversation."""
    talks = list(conversations(CONVERSATIONS, seed=4))
    halves = [(talks[0::2], 0), (talks[1::2], 1)]
    with ThreadPoolExecutor(len(halves)) as pool:
        sealed = list(pool.map(lambda half: hold(witnesses, *half), halves))
    for server in witnesses:
        settle(server)
    return [state for half in sealed for state in half]


def hold(servers: list[Server], talks: list[list[dict[str, Any]]], first: int) -> list[str]:
    """Holds the conversations over one connection to each server, changing with every turn."""
    sealed: list[str] = []
    turn = first
    with requests.Session() as session:
        for talk in talks:
            state = None
            for options in talk:
                server = servers[turn % len(servers)]
                turn += 1
                if isinstance(options.get("json"), dict) and state:
                    options["json"].setdefault("state", state)
                response = session.post(address(server) + WEBHOOK, timeout=60, **options)
                assert response.status_code in (200, 400, 413), response.status_code
                if response.status_code == 200:
                    reply = response.json()
                    assert reply["messages"]
                    state = reply["state"]
                    sealed.append(state)
            if len(sealed) % 50 == 0:
                session.get(f"{address(server)}/helplines/{talk[0]['headers']['Host']}", timeout=60)
    return sealed


def settle(server: Server) -> None:
    """A few ordinary messages, so that what is found is not of a request still being ended."""
    for text in CALM:
        server.say(text=text)
        server.say(text=text, language="en", country="BE")


def test_live_objects_hold_nothing(witnesses: list[Server], states: list[str]) -> None:
    for server in witnesses:
        assert remembered(server, search=True)["found"] == []


def test_memory_holds_nothing(witnesses: list[Server], states: list[str]) -> None:
    for server in witnesses:
        assert marks_in_memory(server.process.pid) == []


def test_search_finds_what_is_there(server: Server) -> None:
    """The searches themselves work: both find the canary of a request that is still open."""
    asked = requests.Request(
        "GET", f"{address(server)}/remembered?search=1", headers={"User-Agent": WORD}
    )
    with requests.Session() as session:
        assert session.send(asked.prepare(), timeout=300).json()["found"]
    assert marks_in_memory(os.getpid())


def test_nothing_printed(witnesses: list[Server], states: list[str]) -> None:
    for server in witnesses:
        printed = server.log.read_bytes()
        assert b"failed: " in printed, "no failure was provoked"
        assert not marked(printed)


def test_nothing_on_disk(server: Server, states: list[str]) -> None:
    """Project, model, home and temporary folder of the processes; they write nothing but logs."""
    root = server.log.parent
    assert marks_in_files(root) == []
    assert list((root / "tmp").iterdir()) == []


def test_states_hold_names_only(states: list[str]) -> None:
    sealer = Sealer((KEY,), 3600)
    assert len(states) > CONVERSATIONS / 2
    for state in states:
        opened = sealer.open(state)
        assert opened.keys() <= set(SEALED_SLOTS)
        assert not marked(repr(opened).encode())


def test_memory_stays_flat(witnesses: list[Server], states: list[str]) -> None:
    """As many objects after 900 further conversations as before; bench/soak runs 50,000.

    The first conversations fill caches over our own content; what those hold is not a leak.
    """
    server = witnesses[0]
    hold([server], list(conversations(900, seed=4)), 0)
    settle(server)
    before = remembered(server)["objects"]
    hold([server], list(conversations(900, seed=5)), 0)
    settle(server)
    after = remembered(server)["objects"]
    assert abs(after - before) < SLACK


def remembered(server: Server, search: bool = False) -> dict[str, Any]:
    query = "?search=1" if search else ""
    return dict(requests.get(f"{address(server)}/remembered{query}", timeout=300).json())


def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"
