"""Personal data out, neutral marks in: the last step before anything of ours reads a message."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from luciole.nlu.home import told_as_home
from luciole.nlu.lookups import lexicon as places_and_apps
from luciole.nlu.misspelt import near
from luciole.nlu.names import flag, names
from luciole.nlu.normalise import plain_in_place
from luciole.privacy.dates import announces_birth, dates
from luciole.privacy.lexicon import lexicon
from luciole.privacy.numbers import numbers
from luciole.privacy.patterns import (
    coordinates,
    emails,
    files,
    ibans,
    identities,
    links,
    marks,
    named_plates,
    other_plates,
    plates,
    postcodes,
)
from luciole.privacy.sentences import apart
from luciole.privacy.tagger import KINDS, tagged
from luciole.privacy.text import Message, Span, cleaned, folded, message

# Data with a form of their own, in this order: what is found first is hidden from the later ones.
_FORMS: tuple[Callable[[Message], Iterable[Span]], ...] = (
    marks, files, emails, links, coordinates, ibans, identities, named_plates, plates, postcodes,
    dates, numbers, other_plates,
)  # fmt: skip
_BETWEEN = re.compile(r"[\s.'-]+")  # "u.k.", "N'Djamena"
_LETTERS = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"\w(?: \w)+")  # "u.s.a." is no user name, "new.york" may be one
_SENTENCE = 5  # words, from here on
# Data that stand where somebody is; a place inside others is most often what somebody is called.
_PLACES = ("school", "address")
# Characters on either side of a datum that are read with it.
_AROUND = 80
# None of the 2,700 messages of bench/privacy holds anything after two.
_FURTHER_LOOKS = 3


@dataclass(frozen=True)
class Redaction:
    """text: the message with marks. kinds: what was masked, in order of appearance; of all looks
    together each once."""

    text: str
    kinds: tuple[str, ...]


def redact(text: str) -> Redaction:
    """The message with every personal datum replaced by its mark, whatever its language.

    Marks change what the words beside them look like. What is then taken for a datum goes too, so
    that a masked text, as the browser sends it, stays as it is.
    """
    found = look(text)
    kinds = found.kinds
    for _ in range(_FURTHER_LOOKS):
        if not found.kinds:
            break
        found = look(found.text)
        kinds += found.kinds
    return Redaction(found.text, tuple(dict.fromkeys(kinds)))


def look(text: str) -> Redaction:
    """The message with a mark for every personal datum seen at once."""
    raw = apart(cleaned(text))
    taken = taken_by_form(raw)
    taken += tagged(raw, taken)
    masked = _merged(s for s in taken if s.kind and not _stays(raw[s.start : s.end], s.kind))
    if not masked:
        return Redaction(text, ())
    return Redaction(_replaced(raw, masked), tuple(s.kind for s in masked))


def taken_by_form(raw: str) -> list[Span]:
    """Data that show by themselves what they are, and marks that stay. raw: cleaned text."""
    taken: list[Span] = []
    view = message(raw, taken)
    for detector in _FORMS:
        found = _merged(detector(view))
        if found:
            taken += found
            view = message(raw, taken)
    return taken


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Overlapping spans made one, in their order."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Span(last.start, max(last.end, span.end), last.kind or span.kind)
        else:
            merged.append(span)
    return merged


def _stays(words: str, kind: str) -> bool:
    """What a tagger takes for a datum and is none: a country, its people or an app, also misspelt,
    and hardly anybody's name (which help services are shown hangs on it); numbers without the name
    of a street; a word that announces a date of birth; a whole sentence as a user name."""
    if kind not in KINDS:
        return False
    word = _BETWEEN.sub(" ", folded(words)).strip()
    if announces_birth(words) or (kind == "address" and not _names_something(word)):
        return True
    if kind == "handle" and _is_a_sentence(word):
        return True
    if not word.replace(" ", "").isalpha():
        return False
    if kind == "handle" and " " in word and not _INITIALS.fullmatch(word):
        return False
    listed = places_and_apps().get(word)
    if " " in word or lexicon().any_name(word):
        return listed is not None and listed.kind == "country" and listed.rule is None
    known = listed or near(word)
    return known is not None and known.kind is not None


def _is_a_sentence(words: str) -> bool:
    """Whether these are more everyday words and apps than a user name has."""
    said = words.split()
    return len(said) >= _SENTENCE and all(
        word.isdigit() or (len(word) > 1 and (lexicon().ordinary(word) or near(word)))
        for word in said
    )


def _names_something(words: str) -> bool:
    return any("f" not in lexicon().classes.get(word, "") for word in _LETTERS.findall(words))


def _replaced(raw: str, spans: Iterable[Span]) -> str:
    """The text with a mark in the place of each span, and behind it the flag of the country it
    names, for the help services. spans: in order, none over another."""
    parts: list[str] = []
    end = 0
    for span in spans:
        parts += [raw[end : span.start], f"[{span.kind}]", *map(flag, _countries(raw, span)[-1:])]
        end = span.end
    return "".join([*parts, raw[end:]])


def _countries(raw: str, span: Span) -> list[str]:
    """The countries that a datum names, not as a part of what somebody is called."""
    if span.kind not in KINDS:
        return []
    around = raw[max(0, span.start - _AROUND) : span.end + _AROUND]
    start = min(span.start, _AROUND)
    named = names(around, range(start, start + span.end - span.start))
    countries = [name for name in named if name["entity"] == "country"]
    if span.kind in _PLACES:
        return [c["value"] for c in countries]
    # A user name with a blank is none, but the end of one sentence and the next.
    name = span.kind == "name" or " " in raw[span.start : span.end]
    return [
        c["value"]
        for c in countries
        if (name and c["start"] == start) or told_as_home(plain_in_place(around), c)
    ]
