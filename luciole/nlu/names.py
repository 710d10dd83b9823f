"""Where a message names a country, an app or a language, in French, English and many spellings."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from luciole.countries import country_codes
from luciole.nlu.lookups import WORDS, Name, Rule, everyday_words, hiding, lexicon, streets
from luciole.nlu.misspelt import cut, near
from luciole.nlu.normalise import plain
from luciole.privacy.lexicon import lexicon as listed

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
# A black flag with letters of its own: England, Scotland, Wales.
_NATION = re.compile("\U0001f3f4\U000e0067\U000e0062[\U000e0061-\U000e007f]+")
# What parts the answer from the rest, not what joins words or asks to complete them.
_SIGN = re.compile(r" *(?:[^\w\s:'’\-/&@[]|\n)")
_REGIONAL_A = 0x1F1E6
_AGE = re.compile(r"(?:[89]|1\d)(?:yo|yrs?|y|ans?|f|m|g|b)?\b")
# How many words before a name are read when it is a doubtful one, and how many may open a message
# before it.
_BEFORE, _OPENING = 4, 6


def flags(text: str) -> Iterator[dict[str, Any]]:
    for match in _FLAG.finditer(text):
        code = "".join(chr(ord(c) - _REGIONAL_A + ord("A")) for c in match[0])
        if code in country_codes():
            yield entity("country", code, match.start(), match.end())
    for match in _NATION.finditer(text):
        yield entity("country", "GB", match.start(), match.end())


def flag(code: str) -> str:
    """The flag of a country: its ISO code in regional letters."""
    return "".join(chr(ord(c) - ord("A") + _REGIONAL_A) for c in code)


def names(text: str, within: range | None = None) -> Iterator[dict[str, Any]]:
    """The longest known names, left to right, of those that begin within these characters."""
    found = list(WORDS.finditer(text))
    words = [plain(w[0]) for w in found]
    i = 0
    while i < len(words):
        if within is not None and found[i].start() not in within:
            i += 1
            continue
        name, length = longest(words, i)
        if (
            name
            and not counts(name, words, i, length)
            and not answers(name, text, found[: i + length], length)
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
    following = words[i + length] if i + length < len(words) else ""
    if name.kind == "country" and (hiding().search(before) or following in streets()):
        return False
    if rule is None:
        return True
    if len(words) == length:
        return rule.alone and name.otherwise is None
    if following in rule.before and " ".join(words[i : i + length]) not in everyday_words():
        return True
    return opens(rule, words[:i], following) or bool(rule.after.search(before))


def opens(rule: Rule, words: list[str], following: str) -> bool:
    """Whether a doubtful name behind these words opens a message as its writer's own."""
    if len(words) > _OPENING or not rule.before_age:
        return False
    ages = [w for w in words if _AGE.fullmatch(w)]
    said = [w for w in words if w not in ages and not w.isdigit()]
    if rule.before_age.issuperset(said) and _AGE.match(following):
        return True
    if not rule.greetings.issuperset(said):
        return False
    return following in rule.opens or bool(ages) or not rule.selves.isdisjoint(said)


def answers(name: Name, text: str, words: list[re.Match[str]], length: int) -> bool:
    """Whether a doubtful name opens a message, before a comma or any such sign ("Perth, in WA"), or
    ends it behind one and is nobody's first name ("who can I call? Perth").
    words: those up to the end of the name, which has `length` of them."""
    said, own = words[:-length], words[-length:]
    if name.rule is None or not name.rule.answers or everyday(own):
        return False
    end = own[-1].end()
    if name.rule.greetings.issuperset(plain(w[0]) for w in said):
        return bool(_SIGN.match(text, end))
    apart = _SIGN.match(text, said[-1].end())
    return bool(apart) and not WORDS.search(text, end) and not listed().first_name(plain(own[0][0]))


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
