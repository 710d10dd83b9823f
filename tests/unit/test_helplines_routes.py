"""The directory over HTTP: JSON and the page to print."""

import gzip
import json
from types import SimpleNamespace
from typing import Any

import pytest
from sanic.exceptions import NotFound
from sanic.response import HTTPResponse

from luciole.helplines.routes import countries, country


async def get(name: str, language: str | None = None, **headers: str) -> HTTPResponse:
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    request: Any = SimpleNamespace(args={"language": language} if language else {}, headers=sent)
    return await (countries(request) if name == "countries.json" else country(request, name))


async def test_json_plain_and_compressed_are_the_same_words() -> None:
    plain = await get("BE.json", "en")
    packed = await get("BE.json", "en", accept_encoding="br, gzip")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body or b"") == plain.body
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert json.loads(plain.body or b"")["country"] == "BE"


@pytest.mark.parametrize("name", ["BE.json", "countries.json", "BE"])
async def test_what_a_client_has_is_not_sent_again(name: str) -> None:
    first = await get(name)
    again = await get(name, if_none_match=first.headers["ETag"], accept_encoding="gzip")
    assert again.status == 304
    assert not again.body
    assert again.headers["ETag"] == first.headers["ETag"]
    other = await get(name, "en", if_none_match=first.headers["ETag"])
    assert other.status == 200


async def test_it_must_be_asked_for_again_because_hours_pass() -> None:
    assert "no-cache" in (await get("FR.json")).headers["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "language"), [("JP.json", "fr"), ("JP", "fr"), ("BE.json", "de"), ("", "fr")]
)
async def test_what_we_do_not_have_is_not_found(name: str, language: str) -> None:
    with pytest.raises(NotFound):
        await get(name, language)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_page_to_print_that_runs_nothing(language: str) -> None:
    response = await get("be", language)
    page = (response.body or b"").decode()
    assert response.content_type == "text/html; charset=utf-8"
    assert f'<html lang="{language}">' in page
    assert f'href="?language={"en" if language == "fr" else "fr"}"' in page
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script" not in policy
