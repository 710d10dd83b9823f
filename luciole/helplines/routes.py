"""The directory over HTTP: JSON for pages and programs, and a page to print for a school wall.

The directory is public, takes no credentials and says nothing of who asks, so any site may read
it: luciole.channel.guard answers `Access-Control-Allow-Origin: *`. An ETag spares a phone what it
has already; it must ask every time, because what is open now changes.
"""

import base64
import gzip
import hashlib
import json
from typing import Any

from sanic import Sanic
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw

from luciole.answers.store import LANGUAGES
from luciole.helplines.page import STYLE, render
from luciole.helplines.reply import countries_message, country_message, directory

_JSON = "application/json; charset=utf-8"
_HTML = "text/html; charset=utf-8"
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


def register(app: Sanic) -> None:
    """Adds the directory to the server."""
    app.add_route(countries, "/helplines/countries.json")
    app.add_route(country, "/helplines/<name:str>")


async def countries(request: Request) -> HTTPResponse:
    """Every country covered."""
    return _respond(request, _dump(countries_message(_language(request))), _JSON)


async def country(request: Request, name: str) -> HTTPResponse:
    """One country: `BE.json` for programs, `BE` for paper."""
    language, code = _language(request), name.removesuffix(".json")
    if code != name:
        found = country_message(code, language)
        body, kind = _dump(found) if found else None, _JSON
    else:
        body, kind = render(directory(), code, language), _HTML
    if body is None:
        raise NotFound("no such country")
    return _respond(request, body, kind)


def _language(request: Request) -> str:
    language = request.args.get("language", "fr")
    if language not in LANGUAGES:
        raise NotFound("no such language")
    return str(language)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _respond(request: Request, text: str, kind: str) -> HTTPResponse:
    """The text, compressed if the client can read that; nothing if it has this very text."""
    body = text.encode()
    # Weak: the same words, compressed or not.
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"Cache-Control": "public, no-cache", "ETag": tag, "Vary": "Accept-Encoding"}
    if kind == _HTML:
        headers["Content-Security-Policy"] = _POLICY
    if tag in request.headers.get("if-none-match", ""):
        return empty(304, headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return raw(body, headers=headers, content_type=kind)
