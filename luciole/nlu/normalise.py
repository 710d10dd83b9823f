"""One spelling for many: what phones, haste and teenagers do to a word, undone."""

import re
import unicodedata

_WRITTEN = str.maketrans({**dict.fromkeys("’‘`´ʼ", "'"), "œ": "oe", "æ": "ae"})
# Soft hyphens, zero-width signs and variation selectors, which can hide a word from a list.
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x200E), 0x2060, 0xFE0E, 0xFE0F, 0xFEFF])
_BLANKS = str.maketrans("'[]", "   ")
_REPEATED = re.compile(r"(.)\1{2,}")
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """Lower case, one apostrophe, no accents, runs of a letter cut to two, single spaces."""
    text = text.lower().translate(_WRITTEN)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_INVISIBLE))
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SPACES.sub(" ", _REPEATED.sub(r"\1\1", text)).strip()


def plain_in_place(text: str) -> str:
    """Lower case without accents, blanks for apostrophes and the brackets of marks, every
    character where it was."""
    return "".join((plain(c) or " ")[0] for c in text).translate(_BLANKS)
