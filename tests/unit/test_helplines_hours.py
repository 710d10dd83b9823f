"""Opening hours: what is accepted, when it is open, how it reads."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from luciole import paths
from luciole.helplines.directory import load
from luciole.helplines.hours import Hours, Opening, in_words, is_valid, state_in_words

WORDS = load(paths.HELPLINES).words
PARIS = ZoneInfo("Europe/Paris")


def at(text: str, zone: str = "Europe/Paris") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    "notation",
    ["24/7", "Mo-Su 09:00-23:00", "Mo-Fr 09:00-12:00,14:00-18:00; PH off", "Tu,Th 14:00-16:00"],
)
def test_valid(notation: str) -> None:
    assert is_valid(notation)


@pytest.mark.parametrize(
    "notation",
    ["", "always", "9-17", "Mo-Fr 9:00-17:00", "Mo-Fr 09:00-26:61", "Mo-Fr", "sunrise-sunset",
     "Mo-Fr 09:00-17:00;PH off"],
)  # fmt: skip
def test_not_valid(notation: str) -> None:
    assert not is_valid(notation)


@pytest.mark.parametrize(
    ("notation", "moment", "is_open"),
    [
        ("24/7", at("2026-11-22 03:00"), True),
        ("Mo-Su 09:00-23:00", at("2026-11-22 08:59"), False),
        ("Mo-Su 09:00-23:00", at("2026-11-22 09:00"), True),
        ("Mo-Su 09:00-23:00", at("2026-11-22 22:59"), True),
        ("Mo-Su 09:00-23:00", at("2026-11-22 23:00"), False),
        ("Mo-Su 19:00-07:00", at("2027-03-28 01:59"), True),
        ("Mo-Su 19:00-07:00", at("2027-03-28 03:01"), True),
        ("Mo-Fr 10:00-19:00; PH off", at("2026-11-11 12:00"), False),
        ("Mo-Fr 10:00-19:00; PH unknown", at("2026-11-11 12:00"), None),
        ("Mo-Fr 10:00-19:00", at("2026-11-24 23:30", "Asia/Tokyo"), True),
        ("Mo-Fr 10:00-19:00", at("2026-11-25 03:30", "Asia/Tokyo"), False),
    ],
)
def test_open(notation: str, moment: datetime, is_open: bool | None) -> None:
    assert Hours(notation, PARIS, "FR").at(moment).is_open is is_open


def test_a_country_without_a_holiday_calendar_still_has_hours() -> None:
    hours = Hours("Mo-Fr 09:00-17:00; PH off", ZoneInfo("Asia/Baku"), "AZ")
    assert hours.at(at("2026-11-24 10:00", "Asia/Baku")).is_open


def test_the_hour_repeated_in_autumn_changes_nothing_about_when_it_opens() -> None:
    hours = Hours("Mo-Su 09:00-23:00", PARIS, "FR")
    early, late = at("2026-10-25 02:30"), at("2026-10-25 02:30").replace(fold=1)
    assert hours.at(early).changes == hours.at(late).changes == at("2026-10-25 09:00")


@pytest.mark.parametrize(
    ("notation", "english", "french"),
    [
        ("24/7", "day and night", "jour et nuit"),
        ("Mo-Su 09:00-23:00", "every day 9:00 – 23:00", "tous les jours 9 h – 23 h"),
        ("Mo-Su 09:00-24:00", "every day 9:00 – midnight", "tous les jours 9 h – minuit"),
        (
            "Mo-Fr 09:30-17:00; PH off",
            "Monday to Friday 9:30 – 17:00, not on public holidays",
            "du lundi au vendredi 9 h 30 – 17 h, sauf les jours fériés",
        ),
        (
            "Mo,We,Fr 09:00-14:00; Tu,Th 15:00-20:00; PH unknown",
            "Monday, Wednesday and Friday 9:00 – 14:00; Tuesday and Thursday 15:00 – 20:00",
            "lundi, mercredi et vendredi 9 h – 14 h ; mardi et jeudi 15 h – 20 h",
        ),
        (
            "Mo-Tu 14:00-17:00",
            "Monday and Tuesday 14:00 – 17:00",
            "lundi et mardi 14 h – 17 h",
        ),
    ],
)
def test_in_words(notation: str, english: str, french: str) -> None:
    assert in_words(notation, WORDS["en"]) == english
    assert in_words(notation, WORDS["fr"]).replace("\u00a0", " ") == french


@pytest.mark.parametrize(
    ("opening", "english", "french"),
    [
        (Opening(True), "open now, day and night", "ouvert maintenant, jour et nuit"),
        (Opening(True, at("2026-11-24 23:00")), "open until 23:00", "ouvert jusqu’à 23 h"),
        (Opening(True, at("2026-11-25 00:00")), "open until midnight", "ouvert jusqu’à minuit"),
        (Opening(False, at("2026-11-24 18:30")), "opens today at 18:30",
         "ouvre aujourd’hui à 18 h 30"),
        (Opening(False, at("2026-11-25 09:00")), "opens tomorrow at 9:00", "ouvre demain à 9 h"),
        (Opening(False, at("2026-11-27 09:00")), "opens on Friday at 9:00",
         "ouvre vendredi à 9 h"),
        (Opening(False), "closed now", "fermé maintenant"),
        (Opening(None), None, None),
    ],
)  # fmt: skip
def test_state_in_words(opening: Opening, english: str | None, french: str | None) -> None:
    moment = at("2026-11-24 12:00")
    assert state_in_words(opening, moment, PARIS, WORDS["en"]) == english
    text = state_in_words(opening, moment, PARIS, WORDS["fr"])
    assert (text.replace("\u00a0", " ") if text else text) == french
