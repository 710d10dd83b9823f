"""What the country's data adds to an answer: what is known, and what is not."""

from datetime import datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from luciole import paths
from luciole.helplines.choose import Need, choose
from luciole.helplines.directory import load
from luciole.helplines.facts import answer_facts

DIRECTORY = load(paths.HELPLINES)
NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Paris"))
NIGHT = datetime(2026, 11, 24, 3, tzinfo=ZoneInfo("Europe/Paris"))
TOPICS = (
    "help_call_what_happens",
    "help_report_content",
    "help_police_and_justice",
    "help_without_parents",
    "help_cannot_call",
)


def facts(country: str | None, topic: str, language: str = "en", now: datetime = NOON) -> list[str]:
    written = topic == "help_cannot_call"
    people = topic not in ("help_report_content", "help_police_and_justice")
    need = Need(country, topic, language=language, written=written, people=people, now=now)
    return [
        text.replace("\u00a0", " ")
        for text in answer_facts(choose(DIRECTORY, need), topic, language)
    ]


def test_what_happens_when_i_call_says_what_is_known_and_then_what_is_not() -> None:
    known, unknown = facts("FR", "help_call_what_happens")
    assert "119 Allô Enfance en Danger: They first ask whether a child is in danger." in known
    assert "Free: 119 Allô Enfance en Danger, 3018, 3114." in known
    assert unknown.startswith("What we do not know, and you can ask at the start:")
    assert "whether you can stay anonymous: 119 Allô Enfance en Danger" in unknown
    assert "3018" not in unknown


def test_a_line_that_is_not_anonymous_is_said_to_be_so() -> None:
    (known, *_) = facts("RO", "help_without_parents", "fr", NIGHT)
    assert "Pas anonyme : 119" in known


def test_the_law_of_one_country_is_told_there_only() -> None:
    assert "parents, unless they are involved" in facts("FR", "help_without_parents")[0]
    assert "cannot be refused" in facts("FR", "help_police_and_justice")[0]
    for code, topic in product(DIRECTORY.countries.keys() - {"FR"}, TOPICS):
        assert not any("France" in text for text in facts(code, topic))


def test_a_call_that_does_not_show_on_the_bill() -> None:
    assert any(
        "Does not show on the phone bill: 119" in text
        for text in facts("FR", "help_without_parents")
    )


def test_no_line_to_write_to_and_who_can_call_the_emergency_services() -> None:
    (known,) = facts("GE", "help_cannot_call")
    assert "no line that you can write to (Georgia)" in known
    assert "someone who can call the emergency number for you" in known
    assert "just below" not in known


@pytest.mark.parametrize("code", ["GB", "IE", "US"])
def test_it_is_not_claimed_that_nobody_can_write_to_the_emergency_services(code: str) -> None:
    (known,) = facts(code, "help_cannot_call")
    assert "no way" not in known
    assert "You can also write to services just below." in known


def test_lines_to_write_to_in_other_languages_only() -> None:
    assert facts("BE", "help_cannot_call", "fr") == [
        "Nous n’avons pas trouvé ici d’adresse où écrire en français. "
        "Certaines lignes ont un tchat : leur fiche le dit."
    ]


def test_nothing_is_said_where_nothing_is_missing() -> None:
    assert facts("FR", "help_cannot_call", "fr") == []


def test_other_answers_get_no_facts() -> None:
    assert facts("FR", "disclose_sextortion") == []


@pytest.mark.parametrize(("code", "topic"), product([*DIRECTORY.countries, None], TOPICS))
def test_both_languages_say_as_much(code: str | None, topic: str) -> None:
    counts = [
        [len(text.splitlines()) for text in facts(code, topic, language)]
        for language in ("en", "fr")
    ]
    # Which services come first follows the language, unless it is none of the country's.
    own = {"en", "fr"} & set(DIRECTORY.countries[code].languages) if code else {"en"}
    if not own and topic != "help_cannot_call":
        assert counts[0] == counts[1]
    for language in ("en", "fr"):
        for text in facts(code, topic, language):
            assert "{" not in text
            assert text.strip() == text != ""
