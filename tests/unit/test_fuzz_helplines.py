"""The loader of help services under damaged files: each fault has a place and a cure, or the
directory is whole and every message of it can be made."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luciole import paths
from luciole.helplines.choose import Need, choose
from luciole.helplines.directory import DirectoryError, load
from luciole.helplines.message import message

COUNTRY = "lu"
WHOLE = (paths.HELPLINES / f"{COUNTRY}.yml").read_bytes()
DATA = yaml.safe_load(WHOLE)
FAULT = re.compile(r"/\w+\.yml:\d+: .+: .+", re.DOTALL)
NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
FUZZ = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
BYTES = st.one_of(
    st.sampled_from(
        [b"\0", b"\xff", b"\xed\xa0\x80", b": ", b"- ", b"&a [*a]", b"*a", b"<<: ", b"!!int x",
         b"!!python/object:os.system", b"!!binary", b"2024-13-45", b"\t", b"{", b"[", b"'", b'"',
         b"#", b"\n", b"? ", b"|\n", b"---\n", b"%YAML 9", b"null", b"1e999", b"0o9", b"[" * 2000]
    ),
    st.binary(max_size=4),
)  # fmt: skip
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["America", "../x", "/etc", "24/7", "Mo-Fr 25:00-99:00", "2024-13-45", "ZZ"]),
    st.just([]),
    st.just({}),
    st.just([None]),
    st.just({"en": None}),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of one country."""
    made = tmp_path_factory.mktemp("helplines")
    for name in ("schema.json", "choosing.yml", "words.yml", "worldwide.yml"):
        shutil.copy(paths.HELPLINES / name, made / name)
    return made


def loads_or_says_why(folder: Path, content: bytes) -> None:
    file = folder / f"{COUNTRY}.yml"
    file.write_bytes(content)
    try:
        directory = load(folder)
    except DirectoryError as error:
        faults = error.errors
        assert all(FAULT.match(said.removeprefix(str(folder))) for said in faults), faults
        return
    for language in ("fr", "en"):
        for alert in (None, "suicide"):
            need = Need(country=COUNTRY.upper(), language=language, alert=alert, now=NOW)
            shown = message(choose(directory, need), language)
            assert shown["services"] or shown["emergency"]


def test_the_whole_file_loads(folder: Path) -> None:
    (folder / f"{COUNTRY}.yml").write_bytes(WHOLE)
    assert load(folder).country(COUNTRY)


@FUZZ
@given(
    edits=st.lists(st.tuples(st.floats(0, 1), BYTES, st.integers(0, 30)), min_size=1, max_size=3)
)
def test_damaged_bytes(folder: Path, edits: list[tuple[float, bytes, int]]) -> None:
    content = WHOLE
    for share, written, cut in edits:
        at = int(share * len(content))
        content = content[:at] + written + content[at + cut :]
    loads_or_says_why(folder, content)


@FUZZ
@given(share=st.floats(0, 1))
def test_truncated(folder: Path, share: float) -> None:
    loads_or_says_why(folder, WHOLE[: int(share * len(WHOLE))])


@FUZZ
@given(chosen=st.integers(0, 10_000), value=VALUES)
def test_wrong_values(folder: Path, chosen: int, value: Any) -> None:
    data = yaml.safe_load(WHOLE)
    places = list(walk(data))
    holder, key = places[chosen % len(places)]
    holder[key] = value
    loads_or_says_why(folder, yaml.safe_dump(data, allow_unicode=True).encode())


def walk(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every place that holds a value."""
    keys = data.keys() if isinstance(data, dict) else range(len(data))
    for key in keys:
        yield data, key
        if isinstance(data[key], (dict, list)):
            yield from walk(data[key])
