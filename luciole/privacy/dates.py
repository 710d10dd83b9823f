"""Dates of birth. Other dates are left as they are, and kept from being read as numbers."""

import re
from collections.abc import Iterator
from datetime import date

from luciole.privacy.text import Message, Span, folded

_MONTH = (
    r"(?:janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept?(?:embre)?|"
    r"oct(?:obre)?|nov(?:embre)?|dec(?:embre)?|jan(?:uary)?|feb(?:ruary)?|march|mar|apr(?:il)?|may|"
    r"june?|july?|aug(?:ust)?|september|october|november|december)\.?"
)
# "janvié", "fevirer", "febuary", "avrl", "agust", "setember"; counts beside a word for birth only.
_LIKE_MONTH = (
    r"(?:janv\w{1,4}|janu\w{2,5}|fe[vb]\w{2,6}|marss{1,3}|avr\w{1,3}|apri\w{1,2}|jui[ln]\w{1,5}|"
    r"au?gu\w{2,4}|aout\w|se[pt]\w{4,7}|oct\w{2,6}|nov\w{3,7}|de[cs]e?m\w{2,6})"
)
_SAID_DAY = (
    r"(?:premier|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:[ -](?:sept|huit|neuf))?|"
    r"onze|douze|"
    r"treize|quatorze|quinze|seize|vingt(?:[ -](?:et[ -]un|deux|trois|quatre|cinq|six|sept|"
    r"huit|neuf))?|"
    r"trente(?:[ -]et[ -]un)?|(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|"
    r"seventh|eighth|ninth)|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
    r"fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_SAID_YEAR = (
    r"(?:deux mille(?: [a-z]{2,8}(?:[ -]sept|[ -]huit|[ -]neuf)?)?|"
    r"(?:two thousand|twenty)(?: and)? [a-z]{3,9}|mille neuf cent [a-z-]{3,20})"
)
_DAY = r"(?:\d{1,2}(?:er|st|nd|rd|th)?)"
_YEAR = r"(?:(?:19|20)\d{2}|2k\d{2}|'\d{2})"
# "le 12 mai 06 12 34 56 78": the number begins behind the month.
_NO_NUMBER = r"(?!(?:[ .-]\d\d){3})"
_DATE = re.compile(
    # Not the end of "0476 11.12.09" or "0495 / 10.12.11".
    r"(?<![\d/.-])(?<!\d{3} )(?<!\d{3} [/-] )(?:"
    r"(?P<iso>(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2})"
    r"|(?P<numeric>\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:(?:19|20)\d{2}|2k\d{2}|'?\d{2})|"
    r"\d{1,2} \d{1,2} (?:19|20)\d{2})"
    # "05 03 11", "1er 04 2012", "12:03:2011", "12–03–2011", "03/2011".
    r"|(?P<loose>(?<!\d )\d{1,2}(?:er)?(?P<by>[ :–/])\d{1,2}(?P=by)(?:(?:19|20)\d{2}|\d{2})(?! \d)|"
    r"\d{1,2}/(?:19|20)\d{2})"
    r"|(?P<short>\d{1,2}\s?[/.-]\s?\d{1,2})"
    r")(?![\d/-]|\.\d)"
    rf"|\b(?P<words>(?:the\s)?(?:{_DAY}|{_SAID_DAY})(?:\sof)?[\s./-]?{_MONTH}"
    # "12-mars-2011", "12mars2011", "12 mars 2k11"; "12 mars 11".
    rf"(?:(?:,?\s|[/-])?(?:de\s|in\s)?(?:{_YEAR}|{_SAID_YEAR})|"
    rf",?\s(?:de\s|in\s)?\d{{2}}\b{_NO_NUMBER}(?!\s?(?:ans|h)))?"
    rf"|{_MONTH}\s(?:the\s)?(?:\d{{1,2}}\b{_NO_NUMBER}|\d{{1,2}}(?:st|nd|rd|th)|{_SAID_DAY})\b"
    rf"(?:,?\s(?:{_YEAR}|{_SAID_YEAR}))?"
    rf"|(?P<month>{_MONTH}\s{_YEAR}))(?!\w)"
    rf"|\b(?P<like>{_DAY}\s?(?:of\s)?{_LIKE_MONTH}(?:\s{_YEAR})?|{_LIKE_MONTH}\s{_DAY}(?:\s{_YEAR})?)"
    r"(?!\w)"
)
_BIRTH = re.compile(
    r"\b(?:nee?s?|naissance|naiss|anni[vf]\w*|born|birth\w*|b[ -]?day|dob|d\.o\.b|ddn|d\.d\.n|"
    r"(?:j'?|je )?suis? (?:du|de)|ch?uis? (?:du|de)|"
    r"(?:j'?ai eu|j'?aurai|je fete|je feterai|je vais avoir|jvais avoir) (?:mes )?\d{1,2} ans|"
    r"(?:turn|turned|turning|be) \d{1,2})\b"
)
# "j'ai 14 ans le 12 mars", "mes 14 ans c'est le 12/03", "i'm 14 on the 12th", "bd 3/12/11".
_UP_TO = re.compile(
    r"\b(?:(?:j'?ai|j'?aurais?|mes) \d{1,2} ans (?:c'?est )?le|bd:?|"
    r"(?:i'?m|i am|turn(?:s|ed|ing)?|be) (?:\d{1,2}|[a-z]{3,5}teen|eleven|twelve) on(?: the)?)\s?$"
)
# "im 3/8/12 so am i old enough".
_I_AM = re.compile(r"\b(?:i'?m|i am|i was)\s$")
# A year of the young, in words: "onze février deux mille douze".
_SAID_AGE = re.compile(r"deux mille [a-z]|two thousand and [a-z]|twenty (?:oh|ten|eleven|twelve)")
_BEFORE = 60
_AFTER = 45
_CLOSE = 25
_YOUNGEST = 8
# In words a date long ago is more often one of the history lesson.
_OLDEST_IN_DIGITS = 1930
_OLDEST_IN_WORDS = 2005
_MONTHS = 12
_DAYS = 31
_LAST_OF_TWO_DIGITS = 99


