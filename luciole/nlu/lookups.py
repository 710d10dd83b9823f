"""The names of countries, platforms and languages, and where a doubtful one counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any

from luciole import paths
from luciole.content import read_yaml
from luciole.countries import country_codes, country_name
from luciole.nlu.normalise import plain
from luciole.privacy.lexicon import lexicon as listed
from luciole.privacy.lexicon import read_list

WORDS = re.compile(r"\w+")
# The article that thumbs write together with a word ("lappli").
_ELISION = r"[ld](?=[aeiou]\w\w)"


@dataclass(frozen=True)
class Rule:
    """Where a doubtful name counts: `alone`, right after or right before certain words, or where
    it opens a message, after `greetings` only and before one of `opens`, before an age or after
    an age or one of `selves`; where it `answers`, before a comma or any such sign too."""

    after: re.Pattern[str]
    before: frozenset[str]
    alone: bool
    answers: bool
    greetings: frozenset[str]
    selves: frozenset[str]
    before_age: frozenset[str]
    opens: frozenset[str]


@dataclass(frozen=True)
class Name:
    """What a spelling stands for, and what it is `otherwise`, where the rule does not hold.

    kind None: a phrase that hides a name. exact: slips in it are not forgiven, since too many
    words look like one of so many.
    """

    kind: str | None
    value: str
    rule: Rule | None = None
    exact: bool = False
    otherwise: "Name | None" = None


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Name]:
    """Normalised spelling -> name: Unicode's country names and our lookup lists."""
    not_country, not_platform = (_read(f"not_a_{kind}") for kind in ("country", "platform"))
    people, kin = not_country["people"], not_country["kin"]
    theirs = [f"{person} {is_}" for person in kin["names"] for is_ in kin["is"]]
    people |= {"after": [*people["after"], *theirs]}
    place, rule = to_rule(not_country["place"]), to_rule(people)
    towns, townspeople = _read("town")["towns"], _read("town")["people"]
    found = {
        key: Name("country", code, None if _only_a_town(key) else place, exact=True)
        for code, key in _keys(towns)
    }
    found |= {key: Name("country", code, rule, exact=True) for code, key in _keys(townspeople)}
    found |= {key: Name("country", code, rule) for code, key in _keys(_read("demonym"))}
    for kind, entries in (
        ("country", chain(_unicode_names(), _keys(_read("country")))),
        ("platform", _keys(_read("platform"))),
    ):
        found |= {key: Name(kind, value) for value, key in entries}
    for value, key in _keys(_read("wanted_language")):
        language, same = Name("wanted_language", value), found.get(key)
        found[key] = replace(same, otherwise=language) if same else language
    for doubtful in (
        people | not_country["subjects"],
        not_country["place"],
        not_country["departments"],
        not_country["alone"],
        not_country["codes"],
        *(with_common(not_platform["common"], group) for group in not_platform["doubtful"]),
    ):
        rule = to_rule(doubtful)
        for key in map(_key, doubtful["names"]):
            if key in found:
                found[key] = replace(found[key], rule=rule)
    hidden = [*not_country["never"], *not_platform["never"]]
    return found | {_key(phrase): Name(None, "") for phrase in hidden}


@lru_cache(maxsize=1)
def hiding() -> re.Pattern[str]:
    """The words after which a country's name is that of a thing or of somebody."""
    data = _read("not_a_country")
    things = (
        f"{any_of(data['things']['names'])} {any_of(data['things']['of'])}(?: (?:la|le|les|l|the))?"
    )
    return re.compile(rf"(?:^| )(?:{any_of(data['relatives'])}|{things})$")


@lru_cache(maxsize=1)
def streets() -> frozenset[str]:
    """Words before which a country's name is that of a street."""
    return frozenset(map(_key, _read("not_a_country")["streets"]))


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """Places whose name alone says nothing."""
    return frozenset(map(_key, _read("not_a_country")["everyday"]))


def likely_rules() -> dict[str, Rule]:
    """For each kind of name, the rule of where one of that kind is likely."""
    return {
        "country": to_rule(_read("not_a_country")["place"]),
        "platform": to_rule(_read("not_a_platform")["common"]),
    }


def with_common(common: Any, group: Any) -> Any:
    """A group of doubtful names with the words that make any of them likely."""
    if not group.get("common", True):
        return group
    return group | {side: [*common[side], *group.get(side, ())] for side in ("after", "before")}


def to_rule(data: Any) -> Rule:
    between = data.get("between", ["the", "le", "les", "la"])
    selves = frozenset(map(_key, data.get("selves", ())))
    greetings = selves.union(map(_key, data.get("greetings", ())))
    return Rule(
        after=re.compile(rf"(?:^| )(?:{_ELISION})?{any_of(data['after'])}(?: {any_of(between)})*$"),
        before=frozenset(w for p in data.get("before", ()) for w in _key(p).split()[:1]),
        alone=data.get("alone", True),
        answers=data.get("answers", False),
        greetings=greetings,
        selves=selves,
        before_age=greetings.union(map(_key, between)) if greetings else greetings,
        opens=frozenset(map(_key, data.get("opens", ()))),
    )


def any_of(phrases: list[Any]) -> str:
    keys = sorted({_key(p) for p in phrases}, key=len, reverse=True)
    return f"(?:{'|'.join(keys)})"


@lru_cache(maxsize=1)
def stuck() -> tuple[frozenset[str], frozenset[str]]:
    """The words that stick to a name, before and after it."""
    words = _read("glued")
    return frozenset(map(_key, words["before"])), frozenset(map(_key, words["after"]))


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    return frozenset(read_list("first_names.txt"))


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Words that may look like a misspelt name and are not."""
    return frozenset([*read_list("ordinary_words.txt"), *map(_key, _read("not_a_misspelling"))])


def _unicode_names() -> Iterator[tuple[str, str]]:
    for code in country_codes():
        yield code, _key(country_name(code, "fr"))
        yield code, _key(country_name(code, "en"))


def _only_a_town(key: str) -> bool:
    """Whether this is no word and nobody's name, as far as our lists know."""
    return " " in key or (len(key) >= 6 and set(listed().classes.get(key, "")) <= {"t"})


def _keys(spellings: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of a value and a normalised spelling of it."""
    for value, said in spellings.items():
        yield from ((str(value), _key(s)) for s in said)


def _read(kind: str) -> Any:
    return read_yaml(paths.LOOKUPS / f"{kind}.yml")


def _key(name: Any) -> str:
    return " ".join(WORDS.findall(plain(str(name))))
