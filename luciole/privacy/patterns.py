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
# "snapchat.com", "google.co.uk".
_TOP_LEVEL = re.compile(r"(?:\.com?)?\.[a-z]{2,12}$")
# What platforms put before their name; all else is a user's ("zorglub.tumblr.com").
_SERVICES = {
    "www", "m", "fr", "en", "web", "app", "apps", "support", "help", "vm", "vt", "play", "store",
    "mail", "chat", "account", "accounts", "music", "studio", "kids", "docs", "drive",
    "classroom", "meet", "maps", "family", "safety",
}  # fmt: skip
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
# "com", "co point uk", "com dot au".
_TOP = (
    r"(?:com?(?:\.|\s(?:dot|point)\s)(?:uk|au|in|za|nz)|com|fr|net|org|be|ch|ca|uk|eu|"
    r"me|ie|lu|ma|tn|de)"
)
_KNOWN = r"(?:g ?mail|hotmail|outlook|yahoo|icloud|proton ?mail|laposte)"
# "arobase", also "arrobase", "arobasse", "symbole arobase", "at sign".
_AROBASE = r"(?:(?:symbole\s|signe\s)?arr?oba(?:ss?|z)?e?|at[\s-]sign)"
_DOT = r"(?:\s?[(\[]?\s?(?:\.|point|dot)\s?[)\]]?\s?)"
# "@", "arobase", "at" … and the domain behind it; the part before it is walked by hand. "at" and
# "chez" are words first: "elle dort chez moi. ça va pas", "at home.me and him" are none.
_AT = re.compile(
    r"(?:\s?[(\[<]\s?(?:at|arobase|@)\s?[)\]>]\s?|\s?@\s?|\s"
    rf"{_AROBASE}\s)"
    rf"(?:{_PROVIDERS}{_DOT}{_TOP}|{_KNOWN}(?:\s{_TOP})?)\b"
    rf"|\s(?:at|chez)\s(?:{_KNOWN}(?:(?:{_DOT}|\s){_TOP})?"
    rf"|[\w-]{{2,30}}\.(?:com|co\.uk|fr|net|org|eu)|{_PROVIDERS}\s(?:dot|point)\s{_TOP})\b"
    rf"|(?:\s{_AROBASE}\s|\s?[(\[<]\s?(?:at|arobase|@)\s?[)\]>]\s?)[\w-]{{2,30}}"
    r"\s?[(\[]?(?:\.|point|dot)[)\]]?\s?[a-z]{2,12}\b"
    r"|\sat\s[\w-]{2,30}\sdot\s[a-z]{2,12}\b(?:\sdot\s[a-z]{2,3}\b)?"
)
_SPACED_PROVIDER = re.compile(
    r"\s(?:sur\s|chez\s|on\s)?(?:gmail|hotmail|outlook|yahoo|icloud)(?:\s?\.\s?|\spoint\s|"
    r"\sdot\s|\s)(?:com|fr|co\.uk)\b"
)
_LOCAL_END = re.compile(r"[\w.+-]{1,64}$")
_LOCAL_JOIN = re.compile(
    r"[\w.+-]{1,64}\s?[(\[]?(?:point|dot|tiret du (?:bas|6|8|six|huit)|tiret bas|tiret haut|"
    r"tiret|trait d'union|hyphen|under ?score|dash|\.|_|"
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

_DECIMAL = r"[+-]?\d{1,3}[.,]\d{3,12}"
_SIDE = r"(?:nord|sud|est|ouest|north|south|east|west|[nsewo])"
_DEGREES = rf"(?:\b[nsewo]\s?)?{_DECIMAL}\s?°?\s?{_SIDE}?"
# "48.8566, 2.3522", "N 48.8566, E 2.3522", "48.8566 nord 2.3522 est".
_PAIR_OF_DEGREES = re.compile(rf"(?<![\w.]){_DEGREES}\s?(?:[,;/]\s?|\s)\s?{_DEGREES}(?!\w)")
# No two counts, as in "1.500 / 2.000 robux": four decimals, a sign, a degree mark, a side.
_SURE_DEGREES = re.compile(r"[.,]\d{4}|(?<!\d)[+-]|°|\b[nsewo]\b|\d[nsewo]\b")
_PLACE = re.compile(r"\b(?:gps|geo|coord\w*|position|loc|locali[sz]\w*|location)\b")
_COORDINATES = re.compile(
    r"\d{1,3}\s?°\s?\d{1,2}\s?['′]\s?(?:\d{1,2}(?:[.,]\d{1,6})?\s?(?:\"|″|'')\s?)?[nsewo]"
    r"(?:[\s,;]{1,3}\d{1,3}\s?°\s?\d{1,2}\s?['′]\s?(?:\d{1,2}(?:[.,]\d{1,6})?\s?(?:\"|″|"
    r"'')\s?)?[nsewo])?"
    # "lat is 48.8566 and long is 2.3522", "lat 14.6931 / long -17.4467".
    r"|\blat(?:itude)?(?:\s(?:is|est))?\s?[:=]?\s?-?\d{1,3}[.,]\d{1,12}[\s,;/]{0,3}"
    r"(?:et\s|and\s)?(?:lng|lon|long|longitude)(?:\s(?:is|est))?\s?[:=]?\s?-?\d{1,3}[.,]\d{1,12}"
)

_PLATE_CUE = re.compile(
    r"\b(?:plaques?|immat\w*|matricule|plates?|reg|registration|license|licence|voiture|"
    r"car|van|"
    r"camionnette|moto|scooter|golf|clio|audi|bmw)\b"
)
# Two letters of a French plate; behind a space no unit and no little word: not "200 km", "119 et".
_PAIR = r"[a-hj-np-tv-z]{2}"
_NO_UNIT = r"(?!(?:km|cv|cc|kg|mb|gb|kp|mp|ml|cl|cm|mm|en|de|et|je|le|ce|te|ne|se|me|my|he|we)\b)"
_SPACED_PLATE = rf"{_PAIR} \d{{3}} {_NO_UNIT}{_PAIR}"
_CUED_PLATE = re.compile(
    r"\b(?:plaques?(?: d'?immat\w*)?|immat\w*|(?:number |license |licence )?plates?|"
    r"rego|(?:car )?reg|registration)\b(?: (?:number|is|was|reads?|says?|c'est|cest|c|est|:|numero|"
    r"quebec|suisse|belge|francaise|marocaine|tunisienne|algerienne|quebecoise|"
    r"du quebec|vue|plate)(?!\w))*+"
    r"\s?:?\s{0,2}"
    # "plaqué à 18h30", "registration at 9am", "une plaque de 200g".
    rf"(?:(?={_SPACED_PLATE}\b)|(?!(?:a|at|in|on|en|de|pour|contre|y|ya|par|le|il) )"
    r"(?!\d+(?:h\d*|am|pm|min|sec|kg|g|cm|mm|x\d+)\b))"
    rf"({_SPACED_PLATE}|[a-z]{{2}} \d{{2}} [a-z]{{1,2}} \d{{4}}|"
    r"\d{1,5} [a-z]{1,3} \d{1,5}|[a-z]{1,2}\d{1,3} [a-z]{3}|"
    r"[a-z\d]{1,5}(?:-[a-z\d]{1,6}|"
    r" (?=[a-z]{0,3}\d)[a-z\d]{1,6}){1,2}|[a-z\d]{5,9})\b"
)
_SHORTEST_PLATE = 5  # letters and digits
# "AB-123-CD", "AB - 123 - CD", "AB.123.CD", "AB123CD", "AB 123 CD"; "DK-1234-AB": of Senegal.
_FRENCH_PLATE = re.compile(
    rf"\b(?:{_PAIR}(?:-\d{{3,4}}-| - \d{{3}} - |/\d{{3}}/|\.\d{{3}}\.|\d{{3}}){_PAIR}|"
    rf"(?!(?:le|et|de|je|my|at|he|we) ){_SPACED_PLATE})\b"
)
# "AB12 CDE". There is no I, Q, Z in "IM13 AND HE WANTS PICS".
_BRITISH_PLATE = re.compile(r"\b[a-hj-pr-y]{2}\d{2} ?[a-hj-pr-z]{3}\b")
# "VD 384 112": Swiss.
_SWISS_PLATE = re.compile(
    r"\b(?:ag|ai|ar|be|bl|bs|fr|ge|gl|gr|ju|lu|ne|nw|ow|sg|sh|so|sz|tg|ti|ur|vd|vs|zg|zh)"
    r"[ -]?(?:\d{2,3} \d{3}|\d{5,6})\b(?! \d)"
)
# Postcodes that name a handful of doors: British, Canadian, Irish.
_POSTCODE = re.compile(
    r"\b[a-z]{1,2}\d[a-z\d]? ?\d(?!st\b|nd\b|rd\b|th\b|gb\b|tb\b)[abd-hjlnp-uw-z]{2}\b"
    r"|\b[abceghj-nprstvxy]\d[a-z] ?\d[a-z]\d\b"
    r"|\b[ac-fhknprtv-y]\d[\dw] ?(?=\d{0,3}[a-z])(?=[a-z]{0,3}\d)[\dac-fhknprtv-y]{4}\b"
)
_ID = re.compile(
    r"\b(?:carte (?:nationale )?d.?identite|cni|cin|(?:ma|sa|ta|la|leur) ci|"
    r"id (?:number|no|num|card)|passeports?|passport|permis|matricule|securite sociale|secu|nss|"
    r"ine|imei|student (?:id|number|no)|national insurance|nino?|ni number|ssn|ppsn?|"
    r"licen[cs]e|numero d'etudiant|numero etudiant|dossier|titre de sejour)\b[^\d\n\0]{0,25}?"
    r"((?=[a-z]{0,4} ?\d)[a-z\d]{1,4}(?: \d{2}){3} ?[a-z]?|"
    r"(?!(?:a|au|de|du|en|et|la|le|at|by|in|is|of) )[a-z]{1,2} \d{5,8}|"
    r"(?=[a-z]{0,6}\d\w{0,9}\d)[a-z\d]{6,20})\b"
)
# "2 11 03 2A 123 456 78": born in Corsica.
_CORSICAN = re.compile(r"\b[12] ?\d{2} ?\d{2} ?2[ab] ?\d{3} ?\d{3}(?: ?\d{2})?\b")
# "QQ 12 34 56 C", in capitals or unspaced: not "le 12 05 11 à 14h".
_BRITISH_INSURED = re.compile(
    r"\b(?!(?:le|au|du|de|en|et) )[a-z]{2}( ?)\d{2}\1\d{2}\1\d{2}\1[a-d]\b"
)
# "1-ABC-123": Belgian; "241-D-112": Irish; "12345-A-6": Moroccan; "MH12AB1234": Indian.
_OTHER_PLATE = re.compile(
    r"\b\d-[a-z]{3}-\d{3}\b|\b\d{2,5}-(?![hvx]-)[a-z]{1,2}-\d{1,6}\b|"
    r"\b[a-z]{2}\d{2}[a-z]{2}\d{4}\b"
)
_NEAR = 40
_FILE = re.compile(
    r"(?<![\w@/.-])[\w-]{1,40}\.(?:pdf|jpe?g|png|gif|docx?|odt|mp[34]|zip|txt|apk|pptx?|xlsx?|opus|"
    r"mov|webm|heic|webp|m4a|ogg|wav|avi|mkv)(?!\w)"
    # "IMG_20260312_123456", "VID-20260312-WA0012".
    r"|(?<![\w@/.-])(?:img|vid|aud|ptt|pxl|screenshot)[_-]20\d{6}(?:[_-](?:wa)?\d{1,9})?(?![\w-])"
)
_CAMERA = re.compile(r"[a-z]{2,12}[_-]20\d{6}(?!\d)")
# A telephone number in a file's or help service's name: "0612345678.jpg", "3018.fr/0612345678".
_MANY_DIGITS = re.compile(r"(?:\d[_.-]?){8}")


def marks(message: Message) -> Iterator[Span]:
    """Marks that the browser already set stay as they are."""
    for match in _MARK.finditer(message.low):
        yield Span(*match.span(), "")


def files(message: Message) -> Iterator[Span]:
    """Names of files stay as they are."""
    for match in _FILE.finditer(message.low):
        if _CAMERA.match(match[0]) or not _MANY_DIGITS.search(match[0]):
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
    if _MANY_DIGITS.search(link, match.end() if match else 0):
        return False
    if any(host == h or host.endswith("." + h) for h in lexicon().help_hosts):
        return True
    bare = not re.search(r"[/?#].", link.split("://")[-1])
    # Pages of a host that is only cited as a source may be anybody's.
    if bare and host in lexicon().cited_hosts:
        return True
    *below, platform = _TOP_LEVEL.sub("", host).split(".")
    return bare and platform in lexicon().platforms and _SERVICES.issuperset(below)


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
    for match in _PAIR_OF_DEGREES.finditer(message.low):
        before = message.low[max(0, match.start() - _NEAR) : match.start()]
        if _SURE_DEGREES.search(match[0]) or _PLACE.search(before):
            yield Span(*match.span(), "coordinates")
    for match in _COORDINATES.finditer(message.low):
        yield Span(*match.span(), "coordinates")


def identities(message: Message) -> Iterator[Span]:
    """Numbers of identity papers, pupils and insured persons that mix letters and digits."""
    for match in _ID.finditer(message.low):
        yield Span(*match.span(1), "phone")
    for match in _CORSICAN.finditer(message.low):
        yield Span(*match.span(), "phone")
    for match in _BRITISH_INSURED.finditer(message.low):
        if not match[1] or message.raw[match.start() : match.end()].isupper():
            yield Span(*match.span(), "phone")


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
            # "VD 117 118" could be two help numbers.
            clear = pattern is not _SWISS_PLATE and (
                written.isupper() or "-" in written or " " not in written
            )
            if clear or _PLATE_CUE.search(before):
                yield Span(*match.span(), "plate")


def other_plates(message: Message) -> Iterator[Span]:
    """Number plates of forms that numbers have, too."""
    for pattern in (_SWISS_PLATE, _OTHER_PLATE):
        for match in pattern.finditer(message.low):
            written = message.raw[match.start() : match.end()]
            if written.isupper() or "-" in written or " " not in written:
                yield Span(*match.span(), "plate")
