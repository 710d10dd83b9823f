"""Countries, platforms and languages named in a message, in both languages and many spellings."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein, Indel
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
from luciole.nlu.sounds import sound, squeezed
from luciole.privacy.lexicon import read_list

_WORDS = re.compile(r"\w+")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_SCHOOLWORK = re.compile(
    r"\b(?:exposes? sur|geograph(?:y|ie)|geo|eurovision|world cup|coupe du monde|mondial|homework"
    r"|recipes?|recettes?|capitale? (?:city )?(?:of|de|du|des))\b"
)
# Letters a name must have, doubled ones counted once, for its misspellings to be guessed: with
# five, two may be swapped; with more, one may be missing, added or wrong. Others are listed.
# With fewer, one may be missing where a name is likely.
_SWAP_FROM, _SLIP_FROM = 5, {"platform": 6, "country": 7, "wanted_language": 7}
# Letters of a name that may be found cut in two ("insta gram", "b elgique").
_CUT_FROM = 7
_HOME = re.compile(
    r"\b(?:j'? ?habit\w*|(?:on|nous|y|qui|mais) habit\w*|je (?:vis|reside|loge|reste)|jvis|jreste"
    r"|on vit|nous vivons|chez (?:moi|nous)|i m based|based|i (?:now |still )?(?:live|stay|reside)"
    r"|we (?:now |still )?live|living|live in|home|reside|maintenant|now)\b"
)
_ORIGIN = re.compile(r"\b(?:viens|from|suis|i m|im)\b")
_AWAY = re.compile(
    r"\b(?:holidays?|vacation|travell?ing|visiting|abroad|(?:school|class) trip"
    r"|vacances|en voyage|voyage scolaire)\b"
)
_NOT_AWAY = re.compile(r"\b(?:habit\w*|viens|retour|rentre\w*|from|live|living|reside|home|back)\b")
# Letters a name's key by sound must have, and must have for one slip or two to be forgiven.
_SOUND_FROM, _ONE_FROM, _TWO_FROM = 4, 7, 9
_LONGEST_WORD = 30
# Words of one letter before a vowel ("l'arnaque").
_ELIDED = "cdjlmnst"
# How many words before a name are read when it is a doubtful one.
_BEFORE = 4


@dataclass(frozen=True)
class Rule:
    """Where a doubtful name counts: `alone`, right after or right before certain words, or where
    it opens a message, after `greetings` only and before one of `opens`, or before an age."""

    after: re.Pattern[str]
    before: frozenset[str]
    alone: bool
    greetings: frozenset[str]
    before_age: frozenset[str]
    opens: frozenset[str]


@dataclass(frozen=True)
class Name:
    """What a spelling stands for, and what it is `otherwise`, where the rule does not hold.

    kind None: a phrase that hides a name.
    """

    kind: str | None
    value: str
    rule: Rule | None = None
    otherwise: "Name | None" = None


# Names by their first letter and number of letters.
Shapes = dict[tuple[str, int], list[tuple[str, Name]]]


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
        one_word()
        short_words()
        sounds()
        two_words()
        lengths()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = [*message.get(ENTITIES, []), *entities(message.get(TEXT) or "")]
            message.set(ENTITIES, found, add_to_output=True)
        return messages


def entities(text: str) -> list[dict[str, Any]]:
    """Rasa entities of a message; the second country of `in X but I live in Y` is the home, and
    the only one of `on holiday in X` is not."""
    found = [*flags(text), *names(text)]
    if is_schoolwork(plain_in_place(text)):
        found = [f for f in found if f["entity"] != "country"]
    countries = [f for f in found if f["entity"] == "country"]
    if len({c["value"] for c in countries}) > 1:
        home = home_country(text, countries)
        for country in countries:
            if country["value"] != home:
                country["entity"] = "staying"
    elif is_away(plain_in_place(text)):
        for country in countries:
            country["entity"] = "staying"
    return found


def is_away(text: str) -> bool:
    """Whether a plain text tells of a journey and not of where somebody lives."""
    return bool(_AWAY.search(text)) and not _NOT_AWAY.search(text)


def is_schoolwork(text: str) -> bool:
    """Whether a plain text speaks of countries as school, sport and kitchens do."""
    return bool(_SCHOOLWORK.search(text)) and not _NOT_AWAY.search(text)


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
    if i + 1 < len(words) and (name := cut(words[i], words[i + 1])):
        return name, 2
    return near(words[i]), 1


def counts(name: Name, words: list[str], i: int, length: int) -> bool:
    """False for a doubtful name among other words that do not make it likely."""
    rule = name.rule
    if rule is None:
        return True
    if len(words) == length:
        return rule.alone and name.otherwise is None
    following = words[i + length] if i + length < len(words) else ""
    if following in rule.before:
        return True
    said = words[:i] if i <= _BEFORE else ["…"]
    if following in rule.opens and rule.greetings.issuperset(said):
        return True
    if following[:1].isdigit() and rule.before_age and rule.before_age.issuperset(said):
        return True
    return bool(rule.after.search(" ".join(words[max(0, i - _BEFORE) : i])))


def cut(first: str, second: str) -> Name | None:
    """A name written as two words, or a misspelt name of two words."""
    if len(first) + len(second) < _CUT_FROM or {first, second} <= ordinary_words():
        return None
    joined = squeezed(first + second)
    return run_together().get(joined) or guess(f"{first} {second}", two_words())


def near(word: str) -> Name | None:
    """A known name misspelt, written by ear or run together, unless the word is an ordinary one."""
    if not _SWAP_FROM <= len(word) <= _LONGEST_WORD or is_ordinary(word):
        return None
    return guess(word, one_word()) or glued(word) or heard(word) or faint(word)


def is_ordinary(word: str) -> bool:
    """Whether a word is an ordinary one, also drawn out, or its apostrophe or last `g` lost."""
    spellings = {squeezed(word), f"{word}g", word[1:] if word[0] in _ELIDED else word}
    known = ordinary_words()
    return word in known or any(s in known and s not in lexicon() for s in spellings)


def glued(word: str) -> Name | None:
    """A name that some other word sticks to ("surinsta", "snapstory")."""
    before, after = stuck()
    rests = [word[n:] for n in range(1, len(word) - 3) if word[:n] in before]
    rests += [word[:-n] for n in range(1, len(word) - 3) if word[-n:] in after]
    names = (lexicon().get(rest) for rest in rests)
    return next((n for n in names if n and n.kind and not n.rule), None)


def heard(word: str) -> Name | None:
    """A name that sounds like the word, or nearly so if it is long."""
    if word in first_names():
        return None
    key = sound(word)
    near: list[tuple[int, Name]] = []
    for length in range(len(key) - 2, len(key) + 3):
        slips = (length >= _ONE_FROM) + (length >= _TWO_FROM)
        for known, name in sounds().get((key[:1], length), ()):
            if (far := DamerauLevenshtein.distance(known, key, score_cutoff=slips)) <= slips:
                near.append((far, name))
    return min(near, key=lambda found: found[0])[1] if near else None


def guess(word: str, names: Shapes) -> Name | None:
    """The name one slip from a word at most, rather one that is not doubtful."""
    letters = squeezed(word)
    likely = [
        (known != letters, name.rule is not None, name)
        for length in range(len(letters) - 1, len(letters) + 2)
        for known, name in names.get((letters[0], length), ())
        if one_slip(known, letters, _SLIP_FROM[name.kind or ""])
    ]
    return min(likely, key=lambda found: found[:2])[-1] if likely else None


def faint(word: str) -> Name | None:
    """A short name that lacks one letter: it counts only where a name is likely."""
    letters = squeezed(word)
    for known, name in short_words().get((letters[0], len(letters) + 1), ()):
        if Indel.distance(known, letters, score_cutoff=1) <= 1:
            return name
    return None


def one_slip(known: str, letters: str, slip_from: int) -> bool:
    """At most one letter missing, added or wrong, or two swapped."""
    if len(known) < slip_from and sorted(known) != sorted(letters):
        return False
    return DamerauLevenshtein.distance(known, letters, score_cutoff=1) <= 1


@lru_cache(maxsize=1)
def run_together() -> dict[str, Name]:
    """The letters of each name open to misspelling, without spaces and squeezed."""
    return letters_of_names(lambda spelling: spelling.replace(" ", ""))


@lru_cache(maxsize=1)
def one_word() -> Shapes:
    return by_shape(run_together())


@lru_cache(maxsize=1)
def short_words() -> Shapes:
    """The names of few letters, doubtful all of them, those of languages aside."""
    rules = {
        "country": to_rule(_read("not_a_country")["place"]),
        "platform": to_rule(_read("not_a_platform")["common"]),
    }
    return by_shape(
        {
            squeezed(spelling): replace(name, rule=name.rule or rules[name.kind], otherwise=None)
            for spelling, name in lexicon().items()
            if name.kind in rules and _SWAP_FROM <= len(squeezed(spelling)) < _SLIP_FROM[name.kind]
        }
    )


@lru_cache(maxsize=1)
def sounds() -> Shapes:
    """The proper names by their sound: not the misspellings listed beside them, which would lead
    too far, and not the doubtful ones, whose rules know their spelling only."""
    found: dict[str, Name] = {}
    proper: dict[Name, list[str]] = {}
    for letters, name in run_together().items():
        key = sound(letters)
        others = proper.setdefault(name, [])
        long = len(key) >= _SOUND_FROM and letters.isalpha()
        if long and not name.rule and all(DamerauLevenshtein.distance(key, o) > 1 for o in others):
            others.append(key)
            found.setdefault(key, name)
    return by_shape(found)


@lru_cache(maxsize=1)
def stuck() -> tuple[frozenset[str], frozenset[str]]:
    """The words that stick to a name, before and after it."""
    words = _read("glued")
    return frozenset(map(_key, words["before"])), frozenset(map(_key, words["after"]))


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    return frozenset(read_list("first_names.txt"))


@lru_cache(maxsize=1)
def two_words() -> Shapes:
    return by_shape({k: v for k, v in letters_of_names(str).items() if " " in k})


def letters_of_names(written: Callable[[str], str]) -> dict[str, Name]:
    """Of two names of the same letters, the one that is not doubtful."""
    found: dict[str, Name] = {}
    for spelling, name in lexicon().items():
        letters = squeezed(written(spelling))
        if name.kind and len(letters) >= _SWAP_FROM and (letters not in found or not name.rule):
            found[letters] = name
    return found


def by_shape(names: dict[str, Name]) -> Shapes:
    found: Shapes = {}
    for letters, name in names.items():
        found.setdefault((letters[0], len(letters)), []).append((letters, name))
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
    people = not_country["people"]
    rule = to_rule(people)
    found = {_key(s): Name("country", code, rule) for code, s in _spellings("demonym")}
    for kind, entries in (
        ("country", chain(_unicode_names(), _spellings("country"))),
        ("platform", _spellings("platform")),
    ):
        found |= {_key(spelling): Name(kind, value) for value, spelling in entries}
    for value, spelling in _spellings("wanted_language"):
        language, same = Name("wanted_language", value), found.get(_key(spelling))
        found[_key(spelling)] = replace(same, otherwise=language) if same else language
    for doubtful in (
        people | not_country["subjects"],
        not_country["place"],
        not_country["alone"],
        *(with_common(not_platform["common"], group) for group in not_platform["doubtful"]),
    ):
        rule = to_rule(doubtful)
        for key in map(_key, doubtful["names"]):
            if key in found:
                found[key] = replace(found[key], rule=rule)
    hidden = [*not_country["never"], *not_platform["never"]]
    return found | {_key(phrase): Name(None, "") for phrase in hidden}


def with_common(common: Any, group: Any) -> Any:
    """A group of doubtful names with the words that make any of them likely."""
    if not group.get("common", True):
        return group
    return group | {side: [*common[side], *group.get(side, ())] for side in ("after", "before")}


def to_rule(data: Any) -> Rule:
    between = data.get("between", ["the", "le", "les", "la"])
    greetings = frozenset(map(_key, data.get("greetings", ())))
    return Rule(
        after=re.compile(rf"(?:^| ){any_of(data['after'])}(?: {any_of(between)})*$"),
        before=frozenset(w for p in data.get("before", ()) for w in _key(p).split()[:1]),
        alone=data.get("alone", True),
        greetings=greetings,
        before_age=greetings.union(map(_key, between)) if greetings else greetings,
        opens=frozenset(map(_key, data.get("opens", ()))),
    )


def any_of(phrases: list[Any]) -> str:
    keys = sorted({_key(p) for p in phrases}, key=len, reverse=True)
    return f"(?:{'|'.join(keys)})"


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Words that may look like a misspelt name and are not."""
    return frozenset([*read_list("ordinary_words.txt"), *map(_key, _read("not_a_misspelling"))])


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
