"""Names of countries and platforms misspelt, written by ear, cut in two or run together."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein, Indel

from luciole.nlu.lookups import Name, first_names, lexicon, likely_rules, ordinary_words, stuck
from luciole.nlu.sounds import sound, squeezed

# Letters a name must have, doubled ones counted once, for its misspellings to be guessed: with
# five, two may be swapped; with more, one may be missing, added or wrong. Others are listed.
# With fewer, one may be missing where a name is likely.
_SWAP_FROM, _SLIP_FROM = 5, {"platform": 6, "country": 7, "wanted_language": 7}
# Letters of a name that may be found cut in two ("insta gram", "b elgique").
_CUT_FROM = 7
# Letters a name's key by sound must have, and must have for one slip to be forgiven.
_SOUND_FROM, _ONE_FROM = 4, 7
_LONGEST_WORD = 30
# Words of one letter before a vowel ("l'arnaque").
_ELIDED = "cdjlmnst"

# Names by their first letter and number of letters.
Shapes = dict[tuple[str, int], list[tuple[str, Name]]]


def load() -> None:
    """Read all tables, so that the first message need not wait."""
    for table in (one_word, short_words, sounds, two_words, stuck):
        table()


def cut(first: str, second: str) -> Name | None:
    """A name written as two words, or a misspelt name of two words."""
    if len(first) + len(second) < _CUT_FROM or {first, second} <= ordinary_words():
        return None
    joined = squeezed(first + second)
    return (
        run_together().get(joined)
        or guess(f"{first} {second}", two_words())
        or alike(first + second)
    )


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
    for length in range(len(key) - 1, len(key) + 2):
        for known, name in sounds().get((key[:1], length), ()):
            slips = 0 if name.rule else int(length >= _ONE_FROM)
            if (far := DamerauLevenshtein.distance(known, key, score_cutoff=slips)) <= slips:
                near.append((far, name))
    return min(near, key=lambda found: found[0])[1] if near else None


def alike(word: str) -> Name | None:
    """A name that sounds just like the word."""
    key = sound(word)
    return next(
        (name for known, name in sounds().get((key[:1], len(key)), ()) if known == key), None
    )


def guess(word: str, names: Shapes) -> Name | None:
    """The name one slip from a word at most, rather one that is not doubtful."""
    letters = squeezed(word)
    likely = [
        (known != letters, name.rule is not None, name)
        for length in range(len(letters) - 1, len(letters) + 2)
        for known, name in names.get((letters[0], length), ())
        if initials(known) == initials(letters)
        and one_slip(known, letters, _SLIP_FROM[name.kind or ""])
    ]
    return min(likely, key=lambda found: found[:2])[-1] if likely else None


def faint(word: str) -> Name | None:
    """A short name that lacks one letter: it counts only where a name is likely."""
    letters = squeezed(word)
    for known, name in short_words().get((letters[0], len(letters) + 1), ()):
        if Indel.distance(known, letters, score_cutoff=1) <= 1:
            return name
    return None


def initials(words: str) -> list[str]:
    return [word[0] for word in words.split()]


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
    rules = likely_rules()
    return by_shape(
        {
            squeezed(spelling): replace(
                name, rule=name.rule or rules[name.kind or ""], otherwise=None
            )
            for spelling, name in lexicon().items()
            if name.kind in rules
            and not name.exact
            and _SWAP_FROM <= len(squeezed(spelling)) < _SLIP_FROM[name.kind]
        }
    )


@lru_cache(maxsize=1)
def sounds() -> Shapes:
    """The proper names by their sound: not the misspellings listed beside them, which would lead
    too far, and of the doubtful ones only those of people, whose rule asks much."""
    found: dict[str, Name] = {}
    proper: dict[Name, list[str]] = {}
    for letters, name in run_together().items():
        key = sound(letters)
        others = proper.setdefault(name, [])
        long = len(key) >= _SOUND_FROM and letters.isalpha()
        sure = not name.rule or name.rule.greetings
        if long and sure and all(DamerauLevenshtein.distance(key, o) > 1 for o in others):
            others.append(key)
            found.setdefault(key, name)
    return by_shape(found)


@lru_cache(maxsize=1)
def two_words() -> Shapes:
    return by_shape({k: v for k, v in letters_of_names(str).items() if " " in k})


def letters_of_names(written: Callable[[str], str]) -> dict[str, Name]:
    """Of two names of the same letters, the one that is not doubtful."""
    found: dict[str, Name] = {}
    for spelling, name in lexicon().items():
        letters = squeezed(written(spelling))
        if not name.kind or name.exact or len(letters) < _SWAP_FROM:
            continue
        if letters not in found or not name.rule:
            found[letters] = name
    return found


def by_shape(names: dict[str, Name]) -> Shapes:
    found: Shapes = {}
    for letters, name in names.items():
        found.setdefault((letters[0], len(letters)), []).append((letters, name))
    return found
