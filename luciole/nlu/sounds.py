"""How a word sounds, roughly, to French and English ears: one key for its spellings by ear."""

import re

_DOUBLED = re.compile(r"(.)\1+")
# A final "s" that is heard.
_HEARD_S = re.compile(r"ss$")
# In this order. C is the sound of "ch" and "sh", A that of "an" and "en".
_SOUNDS = tuple(
    (re.compile(spelling), sound)
    for spelling, sound in (
        ("ph", "f"),
        ("t?s?ch|sh", "C"),
        ("ck|qu|q|c(?![eiy])", "k"),
        ("c", "s"),
        ("gu(?=[eiy])", "g"),
        ("dj|dge|g(?=[eiy])", "j"),
        ("th", "t"),
        ("h", ""),
        ("x", "ks"),
        ("z", "s"),
        ("ou(?=[aeiy])", "w"),
        ("eau|au|aw", "o"),
        ("oo|ou|oe?u|u", "u"),
        ("ai|ay|ei|ey|ae", "e"),
        ("ee|ea|ie|y", "i"),
        ("[ae]m(?=[pb])|[ae]n(?=[^aeiou])", "A"),
        ("(?:es|e|s)$", ""),
        ("C$", "j"),
    )
)


def sound(word: str) -> str:
    """The key of a word in plain letters: `belgik` and `belgique` have the same."""
    word = squeezed(_HEARD_S.sub("se", word))
    for spelling, key in _SOUNDS:
        word = spelling.sub(key, word)
    return squeezed(word)


def squeezed(word: str) -> str:
    """Doubled letters written once."""
    return _DOUBLED.sub(r"\1", word)
