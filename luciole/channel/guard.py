"""The door: which sites may post, and what every response says about itself.

Cross-site requests are told by what the browser itself says (`Sec-Fetch-Site`, `Origin`), as
datasette and Go's net/http do, so that no token, session or cookie is needed.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse, empty, json
from sanic.router import Router

from luciole.settings import Settings

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
