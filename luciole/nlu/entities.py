"""Countries, platforms and languages named in a message, in both languages and many spellings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from luciole import paths
from luciole.content import read_yaml
from luciole.countries import country_codes, country_name
from luciole.nlu.normalise import plain

_WORDS = re.compile(r"\w+")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
# Shorter names have too many neighbours one slip away: their misspellings are listed.
_FUZZY_FROM = 7
_HOME = re.compile(
    r"\b(?:j'? ?habit\w*|(?:on|nous|y|qui|mais) habit\w*|je (?:vis|reside|loge|reste)|jvis|jreste"
    r"|on vit|nous vivons|chez (?:moi|nous)|i m based|based|i (?:now |still )?(?:live|stay|reside)"
    r"|we (?:now |still )?live|living|live in|home|reside|maintenant|now)\b"
)
_ORIGIN = re.compile(r"\b(?:viens|from|suis|i m|im)\b")
# How many words before a name are read when it is a doubtful one.
_BEFORE = 4


@dataclass(frozen=True)
class Rule:
    """Where a doubtful name counts: right after or right before certain words."""

    after: re.Pattern[str]
    before: frozenset[str]


@dataclass(frozen=True)
class Name:
    """What a spelling stands for, and what it is `otherwise`, where the rule does not hold.

    kind None: a phrase that hides a name.
    """

    kind: str | None
    value: str
    rule: Rule | None = None
    otherwise: "Name | None" = None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlacesAndPlatforms(GraphComponent):
    """Adds entities `country` and `staying` (ISO codes), `platform` and `wanted_language`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "PlacesAndPlatforms":
        long_names()
        lengths()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = [*message.get(ENTITIES, []), *entities(message.get(TEXT) or "")]
            message.set(ENTITIES, found, add_to_output=True)
        return messages


def entities(text: str) -> list[dict[str, Any]]:
    """Rasa entities of a message; the second country of `in X but I live in Y` is the home."""
    found = [*flags(text), *names(text)]
    countries = [f for f in found if f["entity"] == "country"]
    if len({c["value"] for c in countries}) > 1:
        home = home_country(text, countries)
        for country in countries:
            if country["value"] != home:
                country["entity"] = "staying"
    return found


def home_country(text: str, countries: list[dict[str, Any]]) -> str:
    """Of several countries, the first named after words such as `I live in`."""
    for words in (_HOME, _ORIGIN):
        for said in words.finditer(plain_in_place(text)):
            after = [c for c in countries if c["start"] >= said.end()]
            if after:
                return str(min(after, key=lambda c: c["start"])["value"])
    return str(countries[0]["value"])


def plain_in_place(text: str) -> str:
    """Lower case without accents, every character where it was."""
    return "".join((plain(c) or " ")[0] for c in text)


def flags(text: str) -> Iterator[dict[str, Any]]:
    for match in _FLAG.finditer(text):
        code = "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in match[0])
        if code in country_codes():
            yield entity("country", code, match.start(), match.end())


def names(text: str) -> Iterator[dict[str, Any]]:
    """The longest known names, left to right."""
    found = list(_WORDS.finditer(text))
    words = [plain(w[0]) for w in found]
    i = 0
    while i < len(words):
        name, length = longest(words, i)
        if name and not counts(name, words, i, length):
            name = name.otherwise
        if name and name.kind:
            yield entity(name.kind, name.value, found[i].start(), found[i + length - 1].end())
        i += length


def longest(words: list[str], i: int) -> tuple[Name | None, int]:
    """The longest known name that begins at word `i`, and its number of words."""
    for length in lengths().get(words[i], ()):
        name = lexicon().get(" ".join(words[i : i + length]))
        if name and i + length <= len(words):
            return name, length
    return near(words[i]), 1


def counts(name: Name, words: list[str], i: int, length: int) -> bool:
    """False for a doubtful name among other words that do not make it likely."""
    if name.rule is None:
        return True
    if len(words) == length:
        return name.otherwise is None
    if words[i + length : i + length + 1] and words[i + length] in name.rule.before:
        return True
    return bool(name.rule.after.search(" ".join(words[max(0, i - _BEFORE) : i])))


def near(word: str) -> Name | None:
    """A known name one slip of the finger away, for words long enough to be sure."""
    if len(word) < _FUZZY_FROM - 1 or word in ordinary_words():
        return None
    for length in (len(word), len(word) - 1, len(word) + 1):
        for name in long_names().get((word[0], length), ()):
            if DamerauLevenshtein.distance(name, word, score_cutoff=1) == 1:
                return lexicon()[name]
    return None


@lru_cache(maxsize=1)
def long_names() -> dict[tuple[str, int], list[str]]:
    """The one-word names open to misspelling, by first letter and length."""
    found: dict[tuple[str, int], list[str]] = {}
    for name in lexicon():
        if " " not in name and len(name) >= _FUZZY_FROM:
            found.setdefault((name[0], len(name)), []).append(name)
    return found


@lru_cache(maxsize=1)
def lengths() -> dict[str, tuple[int, ...]]:
    """First word of a name -> the numbers of words of such names, the longest first."""
    found: dict[str, set[int]] = {}
    for name in lexicon():
        words = name.split()
        found.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(ls, reverse=True)) for word, ls in found.items()}


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Name]:
    """Normalised spelling -> name: Unicode's country names and our lookup lists."""
    not_country, not_platform = (_read(f"not_a_{kind}") for kind in ("country", "platform"))
    people = to_rule(not_country["people"])
    found = {_key(s): Name("country", code, people) for code, s in _spellings("demonym")}
    for kind, entries in (
        ("country", chain(_unicode_names(), _spellings("country"))),
        ("platform", _spellings("platform")),
    ):
        found |= {_key(spelling): Name(kind, value) for value, spelling in entries}
    for value, spelling in _spellings("wanted_language"):
        language, same = Name("wanted_language", value), found.get(_key(spelling))
        found[_key(spelling)] = replace(same, otherwise=language) if same else language
    for doubtful in (not_country["place"], not_country["alone"], not_platform["app"]):
        rule = to_rule(doubtful)
        for key in map(_key, doubtful["names"]):
            if key in found:
                found[key] = replace(found[key], rule=rule)
    hidden = [*not_country["never"], *not_platform["never"]]
    return found | {_key(phrase): Name(None, "") for phrase in hidden}


def to_rule(data: Any) -> Rule:
    phrases = "|".join(sorted({_key(p) for p in data["after"]}, key=len, reverse=True))
    before = frozenset(w for p in data.get("before", ()) for w in _key(p).split()[:1])
    return Rule(re.compile(rf"(?:^| )(?:{phrases})(?: the| les?| la)?$"), before)


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Words that look like a misspelt name and are not."""
    return frozenset(map(_key, _read("not_a_misspelling")))


def entity(kind: str, value: str, start: int, end: int) -> dict[str, Any]:
    return {
        "entity": kind,
        "value": value,
        "start": start,
        "end": end,
        "extractor": "PlacesAndPlatforms",
    }


def _unicode_names() -> Iterator[tuple[str, str]]:
    for code in country_codes():
        yield code, country_name(code, "fr")
        yield code, country_name(code, "en")


def _spellings(kind: str) -> Iterator[tuple[str, str]]:
    for value, spellings in _read(kind).items():
        yield from ((str(value), str(s)) for s in spellings)


def _read(kind: str) -> Any:
    return read_yaml(paths.LOOKUPS / f"{kind}.yml")


def _key(name: Any) -> str:
    return " ".join(_WORDS.findall(plain(str(name))))
