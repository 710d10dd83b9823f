"""The word lists of data/privacy, the platforms, and what the help directory lists."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import phonenumbers
from babel import Locale

from luciole import paths
from luciole.answers.store import LANGUAGES
from luciole.content import ContentError, read_text, read_yaml, relative
from luciole.countries import country_codes, country_name
from luciole.privacy.text import folded

LISTS = paths.DATA / "privacy"
_NUMBER = re.compile(r'(?<!date: )(?<!checked: )(?<!date": )"(\+?\d[\d ()-]{1,18})"')
_REACHED = re.compile(r'\bto: "https?://(?:www\.)?([\w.-]+)')
_CITED = re.compile(r"https?://(?:www\.)?([\w.-]+)")
_SERVICE = re.compile(r'^ {4}name: "?(.+?)"?$', re.M)
_NOT_DIGIT = re.compile(r"\D")
_WORD = re.compile(r"[^\W_]+")


# The lists whose words the tagger knows, each by a letter.
_LETTERS = {
    "F": "first_names.txt",
    "L": "last_names.txt",
    "W": "names_that_are_words.txt",
    "V": "names_that_are_verbs.txt",
    "O": "ordinary_words.txt",
    "f": "function_words.txt",
    "P": "people.txt",
    "B": "brands.txt",
    "t": "towns.txt",
    "M": "titles.txt",
    "N": "school_names.txt",
    "s": "school_words.txt",
    "S": "street_words.txt",
}
_SHORT = 3
_NAMES = frozenset("FLWV")
_FIRST_NAMES = frozenset("FWV")


@dataclass(frozen=True)
class Lexicon:
    """All lists, folded.

    classes: the letters of the lists that a word stands in (_LETTERS; p: platforms, H: names of
    help services, l: languages). figures: words of known people, characters and countries.
    help_hosts: where a service of the directory is reached; cited_hosts: all it names.
    """

    classes: dict[str, str]
    platforms: frozenset[str]
    figures: frozenset[tuple[str, ...]]
    help_numbers: frozenset[str]
    help_hosts: frozenset[str]
    cited_hosts: frozenset[str]

    def unknown(self, word: str) -> bool:
        """True for a word that is in no list but those of names."""
        return _NAMES.issuperset(self.classes.get(word, ""))

    def ordinary(self, word: str) -> bool:
        """True for a small or everyday word that is no first name."""
        return "f" in self.classes.get(word, "") or (
            "O" in self.classes.get(word, "") and not self.first_name(word)
        )

    def first_name(self, word: str) -> bool:
        """True for a first name that is no small word."""
        known = self.classes.get(word, "")
        return "f" not in known and not _FIRST_NAMES.isdisjoint(known)

    def any_name(self, word: str) -> bool:
        return not _NAMES.isdisjoint(self.classes.get(word, ""))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Everything, read once. Raises ContentError when a list is missing."""
    platforms = _platforms()
    classes: defaultdict[str, str] = defaultdict(str)
    lists = {letter: read_list(name) for letter, name in _LETTERS.items()}
    lists |= {"p": [*platforms], "H": _words_of_services(), "l": _languages()}
    for letter, words in lists.items():
        for word in dict.fromkeys(words):
            classes[word] += letter
    return Lexicon(
        classes=dict(classes),
        platforms=platforms,
        figures=frozenset(map(_words, [*read_list("public_figures.txt"), *_countries()])),
        help_numbers=_help_numbers(),
        help_hosts=_hosts(_REACHED),
        cited_hosts=_hosts(_CITED),
    )


@lru_cache(maxsize=1)
def openers() -> frozenset[str]:
    """Words that begin a sentence."""
    return frozenset(map(str, read_yaml(paths.LOOKUPS / "openers.yml")))


def read_list(name: str) -> list[str]:
    """The entries of one list, folded, comments left out. Raises ContentError if missing."""
    path = LISTS / name
    if not path.is_file():
        raise ContentError(f"{relative(path)}:1: file is missing: restore it from git")
    lines = (folded(line).strip() for line in read_text(path).splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _countries() -> list[str]:
    names = (country_name(c, language) for c in country_codes() for language in LANGUAGES)
    also_people = set(read_list("names_that_are_words.txt"))
    return [n for n in map(folded, names) if n not in also_people]


def _languages() -> list[str]:
    return [folded(n) for shown in LANGUAGES for n in Locale(shown).languages.values()]


def _words_of_services() -> list[str]:
    """The words in names of help services, which stand beside their numbers."""
    names = (n for _, text in _helpline_files() for n in _SERVICE.findall(text))
    return [word for name in names for word in _words(folded(name)) if len(word) > _SHORT]


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


def _hosts(address: re.Pattern[str]) -> frozenset[str]:
    return frozenset(h for _, text in _helpline_files() for h in address.findall(text.lower()))
