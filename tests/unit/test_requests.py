"""What a page may ask: what is mended on the way in, and what a text that is too long loses."""

import pytest

from luciole.channel.requests import (
    MAX_TEXT_CHARACTERS,
    BadRequest,
    TurnRequest,
    capped,
    turn_request,
)


@pytest.mark.parametrize(
    "wrong",
    [
        {"country": "UK"},
        {"country": ""},
        {"style": "loud"},
        {"language": "de"},
        {"country": "UK", "style": "loud", "language": "de"},
    ],
)
def test_what_a_site_chose_wrongly_is_as_if_not_chosen(wrong: dict[str, str]) -> None:
    assert turn_request({"text": "a", **wrong}) == TurnRequest(text="a")


def test_what_a_site_chose_well_stays() -> None:
    chosen = {"country": "GB", "style": "simple", "language": "en"}
    assert turn_request({"text": "a", **chosen}) == TurnRequest(text="a", **chosen)


def test_a_country_counts_in_small_letters_too() -> None:
    assert turn_request({"text": "a", "country": "be"}) == TurnRequest(text="a", country="BE")


def test_a_text_that_is_too_long_keeps_its_beginning_and_its_end() -> None:
    read = capped("on rentre. " + "bla " * 5_000 + "il me frappe")
    assert read.startswith("on rentre. ")
    assert read.endswith(" il me frappe")
    assert MAX_TEXT_CHARACTERS - 20 < len(read) <= MAX_TEXT_CHARACTERS


@pytest.mark.parametrize("text", ["x" * 1_000, "😀" * 1_000, "un deux\ntrois"])
def test_a_text_within_the_limit_stays_as_it_is(text: str) -> None:
    assert capped(text) == text


@pytest.mark.parametrize("text", ["x" * 1_001, "😀" * 4_000, "a " * 4_000, "1 " * 4_000])
def test_every_text_fits(text: str) -> None:
    assert 0 < len(capped(text)) <= MAX_TEXT_CHARACTERS


def test_blanks_make_no_text_too_long() -> None:
    assert turn_request({"text": " " * 2_000 + "salut"}) == TurnRequest(text="salut")
    with pytest.raises(BadRequest):
        turn_request({"text": " " * 2_000})


@pytest.mark.parametrize("personal", ["lea.martin@example.org", "06 12 34 56 78", "+33612345678"])
def test_no_half_of_something_personal_is_left(personal: str) -> None:
    """Wherever the cut falls: the masking would not recognise it."""
    for count in range(220, 270):
        for text in ("a " * count + personal + " b" * 900, "a " * 900 + personal + " b" * count):
            assert not set(capped(text).replace(personal, "")) - set("ab …"), count
