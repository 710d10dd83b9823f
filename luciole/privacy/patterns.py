"""Data with a written form of their own: links, e-mails, IBANs, coordinates, number plates."""

import re
from collections.abc import Iterator

from luciole.privacy.lexicon import lexicon
from luciole.privacy.text import Message, Span

_MARK = re.compile(
    r"\[(?:phone|email|link|handle|iban|coordinates|birthdate|plate|name|address|school)\]"
)

# Endings that are no French or English word count anywhere; the others only after an unknown word.
_ENDINGS = (
    r"com|fr|net|org|gg|io|eu|ch|ca|info|tv|uk|xyz|site|online|app|ly|ru|gouv|gov|edu|"
    r"dev|lu|cc|biz|club|link|page|club|ie|nl|es|pl|pt|ro|au|nz|tk|ml|gl|vip|live|store|blog|chat"
)
_WORD_ENDINGS = r"be|de|me|it|ma|tn|us|at|co|my|so|to|is|la|no"
_LINK = re.compile(
    r"(?:https?|ftp|hxxps?)://[^\s\0]+|(?<![\w.@-])www\.[^\s\0]+"
    rf"|(?<![\w.@-])(?:[\w-]{{1,63}}\.){{1,4}}(?:{_ENDINGS}|{_WORD_ENDINGS})(?![\w-])(?!\.\w)"
    r"(?::\d+)?(?:[/?#][^\s\0]*)?"
    r"|(?<![\w.@/-])(?:[\w-]{1,63}\.){1,4}[a-z]{2,12}/[^\s\0]{3,}"
)
_HOST = re.compile(r"(?:(?:https?|ftp|hxxps?)://)?(?:www\.)?([^/?#:\s]+)")
_IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_SPOKEN_LINK = re.compile(
    r"\b[\w-]{2,40} (?:point|dot) (?:com|fr|net|org|be|ch|gg|co)(?: (?:slash|barre|/) ?[^\s\0]+)"
)

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?@\s)[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    # After a space alone, "@" begins a user name too ("follow @lou.xo").
    rf"|(?<![\w.+-])[\w.+-]{{1,64}}\s@(?:[\w-]{{1,63}}\.){{1,5}}(?:{_ENDINGS}|{_WORD_ENDINGS})(?![\w.-])"
)
_PROVIDERS = (
    r"(?:g ?mail|hotmail|outlook|yahoo|ymail|orange|free|laposte|la poste|sfr|icloud|live|msn|"
    r"wanadoo|bbox|numericable|proton(?:mail)?|gmx|aol|bluewin|skynet|telenet|proximus|hispeed|"
    r"btinternet|sky|me|mail|videotron|sympatico|rogers|[\w-]{2,30})"
)
_TOP = r"(?:co\.uk|co dot uk|com|fr|net|org|be|ch|ca|uk|eu|me|ie|lu|ma|tn|de)"
_KNOWN = r"(?:g ?mail|hotmail|outlook|yahoo|icloud|proton ?mail|laposte)"
# "@", "arobase", "at" … and the domain behind it; the part before it is walked by hand.
_AT = re.compile(
    r"(?:\s?[(\[<]\s?(?:at|arobase|@)\s?[)\]>]\s?|\s?@\s?|\s(?:arobase|arobas|aroba[sz]e?|at|"
    r"chez)\s)"
    rf"(?:{_PROVIDERS}(?:\s?[(\[]?\s?(?:\.|point|dot)\s?[)\]]?\s?{_TOP})|{_KNOWN}(?:\s{_TOP})?)\b"
    r"|(?:\s(?:arobase|arobas|aroba[sz]e?)\s|\s?[(\[<]\s?(?:at|arobase|@)\s?[)\]>]\s?)[\w-]{2,30}"
    r"\s?[(\[]?(?:\.|point|dot)[)\]]?\s?[a-z]{2,12}\b"
    r"|\sat\s[\w-]{2,30}\sdot\s[a-z]{2,12}\b"
)
_SPACED_PROVIDER = re.compile(
    r"\s(?:sur\s|chez\s|on\s)?(?:gmail|hotmail|outlook|yahoo|icloud)(?:\s?\.\s?|\spoint\s|"
    r"\sdot\s|\s)(?:com|fr|co\.uk)\b"
)
_LOCAL_END = re.compile(r"[\w.+-]{1,64}$")
_LOCAL_JOIN = re.compile(
    r"[\w.+-]{1,64}\s?[(\[]?(?:point|dot|tiret du bas|tiret bas|tiret|underscore|dash|\.|_|"
    r"-)[)\]]?\s?$"
)
_MOST_JOINS = 6

