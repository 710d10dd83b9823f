"""The pages around the widget, as the server gives them."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from luciole.helplines.reply import directory
from luciole.widget import demo, register

ROUTES: dict[str, Any] = {}
APP: Any = SimpleNamespace(add_route=lambda handler, path: ROUTES.update({path: handler}))
register(APP)


@pytest.mark.parametrize(("asked", "shown"), [("be", "BE"), ("BE", "BE"), ("UK", ""), ('"', "")])
async def test_the_frame_knows_a_country_in_small_letters(asked: str, shown: str) -> None:
    request: Any = SimpleNamespace(args={"country": asked})
    page = ((await ROUTES["/frame"](request)).body or b"").decode()
    assert f'country="{shown}"' in page


@pytest.mark.parametrize(("language", "title"), [("fr", "Des gens"), ("en", "People who")])
@pytest.mark.parametrize(("country", "place"), [("CH", "CH"), ("JP", "ZZ"), ("", "ZZ")])
async def test_the_frame_leads_to_help_without_scripts(
    language: str, title: str, country: str, place: str
) -> None:
    request: Any = SimpleNamespace(args={"country": country, "lang": language})
    page = ((await ROUTES["/frame"](request)).body or b"").decode()
    link = f'<noscript><p><a href="/helplines/{place}?language={language}" target="_top">{title}'
    assert link in page


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_demo_page_leads_to_help_without_scripts(language: str) -> None:
    request: Any = SimpleNamespace(args={"lang": language})
    page = ((await demo(request)).body or b"").decode()
    [place] = re.findall(rf'<noscript>.*href="/helplines/(..)\?language={language}"', page)
    assert directory().country(place)
