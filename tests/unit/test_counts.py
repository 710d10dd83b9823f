"""Daily totals: what is counted, what is written, and what noise and hiding do."""

import asyncio
import csv
import resource
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from luciole import counts
from luciole.counts import EPSILON, HIDDEN_BELOW, TABLES, Counts, possible_rows, published, seen

SERVICES = [{"custom": {"services": [{"kind": "child_helpline"}, {"kind": "hotline"}]}}]
ALERT = {"intent": {"name": "crisis_suicide"}, "alert": "suicide", "text": "secret words"}


def written(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())


def test_a_message_counts_at_most_once_a_table() -> None:
    rows = list(seen(ALERT, SERVICES * 3))
    assert rows == [("intent", "crisis_suicide"), ("alert", "suicide"), ("help", "child_helpline")]
    assert list(seen({"intent": {"name": "chat_feedback_helpful"}}, [{"text": "x"}])) == [
        ("intent", "chat_feedback_helpful"),
        ("feedback", "helpful"),
    ]
    assert list(seen({}, [])) == []


def test_only_known_names_can_be_counted() -> None:
    strange: dict[str, Any] = {"intent": {"name": "Emma"}, "alert": "Emma"}
    assert list(seen(strange, [{"custom": {"services": [{"kind": "Emma"}]}}])) == []


def test_only_days_that_ended_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Counts(tmp_path)
    for _ in range(500):
        kept.record("fr", ALERT, SERVICES)
    kept.write()
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(counts, "today", lambda: date.today() + timedelta(days=2))
    kept.write()
    kept.write()
    [path] = tmp_path.iterdir()
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    totals = {(r["table"], r["language"], r["name"]): int(r["about"]) for r in rows}
    assert abs(totals["alert", "fr", "suicide"] - 500) < 100
    assert set(rows[0]) == {"day", "table", "language", "name", "about"}
    assert "secret" not in written(tmp_path)


def test_a_day_that_cannot_be_written_is_kept_for_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The disk is full: nothing is lost, nothing stands there twice, no value is logged."""
    kept = Counts(tmp_path)
    for _ in range(500):
        kept.record("fr", ALERT, SERVICES)
    files, limits = resource.RLIMIT_FSIZE, resource.getrlimit(resource.RLIMIT_FSIZE)
    monkeypatch.setattr(counts, "today", lambda: date.today() + timedelta(days=2))
    resource.setrlimit(files, (20, limits[1]))
    try:
        kept.write()
    finally:
        resource.setrlimit(files, limits)
    assert not list(tmp_path.iterdir())
    assert caplog.messages == ["counts not written: OSError"]
    kept.write()
    assert len(list(tmp_path.iterdir())) == 1
    assert "suicide" in written(tmp_path)


async def test_a_full_disk_does_not_end_the_daily_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Counts(tmp_path / "not there")
    kept.record("fr", ALERT, SERVICES)
    monkeypatch.setattr(counts, "today", lambda: date.today() + timedelta(days=2))
    monkeypatch.setattr(counts, "seconds_to_midnight", lambda: -1.0)
    writing = asyncio.create_task(kept.write_daily())
    await asyncio.sleep(0.05)
    (tmp_path / "not there").mkdir()
    await asyncio.sleep(0.05)
    writing.cancel()
    assert len(list((tmp_path / "not there").iterdir())) == 1


def test_an_ending_process_writes_its_day(tmp_path: Path) -> None:
    kept = Counts(tmp_path)
    kept.record("en", ALERT, [])
    kept.write(unfinished=True)
    assert len(list(tmp_path.iterdir())) == 1
    assert "suicide" not in written(tmp_path), "one alert is far too few to show"


def test_small_counts_are_hidden() -> None:
    one = Counter(dict.fromkeys(possible_rows(), 1))
    shown = [total for _ in range(20) for _, total in published(one)]
    assert all(total >= HIDDEN_BELOW for total in shown)
    assert len(shown) < 20 * len(possible_rows()) * 0.01


def test_noise_is_geometric() -> None:
    """The share of totals left unchanged, and their mean, as the mechanism's formulas say."""
    from math import exp

    row = possible_rows()[0]
    drawn = [dict(published(Counter({row: 1000})))[row] - 1000 for _ in range(300)]
    same = (1 - exp(-EPSILON)) / (1 + exp(-EPSILON))
    assert abs(drawn.count(0) / len(drawn) - same) < 0.12
    assert abs(sum(drawn) / len(drawn)) < 1
    assert len(set(drawn)) > 5


def test_rows_do_not_depend_on_what_happened() -> None:
    rows = possible_rows()
    assert len(rows) == len(set(rows))
    assert {table for table, _, _ in rows} == set(TABLES)
