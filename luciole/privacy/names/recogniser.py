"""spaCy's French recogniser of names."""

from functools import lru_cache

import spacy
from spacy.language import Language

# Entities of fr_core_news_sm: nothing but its recogniser is loaded.
_UNUSED = [
    "tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "tagger", "senter",
]  # fmt: skip


def persons(text: str) -> list[tuple[int, int]]:
    """Start and end of each person that spaCy finds."""
    # Outside of a memory zone spaCy keeps every new word of every message for ever.
    with recogniser().memory_zone():
        found = recogniser()(text).ents
        return [(e.start_char, e.end_char) for e in found if e.label_ == "PER"]


@lru_cache(maxsize=1)
def recogniser() -> Language:
    """spaCy's French named-entity recogniser alone, loaded once (about 67 MB)."""
    return spacy.load("fr_core_news_sm", exclude=_UNUSED)
