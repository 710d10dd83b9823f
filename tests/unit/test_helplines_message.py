"""The help services message."""

import json
from datetime import datetime
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from luciole import paths
from luciole.helplines.choose import Need, choose
from luciole.helplines.directory import load
from luciole.helplines.message import message
from luciole.helplines.reply import countries_message, country_message

DIRECTORY = load(paths.HELPLINES)
NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Brussels"))
REQUIRED = {"id", "kind", "name", "open_now", "languages", "for", "checked"}


def shown(country: str | None, language: str = "en", **need: Any) -> dict[str, Any]:
    moment = need.pop("now", NOON)
    choice = choose(DIRECTORY, Need(country, language=language, now=moment, **need))
    return message(choice, language)


def card(content: dict[str, Any], service: str) -> dict[str, Any]:
    return next(card for card in content["services"] if card["id"] == service)


@pytest.mark.parametrize(
    ("country", "language"), [*product([*DIRECTORY.countries, None], ("en", "fr"))]
)
def test_contract(country: str | None, language: str) -> None:
    content = shown(country, language, topic="help_helpline")
    assert content["type"] == "helplines"
    assert content["country"] == country
    assert content["language"] == language
    assert content["more"] in (True, False)
    assert content["emergency"]
    for number in content["emergency"]:
        assert number["number"]
        assert number["use"]
        assert number["label"]
    for service in content["services"]:
        assert service.keys() >= REQUIRED
        assert service["open_now"] in (True, False, None)
        assert {"phone", "sms", "whatsapp", "chat", "web"} & service.keys()
        assert all(value is not None for key, value in service.items() if key != "open_now")
    json.dumps(content)


def test_what_is_not_known_is_left_out() -> None:
    service = card(shown("MT", topic="disclose_violence_at_home"), "mt-116111")
    assert "free" not in service
    assert "anonymous" not in service
    assert service["hours_text"] == "hours not known"


def test_both_languages_say_the_same_things() -> None:
    for country, topic in product(DIRECTORY.countries, DIRECTORY.choosing.topics):
        english, french = (
            choose(DIRECTORY, Need(country, topic=topic, now=NOON, language="en")) for _ in "ab"
        )
        first, second = message(english, "en"), message(french, "fr")
        for one, other in zip(first["services"], second["services"], strict=True):
            assert one.keys() == other.keys()
            assert one["for"] != other["for"]


def test_open_until_and_checked() -> None:
    service = card(shown("FR", "fr", topic="disclose_sextortion"), "fr-3018")
    assert service["phone"] == "3018"
    assert service["chat"] == "https://3018.fr"
    assert service["hours_text"].startswith("téléphone, tchat")
    assert service["state_text"].replace("\u00a0", " ") == "ouvert jusqu’à 23 h"
    assert service["closes_at"] == "2026-11-24T23:00:00+01:00"
    assert service["checked"] == "2026-11"
    assert service["checked_text"] == "vérifié en novembre 2026"
    assert service["free"] is True
    assert service["anonymous"] is True


def test_hours_of_an_old_source_name_their_year_and_claim_nothing_about_now() -> None:
    service = card(shown("NL", topic="help_helpline"), "nl-kindertelefoon")
    assert service["open_now"] is None
    assert "2019" in service["hours_text"]


def test_a_closed_phone_beside_a_chat_of_unknown_hours() -> None:
    sunday = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    content = shown("DE", topic="help_helpline", now=sunday)
    service = card(content, "de-nummer-gegen-kummer")
    assert service["open_now"] is None
    assert service["state_text"] == "phone: opens tomorrow at 14:00"


def test_letters_in_a_number_can_be_dialled() -> None:
    service = card(shown("NZ", topic="disclose_scam"), "nz-netsafe")
    assert service["phone"] == "0508 NETSAFE"
    assert service["channels"][0]["dial"] == "05086387233"


def test_bosnia_warns_of_112_and_does_not_offer_it() -> None:
    content = shown("BA", "fr", alert="danger")
    assert "112" in content["warnings"][0]
    assert "112" not in [number["number"] for number in content["emergency"]]


def test_a_line_that_records_calls_says_so() -> None:
    service = card(shown("RO", alert="danger"), "ro-119")
    assert service["anonymous"] is False
    assert service["warning"] == "Calls are located, identified and recorded."


def test_the_limit_of_anonymity_is_shown_with_it() -> None:
    service = card(shown("FR", topic="disclose_sextortion"), "fr-masecurite-mineurs")
    assert service["anonymous"] is True
    assert "great danger" in service["anonymity_limits"]


def test_a_traveller_is_told_that_short_numbers_may_not_work() -> None:
    assert DIRECTORY.words["en"]["from_abroad"] in shown("BE", staying="ES")["warnings"]
    assert DIRECTORY.words["en"]["from_abroad"] not in shown("BE")["warnings"]


def test_a_word_to_text_stands_with_its_channel() -> None:
    service = card(shown("GB", alert="suicide", written=True), "gb-shout")
    sms = next(channel for channel in service["channels"] if channel["via"] == "sms")
    assert sms["note"] == "Text the word SHOUT."


def test_two_numbers_for_two_languages_say_which_is_which() -> None:
    content = shown("FI", "fr", alert="suicide")
    service = card(content, "fi-mieli-kriisipuhelin")
    assert "téléphone (suédois)" in service["hours_text"]


