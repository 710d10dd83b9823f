"""The word lists of data/privacy, the platforms, and what the help directory lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase

import phonenumbers

from luciole import paths
from luciole.content import ContentError, read_yaml, relative
from luciole.countries import country_codes, country_name
from luciole.privacy.text import folded

LISTS = paths.DATA / "privacy"
_NUMBER = re.compile(r'(?<!date: )(?<!checked: )(?<!date": )"(\+?\d[\d ()-]{1,18})"')
_HOST = re.compile(r"https?://(?:www\.)?([\w.-]+)")
_NOT_DIGIT = re.compile(r"\D")
_WORD = re.compile(r"[^\W_]+")
_TELLING = 5
_LONGEST = 20


@dataclass(frozen=True)
class Lexicon:
    """All lists, folded."""

    first_names: frozenset[str]
    names_that_are_words: frozenset[str]
    names_that_are_verbs: frozenset[str]
    verbs_with_deeds: frozenset[str]
    names_that_are_things: frozenset[str]
    openers: frozenset[str]
    times_and_weather: frozenset[str]
    last_names: frozenset[str]
    last_names_that_are_words: frozenset[str]
    not_names: frozenset[str]
    ordinary: frozenset[str]
    function_words: frozenset[str]
    people: frozenset[str]
    brands: frozenset[str]
    towns: frozenset[str]
    platforms: frozenset[str]
    figures: frozenset[tuple[str, ...]]
    introductions: frozenset[tuple[str, ...]]
    weak_introductions: frozenset[tuple[str, ...]]
    acts: frozenset[str]
    weak_acts: frozenset[str]
    before_names: frozenset[str]
    school_names: frozenset[str]
    titles: frozenset[str]
    weak_titles: frozenset[str]
    help_numbers: frozenset[str]
    help_hosts: frozenset[str]

    def unknown(self, word: str) -> bool:
        """True for a word that is in no list of ordinary words, brands or towns."""
        return not (
            word in self.ordinary
            or word in self.brands
            or word in self.towns
            or word in self.platforms
            or word in self.function_words
            or word in self.people
        )

    def strange(self, word: str) -> bool:
        """True for an unknown word that no slip of a finger or a forgotten apostrophe explains."""
        if len(word) < _TELLING or len(word) > _LONGEST or not self.unknown(word):
            return False
        return all(self.unknown(w) for w in _slips(word))

    def any_name(self, word: str) -> bool:
        return (
            word in self.first_names
            or word in self.last_names
            or word in self.names_that_are_words
            or word in self.names_that_are_verbs
        )


def _slips(word: str) -> Iterator[str]:
    """The word with one letter less, one letter more, two letters swapped, or one changed."""
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Everything, read once. Raises ContentError when a list is missing."""
    introductions = read_list("introductions.txt")
    acts = read_list("acts.txt")
    titles = read_list("titles.txt")
    verbs = read_list("names_that_are_verbs.txt")
    return Lexicon(
        first_names=frozenset(read_list("first_names.txt")),
        names_that_are_words=frozenset(read_list("names_that_are_words.txt")),
        names_that_are_verbs=frozenset(v.rstrip(" *") for v in verbs),
        verbs_with_deeds=frozenset(v.rstrip(" *") for v in verbs if v.endswith("*")),
        names_that_are_things=frozenset(read_list("names_that_are_things.txt")),
        openers=frozenset(read_list("openers.txt")),
        times_and_weather=frozenset(read_list("times_and_weather.txt")),
        last_names=frozenset(read_list("last_names.txt")),
        last_names_that_are_words=frozenset(read_list("last_names_that_are_words.txt")),
        not_names=frozenset(accented_list("not_names.txt")),
        ordinary=frozenset(read_list("ordinary_words.txt")),
        function_words=frozenset(read_list("function_words.txt")),
        people=frozenset(w for p in read_list("people.txt") for w in (p, p.split("-")[-1])),
        brands=frozenset(read_list("brands.txt")),
        towns=frozenset(read_list("towns.txt")),
        platforms=_platforms(),
        figures=frozenset(map(_words, [*read_list("public_figures.txt"), *_countries()])),
        introductions=frozenset(_words(i) for i in introductions if not i.endswith("*")),
        weak_introductions=frozenset(_words(i) for i in introductions if i.endswith("*")),
        acts=frozenset(a for a in acts if not a.endswith("*")),
        weak_acts=frozenset(a.rstrip(" *") for a in acts if a.endswith("*")),
        before_names=frozenset(read_list("before_names.txt")),
        school_names=frozenset(read_list("school_names.txt")),
        titles=frozenset(t for t in titles if not t.endswith("*")),
        weak_titles=frozenset(t.rstrip(" *") for t in titles if t.endswith("*")),
        help_numbers=_help_numbers(),
        help_hosts=_help_hosts(),
    )


def read_list(name: str) -> list[str]:
    """The entries of one list, folded, comments left out. Raises ContentError if missing."""
    return [folded(line) for line in accented_list(name)]


def accented_list(name: str) -> list[str]:
    """The entries of one list as written, comments left out. Raises ContentError if missing."""
    path = LISTS / name
    if not path.is_file():
        raise ContentError(f"{relative(path)}:1: file is missing: restore it from git")
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _countries() -> list[str]:
    names = (country_name(c, language) for c in country_codes() for language in ("fr", "en"))
    also_people = set(read_list("names_that_are_words.txt"))
    return [n for n in map(folded, names) if n not in also_people]


def _words(line: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(line))


def _platforms() -> frozenset[str]:
    """One-word spellings of apps and games."""
    spellings = read_yaml(paths.LOOKUPS / "platform.yml").values()
    listed = {folded(str(s)) for spelling in spellings for s in spelling}
    words = {s for s in listed if s.isalnum() and len(s) > 1}
    return frozenset(
        (words | set(read_list("platforms.txt"))) - set(read_list("function_words.txt"))
    )


def _helpline_files() -> list[tuple[str, str]]:
    files: list[Path] = sorted(paths.HELPLINES.glob("*.yml"))
    return [(f.stem.upper(), f.read_text(encoding="utf-8")) for f in files]


def _help_numbers() -> frozenset[str]:
    """Digits of every number in the help directory, as dialled inside and outside the country."""
    found: set[str] = set()
    for country, text in _helpline_files():
        prefix = str(phonenumbers.country_code_for_region(country) or "")
        for number in _NUMBER.findall(text):
            digits = _NOT_DIGIT.sub("", number)
            found |= {digits, prefix + digits.lstrip("0"), "00" + prefix + digits.lstrip("0")}
    return frozenset(found)


def _help_hosts() -> frozenset[str]:
    return frozenset(h for _, text in _helpline_files() for h in _HOST.findall(text.lower()))