_IBAN = re.compile(
    r"\b(?:ad|al|at|az|ba|be|bg|ch|cy|cz|de|dk|ee|es|fi|fr|gb|ge|gr|hr|hu|ie|is|it|li|lt|lu|lv|"
    r"mc|md|me|mk|mt|nl|no|pl|pt|ro|rs|se|si|sk|sm|tn|tr|ua)\d{2}(?:[ .-]?[a-z\d]{4}){2,7}"
    r"(?:[ .-]?[a-z\d]{1,4})?\b"
)
_FEWEST_IBAN_DIGITS = 8
_ACCOUNT = re.compile(
    r"\bsort ?code\W{0,3}(?:is |of )?(\d{2}[ -]?\d{2}[ -]?\d{2})\b"
    r"|\b(?:acc(?:ount)?(?: no| number| num)?|iban|rib|compte(?: bancaire)?)(?: is| c'est|"
    r" est)?\W{0,3}(\d{8,12})\b"
)

_DEGREES = r"[+-]?\d{1,3}[.,]\d{3,12}\s?°?\s?[nsewo]?"
_COORDINATES = re.compile(
    rf"(?<![\w.]){_DEGREES}\s?(?:[,;/]\s?|\s)\s?{_DEGREES}(?!\w)"
    r"|\d{1,3}\s?°\s?\d{1,2}\s?['′]\s?(?:\d{1,2}(?:[.,]\d{1,6})?\s?(?:\"|″|'')\s?)?[nsewo]"
    r"(?:[\s,;]{1,3}\d{1,3}\s?°\s?\d{1,2}\s?['′]\s?(?:\d{1,2}(?:[.,]\d{1,6})?\s?(?:\"|″|"
    r"'')\s?)?[nsewo])?"
    r"|\blat(?:itude)?\s?[:=]?\s?-?\d{1,3}[.,]\d{1,12}[\s,;]{0,3}(?:et\s|and\s)?"
    r"(?:lng|lon|long|longitude)\s?[:=]?\s?-?\d{1,3}[.,]\d{1,12}"
)

_PLATE_CUE = re.compile(
    r"\b(?:plaques?|immatricul\w*|matricule|plates?|reg|registration|license|licence|voiture|"
    r"car|van|"
    r"camionnette|moto|scooter|golf|clio|audi|bmw)\b"
)
_CUED_PLATE = re.compile(
    r"\b(?:plaques?(?: d'immatriculation)?|immatriculee?|(?:number |license |licence )?plates?|"
    r"rego|(?:car )?reg|registration)\b(?: (?:number|is|was|reads?|says?|c'est|cest|c|est|:|numero|"
    r"quebec|suisse|belge|francaise|du quebec))*+\s?:?\s{0,2}"
    r"(\d{1,4} [a-z]{1,3} \d{1,4}|[a-z]\d{2} [a-z]{3}|"
    r"[a-z\d]{1,5}(?:-[a-z\d]{1,6}|"
    r" (?=[a-z]{0,3}\d)[a-z\d]{1,6}){1,2}|[a-z\d]{5,9})\b"
)
_SHORTEST_PLATE = 5  # letters and digits
_FRENCH_PLATE = re.compile(r"\b[a-z]{2}([ -]?)\d{3}\1[a-z]{2}\b")
_BRITISH_PLATE = re.compile(r"\b[a-z]{2}\d{2} ?[a-z]{3}\b")
# "VD 384 112": Swiss.
_SWISS_PLATE = re.compile(
    r"\b(?:ag|ai|ar|be|bl|bs|fr|ge|gl|gr|ju|lu|ne|nw|ow|sg|sh|so|sz|tg|ti|ur|vd|vs|zg|zh)"
    r"[ -]?(?:\d{2,3} \d{3}|\d{5,6})\b"
)
# Postcodes that name a handful of doors: British, Canadian, Irish.
_POSTCODE = re.compile(
    r"\b[a-z]{1,2}\d[a-z\d]? ?\d(?!st\b|nd\b|rd\b|th\b|gb\b|tb\b)[abd-hjlnp-uw-z]{2}\b"
    r"|\b[abceghj-nprstvxy]\d[a-z] ?\d[a-z]\d\b"
    r"|\b[ac-fhknprtv-y]\d[\dw] ?(?=\d{0,3}[a-z])(?=[a-z]{0,3}\d)[\dac-fhknprtv-y]{4}\b"
)
_ID = re.compile(
    r"\b(?:carte d.?identite|cni|(?:ma|sa|ta|la|leur) ci|"
    r"id (?:number|no|num|card)|passeports?|passport|permis|matricule|securite sociale|secu|nss|"
    r"ine|imei|student (?:id|number|no)|national insurance|nino?|ni number|ssn|pps|"
    r"licen[cs]e|numero d'etudiant|numero etudiant|dossier|titre de sejour)\b[^\d\n\0]{0,25}?"
    r"((?=[a-z]{0,4} ?\d)[a-z\d]{1,4}(?: \d{2}){3} ?[a-z]?|"
    r"(?=[a-z]{0,6}\d\w{0,9}\d)[a-z\d]{6,20})\b"
)
# Belgian and Irish.
_OTHER_PLATE = re.compile(r"\b\d-[a-z]{3}-\d{3}\b|\b\d{2,3}-[a-z]{1,2}-\d{1,6}\b")
_NEAR = 40
_FILE = re.compile(
    r"(?<![\w@/.-])[\w-]{1,40}\.(?:pdf|jpe?g|png|gif|docx?|odt|mp[34]|zip|txt|apk|pptx?|xlsx?)(?!\w)"
)


