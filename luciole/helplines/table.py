"""Tables for the people who keep the directory true: a country, coverage, re-checking."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

from luciole.content import ContentError
from luciole.helplines.checks import stale
from luciole.helplines.directory import Country, Directory, Service
from luciole.helplines.facts import service_facts
from luciole.helplines.message import hours_text
from luciole.helplines.reading import Document, read

COLUMNS = (
    "id", "country", "name", "contact", "hours", "facts", "sources", "say", "checked", "confidence",
    "not_verified", "still_right", "checked_on", "correction",
)  # fmt: skip
_MONTH = re.compile(r"(?P<year>20\d\d)-(?P<month>0?[1-9]|1[0-2])(?:-\d\d?)?")
_MONTH_FIRST = re.compile(r"(?P<month>0?[1-9]|1[0-2])/(?P<year>20\d\d)")


@dataclass(frozen=True)
class Applied:
    """What a filled re-check list did: months written, corrections left to a person, faults."""

    updated: tuple[str, ...]
    corrections: tuple[str, ...]
    errors: tuple[str, ...]


def country_table(country: Country, directory: Directory, language: str = "en") -> str:
    """Return one country as plain text: emergency numbers, then services."""
    words = directory.words[language]
    lines = [f"{country.code}  {country.name[language]}"]
    lines += [f"  {n.number}  {words['emergency'][n.use]}" for n in country.emergency]
    lines += [f"  ! {warning[language]}" for warning in country.warnings]
    for service in country.services:
        lines += ["", f"{service.id}  {service.name}", f"  {', '.join(service.kinds)}"]
        lines += [f"  {channel.via}: {channel.to}" for channel in service.channels]
        lines.append(f"  {hours_text(service, language, words)}")
        lines.append(f"  {' · '.join(service_facts(service, language, words))}")
        lines.append(f"  {service.purpose[language]}")
        lines += [f"  ! {service.warning[language]}"] if service.warning else []
        lines.append(f"  {service.checked}, {service.confidence}")
    return "\n".join(lines)


def coverage(directory: Directory) -> tuple[tuple[str, ...], dict[str, tuple[int, ...]]]:
    """Return the kinds, and for each country how many services of each kind it has."""
    kinds = tuple(kind for kind in directory.words["en"]["kinds"] if kind != "find_help")
    rows = {
        code: tuple(len(country.by_kind.get(kind, ())) for kind in kinds)
        for code, country in sorted(directory.countries.items())
    }
    return kinds, rows


def coverage_table(directory: Directory) -> str:
    """Return the coverage (country by kind) as plain text, a dot where there is none."""
    kinds, rows = coverage(directory)
    width = max(len(kind) for kind in kinds)
    lines = [f"    {'  '.join(kind.rjust(width) for kind in kinds)}"]
    for code, counts in rows.items():
        cells = (str(count or ".").rjust(width) for count in counts)
        lines.append(f"{code}  {'  '.join(cells)}")
    return "\n".join(lines)


def overdue_text(directory: Directory, max_age_days: int, today: date) -> str:
    """Return the services to check again, one a line; nothing if there are none."""
    services = stale(directory, max_age_days, today)
    if not services:
        return ""
    lines = [f"{len(services)} help services to check again (luciole helplines --recheck FILE):"]
    lines += [f"  {service.checked}  {service.id}  {service.name}" for service in services]
    return "\n".join(lines) + "\n"


def write_recheck(directory: Directory, out: Path, max_age_days: int, today: date) -> int:
    """Write the services to check again as CSV; return how many there are."""
    services = stale(directory, max_age_days, today)
    # With a mark at the start, without which spreadsheets take the letters for another alphabet.
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(_row(service, directory) for service in services)
    return len(services)


def apply_recheck(filled: Path, path: Path, today: date) -> Applied:
    """Write the months of a filled re-check list into the country files.

    A row with `still_right` yes and `checked_on` sets `checked`; a row with no is returned as
    a correction for a person to make; an empty row is left alone. Raises ContentError for a file
    that is not such a list.
    """
    updated: list[str] = []
    corrections: list[str] = []
    errors: list[str] = []
    for number, row in _rows(filled):
        service, answer = row["id"], row["still_right"].strip().lower()
        where = f"{filled}:{number}"
        if answer in ("", "no"):
            if answer:
                corrections.append(f"{service}: {row['correction'] or 'no longer right'}")
        elif answer != "yes":
            errors.append(f"{where}: still_right is {answer}: write yes, no or nothing")
        elif (month := _month(row["checked_on"])) is None:
            errors.append(f"{where}: checked_on is not a month: write it like 2027-02")
        elif month > f"{today:%Y-%m}":
            errors.append(f"{where}: checked_on is in the future: write when it was checked")
        elif not _set_checked(path, service, month):
            errors.append(f"{where}: no service {service}: correct the id")
        else:
            updated.append(service)
    return Applied(tuple(updated), tuple(corrections), tuple(errors))


def _row(service: Service, directory: Directory) -> dict[str, str]:
    sources = [source.url or source.ref or "" for source in service.sources]
    says = [source.says for source in service.sources]
    country = directory.country(service.country) or directory.worldwide
    return {
        "id": service.id,
        "country": service.country,
        "name": service.name,
        "contact": " | ".join(f"{channel.via} {channel.to}" for channel in service.channels),
        "hours": hours_text(service, "en", directory.words["en"]),
        "facts": " | ".join(service_facts(service, "en", directory.words["en"])),
        "sources": " | ".join(sources),
        "say": " | ".join(says),
        "checked": service.checked,
        "confidence": service.confidence,
        "not_verified": " | ".join(country.not_verified),
    }


def _rows(filled: Path) -> Iterator[tuple[int, dict[str, str]]]:
    raw = filled.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # as older spreadsheets write it
    header = text.partition("\n")[0]
    reader = csv.DictReader(StringIO(text), delimiter=max(",;\t", key=header.count))
    missing = {"id", "still_right", "checked_on", "correction"} - {*(reader.fieldnames or ())}
    if missing:
        raise ContentError(f"{filled}:1: no column {', '.join(sorted(missing))}: restore it")
    for row in reader:
        yield reader.line_num, {key: row[key] or "" for key in reader.fieldnames or ()}


def _month(written: str) -> str | None:
    """2027-02 for a month or day as people and spreadsheets write it."""
    found = _MONTH.fullmatch(written.strip()) or _MONTH_FIRST.fullmatch(written.strip())
    return f"{found['year']}-{int(found['month']):02d}" if found else None


def _set_checked(path: Path, service: str, month: str) -> bool:
    file = path / ("worldwide.yml" if service.startswith("zz-") else f"{service[:2]}.yml")
    if not file.exists():
        return False
    document = read(file)
    numbers = (n for n, s in enumerate(document.data["services"]) if s["id"] == service)
    if (number := next(numbers, None)) is None:
        return False
    _replace_line(document, number, month)
    return True


def _replace_line(document: Document, number: int, month: str) -> None:
    lines: list[str] = document.path.read_text(encoding="utf-8").splitlines(keepends=True)
    line = document.lines[("services", number, "checked")] - 1
    lines[line] = re.sub(r"checked:.*", f'checked: "{month}"', lines[line])
    document.path.write_text("".join(lines), encoding="utf-8")
