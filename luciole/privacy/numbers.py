"""Phone numbers in digits, in words, or both, of every country in the help directory."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import phonenumbers

from luciole import paths
from luciole.privacy.lexicon import lexicon
from luciole.privacy.text import BLANK, Message, Span

_UNITS = {
    "zero": 0, "oh": 0, "o": 0, "un": 1, "une": 1, "one": 1, "deux": 2, "two": 2, "trois": 3,
    "three": 3, "quatre": 4, "four": 4, "cinq": 5, "five": 5, "six": 6, "sept": 7, "seven": 7,
    "huit": 8, "eight": 8, "neuf": 9, "nine": 9,
}  # fmt: skip
_TEENS = {
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90, "twenty": 20, "thirty": 30,
    "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_HUNDRED = {"cent", "cents", "hundred"}
_REPEAT = {"double": 2, "triple": 3}
_JOIN = {
    "puis",
    "et",
    "then",
    "and",
    "apres",
    "ensuite",
    "tiret",
    "dash",
    "point",
    "espace",
    "space",
}
_TOKEN = re.compile(r"\+?\d+|[a-z]+|[^\W\d_]+")
_SEPARATOR = re.compile(r"[\s.\-–—/()_,*•·|~\[\]]{0,5}")
# "06 ❤️ 12 ❤️ 34", in a number that starts like one.
_PICTURES = re.compile(r"[\s\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]{0,5}")
_O_FOR_ZERO = re.compile(r"(?<![a-z\d])[\do]*\d[\do]*(?![a-z\d])|(?<![a-z\d])o(?=[ .-]?\d)")
_CUE = re.compile(
    r"\b(?:tel|telephone|phone|fone|num|numero|number|nbr|appel\w*|call\w*|text\w*|txt|sms|ring|"
    r"whats ?app|gsm|natel|portable|cell|mobile|joindre|joign\w+|reach|contact\w*|fixe|landline)\b"
)
_UNIT = re.compile(
    r"\s?(?:€|\$|£|%|k\b|euros?\b|eur\b|dollars?\b|pounds?\b|balles\b|vues?\b|views?\b|"
    r"followers?\b|"
    r"abonne\w*|likes?\b|ans\b|yrs?\b|years?\b|robux\b|v-?bucks\b|points?\b|coins?\b|"
    r"pieces?\b|km\b|"
    # Not "514 555 1234 message me".
    r"(?:messages?|msgs?)\b(?!\s(?:me|moi|us|him|her|them)\b)|"
    r"xp\b|troph\w*|f?cfa\b|naira\b|dinars?\b|habitants?\b|streams?\b|joueurs?\b|plays\b|diamonds\b|fois\b|times\b|"
    r"personnes?\b|people\b|gens\b|heures?\b|hours?\b|min\b|"
    r"minutes\b|jours?\b|days?\b|francs?\b|dirhams?\b|photos?\b|subs\b|subscribers\b)"
)
# "article 222-33-2-2", "loi n° 2018-703": the number of a text, right behind its name.
_LAW = re.compile(
    r"\b(?:articles?|art\.?|lois?|law|section|decret|circulaire|directive|reglement|rgpd)"
    r"(?: (?:n.?|no|number|numero))?\s?$"
)
# "un code reçu : 482913", no telephone in between.
_CODE = re.compile(rf"\b(?:code|otp)\b(?:(?!{_CUE.pattern})[^\d\n\0]){{0,20}}$")
_CODE_DIGITS = 6
# "ab-123-cd": the middle of something else, not 123.
_GLUED = re.compile(r"[a-z-]")
# Toll-free numbers belong to services, never to a child. 0805 and 0808 begin private ones too.
_TOLL_FREE = re.compile(
    r"0?800\d{4,8}|0?80[58]\d{6}|0?808(?:80\d|16[458])\d{4}|0?8082000247|"
    r"00800\d{8}|1800\d{3,7}|18(?:33|44|55|66|77|88)\d{7}|116\d{3}"
)
# "988 24/7", "3114 24h/24 7j/7": when a help number answers, not what it is.
_ROUND_THE_CLOCK = re.compile(
    r"(?<![\d./-])(?:24 ?(?:h|hrs?|heures?|hours?)? ?(?:/|sur) ?(?:24|7)|"
    r"7 ?(?:j|jours?|d|days?)? ?(?:/|sur) ?7)(?![\d/.-])"
)
# "12/20 14/20 et 9/20".
_MARKS = re.compile(r"\d{1,2}(?:[.,]\d{1,2})?/[12]0(?:,? (?:et )?\d{1,2}(?:[.,]\d{1,2})?/[12]0)+")
# "25-23 25-20 25-18".
_SCORES = re.compile(r"(?:(?:,? (?:et )?)?\b(?:[1-3]?\d|40)-(?:[1-3]?\d|40)\b){2,3}")
# "10,000 20,000".
_AMOUNTS = re.compile(r"\d{1,3},\d{3}(?:\s?[/ ]\s?\d{1,3},\d{3}){1,4}")
# "et finit par 44 10": the rest of a number given in two parts.
_ENDING = re.compile(
    r"\b(?:(?:se )?(?:finit|termine)|fini|ends?|ending|starts?|commence) (?:par|in|with) "
    r"(\d{1,4}(?:[ .-]\d{2,4}){0,3})\b(?!\s?(?:%|euros?|ans))"
)
# "06 39 98 et la fin c'est 51 60".
_TWO_PARTS = re.compile(
    r"\b\d{2}(?:[ .-]?\d{2,3}){1,4},? (?:[a-z]{1,8} ){0,3}(?:fin|suite|reste|end|rest)"
    r"(?: (?:c'est|cest|c|est|is|its|it's|:))? \d{2,4}(?:[ .-]?\d{2,4}){0,3}\b"
)
_YEARS = re.compile(r"(?:19|20)\d{2}")
_NEAR = 40
_FEWEST = 6
_SURE = 9
_LONG = 8
_DICTATED = 7
_LITTLE = 4
_TINY = 2
_STEPS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}
_THOUSAND = 3
_MOST_GROUPS = 6


@dataclass
class _Run:
    """Numbers read one after the other; value waits for a unit ("vingt" for "deux")."""

    start: int
    end: int
    groups: list[str] = field(default_factory=list)
    value: int | None = None
    open: bool = False
    repeat: int = 1
    spoken: bool = False
    international: bool = False
    wide: bool = False

    def flush(self) -> None:
        if self.value is not None:
            self.groups.append(str(self.value) * self.repeat)
            self.value, self.open, self.repeat = None, False, 1


def numbers(message: Message) -> Iterator[Span]:
    """Phone numbers, and any other number as long as one (card and insurance numbers); help
    numbers, to be left as they are."""
    low = _O_FOR_ZERO.sub(lambda m: m[0].replace("o", "0"), message.low)
    low = _ROUND_THE_CLOCK.sub(lambda m: BLANK * len(m[0]), low)
    for match in _ENDING.finditer(low):
        if len(match[1]) > 1:
            yield Span(*match.span(1), "phone")
    for match in _TWO_PARTS.finditer(low):
        yield Span(*match.span(), "phone")
    for run in _runs(low):
        helps = _helps(run)
        if not helps and not _personal(run, low):
            continue
        if not (helps or _helps_at_first(run, low) or _results(run, low)):
            yield Span(run.start, run.end, "phone")
        elif (end := _loose_end(run, low)) > run.start:
            yield Span(run.start, end, "")


def _loose_end(run: _Run, low: str) -> int:
    """Where it ends, without the 7.30 of "0800 1111 7.30am"; 0 in the middle of something else."""
    glued = _GLUED.search(low[run.end : run.end + 1])
    short = sum(map(len, run.groups)) < _FEWEST
    if _GLUED.search(low[max(0, run.start - 1) : run.start]) or (glued and short):
        return 0
    return low.rfind(" ", run.start, run.end) if glued else run.end


def _runs(low: str) -> Iterator[_Run]:
    """Every stretch of numbers that nothing but separators and joining words interrupts."""
    run: _Run | None = None
    last = 0
    for match in _TOKEN.finditer(low):
        word = match[0]
        number = word.lstrip("+").isdigit() or _is_number_word(word)
        joined = run is not None and _joined(run, low[last : match.start()])
        if run is not None and not (joined and (number or word in _JOIN)):
            run.flush()
            yield run
            run = None
        last = match.end()
        if number:
            if run is None:
                run = _Run(match.start(), match.end())
            elif "," in low[run.end : match.start()]:
                run.flush()
                run.wide = run.wide or ", " in low[run.end : match.start()]
            _read(run, word)
            run.end = match.end()
    if run is not None:
        run.flush()
        yield run


def _joined(run: _Run, between: str) -> bool:
    if _SEPARATOR.fullmatch(between):
        return True
    dialled = run.international or (run.groups and run.groups[0].startswith("0"))
    return bool(dialled and _PICTURES.fullmatch(between))


def _is_number_word(word: str) -> bool:
    return word in _UNITS or word in _TEENS or word in _TENS or word in _HUNDRED or word in _REPEAT


def _read(run: _Run, word: str) -> None:
    if word.lstrip("+").isdigit():
        run.flush()
        run.international = run.international or (not run.groups and word.startswith("+"))
        run.groups.append(word.lstrip("+") * run.repeat)
        run.repeat = 1
        return
    run.spoken = True
    value = run.value
    if word in _REPEAT:
        run.flush()
        run.repeat = _REPEAT[word]
    elif word in _HUNDRED:
        _replace(run, (value or 1) * 100, opened=False, joined=value is not None and value < 10)
    elif word in ("vingt", "vingts") and value == 4:
        _replace(run, 80, opened=True, joined=True)
    elif word in _TENS:
        _replace(run, _TENS[word], opened=True, joined=False)
    elif word in _TEENS:
        _replace(run, _TEENS[word], opened=word == "dix", joined=run.open and value in (60, 80))
    else:
        fits = run.open and value is not None and value % 10 == 0 and _UNITS[word] > 0
        _replace(run, _UNITS[word], opened=False, joined=fits)


def _replace(run: _Run, value: int, *, opened: bool, joined: bool) -> None:
    """The next number: added to the waiting one when they belong together ("vingt" + "deux")."""
    if joined and run.value is not None:
        total = value if value in (80, 100) or value % 100 == 0 else run.value + value
        run.value, run.open = total, opened
        return
    run.flush()
    run.value, run.open = value, opened


def _personal(run: _Run, low: str) -> bool:
    digits = "".join(run.groups)
    count = len(digits)
    international = run.international or digits.startswith("00")
    if count < _FEWEST:
        return False
    if international and count >= _LONG:
        return True
    if all(_YEARS.fullmatch(g) for g in run.groups):
        return False
    if digits.startswith("0") and count >= _LONG:
        return True
    if count <= _LONG and _LAW.search(low, max(0, run.start - _NEAR), run.start):
        return False
    if len(run.groups) == 1 and count == _CODE_DIGITS and _CODE.search(low, 0, run.start):
        return False
    cue = _cued(run, low)
    if _UNIT.match(low, run.end) and not (cue and count >= _LONG and not _thousands(run.groups)):
        return False
    if not cue and (_thousands(run.groups) or (run.wide and not run.spoken)):
        return False
    if (
        not cue
        and len(run.groups) == 2
        and "." in low[run.start : run.end]
        and len(run.groups[0]) < _THOUSAND
    ):
        return False
    if count >= _SURE or cue:
        return True
    # "five five five oh one nine six": nobody counts like that.
    if run.spoken and len(run.groups) >= _DICTATED and all(len(g) == 1 for g in run.groups):
        return True
    grouped = 1 < len(run.groups) <= 4 or count == _LONG
    return grouped and not run.spoken and count > _FEWEST and _dialled_somewhere(digits)


def _cued(run: _Run, low: str) -> bool:
    return bool(_CUE.search(low, max(0, run.start - _NEAR), run.start))


def _results(run: _Run, low: str) -> bool:
    """Marks, scores and steps of a count, unless told like a phone number."""
    written = low[run.start : run.end]
    if run.international or written.startswith("0") or _cued(run, low):
        return False
    forms = (_MARKS, _SCORES, _AMOUNTS)
    # "six seven six seven six seven": a joke of 2025.
    joke = not "".join(run.groups).replace("67", "")
    return joke or _counting(run.groups) or any(form.fullmatch(written) for form in forms)


def _helps_at_first(run: _Run, low: str) -> bool:
    """ "119 2026", "0808 800 5000 10am": a help number, and a little one that is no part of it."""
    if run.international:
        return False
    for end in range(max(1, len(run.groups) - _LITTLE), len(run.groups)):
        head, rest = "".join(run.groups[:end]), "".join(run.groups[end:])
        if len(rest) > _LITTLE or rest.startswith("0") or not _is_help(head):
            continue
        toll_free = len(head) >= _LONG and _TOLL_FREE.fullmatch(head)
        tiny = len(head) >= _FEWEST and len(rest) <= _TINY
        if toll_free or tiny or (len(run.groups) == 2 and not _cued(run, low)):
            return True
    return False


def _helps(run: _Run) -> bool:
    digits = "".join(run.groups)
    return _is_help(digits) if run.international else _help_number(run.groups, digits)


def _help_number(groups: Sequence[str], digits: str) -> bool:
    """True when the groups, taken together in some way, are nothing but help numbers."""
    if _is_help(digits):
        return True
    ends = {0}
    for end in range(1, len(groups) + 1):
        starts = (s for s in range(max(0, end - _MOST_GROUPS), end) if s in ends)
        if any(_is_help("".join(groups[s:end])) for s in starts):
            ends.add(end)
    return len(groups) in ends


def _is_help(digits: str) -> bool:
    return digits in lexicon().help_numbers or bool(_TOLL_FREE.fullmatch(digits))


def _counting(groups: Sequence[str]) -> bool:
    """ "12 13 14 15", "100 200 300", "5 4 3 2 1": rising or falling by the same round step."""
    values = [int(g) for g in groups]
    steps = {b - a for a, b in itertools.pairwise(values)}
    return len(values) > 2 and len(steps) == 1 and abs(steps.pop()) in _STEPS


def _thousands(groups: Sequence[str]) -> bool:
    head, *rest = groups
    return (
        bool(rest)
        and len(head) <= _THOUSAND
        and not head.startswith("0")
        and all(len(g) == _THOUSAND for g in rest)
        and rest[-1] == "000"
    )


@lru_cache(maxsize=1)
def _countries() -> tuple[str, ...]:
    """Countries of the help directory that the phone-number library knows."""
    codes = (f.stem.upper() for f in sorted(paths.HELPLINES.glob("??.yml")))
    return tuple(c for c in codes if phonenumbers.country_code_for_region(c))


def _dialled_somewhere(digits: str) -> bool:
    return any(_dialled_in(country, digits) for country in _countries())


def _dialled_in(country: str, digits: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(digits, country))
    except phonenumbers.NumberParseException:
        # Nothing is left after a prefix for calls abroad, as in 00/11900.
        return False
