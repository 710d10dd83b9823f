"""The choice of help services: the table of cases, and what holds for every country and need."""

from datetime import datetime
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from luciole import paths
from luciole.helplines.choose import Choice, Need, choose
from luciole.helplines.directory import LIVE, PEOPLE, load

DIRECTORY = load(paths.HELPLINES)
CASES = yaml.safe_load((paths.ROOT / "tests/conversation/helpline_cases.yml").read_text("utf-8"))
NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("UTC"))
NIGHT = datetime(2026, 11, 22, 1, tzinfo=ZoneInfo("UTC"))
VICTIMS = {"sexual_violence", "report_hotline", "image_removal", "missing_children"}
TOPICS = [None, "help_helpline", *DIRECTORY.choosing.topics]
ALERTS = [None, *DIRECTORY.choosing.alerts]


def chosen(case: dict[str, Any]) -> Choice:
    """Choose for one case of the table."""
    keys = {"country", "topic", "alert", "language", "written", "people", "more", "staying"}
    moment = datetime.fromisoformat(f"{case['at']}").replace(tzinfo=ZoneInfo(case["zone"]))
    return choose(DIRECTORY, Need(now=moment, **{k: case[k] for k in keys & case.keys()}))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    choice = chosen(case)
    ids = [offer.service.id for offer in choice.services]
    offers = {offer.service.id: offer for offer in choice.services}
    if "first" in case:
        assert ids == case["first"]
    starts = case.get("starts", [])
    assert ids[: len(starts)] == starts
    for service, is_open in case.get("open", {}).items():
        assert offers[service].opening.is_open is is_open
    for service, opens in case.get("opens", {}).items():
        changes = offers[service].opening.changes
        assert changes is not None
        assert f"{changes:%Y-%m-%d %H:%M}" == str(opens)[:16]
    for offer in choice.services:
        assert not {offer.service.id, *offer.service.kinds} & set(case.get("never", []))
    if "emergency" in case:
        assert [number.number for number in choice.emergency] == case["emergency"]


def test_cases_cover_countries_and_name_them_once() -> None:
    assert len({case["country"] for case in CASES}) >= 15
    assert len({case["case"] for case in CASES}) == len(CASES)


def test_topics_are_intents() -> None:
    intents = yaml.safe_load((paths.DATA / "intents.yml").read_text("utf-8"))
    assert DIRECTORY.choosing.topics.keys() <= intents.keys()


@pytest.mark.parametrize("code", [*DIRECTORY.countries, None])
def test_every_need_in_every_country_is_answered(code: str | None) -> None:
    for topic, language, written, moment in product(
        TOPICS, ("en", "fr"), (False, True), (NOON, NIGHT)
    ):
        need = Need(code, topic=topic, language=language, written=written, now=moment)
        choice = choose(DIRECTORY, need)
        assert 1 <= len(choice.services) <= 3
        assert choice.emergency
        contacts = [offer.service.contact for offer in choice.services]
        assert len(set(contacts)) == len(contacts)
        if code:
            assert any(PEOPLE & set(o.service.kinds) for o in choice.services), topic


@pytest.mark.parametrize("alert", [alert for alert in ALERTS if alert])
@pytest.mark.parametrize("code", DIRECTORY.countries)
def test_an_alert_shows_people_who_answer(code: str, alert: str) -> None:
    for moment in (NOON, NIGHT):
        choice = choose(DIRECTORY, Need(code, alert=alert, now=moment))
        people = [o.service for o in choice.services if PEOPLE & set(o.service.kinds)]
        assert any(channel.via in LIVE for service in people for channel in service.channels)


@pytest.mark.parametrize("more", [False, True])
def test_offender_prevention_only_for_own_thoughts(more: bool) -> None:
    for code, topic, alert in product([*DIRECTORY.countries, None], TOPICS, ALERTS):
        choice = choose(DIRECTORY, Need(code, topic=topic, alert=alert, more=more, now=NOON))
        kinds = {kind for offer in choice.services for kind in offer.service.kinds}
        if topic == "disclose_own_sexual_thoughts" and not alert:
            assert not kinds & VICTIMS
            assert more or "offender_prevention" in kinds
        else:
            assert "offender_prevention" not in kinds


def test_the_first_answer_to_suicide_is_a_suicide_line_where_there_is_one() -> None:
    for code, country in DIRECTORY.countries.items():
        lines = [
            service
            for service in country.by_kind.get("suicide_prevention", ())
            if any(
                c.hours and c.hours.notation == "24/7" and not c.hours_as_of
                for c in service.channels
            )
            and not service.is_for_adults_only
        ]
        if lines:
            first = choose(DIRECTORY, Need(code, alert="suicide", now=NIGHT)).services[0]
            assert "suicide_prevention" in first.service.kinds, code


