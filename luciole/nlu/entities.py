"""Countries, platforms and languages named in a message, in both languages and many spellings."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from luciole.countries import country_codes
from luciole.nlu.home import elsewhere, is_away, is_schoolwork, not_home, told_as_home
from luciole.nlu.lookups import WORDS, Name, everyday_words, hiding, lexicon
from luciole.nlu.misspelt import cut, load, near
from luciole.nlu.normalise import plain

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
# A black flag with letters of its own: England, Scotland, Wales.
_NATION = re.compile("\U0001f3f4\U000e0067\U000e0062[\U000e0061-\U000e007f]+")
_AGE = re.compile(r"(?:[89]|1\d)(?!\d)")
# How many words before a name are read when it is a doubtful one.
_BEFORE = 4
_RANKING = "intent_ranking"
# What a message means that is nothing but a place.
_TELLS = {"name": "chat_inform_country", "confidence": 1.0}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlacesAndPlatforms(GraphComponent):
    """Adds entities `country`, `home` and `staying` (ISO codes), `platform`, `wanted_language`.

    Stands behind the intent classifier: what is nothing but a place ("n'djamena") answers which
    country it is, though the classifier may never have seen the name.
    """

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
        load()
        lengths()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            found = entities(text)
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
            if is_only_a_place(text, found):
                others = [r for r in message.get(_RANKING, []) if r["name"] != _TELLS["name"]]
                message.set(INTENT, _TELLS, add_to_output=True)
                message.set(_RANKING, [_TELLS, *others], add_to_output=True)
        return messages


def entities(text: str) -> list[dict[str, Any]]:
    """Rasa entities of a message; the second country of `in X but I live in Y` is the home, and
    the only one of `on holiday in X` is not. `home` says a country once more where the writer tells
    it in so many words, as beside a danger, whatever else the message is about."""
    said = plain_in_place(text)
    found = [*flags(text), *names(text)]
    countries = [f for f in found if f["entity"] == "country"]
    gone = countries if is_schoolwork(said) else not_home(said, countries)
    for country in elsewhere(said, [c for c in countries if c not in gone]):
        country["entity"] = "staying"
    homes = [{**c, "entity": "home"} for c in countries if c not in gone and told_as_home(said, c)]
    return [*(f for f in found if f not in gone), *(h for h in homes if not is_away(said))]


def is_only_a_place(text: str, found: list[dict[str, Any]]) -> bool:
    """Whether a message names a country and nothing else, unless that is an everyday word."""
    countries = [f for f in found if f["entity"] == "country"]
    if len(countries) != 1:
        return False
    (country,) = countries
    around = text[: country["start"]] + text[country["end"] :]
    return not WORDS.search(around) and not everyday([*WORDS.finditer(text)])


def plain_in_place(text: str) -> str:
    """Lower case without accents, every character where it was."""
    return "".join((plain(c) or " ")[0] for c in text)


def flags(text: str) -> Iterator[dict[str, Any]]:
    for match in _FLAG.finditer(text):
        code = "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in match[0])
        if code in country_codes():
            yield entity("country", code, match.start(), match.end())
    for match in _NATION.finditer(text):
        yield entity("country", "GB", match.start(), match.end())


def names(text: str) -> Iterator[dict[str, Any]]:
    """The longest known names, left to right."""
    found = list(WORDS.finditer(text))
    words = [plain(w[0]) for w in found]
    i = 0
    while i < len(words):
        name, length = longest(words, i)
        if (
            name
            and not counts(name, words, i, length)
            and not answers(name, text, found[:length], i)
        ):
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
    if i + 1 < len(words) and (name := cut(words[i], words[i + 1])):
        return name, 2
    return near(words[i]), 1


def counts(name: Name, words: list[str], i: int, length: int) -> bool:
    """False for a doubtful name among other words that do not make it likely."""
    rule = name.rule
    before = " ".join(words[max(0, i - _BEFORE) : i])
    if name.kind == "country" and hiding().search(before):
        return False
    if rule is None:
        return True
    if len(words) == length:
        return rule.alone and name.otherwise is None
    following = words[i + length] if i + length < len(words) else ""
    if following in rule.before:
        return True
    said = [w for w in words[:i] if not w.isdigit()] if i <= _BEFORE else ["…"]
    if following in rule.opens and rule.greetings.issuperset(said):
        return True
    if _AGE.match(following) and rule.before_age and rule.before_age.issuperset(said):
        return True
    return bool(rule.after.search(before))


def answers(name: Name, text: str, words: list[re.Match[str]], i: int) -> bool:
    """Whether a doubtful place opens a message, before a comma or a full stop ("Perth, in WA")."""
    place = name.kind == "country" and name.rule is not None and not name.rule.greetings
    return not i and place and text[words[-1].end() :][:1] in (",", ".") and not everyday(words)


def everyday(words: list[re.Match[str]]) -> bool:
    """Whether a place is a word of every day first of all ("nice")."""
    return " ".join(plain(word[0]) for word in words) in everyday_words()


@lru_cache(maxsize=1)
def lengths() -> dict[str, tuple[int, ...]]:
    """First word of a name -> the numbers of words of such names, the longest first."""
    found: dict[str, set[int]] = {}
    for name in lexicon():
        words = name.split()
        found.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(ls, reverse=True)) for word, ls in found.items()}


def entity(kind: str, value: str, start: int, end: int) -> dict[str, Any]:
    return {
        "entity": kind,
        "value": value,
        "start": start,
        "end": end,
        "extractor": "PlacesAndPlatforms",
    }
