"""Phrases that staff can read and edit, as patterns.

In a phrase `*` stands for the rest of a word, `...` for up to three words that do not mean the
writer, `a|b` for either word, `(a|b)` for a word that may be missing, `{name}` for a phrase of that
list.
"""

import re
from collections.abc import Iterable, Mapping

# The list of words that `...` does not stand for.
SELF = "self"
_PIECE = re.compile(r"\(([^)]+)\)|(\S+)")
_MOST = 3

Lists = Mapping[str, Iterable[object]]


def any_phrase(phrases: Iterable[object], lists: Lists) -> str:
    """A pattern for any of the phrases, from the first word to the blanks behind the last, in a
    text of small letters without accents. Raises KeyError for an unknown list."""
    return f"(?:{'|'.join(_phrase(str(phrase), lists) for phrase in phrases)})"


def _phrase(phrase: str, lists: Lists) -> str:
    parts = []
    for optional, word in _PIECE.findall(phrase):
        if word == "...":
            own = any_phrase(lists[SELF], {})
            parts.append(rf"(?:\b(?!{own})\w+\b *){{0,{_MOST}}}")
        else:
            either = "|".join(_word(w, lists) for w in (optional or word).split("|"))
            parts.append(f"(?:{either}){'?' if optional else ''}")
    return "".join(parts)


def _word(word: str, lists: Lists) -> str:
    if word.startswith("{"):
        name = word.strip("{}")
        # A list that names itself is unknown to itself.
        return any_phrase(lists[name], {n: said for n, said in lists.items() if n != name})
    return r"\b" + re.escape(word).replace(r"\*", r"\w*") + r"\b *"