def marks(message: Message) -> Iterator[Span]:
    """Marks that the browser already set stay as they are."""
    for match in _MARK.finditer(message.low):
        yield Span(*match.span(), "")


def files(message: Message) -> Iterator[Span]:
    """Names of files stay as they are."""
    for match in _FILE.finditer(message.low):
        yield Span(*match.span(), "")


def links(message: Message) -> Iterator[Span]:
    """Web addresses; a platform's bare address and the help services' own sites stay."""
    if "." in message.low or "/" in message.low:
        for match in _LINK.finditer(message.low):
            link = match[0].rstrip(".,;:!?)'\"»")
            if _is_link(link):
                kind = "" if _harmless(link) else "link"
                yield Span(match.start(), match.start() + len(link), kind)
        for match in _IP.finditer(message.low):
            parts = match[0].split(".")
            octets = all(p == str(int(p)) and int(p) < 256 for p in parts)
            if octets and any(len(p) != 2 for p in parts):
                yield Span(*match.span(), "link")
    for match in _SPOKEN_LINK.finditer(message.low):
        yield Span(*match.span(), "link")


def _is_link(link: str) -> bool:
    if "://" in link or link.startswith("www.") or "/" in link:
        return True
    labels = link.split(".")
    if re.fullmatch(_WORD_ENDINGS, labels[-1]):
        return len(labels) > 2 or (lexicon().unknown(labels[0]) and len(labels[0]) > 2)
    return not labels[0].isdigit()


def _harmless(link: str) -> bool:
    match = _HOST.match(link)
    host = match[1] if match else link
    if any(host == h or host.endswith("." + h) for h in lexicon().help_hosts):
        return True
    bare = not re.search(r"[/?#].", link.split("://")[-1])
    return bare and any(label in lexicon().platforms for label in host.split(".")[-3:])


def emails(message: Message) -> Iterator[Span]:
    """E-mail addresses, written or spoken ("lea point m arobase gmail point com")."""
    low = message.low
    if "@" in low:
        for match in _EMAIL.finditer(low):
            yield Span(*match.span(), "email")
    for pattern in (_AT, _SPACED_PROVIDER):
        for match in pattern.finditer(low):
            start = _local_start(low, match.start())
            if start < match.start():
                yield Span(start, match.end(), "email")


def _local_start(low: str, end: int) -> int:
    """Where the part before the "@" begins: one word, and more when joined by dots or dashes."""
    match = _LOCAL_END.search(low, max(0, end - 64), end)
    start = match.start() if match else end
    joined = _LOCAL_JOIN.search(low, max(0, start - 90), start)
    if low[start:end].isdigit() and start and not joined:
        word = _LOCAL_END.search(low, max(0, start - 64), start - 1)
        start = word.start() if word else start
    for _ in range(_MOST_JOINS):
        joined = _LOCAL_JOIN.search(low, max(0, start - 90), start)
        if not joined:
            break
        start = joined.start()
    return start


def ibans(message: Message) -> Iterator[Span]:
    for match in _IBAN.finditer(message.low):
        if sum(c.isdigit() for c in match[0]) >= _FEWEST_IBAN_DIGITS:
            yield Span(*match.span(), "iban")
    for match in _ACCOUNT.finditer(message.low):
        yield Span(*match.span(match.lastindex or 0), "iban")


def coordinates(message: Message) -> Iterator[Span]:
    for match in _COORDINATES.finditer(message.low):
        yield Span(*match.span(), "coordinates")


def identities(message: Message) -> Iterator[Span]:
    """Numbers of identity papers, pupils and insured persons that mix letters and digits."""
    for match in _ID.finditer(message.low):
        yield Span(*match.span(1), "phone")


def postcodes(message: Message) -> Iterator[Span]:
    """Postcodes that alone tell where somebody lives."""
    for match in _POSTCODE.finditer(message.low):
        yield Span(*match.span(), "address")


def named_plates(message: Message) -> Iterator[Span]:
    """Number plates of any form, right behind a word such as "plaque" or "reg"."""
    for match in _CUED_PLATE.finditer(message.low):
        signs = [c for c in match[1] if c.isalnum()]
        mixed = any(map(str.isdigit, signs)) and any(map(str.isalpha, signs))
        if mixed and len(signs) >= _SHORTEST_PLATE:
            yield Span(*match.span(1), "plate")


def plates(message: Message) -> Iterator[Span]:
    """Number plates of a clear form anywhere, of a less clear one near a word such as "car"."""
    for pattern in (_FRENCH_PLATE, _BRITISH_PLATE, _SWISS_PLATE):
        for match in pattern.finditer(message.low):
            written = message.raw[match.start() : match.end()]
            before = message.low[max(0, match.start() - _NEAR) : match.start()]
            clear = written.isupper() or "-" in written or " " not in written
            if clear or _PLATE_CUE.search(before):
                yield Span(*match.span(), "plate")
    for match in _OTHER_PLATE.finditer(message.low):
        yield Span(*match.span(), "plate")
