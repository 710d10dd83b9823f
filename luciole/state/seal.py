"""The conversation's state, sealed: what the page holds and the server forgets.

Fernet (AES-128-CBC with HMAC-SHA256, from the `cryptography` package) gives encryption,
authentication, a timestamp for expiry and, as MultiFernet, key rotation.
"""

import json
import re
import time
import zlib
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

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
    "told_masking",
    "asked_country",
    "asked",
    "written",
    "quiz",
    "page",
)
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
        return {name: slots[name] for name in SEALED_SLOTS if name in slots}


def is_code(value: Any) -> bool:
    """Whether the value is true, false, a name of ours, or a mapping to such."""
    if isinstance(value, Mapping):
        return all(v is None or is_code(v) for v in value.values())
    return isinstance(value, bool) or (isinstance(value, str) and bool(_CODE.fullmatch(value)))