@pytest.mark.parametrize("code", DIRECTORY.countries)
def test_in_a_crisis_what_is_known_to_be_open_stands_before_what_is_not_known(code: str) -> None:
    crises = [{"alert": alert} for alert in ALERTS if alert]
    crises += [{"topic": topic} for topic in TOPICS if topic and topic.startswith("crisis_")]
    for need, language, moment in product(crises, ("en", "fr"), (NOON, NIGHT)):
        choice = choose(DIRECTORY, Need(code, language=language, now=moment, **need))
        foreign: dict[bool, list[bool]] = {True: [], False: []}
        for offer in choice.services:
            service = offer.service
            if not service.is_for_adults_only and not service.only_for:
                other = bool(service.languages) and language not in service.languages
                foreign[other].append(offer.opening.is_open is True)
        for is_open in foreign.values():
            assert is_open == sorted(is_open, reverse=True), (need, language)


def test_a_partner_in_another_language_does_not_push_in_before_ones_own() -> None:
    for alert in ("suicide", "self_harm", "danger"):
        choice = choose(DIRECTORY, Need("BE", alert=alert, language="fr", now=NOON))
        speaks = ["fr" in offer.service.languages for offer in choice.services]
        assert speaks == sorted(speaks, reverse=True)


def test_who_cannot_speak_sees_a_way_to_write_first() -> None:
    topics = [topic for topic in TOPICS if topic != "disclose_own_sexual_thoughts"]
    for code, topic in product(DIRECTORY.countries, topics):
        choice = choose(DIRECTORY, Need(code, topic=topic, written=True, now=NOON))
        written = [
            o.service.is_written
            for o in choice.services
            if not o.service.is_for_adults_only and not o.service.only_for
        ]
        assert written == sorted(written, reverse=True), (code, topic)


def test_the_same_need_gives_the_same_choice() -> None:
    need = Need("BE", topic="disclose_sextortion", language="fr", now=NOON)
    assert choose(DIRECTORY, need) == choose(DIRECTORY, need)


def test_more_shows_what_was_not_shown_and_says_when_there_is_no_more() -> None:
    first = choose(DIRECTORY, Need("FR", topic="disclose_sextortion", now=NOON))
    more = choose(DIRECTORY, Need("FR", topic="disclose_sextortion", more=True, now=NOON))
    assert first.more_available
    assert not {o.service.id for o in first.services} & {o.service.id for o in more.services}
    assert not choose(DIRECTORY, Need("GE", now=NOON)).more_available


@pytest.mark.parametrize("code", DIRECTORY.countries)
def test_the_first_and_the_rest_are_all_there_is(code: str) -> None:
    for topic in TOPICS:
        first = choose(DIRECTORY, Need(code, topic=topic, now=NOON))
        rest = choose(DIRECTORY, Need(code, topic=topic, more=True, now=NOON))
        assert not rest.more_available
        if first.more_available:
            shown = [o.service.contact for c in (first, rest) for o in c.services]
            assert len(set(shown)) == len(shown) > 3


@pytest.mark.parametrize("alert", [alert for alert in ALERTS if alert])
def test_what_is_asked_for_by_name_stands_beside_an_alert(alert: str) -> None:
    for topic in ("help_report_content", "help_remove_image"):
        for code, country in DIRECTORY.countries.items():
            choice = choose(DIRECTORY, Need(code, topic=topic, alert=alert, now=NOON))
            shown = {offer.service.contact for offer in choice.services}
            assert any(PEOPLE & set(offer.service.kinds) for offer in choice.services)
            wanted = country.by_kind.get(DIRECTORY.choosing.topics[topic].kinds[0], ())
            assert not wanted or shown & {s.contact for s in wanted}, (code, topic)


def test_who_asks_for_somebody_is_shown_no_form_or_tool() -> None:
    tools = {"image_removal", "report_hotline", "police_report"}
    for code, topic in product(DIRECTORY.countries, TOPICS):
        choice = choose(DIRECTORY, Need(code, topic=topic, people=True, now=NOON))
        for offer in choice.services:
            assert offer.service.kinds[0] not in tools or PEOPLE & set(offer.service.kinds)


def test_more_where_there_is_no_more_shows_the_first_again() -> None:
    first = choose(DIRECTORY, Need("GE", now=NOON))
    assert choose(DIRECTORY, Need("GE", more=True, now=NOON)).services == first.services


def test_a_traveller_sees_lines_of_both_and_the_emergency_number_of_where_they_are() -> None:
    choice = choose(DIRECTORY, Need("BE", staying="GB", topic="help_helpline", now=NOON))
    assert {offer.service.country for offer in choice.services} == {"BE", "GB"}
    assert [number.number for number in choice.emergency] == ["999"]
    assert choice.country == "BE"
    assert choice.abroad


def test_staying_somewhere_without_a_home_is_enough() -> None:
    choice = choose(DIRECTORY, Need(None, staying="ES", now=NOON))
    assert choice.services[0].service.country == "ES"


def test_country_in_any_case_and_unknown_topic() -> None:
    choice = choose(DIRECTORY, Need("fr", topic="no_such_topic", now=NOON))
    assert choice.country == "FR"
    assert choice.services[0].service.id == "fr-119"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        choose(DIRECTORY, Need("FR", now=datetime(2026, 11, 24, 12)))
