"""Counting messages without addresses, sealing nothing but codes, and settings that are checked."""

import asyncio
import pickle
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.fernet import Fernet

from luciole import settings
from luciole.assistant import Assistant
from luciole.channel import allowance as counting
from luciole.channel.allowance import WINDOW_SECONDS, Allowance, address
from luciole.channel.guard import is_welcome
from luciole.channel.requests import TurnRequest
from luciole.channel.webchat import counted_as
from luciole.metrics import Metrics
from luciole.state.seal import Sealer, StateRefused, is_code


class Timer:
    """Stands still until the test says that the time is over."""

    def __init__(self) -> None:
        self.waiting: list[tuple[float, Callable[[], None]]] = []

    def __call__(self, seconds: float, act: Callable[[], None]) -> None:
        self.waiting.append((seconds, act))

    def run_out(self) -> None:
        [(seconds, act)] = self.waiting
        assert seconds == WINDOW_SECONDS
        self.waiting.clear()
        act()


def test_allowance_is_per_address_and_minute() -> None:
    timer = Timer()
    allowance = Allowance(2, timer)
    for _ in range(2):
        assert [allowance.admits("192.0.2.1") for _ in range(3)] == [True, True, False]
        assert allowance.admits("192.0.2.2")
        timer.run_out()


def test_a_long_message_counts_as_several() -> None:
    assert [counted_as(TurnRequest(text="a" * n)) for n in (1, 249, 250, 9_000)] == [1, 1, 2, 5]
    assert counted_as(TurnRequest(payload="/help_helpline")) == 1
    allowance = Allowance(6, Timer())
    assert [allowance.admits("192.0.2.1", n) for n in (5, 1, 1)] == [True, True, False]


def test_allowance_keeps_no_address_and_no_key() -> None:
    timer = Timer()
    allowance = Allowance(2, timer)
    allowance.admits("192.0.2.1")
    first = dict(vars(allowance))
    assert b"192.0.2.1" not in pickle.dumps(first["_counts"])
    assert bytes([192, 0, 2, 1]) not in pickle.dumps(first["_counts"])
    timer.run_out()
    allowance.admits("192.0.2.1")
    second = vars(allowance)
    assert second["_key"] != first["_key"]
    assert not second["_counts"].keys() & first["_counts"].keys()


def test_nothing_of_the_last_minute_is_kept_when_nobody_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the clock of the server's event loop, which runs fast here."""
    monkeypatch.setattr(counting, "WINDOW_SECONDS", 0.01)

    async def a_quiet_night() -> tuple[dict[str, Any], dict[str, Any]]:
        allowance = Allowance(2)
        allowance.admits("192.0.2.1")
        counted = dict(vars(allowance))
        await asyncio.sleep(0.1)
        return counted, vars(allowance)

    counted, kept = asyncio.run(a_quiet_night())
    assert len(counted["_counts"]) == 1
    assert not kept["_counts"]
    assert kept["_key"] != counted["_key"]


def test_an_address_that_is_not_counted_starts_no_minute() -> None:
    timer = Timer()
    assert Allowance(1, timer).admits(None)
    assert not timer.waiting


def test_allowance_is_bounded_and_fails_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_ADDRESSES", 100)
    allowance = Allowance(1, Timer())
    assert all(allowance.admits(f"198.51.{i // 256}.{i % 256}") for i in range(500))
    assert len(allowance) == 100


def test_a_home_counts_once_in_ipv6() -> None:
    allowance = Allowance(1, Timer())
    assert allowance.admits("[2001:db8:0:1::1]")
    assert not allowance.admits("2001:db8:0:1:ffff::2")
    assert allowance.admits("2001:db8:0:2::1")
    assert allowance.admits("unknown")


def test_ipv4_addresses_written_as_ipv6_count_each() -> None:
    """As a server that listens for both sees them."""
    allowance = Allowance(1, Timer())
    assert allowance.admits("::ffff:192.0.2.1")
    assert allowance.admits("::ffff:192.0.2.2")
    assert not allowance.admits("192.0.2.1")


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "counted"),
    [
        (0, "203.0.113.9", "", None),
        (0, "8.8.8.8", "", "8.8.8.8"),
        (0, "127.0.0.1", "", None),
        (0, "::ffff:8.8.8.8", "", "8.8.8.8"),
        (0, "::ffff:172.17.0.1", "", None),
        (0, "172.17.0.1", "", None),
        (0, "", "", None),
        (1, "127.0.0.1", "8.8.8.8", "8.8.8.8"),
        (1, "127.0.0.1", "", None),
    ],
)
def test_who_is_counted(proxies: int, peer: str, forwarded: str, counted: str | None) -> None:
    app = SimpleNamespace(config=SimpleNamespace(PROXIES_COUNT=proxies))
    request: Any = SimpleNamespace(app=app, ip=peer, remote_addr=forwarded)
    assert address(request) == counted


