"""The conversation's state, sealed: what the page holds and the server forgets.

Fernet (AES-128-CBC with HMAC-SHA256, from the `cryptography` package) gives encryption,
authentication, a timestamp for expiry and, as MultiFernet, key rotation.
"""

import json
import re
import time
import zlib
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from luciole.answers.store import LANGUAGES, STYLES, words
from luciole.countries import country_codes
from luciole.intents import SITUATIONS, intents
from luciole.nlu.expressions import KINDS
from luciole.quizzes import STEP

MAX_STATE_CHARACTERS = 4_000

# The explicit list of what may leave a turn. Names and short codes only, never words of a person:
# a value that is anything else stays behind, whatever put it there.
SEALED_SLOTS = (
    "language",
    "style",
    "country",
    "staying",
    "topic",
    "part",
    "last_answer",
    "interrupted",
    "alert",
    "injured",
    "told_masking",
    "asked_country",
    "asked",
    "written",
    "quiz",
    "page",
)
_FLAGS = {"injured", "told_masking", "asked_country", "written"}
# What a page may choose too (luciole.assistant.with_page).
_CHOSEN = {"language", "style", "country"}
_CODE = re.compile(r"[A-Za-z0-9_:.-]{1,80}")


class StateRefused(Exception):
    """The sealed state is altered, expired, or of a key this server does not know."""


class Sealer:
    """Seals and opens states with a list of keys, newest first."""

    def __init__(self, keys: tuple[str, ...], seconds: int) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._seconds = seconds

    def seal(self, slots: Mapping[str, Any]) -> str:
        """An opaque string of at most MAX_STATE_CHARACTERS that only `open` can read."""
        kept = {name: slots[name] for name in SEALED_SLOTS if is_code(slots.get(name))}
        return self._fernet.encrypt(zlib.compress(json.dumps(kept).encode(), 9)).decode()

    def open(self, state: str) -> dict[str, Any]:
        """The slots of a sealed state. Raises StateRefused for anything we did not just seal."""
        if len(state) > MAX_STATE_CHARACTERS:
            raise StateRefused
        try:
            slots = json.loads(zlib.decompress(self._fernet.decrypt(state.encode())))
            sealed_at = self._fernet.extract_timestamp(state.encode())
        except (InvalidToken, ValueError, zlib.error) as error:
            raise StateRefused from error
        # Fernet's own check refuses states from the future: of a server whose clock is ahead.
        if time.time() - sealed_at > self._seconds:
            raise StateRefused
        known = {name: slots[name] for name in SEALED_SLOTS if is_known(name, slots.get(name))}
        # A choice of the page that is lost counts as new again.
        if "language" not in known or _CHOSEN & (slots.keys() - known.keys()):
            known.pop("page", None)
        return known


def is_known(name: str, value: Any) -> bool:
    """Whether the code and content of this server can work with the value; those of another
    version, whose states are as rightly sealed, may have had other ones."""
    if name == "page":
        return isinstance(value, Mapping) and all(
            v is None or is_known(k, v) for k, v in value.items()
        )
    if name in _FLAGS:
        return isinstance(value, bool)
    return isinstance(value, str) and (name not in values() or value in values()[name])


@lru_cache(maxsize=1)
def values() -> dict[str, Container[str]]:
    """Slot -> all that it can hold, where that is a list."""
    answers = {*words()["fr"].answers, STEP}
    return {
        "language": LANGUAGES,
        "style": STYLES,
        "alert": KINDS,
        "topic": {*intents(), *SITUATIONS},
        **dict.fromkeys(("country", "staying"), country_codes()),
        **dict.fromkeys(("part", "last_answer", "interrupted"), answers),
    }


def is_code(value: Any) -> bool:
    """Whether the value is true, false, a name of ours, or a mapping to such."""
    if isinstance(value, Mapping):
        return all(v is None or is_code(v) for v in value.values())
    return isinstance(value, bool) or (isinstance(value, str) and bool(_CODE.fullmatch(value)))
