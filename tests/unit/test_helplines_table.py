"""The tables that keep the directory true, and the printable page."""

import csv
import re
import shutil
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from luciole import paths
from luciole.content import ContentError
from luciole.helplines.directory import Directory, load
from luciole.helplines.page import render
from luciole.helplines.table import (
    apply_recheck,
    country_table,
    coverage,
    coverage_table,
    overdue_text,
    write_recheck,
)

LATER = date(2027, 11, 22)


@pytest.fixture(scope="module")
def directory() -> Directory:
    return load(paths.HELPLINES)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(paths.HELPLINES, tmp_path / "helplines"))


def filled(out: Path, answers: dict[str, dict[str, str]]) -> None:
    """Fill the rows of a re-check list."""
    with out.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows, fields = list(reader), reader.fieldnames or []
    for row in rows:
        row.update(answers.get(row["id"], {}))
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields)
        writer.writeheader()
        writer.writerows(rows)


def test_country_table_shows_numbers_and_warnings(directory: Directory) -> None:
    text = country_table(directory.countries["BA"], directory)
    assert "122  police" in text
    assert "! Do not call 112" in text
    assert "phone: 080 05 03 05" in text


def test_coverage_counts_every_country(directory: Directory) -> None:
    kinds, rows = coverage(directory)
    assert rows.keys() == directory.countries.keys()
    assert rows["SM"][kinds.index("child_helpline")] == 0
    assert rows["BE"][kinds.index("child_helpline")] == 3
    assert len(coverage_table(directory).splitlines()) == 1 + len(directory.countries)


def test_recheck_out_and_in(directory: Directory, copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "recheck.csv"
    assert write_recheck(directory, out, 180, date(2026, 11, 22)) == 0
    assert write_recheck(directory, out, 180, LATER) >= 311
    filled(
        out,
        {
            "fr-3018": {"still_right": "yes", "checked_on": "2027-11"},
            "zz-takeitdown": {"still_right": "Yes", "checked_on": "2027-11"},
            "fr-119": {"still_right": "no", "correction": "new chat hours"},
            "be-103": {"still_right": "maybe"},
            "be-awel": {"still_right": "yes", "checked_on": "yesterday"},
            "be-1712": {"still_right": "yes", "checked_on": "2031-01"},
        },
    )
    before = (copy / "fr.yml").read_text("utf-8")
    applied = apply_recheck(out, copy, LATER)
    assert set(applied.updated) == {"fr-3018", "zz-takeitdown"}
    assert applied.corrections == ("fr-119: new chat hours",)
    assert [error.split(": ", 1)[1].split(":")[0] for error in applied.errors] == [
        "still_right is maybe",
        "checked_on is in the future",
        "checked_on is not a month",
    ]
    after = (copy / "fr.yml").read_text("utf-8")
    changed = [
        pair for pair in zip(before.splitlines(), after.splitlines(), strict=True)
        if pair[0] != pair[1]
    ]  # fmt: skip
    assert changed == [('    checked: "2026-11"', '    checked: "2027-11"')]
    services = {service.id: service for service in load(copy).services()}
    assert services["fr-3018"].checked == "2027-11"
    assert services["fr-119"].checked == "2026-11"
    left = write_recheck(load(copy), out, 180, LATER)
    assert left == write_recheck(directory, out, 180, LATER) - 2


@pytest.mark.parametrize("written", ["2027-11", "2027-11-05", "11/2027", " 2027-11 "])
@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-8-sig")]
)
def test_a_list_comes_back_as_spreadsheets_save_it(
    copy: Path, tmp_path: Path, written: str, delimiter: str, encoding: str
) -> None:
    out = tmp_path / "recheck.csv"
    rows = [
        ("id", "still_right", "checked_on", "correction"),
        ("fr-3018", "yes", written, ""),
        ("fr-119", "no", "", "numéro changé"),
    ]
    out.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    applied = apply_recheck(out, copy, LATER)
    assert applied.errors == ()
    assert applied.corrections == ("fr-119: numéro changé",)
    services = {service.id: service for service in load(copy).services()}
    assert services["fr-3018"].checked == "2027-11"


def test_what_is_to_be_checked_again_is_listed(directory: Directory) -> None:
    assert overdue_text(directory, 180, date(2026, 11, 22)) == ""
    text = overdue_text(directory, 180, LATER)
    assert int(text.split()[0]) >= 311
    assert "fr-3018" in text


def test_a_service_nobody_knows_is_an_error(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "recheck.csv"
    out.write_text(
        "id,still_right,checked_on,correction\nfr-none,yes,2027-11,\nqq-none,yes,2027-11,\n"
    )
    applied = apply_recheck(out, copy, LATER)
    assert len(applied.errors) == 2
    assert f"{out}:2: no service fr-none" in applied.errors[0]


def test_a_list_without_its_columns_is_refused(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "recheck.csv"
    out.write_text("id,name\nfr-3018,x\n")
    with pytest.raises(ContentError, match="no column"):
        apply_recheck(out, copy, LATER)


def test_page_of_every_country_in_both_languages(directory: Directory) -> None:
    for code, language in product(directory.countries, ("en", "fr")):
        page = render(directory, code, language)
        assert page is not None
        assert f'<html lang="{language}">' in page
        assert "<script" not in page
        for number in directory.countries[code].emergency:
            assert f"<b>{number.number}</b>" in page
        for service in directory.countries[code].services:
            shown = "offender_prevention" not in service.kinds
            assert (f"<h3>{service.name}".split("&")[0].split("'")[0] in page) is shown
    assert render(directory, "QQ", "en") is None


def test_every_number_and_address_of_a_page_can_be_tapped(directory: Directory) -> None:
    for country in directory.countries.values():
        page = render(directory, country.code, "en") or ""
        shown = page.count("<b>") + page.count('<b class="address">')
        assert len(re.findall(r'<a href="(?:tel:|sms:|mailto:|https?://)[^"]+"><b', page)) == shown
        assert not re.search(r'href="(?:tel|sms):(?!\+?\d+")', page), country.code
    page = render(directory, "NZ", "en") or ""
    assert '<a href="tel:111"><b>111</b></a>' in page
    assert '<a href="tel:050863872' in page, "0508 NETSAFE"
    assert '<a href="sms:114"><b>114</b></a>' in (render(directory, "FR", "fr") or "")


@pytest.mark.parametrize(("language", "name"), [("fr", "Belgique"), ("en", "Belgium")])
def test_without_a_country_the_page_leads_to_each(
    directory: Directory, language: str, name: str
) -> None:
    page = render(directory, "zz", language) or ""
    assert f'<a href="BE?language={language}">{name}</a>' in page
    assert page.count(f'?language={language}">') == len(directory.countries)
    assert '<a href="tel:116111">' in page


def test_page_escapes_what_it_shows(copy: Path) -> None:
    file = copy / "ge.yml"
    text = file.read_text("utf-8")
    start = text.index("    name: ") + len("    name: ")
    end = text.index("\n", start)
    file.write_text(text[:start] + '"<script>alert(1)</script> & more"' + text[end:], "utf-8")
    page = render(load(copy), "GE", "en")
    assert page is not None
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page
