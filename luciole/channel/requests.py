"""What a page may ask, checked field by field."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from luciole.answers.store import LANGUAGES, STYLES
from luciole.channel.payloads import MAX_PAYLOAD_CHARACTERS
from luciole.countries import country_codes
from luciole.errors import Mendable

MAX_TEXT_CHARACTERS = 1_000
_FIELDS = {"text", "payload", "state", "language", "country", "style"}
_LEFT_OUT = " … "
_NUMBER = "0123456789 +-./()"


class BadRequest(Mendable):
    """The request breaks the contract; the message is a short reason for the developer."""


@dataclass(frozen=True)
class TurnRequest:
    """One message of a page: either text, however long, or payload."""

    text: str | None = None
    payload: str | None = None
    state: str | None = None
    language: str = "fr"
    country: str | None = None
    style: str | None = None


def turn_request(body: Any) -> TurnRequest:
    """The checked request. Raises BadRequest naming the field that is wrong."""
    if not isinstance(body, dict):
        raise BadRequest("the body must be a JSON object")
    if not body.keys() <= _FIELDS:
        raise BadRequest(f"unknown field: known are {', '.join(sorted(_FIELDS))}")
    fields = {name: value for name, value in body.items() if value is not None}
    if not all(isinstance(value, str) for value in fields.values()):
        raise BadRequest("every field must be a string")
    if "text" in fields:
        fields["text"] = readable(fields["text"]).strip()
    if "country" in fields:
        fields["country"] = fields["country"].upper()
    # What the site chose wrongly is as if not chosen: it must not cost the child the answer.
    choices = {"language": LANGUAGES, "style": STYLES, "country": country_codes()}
    known = {k: v for k, v in fields.items() if k not in choices or v in choices[k]}
    request = TurnRequest(**known)
    check(request)
    return request


def readable(text: str) -> str:
    """The text without what no person types: control characters and halves of characters."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def capped(whole: str) -> str:
    """The text; of one that is too long the beginning and the end, where the point often comes."""
    if len(whole) <= MAX_TEXT_CHARACTERS:
        return whole
    half = (MAX_TEXT_CHARACTERS - len(_LEFT_OUT)) // 2
    # Not within a word or a number: of half an address nobody could tell that it is personal.
    beginning = whole[:half].rsplit(maxsplit=1)[0].rstrip(_NUMBER)
    end = whole[-half:].split(maxsplit=1)[-1].lstrip(_NUMBER)
    return f"{beginning}{_LEFT_OUT}{end}"


def check(request: TurnRequest) -> None:
    """Raises BadRequest for the first field outside its limits."""
    if (request.text is None) == (request.payload is None):
        raise BadRequest("send either text or payload")
    if request.text is not None and not request.text.strip():
        raise BadRequest("text is empty")
    if request.payload is not None and len(request.payload) > MAX_PAYLOAD_CHARACTERS:
        raise BadRequest("payload is too long")
