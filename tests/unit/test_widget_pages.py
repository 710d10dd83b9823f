"""The pages around the widget, as the server gives them."""

from types import SimpleNamespace
from typing import Any

import pytest

from luciole.widget import frame


@pytest.mark.parametrize(("asked", "shown"), [("be", "BE"), ("BE", "BE"), ("UK", ""), ('"', "")])
async def test_the_frame_knows_a_country_in_small_letters(asked: str, shown: str) -> None:
    request: Any = SimpleNamespace(args={"country": asked})
    page = ((await frame(request)).body or b"").decode()
    assert f'country="{shown}"' in page
