"""The alert lists of data/alerts: expressions a safeguarding officer can read and extend.

An expression is plain words, with four signs:
  `mour*`        any ending
  `veux/vais`    one word or the other
  `veux ... fin` up to three words between, none of them a negation
  `= au secours` only as the whole message
Message and expression are compared in one spelling: lower case, no accents, double letters single,
phone spelling written out and filler words left out (data/alerts/spelling.yml); in the message,
letters that were spaced or replaced by digits are put back. An expression right after a negation
("pas envie de mourir") does not count. Gaps are bounded and an expression is only tried where its
first word stands, so matching time grows linearly with the message whatever is typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from luciole import paths
from luciole.content import read_yaml
from luciole.nlu.normalise import plain

KINDS = ("danger", "suicide", "self_harm", "runaway")
# The parts of a list that hold expressions.
EXPRESSIONS = ("injured", "expressions", "doubtful", "unless")
# In place of an expression: the injury was told before this message.
TOLD_BEFORE = "told before"
_GAP = "..."
_LONGEST_GAP = 3
_WHOLE = "="
_TAKEN_BACK = "_"
# Letters by which expressions with a free ending are looked up.
_STEM = 3
_NEGATION = frozenset(
    [
        *("pas", "jamais", "aucune", "sans"),
        *("not", "no", "never", "dont", "didnt", "doesnt", "isnt"),
        *("wouldnt", "wont", "cant", "havent"),
    ]
)
_TOKEN = re.compile("[^\\W_]+|[\u2600-\u27bf\U0001f180-\U0001f1ff\U0001f300-\U0001faff]")
_SPACED = re.compile(r"(?<!\w)(?:\w[ .*_-]){2,}\w(?!\w)")
_HAS_LETTER = re.compile("[a-z]")
_DOUBLE = re.compile(r"([a-z])\1")
_LEET = str.maketrans("013457@$!", "oieastasi")
_LEET_SIGN = re.compile(r"[013457@$!]")
_LEET_WORD = re.compile(r"[a-z0-9@$!]+")


@dataclass(frozen=True)
class Word:
    """One place of an expression: the words and the stems that may stand there."""

    words: frozenset[str]
    stems: tuple[str, ...]

    def fits(self, word: str) -> bool:
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))


@dataclass(frozen=True)
class Expression:
    """An expression taken apart; None stands for a gap."""

    text: str
    parts: tuple[Word | None, ...]
    whole: bool

    def end(self, words: list[str], start: int) -> int | None:
        """Where the expression ends in `words` if it stands at `start`."""
        if self.whole and start:
            return None
        end = _end(self.parts, words, start)
        return None if self.whole and end != len(words) else end


@dataclass(frozen=True)
class AlertList:
    """One kind in one language.

    expressions: raise the alert alone. injured: these too, and somebody needs a doctor now.
    doubtful: also stand in harmless messages, so they raise it
    unless the classifier is sure there is no danger. unless: harmless ones that take a match back.
    """

    kind: str
    language: str
    expressions: tuple[str, ...]
    doubtful: tuple[str, ...]
    unless: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    spelling: tuple[tuple[str, str], ...]
    injured: tuple[str, ...] = ()

    def find(self, written: list[str], *, doubtful: bool) -> str | None:
        """The expression of the list, certain or (if `doubtful`) doubtful too, that stands in words
        written out in its language."""
        words = list(written)
        for start, end, _ in self._harmless.matches(words):
            words[start:end] = [_TAKEN_BACK] * (end - start)
        looked_for = (self._certain, self._doubtful) if doubtful else (self._certain,)
        for start, _, expression in chain.from_iterable(f.matches(words) for f in looked_for):
            if not start or words[start - 1] not in _NEGATION:
                return expression
        return None

    @cached_property
    def spelled(self) -> dict[str, str]:
        """Phone spelling -> written out."""
        return dict(self.spelling)

    @cached_property
    def _certain(self) -> "Finder":
        return Finder((*self.injured, *self.expressions), self.spelled)

    @cached_property
    def _doubtful(self) -> "Finder":
        return Finder(self.doubtful, self.spelled)

    @cached_property
    def _harmless(self) -> "Finder":
        return Finder(self.unless, self.spelled)


def first_alert(
    lists: tuple[AlertList, ...], text: str, *, doubtful: bool = True
) -> tuple[str, str] | None:
    """The kind and the expression that `text` matches: first one that tells of an injury, else of
    the most urgent list. doubtful: whether those that also stand in harmless messages count."""
    written: dict[str, list[str]] = {}
    for alert_list in lists:
        if alert_list.language not in written:
            written[alert_list.language] = written_out(text, alert_list.spelled)
    hits = [(a, a.find(written[a.language], doubtful=doubtful)) for a in lists]
    found = [(found not in a.injured, a.kind, found) for a, found in hits if found]
    return min(found, key=lambda hit: hit[0])[1:] if found else None


def tells_injury(expression: str | None) -> bool:
    """Whether the expression that raised an alert says that somebody needs a doctor now."""
    listed = any(expression in alert_list.injured for alert_list in load_lists())
    return listed or expression == TOLD_BEFORE


class Finder:
    """Expressions by their first word."""

    def __init__(self, expressions: tuple[str, ...], spelling: dict[str, str]) -> None:
        self._by_word: dict[str, list[Expression]] = {}
        self._by_stem: dict[str, list[Expression]] = {}
        for expression in (to_expression(text, spelling) for text in expressions):
            first = expression.parts[0]
            assert first is not None
            for word in first.words:
                self._by_word.setdefault(word, []).append(expression)
            for stem in {s[:_STEM] for s in first.stems}:
                self._by_stem.setdefault(stem, []).append(expression)

    def matches(self, words: list[str]) -> Iterator[tuple[int, int, str]]:
        """Start, end and text of each expression that stands in `words`."""
        for start, word in enumerate(words):
            candidates = (*self._by_word.get(word, ()), *self._by_stem.get(word[:_STEM], ()))
            for expression in candidates:
                end = expression.end(words, start)
                if end is not None:
                    yield start, end, expression.text


@lru_cache(maxsize=1)
def load_lists() -> tuple[AlertList, ...]:
    """Every list, the most urgent kind first."""
    spelling = {
        language: tuple(
            (_single(plain(str(k))), _single(plain(str(v)) or str(v))) for k, v in entries.items()
        )
        for language, entries in read_yaml(paths.ALERTS / "spelling.yml").items()
    }
    lists = [to_list(read_yaml(path), spelling) for path in sorted(paths.ALERTS.glob("*/*.yml"))]
    return tuple(sorted(lists, key=lambda a: KINDS.index(a.kind)))


def to_list(data: Any, spelling: dict[str, tuple[tuple[str, str], ...]]) -> AlertList:
    return AlertList(
        kind=str(data["kind"]),
        language=str(data["language"]),
        spelling=spelling[str(data["language"])],
        **{
            part: tuple(str(t) for t in data.get(part) or ())
            for part in (*EXPRESSIONS, "examples", "counter_examples")
        },
    )


def to_expression(text: str, spelling: dict[str, str]) -> Expression:
    """Takes an expression apart. Raises ValueError where a sign stands where it cannot."""
    words = text.replace(_GAP, f" {_GAP} ").split()
    whole = words[:1] == [_WHOLE]
    parts = tuple(part for w in words[whole:] for part in _parts(w, spelling))
    if not parts or parts[0] is None or parts[-1] is None:
        raise ValueError(f"expression {text!r}: it must begin and end with a word")
    return Expression(text, parts, whole)


def written_out(text: str, spelling: dict[str, str]) -> list[str]:
    """The words of a message in the one spelling that expressions are compared in."""
    text = _single(plain(text)).replace("'", spelling.get("'", " "))
    text = _SPACED.sub(lambda m: "".join(c for c in m[0] if c.isalnum()), text)
    if _LEET_SIGN.search(text):
        text = _LEET_WORD.sub(lambda m: unleet(m[0], spelling), text)
    words = (spelling.get(w, w if w.isalnum() else "") for w in _TOKEN.findall(text))
    return " ".join(words).split()


def unleet(word: str, spelling: dict[str, str]) -> str:
    """Digits and signs inside a word back to letters: `su1c1de` -> `suicide`."""
    if word.isalpha() or word in spelling or not _HAS_LETTER.search(word):
        return word
    return word.strip("!").translate(_LEET)


def _end(parts: tuple[Word | None, ...], words: list[str], start: int) -> int | None:
    at = start
    for i, part in enumerate(parts):
        if part is None:
            return _end_after_gap(parts[i + 1 :], words, at)
        if at == len(words) or not part.fits(words[at]):
            return None
        at += 1
    return at


def _end_after_gap(parts: tuple[Word | None, ...], words: list[str], at: int) -> int | None:
    for start in range(at, min(at + _LONGEST_GAP + 1, len(words))):
        end = _end(parts, words, start)
        if end is not None:
            return end
        if words[start] in _NEGATION:
            return None
    return None


def _parts(text: str, spelling: dict[str, str]) -> list[Word | None]:
    """A word of an expression in the one spelling: nothing for a filler, "c est" for "c"."""
    if text == _GAP:
        return [None]
    spellings = [_single(plain(w)) for w in text.split("/")]
    if not all(spellings):
        raise ValueError(f"expression with {text!r}: a word is missing beside the slash")
    stems = tuple(s[:-1] for s in spellings if s.endswith("*"))
    if any(len(s) < _STEM for s in stems):
        raise ValueError(f"expression with {text!r}: at least {_STEM} letters before the asterisk")
    written = [spelling.get(s, s).split() for s in spellings if not s.endswith("*")]
    if len(spellings) == 1 and written:
        return [Word(frozenset([word]), ()) for word in written[0]]
    if any(len(words) != 1 for words in written):
        raise ValueError(
            f"expression with {text!r}: data/alerts/spelling.yml leaves one of these words out or "
            "makes two of it: write that word in a line of its own"
        )
    return [Word(frozenset(words[0] for words in written), stems)]


def _single(text: str) -> str:
    return _DOUBLE.sub(r"\1", text)
