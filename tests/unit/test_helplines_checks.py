"""What `luciole check` proves about the directory, and what it says when something is wrong."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from luciole import paths
from luciole.helplines.checks import check, is_dialable, stale
from luciole.helplines.directory import DirectoryError, load

TODAY = date(2026, 11, 22)
SHORT_CODES = yaml.safe_load((paths.HELPLINES / "short_codes.yml").read_text("utf-8"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(paths.HELPLINES, tmp_path / "helplines"))


def edit(path: Path, old: str, new: str) -> int:
    """Replace the first `old` in a file; return the line it stood on."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_directory_is_right() -> None:
    assert check(paths.HELPLINES, TODAY) == []


def test_it_holds_what_was_researched() -> None:
    directory = load(paths.HELPLINES)
    assert len(directory.countries) == 52
    assert sum(len(country.services) for country in directory.countries.values()) == 311


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("fr.yml", 'to: "3018"', 'to: "99"', "99 is no number of FR"),
        ("fr.yml", 'number: "112"', 'number: "1122"', "1122 is no number of FR"),
        ("fr.yml", 'to: "https://3018.fr"', 'to: "http://3018.fr"', "not an https address"),
        ("fr.yml", 'to: "https://3018.fr"', 'to: "https://3018 .fr"', "not an https address"),
        ("fr.yml", "id: fr-3018", "id: fr-119", "fr-119 stands twice"),
        ("fr.yml", "id: fr-3018", "id: be-3018", "id of another country"),
        ("fr.yml", "Mo-Su 09:00-23:00", "9am to 11pm", "hours not understood"),
        ("fr.yml", 'checked: "2026-11"', 'checked: "2027-11"', "checked in the future"),
        ("fr.yml", 'checked: "2026-11"', 'checked: "November"', "November"),
        ("fr.yml", "kinds: [child_helpline]", "kinds: [childline]", "childline"),
        ("fr.yml", 'country: "FR"', 'country: "BE"', "not the country of the file name"),
        ("fr.yml", "Europe/Paris", "Europe/Lutece", "no zone Europe/Lutece"),
        ("fr.yml", "confidence: high", "confidence: sure", "sure"),
        ("be.yml", "pair: be-suicide", "pair: be-other", "a pair of one"),
        ("no.yml", 'country: "NO"', "country: NO", "False is not of type 'string'"),
        ("sm.yml", "suicide_prevention", "police_report", "nobody to talk to"),
        ("ad.yml", 'neighbours: ["ES"', 'neighbours: ["JP"', "no file for JP"),
        ("mc.yml", 'to: "sos-violences@gouv.mc"', 'to: "sos"', "not an e-mail address"),
        ("words.yml", "  every_day: \"every day\"\n", "", "missing in en"),
        ("words.yml", "du {first} au {last}", "du {first}", "other {fields}"),
        ("choosing.yml", "[suicide_prevention", "[suicide_line", "no kind suicide_line"),
        ("short_codes.yml", '"175"', '"176"', "176 is used nowhere"),
        ("fr.yml", "you can call 119 day or night", "you can call 118 118", "118 118 is no number"),
        ("ch.yml", "Pour les jeunes, le 147", "Pour les jeunes, le 148", "148 is no number"),
        ("fr.yml", "topics: [help_without_parents]", "topics: [parents]", "no intent parents"),
        ("choosing.yml", "  help_remove_image:", "  remove_image:", "no intent remove_image"),
        ("fr.yml", "[fr-119, fr-3114]", "[fr-119, fr-31]", "no service fr-31"),
        ("fr.yml", 'country: "GP"', 'country: "BE"', "BE has its own file"),
        ("fr.yml", 'country: "GP"', 'country: "XX"', "no country XX"),
        ("fr.yml", "America/Cayenne", "America/Cayene", "no zone America/Cayene"),
        ("fr.yml", '      - {number: "18"', '      - {number: "911"', "911 is no emergency number"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_file(
    copy: Path, file: str, old: str, new: str, says: str
) -> None:
    edit(copy / file, old, new)
    errors = check(copy, TODAY)
    assert any(says in error and f"/{file}:" in error for error in errors), errors


def test_a_fault_names_its_line_and_a_cure(copy: Path) -> None:
    line = edit(copy / "fr.yml", 'to: "3018"', 'to: "99"')
    (error,) = check(copy, TODAY)
    assert error.startswith(f"{copy / 'fr.yml'}:{line}: 99 is no number of FR: correct it")


def test_all_faults_are_collected(copy: Path) -> None:
    edit(copy / "fr.yml", 'to: "3018"', 'to: "99"')
    edit(copy / "be.yml", 'to: "103"', 'to: "10399"')
    assert len(check(copy, TODAY)) == 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_missing_language_is_a_fault(copy: Path, language: str) -> None:
    text = (copy / "ge.yml").read_text("utf-8")
    lines = text.splitlines(keepends=True)
    start = next(n for n, line in enumerate(lines) if line == "    for:\n")
    gone = next(n for n in range(start, start + 4) if lines[n].startswith(f"      {language}:"))
    (copy / "ge.yml").write_text("".join(lines[:gone] + lines[gone + 1 :]), "utf-8")
    (error,) = check(copy, TODAY)
    assert f"'{language}' is a required property" in error


def test_a_missing_source_is_a_fault(copy: Path) -> None:
    text = (copy / "sm.yml").read_text("utf-8")
    start, end = text.rindex("    sources:"), text.rindex("    checked:")
    (copy / "sm.yml").write_text(text[:start] + text[end:], "utf-8")
    assert "'sources' is a required property" in check(copy, TODAY)[0]


def test_french_needs_its_own_spaces(copy: Path) -> None:
    edit(copy / "fr.yml", "\u00a0;", " ;")
    assert "no-break space" in check(copy, TODAY)[0]


def test_yaml_that_cannot_be_read_and_a_key_that_stands_twice(copy: Path) -> None:
    (copy / "fr.yml").write_text("country: [", "utf-8")
    edit(copy / "be.yml", 'country: "BE"', 'country: "BE"\ncountry: "BE"')
    errors = check(copy, TODAY)
    assert any("fr.yml:" in error for error in errors)
    assert any("be.yml:3: country stands twice" in error for error in errors)


def test_a_wrong_directory_does_not_load(copy: Path) -> None:
    edit(copy / "fr.yml", "Mo-Su 09:00-23:00", "9am to 11pm")
    with pytest.raises(DirectoryError) as raised:
        load(copy)
    assert "fr.yml:" in raised.value.errors[0]


@pytest.mark.parametrize("name", ["worldwide.yml", "words.yml", "choosing.yml"])
def test_a_missing_file_does_not_load(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(DirectoryError, match=name):
        load(copy)


@pytest.mark.parametrize(
    ("number", "country", "dialable"),
    [
        ("3018", "FR", True),
        ("0 800 235 236", "FR", True),
        ("0508 NETSAFE", "NZ", True),
        ("+44 1372 847 161", "IE", True),
        ("175", "AD", True),
        ("0 800 235", "FR", False),
        ("12", "FR", False),
        ("hello", "FR", False),
    ],
)
def test_dialable(number: str, country: str, dialable: bool) -> None:
    assert is_dialable(number, country, SHORT_CODES) is dialable


def test_old_entries_are_listed_for_checking_again() -> None:
    directory = load(paths.HELPLINES)
    assert stale(directory, 180, TODAY) == []
    assert len(stale(directory, 180, date(2027, 11, 22))) >= 311
