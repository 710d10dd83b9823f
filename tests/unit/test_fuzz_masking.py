"""Masking under any text: it never fails, adds nothing but marks, and says the same twice."""

import json
import re

import phonenumbers
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from work import steps

from luciole import paths
from luciole.channel.requests import readable
from luciole.privacy.redact import look, redact
from luciole.privacy.sentences import apart
from luciole.privacy.text import cleaned

KINDS = (
    "name", "phone", "email", "handle", "link", "address", "school", "birthdate", "iban",
    "coordinates", "plate", "number",
)  # fmt: skip
# What detectors look at, so that examples reach them: lead-ins, data, separators, traps.
PIECES = (
    "je m'appelle ", "my name is ", "moi c'est ", "mon snap ", "my insta is ", "mon num ",
    "call me on ", "j'habite au ", "i live at ", "rue de ", "street", "né le ", "born on ",
    "collège ", "high school ", " à Lyon", "Léa", "kevin", "MARTIN", "emma wilson", "mme ", "mr ",
    "06 12 34 56 78", "+32 470 12 34 56", "six douze ", "oh seven ", "double ", "lea@free.fr",
    "point", " arobase ", "@", ".", "-", "_", "/", ":", ",", "'", "’", "\n", "\t", " ", "  ",
    "[name]", "[phone", "]", "[", "FR76 3000 6000 0112 3456 7890 189", "51.5074, -0.1278",
    "AB12 CDE", "12/03/2011", "119", "3018", "116 111", "14", "12", "http://", "www.", ".com",
    "😢", "❤️", "\u200b", "\u0301", "é", "İ", "ß", "ﬁ", "٣", "０６", "\0", "a", "un ", "et ",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=14).map(
    lambda pieces: readable("".join(pieces))
)
MESSAGES = [
    json.loads(line)["text"]
    for line in (paths.ROOT / "bench/privacy/development.jsonl").open(encoding="utf-8")
]
FLAG = "(?:[\U0001f1e6-\U0001f1ff]{2})?"  # of the country that a school or an address tells
MARK = re.compile(rf"\[({'|'.join(KINDS)})\]")
WORDS = st.sampled_from(("ok", "et", "alors", "she", "said", "non", "hier", "please", "😢", "!!"))
FUZZ = settings(max_examples=400, deadline=None, derandomize=True)


@FUZZ
@given(text=TEXTS)
def test_only_marks_are_added(text: str) -> None:
    """What is left of the message stands in it, in the same order, sentences parted."""
    result = redact(text)
    if not result.kinds:
        assert result.text == text
        return
    assert set(result.kinds) <= set(KINDS)
    at, original = 0, apart(cleaned(text))
    for piece in re.split(rf"\[(?:{'|'.join(result.kinds)})\]{FLAG}", result.text):
        found = original.find(piece, at)
        assert found >= 0, piece
        at = found + len(piece)


@FUZZ
@given(
    messages=st.lists(st.sampled_from(MESSAGES), min_size=1, max_size=3),
    between=st.sampled_from((" ", ". ", ", ", "\n", " et ", " ... ")),
)
def test_masked_text_stays_as_it_is(messages: list[str], between: str) -> None:
    """The browser masks first: what it masked must not be masked again, nor anything beside it."""
    once = redact(between.join(messages))
    assert redact(once.text).text == once.text


@FUZZ
@given(text=TEXTS)
def test_marks_survive(text: str) -> None:
    """Whatever a second look finds besides."""
    once = redact(text).text
    twice = iter(MARK.findall(redact(once).text))
    assert all(mark in twice for mark in MARK.findall(once))


@FUZZ
@given(
    region=st.sampled_from(("FR", "BE", "CH", "LU", "CA", "GB", "IE", "US", "SN", "MA")),
    form=st.sampled_from(("E164", "INTERNATIONAL", "NATIONAL")),
    before=st.lists(WORDS, max_size=5),
    after=st.lists(WORDS, max_size=5),
)
def test_a_phone_number_goes_whatever_stands_beside_it(
    region: str, form: str, before: list[str], after: list[str]
) -> None:
    number = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    assume(number is not None)
    written = phonenumbers.format_number(number, getattr(phonenumbers.PhoneNumberFormat, form))
    result = redact(" ".join([*before, written, *after]))
    assert not any(character.isdigit() for character in result.text)


@FUZZ
@given(
    local=st.from_regex(r"[a-z][a-z0-9]{0,8}([._-][a-z0-9]{1,6})?", fullmatch=True),
    domain=st.from_regex(r"[a-z][a-z0-9-]{0,8}[a-z0-9]\.(com|fr|be|co\.uk|org)", fullmatch=True),
    before=st.lists(WORDS, max_size=5),
    after=st.lists(WORDS, max_size=5),
)
def test_an_address_goes_whatever_stands_beside_it(
    local: str, domain: str, before: list[str], after: list[str]
) -> None:
    result = redact(" ".join([*before, f"{local}@{domain}", *after]))
    assert "email" in result.kinds
    assert domain not in result.text
    assert "@" not in result.text


@settings(max_examples=80, deadline=None, derandomize=True)
@given(unit=st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join))
def test_work_grows_with_length_only(unit: str) -> None:
    short, long = (steps(lambda n=n: look((unit * n)[:n])) for n in (1000, 2000))
    assert long <= 2.5 * short + 500
