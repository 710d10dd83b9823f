"""User names: with an "@", with a number sign, or announced ("mon snap c'est …", "add me on …")."""

import re
from collections.abc import Iterator
from functools import lru_cache

from luciole.privacy.lexicon import lexicon
from luciole.privacy.text import Message, Span

_AT = re.compile(
    r"(?<![\w.@])@(?!(?:everyone|here|tous)\b)(?: (?=\w{0,30}[\d_]))?[a-z\d_][\w.-]{1,40}(?<![.-])"
)
# "wavy_girl08", "_m.a.y.a_": no word of either language has a dash below.
_UNDERSCORED = re.compile(
    r"(?<![\w@./])(?=[\w.]{4,32}(?![\w@]))(?=[\w.]*[a-z])[\w.]*_[\w.]*(?<=\w)"
)
# "u/sad_kid", "live:coach.paul", "$lil-mo".
_MARKED = re.compile(
    r"(?<!\w)#(?=[a-z]*\d+[a-z]+[a-z\d]*\d)[a-z\d]{6,12}\b|"
    r"(?<!\w)/?u/[\w-]{3,30}(?<!-)|\blive:[\w.:]{3,40}(?<![.:])|(?<![\w$])\$(?=[a-z]+[\d_.-])[a-z][\w.-]{2,30}(?<![.-])"
)
# "CreeperHugger2k12".
_YEAR_2K = re.compile(r"(?<![\w@./-])[a-z][a-z\d]{2,24}\dk\d{1,2}(?![\w@/-])")
# "cam.ille.04", "wolfie.exe", "killian2012".
_DOTTED = re.compile(r"(?<![\w@./:-])[a-z\d-]{1,30}(?:\.[a-z\d-]{1,30}){1,5}(?![\w@/-]|\.\w)")
_LETTERS_THEN_DIGITS = re.compile(r"(?<![\w@./-])([a-z]{3,24})\d{2,10}[a-z]{0,3}(?![\w@/-]|\.\w)")
_FILE = re.compile(r".*\.(?:pdf|jpe?g|png|gif|docx?|odt|mp[34]|zip|txt|apk|exe|pptx?|xlsx?)")
_FLANKED = re.compile(r"\bxx?_?\w{3,28}_?xx?\b")
_NUMBERED = re.compile(r"(?<!\w)[\w.]{2,32} ?#\d{3,5}\b")
_HANDLE = r"[\w][\w.-]{1,40}"
_ACCOUNT = (
    r"(?:pseudo|pseudonyme|identifiant|compte|user ?name|user|usr|id|ign|gamer ?tag|tag|"
    r"nick(?:name)?|epic|steam|riot|channel|chaine|mdp|mot de passe|code secret|password|passcode|"
    r"pwd|"
    r"handle|login|profil|profile|account)"
)
_IS = r"(?:(?:c'est|c est|cest|c|est|is|its|it's|s|'s|was|etait)(?=\s)|:|=|->|→|-(?=\s))"
_JUST = r"(?:(?:just|juste|now|maintenant|actually|tjrs|toujours|still) )?"
_END = re.compile(
    r"\s*(?:$|[.,;:!?\n)\0]|(?:et|and|stp|svp|pls|please|merci|thanks|ajoute\w*|add|si)\b)"
)
# "ajoute kiksou sur insta", "add me lilpeachx".
_SOUGHT = re.compile(
    r"(?<!\bla )(?<!\ble )(?<!\bme )"
    r"\b(?:add|ajoute|ajoutez|follow|search|cherche|tape|tapez|look up|report|signale)(?: me| moi)?"
    r" ([a-z][a-z-]{3,30})(?=\s?(?:$|[.,;!?\n]|(?:sur|on|pls|stp|please|et|and) ))"
)
_WORDS_TO_THE_END = re.compile(
    r"\b(?:pseudo|user ?name|gamer ?tag|identifiant|ign|nickname)"
    r"(?:\s?[:=]\s?|(?<!pseudo)\s|\s(?:c'est|cest|c|is|est|was)\s)"
    r"([\w.-]{2,30}(?: [\w.-]{1,30}){0,2})\s?(?=$|[.,;!?\n])"
)
# "un compte qui s'appelle les balances du 93".
_ACCOUNT_CALLED = re.compile(
    r"\b(?:compte|account|acc|profil|profile|page)(?: (?:snap|insta|tiktok|spam))? "
    r"(?:qui )?(?:is )?(?:s'appelle|sappelle|appelee?|called|named|nommee?)"
    r" ([\w.-]{2,30}(?: [\w.-]{1,30}){0,3})\s?(?=$|[.,;!?\n])"
)
# "gamertag Silent Otter 512 was screaming".
_CAPITALS_AND_NUMBER = re.compile(
    r"\b(?i:pseudo|user ?name|gamer ?tag|identifiant|ign|nickname|nick|psn|xbox|steam|epic|tag)"
    r"(?i:\s?[:=]| c'est| cest| c| is| was)? ((?:[A-Z][\w'-]{1,20} ){1,3}\d{1,4})\b"
)
# "mon code c'est 4821".
_SECRET = re.compile(
    r"\b(?:(?<!error )code(?: pin| secret)?|pin(?: code)?|passcode|mdp|mot de passe|password)"
    r"(?: (?:c'est|cest|c|is|est|was))?\s?:?\s?(\d{4,8})\b"
)
_JUST_LETTERS = re.compile(r"[a-z]+")
_MADE_UP = re.compile(r"(?=.{0,40}[a-z])(?:.{0,40}[\d_]|.{1,40}\.[a-z\d])")
_SAID_OF_ACCOUNTS = {
    "taken", "pris", "prive", "privee", "public", "private", "nul", "bizarre", "weird", "visible",
    "real", "fake", "faux", "anonyme", "different", "changed", "change", "ideas", "idee", "ok",
    "safe", "secure", "stolen", "vole", "hacked", "pirate", "banned", "blocked", "bloque",
    "instead", "pose",
    "generator", "obligatoire", "original", "marrant", "funny", "cool",
}  # fmt: skip
_LETTERS = 3
_MANY = 4
_MEASURE = re.compile(
    r"\d+(?:ans?|h|min|mn|s|e|eme|er|k|m|km|cm|kg|g|gb|go|yrs?|yo|st|nd|rd|th|x|d|v\d|\+|am|"
    r"pm|p|px|euros?|d\d)\d*"
)
_FAMILIAR = re.compile(
    r"ps\d|mp\d|mp4|4k|3d|5g|4g|covid\d*|c2|f2p|gta\d|b2b|a1|a2|b1|b2|c1|g\d?|a\d|t\d|o\d|j\d|"
    r"2fa|h24|24h\d*|7j|[a-z]\d|\d[a-z]|c'|\d+[a-z]{0,2}\d*[a-z]?"
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    platform = "|".join(sorted((re.escape(p) for p in lexicon().platforms), key=len, reverse=True))
    on = rf"(?:\s(?:sur|on|de|du|for)?\s?(?:{platform}))?"
    noun = rf"(?:{_ACCOUNT}|{platform})"
    return (
        # "mon insta c'est xyz", "pseudo roblox : xyz": nearly anything after it is a user name.
        re.compile(
            rf"(?:\b(?<!\.){noun}{on}(?!\w)|(?<!\S)@)\s{{0,2}}(?:{_IS})\s{{0,2}}{_JUST}"
            rf"(?:@ ?)?({_HANDLE})"
        ),
        # "ajoute moi sur snap xyz", "find me on twitch xyz".
        re.compile(
            rf"\b(?:sur|on|at|via|in)\s(?:son |mon |my |his |"
            rf"her )?(?:{platform})\s(?:(?:c'est|c|it's|its|as|@|au|at|under|"
            rf"sous)\s)?({_HANDLE})"
        ),
        # "mon insta xyz", "user xyz": only what looks made up, or is no word.
        re.compile(rf"\b{noun}{on}(?:\s{_ACCOUNT})?\s({_HANDLE})"),
        # "il se fait appeler xyz", "il s'appelle xX_xyz_Xx", "he goes by xyz", "dm me at xyz".
        re.compile(
            r"\b(?:appeler|appelle|appel|pseudo(?: de)?|goes by|called|named|under the name|"
            r"sous le nom(?: de)?|"
            r"tape|look up|signe|dm me(?: at)?|add|ajoute|follow|suis|trouve|search|cherche|pseudo|"
            rf"(?:{platform}) (?:me|moi)(?: at| on)?)\s"
            rf"(?:moi\s|me\s)?({_HANDLE})"
        ),
        # "hes bigmanting on snap".
        re.compile(
            r"\b(?:i'?m|s?he'?s|it'?s|suis|chui|c'?est|c|called) ([a-z]{5,24}) (?:on|sur) "
            rf"(?:{platform})\b"
        ),
    )


def handles(message: Message) -> Iterator[Span]:
    """User names on platforms and in games."""
    low = message.low
    for match in _AT.finditer(low):
        yield Span(*match.span(), "handle")
    if "#" in low:
        for match in _NUMBERED.finditer(low):
            yield Span(*match.span(), "handle")
    for pattern in (_UNDERSCORED, _MARKED, _YEAR_2K):
        for match in pattern.finditer(low):
            yield Span(*match.span(), "handle")
    for match in _CAPITALS_AND_NUMBER.finditer(message.raw):
        if match[1].split(" ")[0].lower() not in lexicon().platforms:
            yield Span(*match.span(1), "handle")
    for match in _DOTTED.finditer(low):
        if _is_dotted_handle(match[0]):
            yield Span(*match.span(), "handle")
    for match in _LETTERS_THEN_DIGITS.finditer(low):
        stem = match[1]
        digits = re.sub(r"\D", "", match[0])
        many = len(digits) >= _MANY and not re.fullmatch(r"(?:19|20)\d\d", digits)
        if many or lexicon().unknown(stem) or stem in lexicon().first_names:
            yield Span(*match.span(), "handle")
    for match in _FLANKED.finditer(low):
        if message.raw[match.start()] == "x" and _unknown(match[0]):
            yield Span(*match.span(), "handle")
    for match in _WORDS_TO_THE_END.finditer(low):
        if _calls(match[1]):
            yield Span(*match.span(1), "handle")
    for match in _ACCOUNT_CALLED.finditer(low):
        yield Span(*match.span(1), "handle")
    for match in _SOUGHT.finditer(low):
        word = match[1]
        if (_unknown(word) or _hyphened(word)) and word not in lexicon().first_names:
            yield Span(*match.span(1), "handle")
    for match in _SECRET.finditer(low):
        if match[1] not in lexicon().help_numbers:
            yield Span(*match.span(1), "handle")
    told, on, bare, called, someone = _patterns()
    for match in someone.finditer(low):
        if lexicon().strange(match[1]) and match[1] not in lexicon().first_names:
            yield Span(*match.span(1), "handle")
    for match in told.finditer(low):
        yield from _announced(message, match)
    for pattern, lenient in ((on, True), (bare, False), (called, False)):
        for match in pattern.finditer(low):
            start, end = _trimmed(low, *match.span(1))
            word = low[start:end]
            if made_up(word) or (lenient and _unknown(word) and _END.match(low, end)):
                yield Span(start, end, "handle")


def _calls(words: str) -> bool:
    """ "username coolguy", but not "username is taken" or "pseudo sur snap"."""
    lex = lexicon()
    parts = words.split(" ")
    return parts[0] not in _SAID_OF_ACCOUNTS and not any(
        p in lex.function_words or p in lex.platforms for p in parts
    )


def _hyphened(word: str) -> bool:
    """ "juju-la-tortue": no compound of ordinary words."""
    return "-" in word and any(lexicon().unknown(p) for p in word.split("-"))


def _is_dotted_handle(word: str) -> bool:
    """Three parts and more, or two of which one is no word; neither "p.s" nor "photo.jpg"."""
    parts = word.split(".")
    if max(map(len, parts)) < _LETTERS or not any(p[0].isalpha() for p in parts):
        return False
    if _FILE.fullmatch(word):
        return _unknown(parts[0])
    return len(parts) > 2 or made_up(word)


def _announced(message: Message, match: re.Match[str]) -> Iterator[Span]:
    """What follows "mon snap c'est", with its further words ("dark shadow 93")."""
    start, end = _trimmed(message.low, *match.span(1))
    word = message.low[start:end]
    colon = bool(re.search(r"[:=→>-]", message.low[match.start() : start]))
    ends = bool(_END.match(message.low, end))
    lex = lexicon()
    if not (
        made_up(word)
        or _unknown(word)
        or lex.any_name(word)
        or (colon and ends and word not in lex.function_words and not word.isdigit())
    ):
        return
    more = re.compile(r" ([\w.]{1,30})").match(message.low, end)
    while more and (
        made_up(more[1])
        or (more[1].isdigit() and len(more[1]) <= 4 and _END.match(message.low, more.end()))
    ):
        end = more.end()
        more = re.compile(r" ([\w.]{1,30})").match(message.low, end)
    yield Span(start, end, "handle")


def _trimmed(low: str, start: int, end: int) -> tuple[int, int]:
    """Without the sentence's own full stop."""
    return start, start + len(low[start:end].rstrip(".-"))


def made_up(word: str) -> bool:
    """Letters mixed with digits, underscores or dots, and no measure ("13ans", "18h30")."""
    return (
        len(word) > 2
        and bool(_MADE_UP.match(word))
        and not _MEASURE.fullmatch(word)
        and not _FAMILIAR.fullmatch(word)
        and not _is_sentence_joint(word)
    )


def _is_sentence_joint(word: str) -> bool:
    """ "merci.je": two ordinary words and a forgotten space."""
    parts = word.split(".")
    return len(parts) > 1 and all(p and p.isalpha() and not _unknown(p) for p in parts)


def _unknown(word: str) -> bool:
    lex = lexicon()
    plain = bool(_JUST_LETTERS.fullmatch(word))
    return (plain and len(word) > 2 and lex.unknown(word)) or (not plain and made_up(word))
