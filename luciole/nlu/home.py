"""Which of the countries named is the home of the writer, if any is (data/nlu/lookups/home.yml)."""

import re
from functools import lru_cache
from typing import Any

from luciole import paths
from luciole.content import ContentError, read_yaml, relative
from luciole.nlu.lookups import WORDS
from luciole.nlu.phrases import any_phrase

FILE = paths.LOOKUPS / "home.yml"
# Sections of phrases that stand right before a country, and those that stand anywhere.
_BEFORE = ("here", "not_in", "i_am_not", "elsewhere", "theirs")
_ANYWHERE = (
    "home", "moved", "origin", "team", "together", "still", "away", "not_away", "schoolwork",
)  # fmt: skip
# As far as a phrase right before a country reaches back, in characters.
_REACH = 120
_ARTICLE = re.compile(r"\b(?:the|la|les?|l) *$")
# What the text of a message begins with: "Lyon, mais ma mère est de Lille".
_BEGINNING = re.compile(r"^(?=\w+,)")


@lru_cache(maxsize=1)
def phrases() -> dict[str, re.Pattern[str]]:
    """Section of home.yml -> its phrases. Raises ContentError for a section that is missing or
    names a list that there is none of."""
    data = read_yaml(FILE)
    sections = (*_ANYWHERE, *_BEFORE)
    for section in {"lists", *sections}.difference(data):
        raise ContentError(f"{relative(FILE)}:1: section {section} is missing: restore it from git")
    found = {}
    for section in sections:
        try:
            pattern = any_phrase(data[section], data["lists"])
        except KeyError as error:
            line, known = data.lc.key(section)[0] + 1, ", ".join(data["lists"])
            fault = f"{section} names a list {error} that there is none of: use {known}"
            raise ContentError(f"{relative(FILE)}:{line}: {fault}") from error
        found[section] = re.compile(f"{pattern}$" if section in _BEFORE else pattern)
    return found


def elsewhere(text: str, countries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The countries of a plain text that are not the home of the writer."""
    if len({c["value"] for c in countries}) > 1:
        home = home_country(text, countries)
        return [c for c in countries if c["value"] != home]
    return countries if is_away(text) else []


def not_home(text: str, countries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The countries that a plain text says the writer is not in."""
    if is_schoolwork(text):
        return countries
    said = phrases()["not_in" if len({c["value"] for c in countries}) > 1 else "i_am_not"]
    return [c for c in countries if said.search(before(text, c)) or told_of_others(text, c)]


def told_of_others(text: str, country: dict[str, Any]) -> bool:
    """Whether a plain text names the country of a journey, of somebody else or of a team."""
    said, after = _ARTICLE.sub("", before(text, country)), text[country["end"] :].lstrip()
    if phrases()["theirs"].match(said) and not WORDS.search(after):
        return True
    if phrases()["elsewhere"].search(said):
        return not (phrases()["together"].search(said) or phrases()["still"].search(after))
    return bool(phrases()["team"].match(after))


def told_as_home(text: str, country: dict[str, Any]) -> bool:
    """Whether the writer of a plain text says to be or live in this country."""
    return bool(phrases()["here"].search(before(text, country)))


def before(text: str, country: dict[str, Any]) -> str:
    return text[max(0, country["start"] - _REACH) : country["start"]]


def is_away(text: str) -> bool:
    """Whether a plain text tells of a journey and not of where somebody lives."""
    return bool(phrases()["away"].search(text)) and not phrases()["not_away"].search(text)


def is_schoolwork(text: str) -> bool:
    """Whether a plain text speaks of countries as school, sport and kitchens do."""
    return bool(phrases()["schoolwork"].search(text)) and not phrases()["not_away"].search(text)


def home_country(text: str, countries: list[dict[str, Any]]) -> str:
    """Of several countries, the first named after words such as `I live in`, or what the message
    begins with."""
    for said in (phrases()["home"], phrases()["moved"], _BEGINNING, phrases()["origin"]):
        for match in said.finditer(text):
            after = [c for c in countries if c["start"] >= match.end()]
            if after:
                return str(min(after, key=lambda c: c["start"])["value"])
    return str(countries[0]["value"])