def test_a_card_says_in_words_what_is_known_and_what_is_not() -> None:
    helpline = card(shown("FR", topic="disclose_sextortion"), "fr-masecurite-mineurs")
    assert helpline["facts"] == [
        "free",
        "you need not say your name",
        "They would only look for you if you were in great danger",
        "in French",
        "up to age 17",
        "in writing only",
    ]
    unknown = card(shown("MT", topic="disclose_violence_at_home"), "mt-116111")
    assert unknown["facts"] == ["cost not known", "anonymous or not: not known"]


def test_the_year_of_an_old_source_stands_beside_the_check() -> None:
    service = card(shown("GE"), "ge-111")
    assert service["checked_text"] == "checked in November 2026, newest source from 2020"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("code", DIRECTORY.territories)
def test_a_territory_is_served_by_its_country_and_keeps_its_code(code: str, language: str) -> None:
    content = shown(code, language, alert="suicide")
    assert content["country"] == code
    assert {service["country"] for service in content["services"]} == {"FR"}
    assert "fr-119" in [service["id"] for service in content["services"]]
    assert DIRECTORY.territories[code].name[language] in content["warnings"][0]
    assert "France" in content["warnings"][0]
    assert country_message(code, language)["country"] == code


@pytest.mark.parametrize("code", DIRECTORY.territories)
def test_a_number_that_no_source_names_there_carries_no_promise(code: str) -> None:
    (known,) = [t for t in DIRECTORY.countries["FR"].territories if t.code == code]
    not_known = DIRECTORY.words["en"]["territory"]["not_known"].partition("(")[0]
    for service in country_message(code, "en")["services"]:
        unsure = "phone" in service and service["id"] not in known.services
        assert unsure == (not_known in service.get("warning", ""))
        if unsure:
            assert "free" not in service
            assert "not on the phone bill" not in service["facts"]
            phone = service["channels"][0]
            assert phone["open_now"] is None
            assert "hours_text" not in phone
    numbers = {number["number"] for number in country_message(code, "en")["emergency"]}
    assert numbers == {number.number for number in known.emergency}


def test_hours_in_a_territory_say_whose_time_they_are_and_what_it_is_there() -> None:
    content = shown("GP", "fr", topic="disclose_sextortion")
    service = card(content, "fr-3018")
    assert service["hours_text"].endswith("(heure de Paris)")
    assert service["state_text"].replace("\u00a0", " ") == "ouvert jusqu’à 18 h"
    assert service["closes_at"] == "2026-11-24T23:00:00+01:00"
    assert "Paris" not in card(shown("GP", alert="suicide"), "fr-3114")["hours_text"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_country_without_a_list_is_named_and_not_taken_for_another(language: str) -> None:
    content = shown("JP", language)
    assert content["country"] is None
    assert {"en": "Japan", "fr": "Japon"}[language] in content["warnings"][0]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("code", ["SN", "CI", "DZ", "IN", "NG", "KE"])
def test_no_number_of_europe_is_shown_beyond_it(code: str, language: str) -> None:
    for need in ({"alert": "runaway"}, {"topic": "help_helpline"}, {"topic": "help_remove_image"}):
        content = shown(code, language, **need)
        assert content["emergency"] == []
        assert content["services"][0]["id"] == "zz-find-a-line"
        assert not [service for service in content["services"] if "phone" in service]
        (warning,) = content["warnings"]
        assert "112" not in warning
        assert "police" in warning


def test_europe_and_no_country_keep_the_numbers_of_europe() -> None:
    for code in (None, "BY", "GI", "FO"):
        content = shown(code, alert="runaway")
        assert [number["number"] for number in content["emergency"]] == ["112"]
        assert "zz-116000" in [service["id"] for service in content["services"]]


def test_no_emergency_number_of_home_is_shown_where_it_is_not_known() -> None:
    content = shown("FR", staying="SN", alert="danger")
    assert content["emergency"] == []
    assert {service["country"] for service in content["services"]} == {"FR", "ZZ"}
    assert "Senegal" in content["warnings"][0]
    assert DIRECTORY.words["en"]["from_abroad"] in content["warnings"]


def test_a_page_gets_no_field_it_does_not_need() -> None:
    for service in country_message("BE", "fr")["services"]:
        assert not service.keys() & {"pair", "email", "app", "dial", "confidence", "only_for"}


@pytest.mark.parametrize("code", DIRECTORY.countries)
def test_the_list_of_a_country_is_whole_but_for_offender_prevention(code: str) -> None:
    shown_ids = {service["id"] for service in country_message(code, "en")["services"]}
    services = DIRECTORY.countries[code].services
    reserved = {s.id for s in services if "offender_prevention" in s.kinds}
    assert shown_ids == {service.id for service in services} - reserved


def test_the_list_of_countries_lets_a_browser_propose_one_by_its_time_zone() -> None:
    for language, first in (("en", "Albania"), ("fr", "Albanie")):
        countries = countries_message(language)["countries"]
        assert countries[0]["name"] == first
        assert len(countries) == len(DIRECTORY.places())
        zones = [zone for country in countries for zone in country["time_zones"]]
        assert len(zones) == len(set(zones))
        by_zone = {zone: c["code"] for c in countries for zone in c["time_zones"]}
        assert by_zone["Europe/Brussels"] == "BE"
        assert by_zone["Indian/Reunion"] == "RE"
        assert "CET" not in by_zone
        assert by_zone["Europe/Kiev"] == by_zone["Europe/Kyiv"] == "UA"
        assert all(country["time_zones"] for country in countries)
