"""The door under anything: only what the assistant offers comes in, all else is refused by name."""

import json
from typing import Any

import pytest
from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st

from luciole.channel.payloads import (
    PayloadRefused,
    offered_intents,
    offered_values,
    parse_payload,
)
from luciole.channel.requests import BadRequest, TurnRequest, turn_request
from luciole.channel.typed_taps import typed_tap
from luciole.quizzes import game_ids
from luciole.state.seal import Sealer, StateRefused

FUZZ = settings(max_examples=500, deadline=None, derandomize=True)
SEALER = Sealer((Fernet.generate_key().decode(),), 3_600)
VALUES = {
    (intent, entity, value)
    for intent, entities in offered_values().items()
    for entity, values in entities.items()
    for value in values
}
OFFERED = sorted(
    {f"/{intent}" for intent in offered_intents()}
    | {f"/{intent}{json.dumps({entity: value})}" for intent, entity, value in VALUES}
)
CHARACTERS = st.one_of(st.sampled_from('/{}[]":,_ aA1é\0\n\ud800'), st.characters())
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = st.sampled_from(("text", "payload", "state", "language", "country", "style"))


def taken(payload: str) -> bool:
    """Whether it comes in; fails if what comes in is not offered."""
    try:
        parsed = parse_payload(payload)
    except PayloadRefused:
        return False
    intent = parsed["intent"]["name"]
    assert intent in offered_intents()
    for found in parsed["entities"]:
        assert (intent, found["entity"], found["value"]) in VALUES
    assert parsed["text"] == ""
    return True


@FUZZ
@given(payload=st.sampled_from(OFFERED))
def test_all_that_is_offered_comes_in(payload: str) -> None:
    assert taken(payload)


@FUZZ
@given(
    payload=st.sampled_from(OFFERED),
    edits=st.lists(st.tuples(st.integers(0, 60), CHARACTERS, st.booleans()), max_size=4),
)
def test_nothing_else_comes_in(payload: str, edits: list[tuple[int, str, bool]]) -> None:
    for at, character, replaced in edits:
        payload = payload[:at] + character + payload[at + replaced :]
    taken(payload)


@FUZZ
@given(intent=st.sampled_from(sorted(offered_intents())), entities=JSON)
def test_no_other_value_comes_in(intent: str, entities: Any) -> None:
    taken(f"/{intent}{json.dumps(entities)}")


@FUZZ
@given(body=st.one_of(JSON, st.dictionaries(FIELDS, st.one_of(JSON, st.text()), max_size=4)))
def test_a_request_is_whole_or_refused(body: Any) -> None:
    try:
        request = turn_request(body)
    except BadRequest:
        return
    assert (request.text is None) != (request.payload is None)
    (request.text or "").encode()


@FUZZ
@given(
    text=st.text(max_size=40) | st.sampled_from(("a", "B", "pourquoi ?", "forget", "Firefly")),
    game=st.sampled_from(sorted(game_ids())),
    step=st.text("q0123456789:_", max_size=6),
)
def test_a_typed_tap_is_an_offered_one(text: str, game: str, step: str) -> None:
    """Wherever in a quiz the state claims to be."""
    tap = typed_tap(text, {"quiz": f"{game}:{step}", "topic": "learn_sexting", "language": "fr"})
    assert tap is None or taken(tap)


@FUZZ
@given(state=st.text(max_size=200) | st.from_regex(r"gAAAA[\w-]{60,120}={0,2}", fullmatch=True))
def test_no_foreign_state_is_opened(state: str) -> None:
    with pytest.raises(StateRefused):
        SEALER.open(state)


@FUZZ
@given(at=st.integers(0, 10_000), character=st.characters(categories=("L", "N", "P")))
def test_no_altered_state_is_opened(at: int, character: str) -> None:
    sealed = SEALER.seal({"language": "fr", "topic": "learn_sexting"})
    at %= len(sealed)
    altered = sealed[:at] + character + sealed[at + 1 :]
    if altered != sealed and not at > len(sealed) - 4:
        with pytest.raises(StateRefused):
            SEALER.open(altered)


def test_a_request_without_words_is_refused() -> None:
    with pytest.raises(BadRequest):
        turn_request({"text": "\u0000\ud800"})
    assert turn_request({"text": "a\u0000"}) == TurnRequest(text="a")