def test_a_turn_turned_away_takes_no_time() -> None:
    counts = Metrics()
    sealer = Sealer((Fernet.generate_key().decode(),), 60)
    never_asked: Any = None
    assert Assistant(never_asked, sealer, metrics=counts).busy(TurnRequest(text="salut")).messages
    assert 'luciole_turns_total{outcome="busy"} 1' in counts.text()
    assert "luciole_turn_seconds_count 0" in counts.text()


def test_no_origin_is_welcome_by_default() -> None:
    assert not is_welcome({"origin": "https://a.example", "host": "b.example"}, frozenset())
    assert not is_welcome({"sec-fetch-site": "same-site"}, frozenset())
    assert is_welcome({"host": "b.example"}, frozenset())


def test_keys_rotate() -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    slots = {"language": "fr"}
    sealed = Sealer((old,), 60).seal(slots)
    assert Sealer((new, old), 60).open(sealed) == slots
    resealed = Sealer((new, old), 60).seal(slots)
    assert Sealer((new,), 60).open(resealed) == slots
    with pytest.raises(StateRefused):
        Sealer((old,), 60).open(resealed)


def test_states_expire() -> None:
    key = Fernet.generate_key().decode()
    sealed = Sealer((key,), 60).seal({"language": "fr"})
    stamped = Fernet(key).decrypt(sealed.encode())
    late = Fernet(key).encrypt_at_time(stamped, Fernet(key).extract_timestamp(sealed.encode()) - 61)
    with pytest.raises(StateRefused):
        Sealer((key,), 60).open(late.decode())


@pytest.mark.parametrize(
    ("slots", "kept"),
    [
        ({"style": "weird"}, {}),
        ({"style": "simple", "page": "x"}, {"style": "simple"}),
        ({"page": {"style": "weird"}}, {}),
        ({"country": "BE", "staying": "ZZ"}, {"country": "BE"}),
        ({"topic": "learn_gone", "last_answer": "utter_gone", "alert": "fire"}, {}),
        ({"told_masking": "yes", "written": True}, {"written": True}),
        ({"country": True, "page": {"country": "BE"}}, {}),
        ({"country": "CH", "page": {"country": "BE"}},) * 2,
        ({"topic": "learn_scams", "last_answer": "utter_learn_scams", "quiz": "habits:q1"},) * 2,
    ],
)
def test_values_of_another_version_are_left_out(
    slots: dict[str, Any], kept: dict[str, Any]
) -> None:
    sealer = Sealer((Fernet.generate_key().decode(),), 60)
    said = {"language": "en"}
    assert sealer.open(sealer.seal({**said, **slots})) == {**said, **kept}


def test_without_a_language_the_page_chooses_again() -> None:
    sealer = Sealer((Fernet.generate_key().decode(),), 60)
    assert sealer.open(sealer.seal({"language": "de", "page": {"language": "fr"}})) == {}


def test_words_are_never_sealed() -> None:
    sealer = Sealer((Fernet.generate_key().decode(),), 60)
    slots = {
        "language": "fr",
        "topic": "je m'appelle Emma",
        "country": "B\n",
        "text": "x",
        "quiz": 3,
    }
    assert sealer.open(sealer.seal(slots)) == {"language": "fr"}
    assert is_code({"language": "fr", "country": None})
    assert not is_code({"language": "deux mots"})
    assert not is_code(["fr"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LUCIOLE_STATE_KEYS", "short"),
        ("LUCIOLE_STATE_MINUTES", "0"),
        ("LUCIOLE_STATE_MINUTES", "²"),
        ("LUCIOLE_ORIGINS", "ngo.example"),
        ("LUCIOLE_ORIGINS", "https://ngo.example/page"),
        ("LUCIOLE_PROXIES", "-1"),
        ("LUCIOLE_MESSAGES_PER_MINUTE", "3"),
        ("LUCIOLE_COUNTS_DIR", "/nowhere"),
        ("LUCIOLE_REVIEWS_DIR", "/nowhere"),
    ],
)
def test_bad_settings_name_themselves(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(settings.SettingsError, match=name):
        settings.load()
