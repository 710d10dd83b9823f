"""The door: who may post, how often, and what every response says about itself.

Cross-site requests are told by what the browser itself says (`Sec-Fetch-Site`, `Origin`), as
datasette and Go's net/http do, so that no token, session or cookie is needed.
"""

import asyncio
import ipaddress
import secrets
from collections.abc import Callable, Mapping
from contextvars import Context
from hashlib import blake2b
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse, empty, json
from sanic.router import Router

from luciole.settings import Settings

WINDOW_SECONDS = 60.0
MOST_ADDRESSES = 20_000
PREFLIGHT_SECONDS = "600"
REFUSED = "this site may not use the assistant: its operator allows sites in LUCIOLE_ORIGINS"
_READING = ("GET", "HEAD")
_OWN = ("same-origin", "none")

# A page or file that needs other values sets them itself.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
    "interest-cohort=(), browsing-topics=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


class ForgetfulRouter(Router):
    """Sanic's router without its cache, which keeps the last 1024 paths and Host headers."""

    def get(self, path: str, method: str, host: str | None) -> Any:  # type: ignore[override]
        return self._get(path, method, host)


# Calls the function after so many seconds.
Later = Callable[[float, Callable[[], None]], None]


def call_later(seconds: float, act: Callable[[], None]) -> None:
    """On the running event loop; in an empty context, as a timer keeps its own alive."""
    asyncio.get_running_loop().call_later(seconds, act, context=Context())


class Allowance:
    """Counts messages per address and minute without keeping addresses.

    An address is only ever held as a keyed BLAKE2 hash. The key is random, exists in memory alone
    and is replaced with all counts a minute after the first was counted, whether others follow or
    not: afterwards nobody, not even who reads this process's memory, can tell whether an address
    was here. At most `MOST_ADDRESSES` are counted; further ones are let in, since refusing a child
    is worse than serving a flood.
    """

    def __init__(self, a_minute: int, later: Later = call_later) -> None:
        self._a_minute = a_minute
        self._later = later
        self._renew()

    def __len__(self) -> int:
        return len(self._counts)

    def admits(self, address: str | None, messages: int = 1) -> bool:
        """Counts messages; False when the address has used up its minute. None: not counted."""
        if address is None:
            return True
        if not self._counts:
            self._later(WINDOW_SECONDS, self._renew)
        hashed = blake2b(_network(address), key=self._key, digest_size=16).digest()
        if hashed not in self._counts and len(self._counts) >= MOST_ADDRESSES:
            return True
        self._counts[hashed] = self._counts.get(hashed, 0) + messages
        return self._counts[hashed] <= self._a_minute

    def _renew(self) -> None:
        self._key = secrets.token_bytes(32)
        self._counts: dict[bytes, int] = {}


def install(app: Sanic, chosen: Settings) -> None:
    """Checks every request and completes every response of the app."""
    app.config.PROXIES_COUNT = chosen.proxies
    # uvloop reads every request into one buffer of 256 kB that is never wiped; asyncio's are freed.
    # Sanic's parts set it when they are imported, whatever the configuration says.
    app.config.USE_UVLOOP = False
    asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())

    async def check(request: Request) -> HTTPResponse | None:
        if is_preflight(request):
            known = request.headers.get("origin") in chosen.origins
            return empty(204 if known else 403)
        if request.method not in _READING and not is_welcome(request.headers, chosen.origins):
            return json({"error": REFUSED}, status=403)
        return None

    async def complete(request: Request, response: BaseHTTPResponse) -> None:
        for name, value in {**HEADERS, **cors_headers(request, chosen.origins)}.items():
            response.headers.setdefault(name, value)

    app.register_middleware(check, "request")
    app.register_middleware(complete, "response")


def is_preflight(request: Request) -> bool:
    """Whether a browser asks leave for another site's request."""
    return request.method == "OPTIONS" and "access-control-request-method" in request.headers


def is_welcome(headers: Mapping[str, str], origins: frozenset[str]) -> bool:
    """Whether a request that does something comes from our own pages, an allowed site, or no
    browser at all (which could claim anything)."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin in origins or site in _OWN:
        return True
    if site is not None:
        return False
    return origin is None or origin.partition("://")[2] == headers.get("host")


def cors_headers(request: Request, origins: frozenset[str]) -> dict[str, str]:
    """What lets an allowed site read the response. The directory is public: any site may."""
    if request.method in _READING and request.path.startswith("/helplines/"):
        return {"Access-Control-Allow-Origin": "*"}
    origin = request.headers.get("origin")
    allowed = {"Vary": "Origin"}
    if origin in origins:
        allowed["Access-Control-Allow-Origin"] = origin
        if is_preflight(request):
            allowed["Access-Control-Allow-Methods"] = "POST"
            allowed["Access-Control-Allow-Headers"] = "content-type"
            allowed["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
    return allowed


def address(request: Request) -> str | None:
    """The address to count messages by: of the client as our proxies name it, else the peer's.

    None when many people may stand behind it: a peer on this machine or in a private network is a
    proxy that LUCIOLE_PROXIES does not tell of, and must not share one allowance among all.
    """
    if request.app.config.PROXIES_COUNT:
        return request.remote_addr or None
    try:
        peer = _parsed(request.ip)
    except ValueError:
        return None
    return str(peer) if peer.is_global else None


def _network(address: str) -> bytes:
    """The address; of an IPv6 one its /64, which is what one connection at home is given."""
    try:
        parsed = _parsed(address.strip("[]"))
    except ValueError:
        return address.encode()
    return parsed.packed[:8] if parsed.version == 6 else parsed.packed


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address, an IPv4 one that is written as IPv6 taken for what it is. Raises ValueError."""
    parsed = ipaddress.ip_address(address)
    return (parsed.version == 6 and parsed.ipv4_mapped) or parsed