# "dob 140211", "anniv 140211".
_RUN_TOGETHER = re.compile(
    r"\b(?:ddn|dob|date of birth|(?:date de )?naissance|birthday|b-?day|anni[vf]\w*|nee? le|"
    r"born(?: on)?)(?: is| c'?est(?: le)?| est| le|\s?:)? ?"
    r"((?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d\d|\d\d))\b"
)


def announces_birth(words: str) -> bool:
    """Whether these words say that a date of birth follows, and no more."""
    return bool(_BIRTH.fullmatch(folded(words).strip(" .:")))


def dates(message: Message) -> Iterator[Span]:
    """Dates of birth (beside a word for birth, or a full date that can only be one)."""
    low = message.low
    for match in _RUN_TOGETHER.finditer(low):
        yield Span(*match.span(1), "birthdate")
    for match in _DATE.finditer(low):
        if not _possible(match):
            continue
        before = low[max(0, match.start() - _BEFORE) : match.start()]
        after = low[match.end() : match.end() + _AFTER]
        birth = _UP_TO.search(before) or _BIRTH.search(_clause_end(before))
        birth = birth or _BIRTH.search(_clause_start(after))
        if match["loose"] or match["like"]:
            if _BIRTH.search(before[-_CLOSE:]):
                yield Span(*match.span(), "birthdate")
            continue
        said = match["numeric"] and _I_AM.search(before)
        if birth or said or _only_a_birthdate(match):
            yield Span(*match.span(), "birthdate")
        elif not match["short"] and any(c.isdigit() for c in match[0]):
            yield Span(*match.span(), "")


def _clause_end(before: str) -> str:
    return re.split(r"[!?\n\0]", before)[-1]


def _clause_start(after: str) -> str:
    return re.split(r"[.!?\n\0]", after)[0]


def _possible(match: re.Match[str]) -> bool:
    """Day and month of a date in digits within their bounds, in either order."""
    digits = match["iso"] or match["numeric"] or match["short"] or match["loose"]
    if not digits:
        return True
    parts = [int(p) for p in re.findall(r"\d+", digits)]
    # "03/2011" has no day.
    day_month = parts[1:] if match["iso"] else [p for p in parts[:2] if p <= _LAST_OF_TWO_DIGITS]
    return 1 <= min(day_month) <= _MONTHS and max(day_month) <= _DAYS


def _only_a_birthdate(match: re.Match[str]) -> bool:
    """A full date, years ago: nothing a young person tells about happened then."""
    in_digits = match["iso"] or match["numeric"]
    if _SAID_AGE.search(match[0]):
        return True
    year = None if match["month"] else re.search(r"(?:19|20)\d{2}|2k\d{2}", match[0])
    first = _OLDEST_IN_DIGITS if in_digits else _OLDEST_IN_WORDS
    return (
        year is not None
        and first <= int(year[0].replace("k", "0")) <= date.today().year - _YOUNGEST
    )
