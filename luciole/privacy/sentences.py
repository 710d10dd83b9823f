"""Sentences that thumbs write without a blank between them ("jen ai marre.je veux", "left..idk").

Nearly half of the messages written so looked as if they held a user name, and lost their words
(docs/privacy.md).
"""

import re

from luciole.privacy.lexicon import lexicon, openers
from luciole.privacy.text import folded

# Two words that only a dot parts, no third beside them.
_GLUED = re.compile(r"(?<![\w.@/:-])([^\W_]{1,24})\.([^\W_]{1,12})(?![\w.@/-])")
_DOTS = re.compile(r"(?<=[\w\"»”')\]])\.{2,}(?=([^\W\d_]+))")
_ENDING = 2  # letters of an opener that may be that of an address (".ca", ".it")
# What speaks of an account, and what stands right before its name.
_ACCOUNT = re.compile(
    r"@|\b(?:pseudos?|user\w*|add\w*|ajout\w*|follow\w*|comptes?|acc\w*|profil\w*|tags?|login"
    r"|handles?|gamer\w*|dm|mp|messaged?|ecri\w*|wrote|abonn\w*|page|stories|story|chaine|channel"
    r"|chat|nick\w*)\b"
)
_NAMING = re.compile(
    r"(?:[:=]|\b(?:called|appelee?|par|by|avec|with|de|from|c|cest|est|is|its|a|to|chez|moi|me|et"
    r"|and|sur|on))\W*$"
)
_AROUND, _FEW = 40, 2  # letters; words
_WORD = re.compile(r"[^\W\d_]+")


def apart(raw: str) -> str:
    """The text with the blanks that are missing between its sentences. raw: cleaned text."""
    return _GLUED.sub(_dotted, _DOTS.sub(_drawn, raw))


def _drawn(dots: re.Match[str]) -> str:
    """ "now..i dont" with its blank, "lou..b" as it is."""
    after = folded(dots[1])
    return dots[0] + " " * (after in openers() or lexicon().ordinary(after))


def _dotted(glued: re.Match[str]) -> str:
    """The end of a sentence and the beginning of the next get their blank ("marre.je", "tape.Le",
    "envoyée.demain"), a user name stays as it is ("sam.le", "mon insta c tisane.froide")."""
    before, after = folded(glued[1]), folded(glued[2])
    known = lexicon()
    opens = after in openers() and not known.first_name(before)
    if len(after) <= _ENDING:
        opens = opens and known.ordinary(before)
    elif not opens and known.ordinary(before) and known.ordinary(after):
        opens = (glued[1].islower() and glued[2].istitle()) or not _announced(glued)
    return f"{glued[1]}. {glued[2]}" if opens else glued[0]


def _announced(glued: re.Match[str]) -> bool:
    """Whether the words around speak of an account, or nearly begin the message: what is glued may
    be a user name of everyday words."""
    around = folded(glued.string[max(0, glued.start() - _AROUND) : glued.end() + _AROUND])
    before = folded(glued.string[: glued.start()])
    return bool(
        len(_WORD.findall(before)) < _FEW
        or _ACCOUNT.search(around)
        or _NAMING.search(before)
        or not lexicon().platforms.isdisjoint(_WORD.findall(around))
    )
