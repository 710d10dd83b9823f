"""The small words around names, read from data/privacy/name_cues.yml."""

from dataclasses import dataclass, fields
from functools import lru_cache

from luciole.content import ContentError, read_yaml, relative
from luciole.privacy.lexicon import LISTS

_FILE = LISTS / "name_cues.yml"


@dataclass(frozen=True)
class Cues:
    """A list a field, folded; what each is for stands in the file."""

    particles: frozenset[str]
    capital_particles: frozenset[str]
    leading_particles: frozenset[str]
    after_introduction: frozenset[str]
    sure_introductions: frozenset[str]
    clause_starts: frozenset[str]
    before_places: frozenset[str]
    living: frozenset[str]
    groups: frozenset[str]
    after_initial: frozenset[str]
    said_of_people: frozenset[str]
    thanks: frozenset[str]
    determiners: frozenset[str]
    belongings: frozenset[str]
    joins: frozenset[str]
    after_list: frozenset[str]
    pronouns: frozenset[str]
    asking: frozenset[str]
    asked: frozenset[str]
    be: frozenset[str]
    owners: frozenset[str]
    dear: frozenset[str]
    articles: frozenset[str]
    subjects: frozenset[str]
    trying: frozenset[str]
    english: frozenset[str]
    english_owners: frozenset[str]
    telling_to: frozenset[str]
    said_to: frozenset[str]
    to_oneself: frozenset[str]
    short_titles: frozenset[str]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """All lists, read once. Raises ContentError when one is missing or not known."""
    lists = read_yaml(_FILE)
    names = {field.name for field in fields(Cues)}
    for name in names ^ set(lists):
        line = lists.lc.key(name)[0] + 1 if name in lists else 1
        problem = "is not a list we know" if name in lists else "is missing"
        raise ContentError(f"{relative(_FILE)}:{line}: {name} {problem}: restore it from git")
    return Cues(**{name: frozenset(str(words).split()) for name, words in lists.items()})
