"""Settings from the environment. Every name is documented in docs/operate.md."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.fernet import Fernet

from luciole.errors import Mendable

DEFAULT_STATE_MINUTES = 30
# A class behind one address of its school writes less than this.
DEFAULT_MESSAGES_PER_MINUTE = 240


class SettingsError(Mendable):
    """A setting is missing or unsafe; the message says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """What a deployment may choose.

    state_keys: Fernet keys, newest first; the first seals, all open.
    state_seconds: how long a sealed conversation can be continued.
    origins: sites other than our own that may embed the widget.
    proxies: how many proxies of ours a request passes, each adding to X-Forwarded-For.
    messages_per_minute: of one address, per process; more get a short answer with help services.
    counts_dir: where anonymous daily totals are written; None counts nothing.
    reviews_dir: where the console's signatures are kept; None is the repository's own folder.
    """

    state_keys: tuple[str, ...]
    state_seconds: int = DEFAULT_STATE_MINUTES * 60
    origins: frozenset[str] = field(default_factory=frozenset)
    review_secret: str | None = None
    proxies: int = 0
    messages_per_minute: int = DEFAULT_MESSAGES_PER_MINUTE
    counts_dir: Path | None = None
    reviews_dir: Path | None = None


def load() -> Settings:
    """The settings of this process. Raises SettingsError on a malformed value."""
    keys = tuple(k for k in os.environ.get("LUCIOLE_STATE_KEYS", "").split(",") if k)
    for key in keys:
        _check_key(key)
    sites = os.environ.get("LUCIOLE_ORIGINS", "").split(",")
    origins = frozenset(site.strip().rstrip("/") for site in sites if site.strip())
    for origin in origins:
        if not origin.startswith(("https://", "http://")) or origin.count("/") != 2:
            raise SettingsError(
                f"LUCIOLE_ORIGINS: '{origin}' must look like https://www.example.org."
            )
    return Settings(
        state_keys=keys or (Fernet.generate_key().decode(),),
        state_seconds=_number("LUCIOLE_STATE_MINUTES", DEFAULT_STATE_MINUTES, 1, 24 * 60) * 60,
        origins=origins,
        review_secret=os.environ.get("LUCIOLE_REVIEW_SECRET") or None,
        proxies=_number("LUCIOLE_PROXIES", 0, 0, 5),
        messages_per_minute=_number(
            "LUCIOLE_MESSAGES_PER_MINUTE", DEFAULT_MESSAGES_PER_MINUTE, 10, 1_000_000
        ),
        counts_dir=_folder("LUCIOLE_COUNTS_DIR"),
        reviews_dir=reviews_dir(),
    )


def reviews_dir() -> Path | None:
    """That setting alone, for commands that need no other. Raises SettingsError."""
    return _folder("LUCIOLE_REVIEWS_DIR")


def _number(name: str, default: int, least: int, most: int) -> int:
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise SettingsError(f"{name} must be a whole number from {least} to {most}.")
    return int(value)


def _folder(name: str) -> Path | None:
    value = os.environ.get(name)
    if not value:
        return None
    if not Path(value).is_dir() or not os.access(value, os.W_OK):
        raise SettingsError(f"{name} must be an existing folder that this process may write to.")
    return Path(value)


def _check_key(key: str) -> None:
    try:
        Fernet(key)
    except ValueError as error:
        raise SettingsError(
            "LUCIOLE_STATE_KEYS holds a key that is not 32 url-safe base64 bytes: "
            "make one with `luciole key`."
        ) from error
