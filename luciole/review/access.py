"""Who may enter the console, and which requests are its own.

The secret opens a session: an encrypted token that expires, in a cookie that scripts cannot read,
that other sites cannot send and that the browser sends to /review only. The chat sets no cookie.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from sanic.request import Request
from sanic.response import HTTPResponse

from luciole.settings import SettingsError

COOKIE = "luciole_review"
IDLE_SECONDS = 60 * 60
FEWEST_CHARACTERS = 20


@dataclass(frozen=True)
class Session:
    """Who signs, as they said themselves, and the language they read the console in."""

    role: str
    initials: str
    language: str


class Door:
    """Checks the secret; makes and opens sessions. Every process with the secret knows them."""

    def __init__(self, secret: str) -> None:
        if len(secret) < FEWEST_CHARACTERS:
            raise SettingsError(
                f"LUCIOLE_REVIEW_SECRET must have at least {FEWEST_CHARACTERS} characters: "
                "make one with `luciole key`."
            )
        self._secret = secret.encode()
        key = hashlib.sha256(b"luciole review session\0" + self._secret).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def knows(self, secret: str) -> bool:
        """Whether this is the secret, in the same time for every wrong one."""
        return hmac.compare_digest(secret.encode(), self._secret)

    def token(self, session: Session) -> str:
        return self._fernet.encrypt(json.dumps(asdict(session)).encode()).decode()

    def session(self, token: str | None) -> Session | None:
        """The session of a token, None if it is not ours or an hour has passed."""
        try:
            opened = self._fernet.decrypt((token or "").encode(), ttl=IDLE_SECONDS)
        except InvalidToken:
            return None
        return Session(**json.loads(opened))


def is_own(request: Request) -> bool:
    """Whether a page of ours sent this form: browsers say where a POST comes from."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = urlsplit(request.headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == request.host


def keep(response: HTTPResponse, token: str) -> None:
    """Sets the session's cookie. `Secure`: over HTTPS, or on this machine, only."""
    set_cookie(response, token, IDLE_SECONDS)


def forget(response: HTTPResponse) -> None:
    set_cookie(response, "", 0)


def set_cookie(response: HTTPResponse, value: str, seconds: int) -> None:
    response.cookies[COOKIE] = value
    for name, setting in {
        "path": "/review",
        "max-age": seconds,
        "httponly": True,
        "secure": True,
        "samesite": "Strict",
    }.items():
        response.cookies[COOKIE][name] = setting
