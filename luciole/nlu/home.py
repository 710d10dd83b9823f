"""Which of the countries named is the home of the writer, if any is."""

import re
from typing import Any

_SCHOOLWORK = re.compile(
    r"\b(?:exposes? sur|geograph(?:y|ie)|geo|eurovision|world cup|coupe du monde|mondial|homework"
    r"|recipes?|recettes?|capitale? (?:city )?(?:of|de|du|des)"
    r"|profs? (?:\S+ ){0,4}parle (?:de|du|des|d)"
    r"|(?:projects?|lessons?|essays?|documentar\w+|docu|news) (?:on|about|sur))\b"
)
_I_AM_FR = r"(?:j(?:e|'|e )? ?suis?|ch?ui[st]?|chus?|jss?|c'? ?est)"
_HOME = re.compile(
    r"\b(?:j'? ?h?abit\w*|(?:on|nous|y|qui|mais) h?abit\w*|je (?:vis|reside|loge|reste)|jvis|jreste"
    r"|on vit|nous vivons|chez (?:moi|nous)|(?:and|but) i'? ?m(?! half| part)|so i'? ?m in"
    r"|i'? ?m based|based|(?:i|we) (?:now |still )?(?:live|stay|reside)|living|live in|home"
    r"|la maison|reside|maintenant|now|raising us"
    r"|(?:on|nous) (?:est|sommes)(?: toujours| encore)? (?:en|au|aux|a)"
    r"|moi (?:en|au|aux)"
    rf"|(?:et|mais|moi) {_I_AM_FR})\b"
)
_MOVED = re.compile(
    r"\b(?:moved? (?:from .{1,20} )?(?:over )?(?:to|2|in)"
    r"|demenag\w* (?:d[eu] .{1,20} )?(?:en|au|aux|a))\b"
)
_BEGINNING = re.compile(r"^(?=\w+,)")
_ORIGIN = re.compile(r"\b(?:viens|from|suis|i'? ?m(?! half| part))\b")
_AWAY = re.compile(
    r"\b(?:holidays?|vacation|travell?ing|visiting|abroad|(?:school|class) trip"
    r"|vacances|en voyage|voyage scolaire)\b"
)
_NOT_AWAY = re.compile(r"\b(?:habit\w*|viens|retour|rentre\w*|from|live|living|reside|home|back)\b")
# What ends just before a country where the writer is not ("not in", "pas en"), whatever other
# country is named, and what says so of the writer beyond doubt.
_NOT = re.compile(r"\b(?:pas|not)(?: (?:en|au|aux|a|de|du|in|from|the|la|l))* ?'?$")
_I_AM_NOT = re.compile(r"(?:\b(?:suis?|chui|vis|vit|habite|i'?m|am|live|est)|,) " + _NOT.pattern)

# What ends just before a country of journeys, wishes, births and wars, of a stranger or a relative
# who comes from there, of hearsay or of a team, and what begins just after a team's.
_LA = r"(?: (?:the|la|les?|l))?[ ']?$"
_TO = r"(?:en|au|aux|a|to|in)"
_FROM = r"(?:from|de|du|d)"
_THERE = re.compile(
    r"\b(?:(?:go|goes|going|moving|went|flew|flying|been) (?:back |over )?(?:to|in)"
    rf"|(?:born|fought|served|war|nee?|guerre|voyage|sejour|erasmus|morte?|fugu\w+(?: ensemble)?)"
    rf" (?:{_TO}|{_FROM})"
    r"|(?:vai[st]?|vas|vont|allons|aller|partir|part|pars|partie?s?|revien\w*)"
    r" (?:en|au|aux|du|de|d)"
    rf"|allee?s? {_TO}|(?:came|comes|vient|viennent|venir|venue?s?) {_FROM}"
    rf"|(?<!\ba )(?<!\bai )(?<!ont )(?<!avons )demenage(?:nt)? {_TO}"
    r"|(?:voudrai\w*|aimerai\w*|veu[xt]|envie|reve\w*)(?: de| d')? ?(?:aller )?"
    rf"(?:vivre|habiter|demenager) {_TO}"
    r"|(?:dream\w*|wants?|wanna|wish|love)(?: \w+){0,3} (?:live|lived|living|move|study) (?:to|in)"
    rf"){_LA}"
)
_KIN = r"(?:uncle|aunt\w*|cousine?s?|grand\w+|nan|gran|dad|oncle|tante|tonton|tata|pap[iy]|mamie)"
_LEFT = r"(?:left|works?|working|came|back|revient|rentre|travaille|vient|mort|died|bosse)"
_STRANGER = (
    r"(?:guy|man|dude|bloke|lad|boy|girl|woman|someone|somebody|person|stranger|player|streamer"
    r"|student|pen ?pal|mec|gars|type|homme|garcon|fille|meuf|quelqu'un|inconnue?|correspondante?)"
)
_MET = (
    r"(?:this|that|some|new|to|with|met|know|my|ce|cette?|nouve\w+|avec|mon|ma|exchange|a une?)"
    r"(?: an?| une?)?"
)
_THEIRS = re.compile(
    rf"\b(?:(?:my|his|her|mon|ma|son|sa) {_KIN}(?:'?s)?(?:(?: \w+)? {_LEFT}(?: \w+){{0,2}})?"
    rf" (?:for|{_TO}|{_FROM})"
    rf"|{_MET} {_STRANGER}(?: is| est| lives?| vit| habite)? (?:{_TO}|{_FROM})"
    rf"|(?:says?|said|dit|pretend\w*) (?!(?:we|on|nous)\b)(?:\S+ ){{0,2}}(?:{_TO}|{_FROM})){_LA}"
)
_TEAM = re.compile(
    r"\b(?:support(?:s|ing|e)?|fans?(?: of| de)?|against|versus|vs?|contre|match)" + _LA
)
_PLAYS = re.compile(
    r"^ ?(?:a (?:perdu|gagne|marque|joue)|joue contre|contre|vs|v|versus|won|lost|scored|beat"
    r"|shirts?|jerseys?)\b"
)
_STILL = re.compile(r"\b(?:j'? ?y|still|toujours|tjrs|tjr)\b")

# "je suis en", "im in", right before a country: told beside anything else, it is the home.
_I_LIVE = re.compile(
    rf"\b(?:{_I_AM_FR}|(?:j'? ?|on )h?abit\w*|(?:on|nous) (?:vit|vivons|est|sommes)|je vis?|jvis"
    r"|i'? ?m|i am|we'?re|we are|(?:i|we) (?:live|stay))(?: (?:now|actuellement|ici|here|living))*"
    r" (?:en|au|aux|a|a la|dans(?: l[ae])?|d'|in|in the|over in) ?$"
)


def elsewhere(text: str, countries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The countries of a plain text that are not the home of the writer."""
    if len({c["value"] for c in countries}) > 1:
        home = home_country(text, countries)
        return [c for c in countries if c["value"] != home]
    return countries if is_away(text) else []


def not_home(text: str, countries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The countries that a plain text says the writer is not in."""
    said = _NOT if len({c["value"] for c in countries}) > 1 else _I_AM_NOT
    return [c for c in countries if said.search(text[: c["start"]]) or told_of_others(text, c)]


def told_of_others(text: str, country: dict[str, Any]) -> bool:
    """Whether a plain text names the country of a journey, of somebody else or of a team."""
    before, after = text[: country["start"]], text[country["end"] :]
    if any(said.search(before) for said in (_THERE, _THEIRS, _TEAM)):
        return not _STILL.search(after)
    return bool(_PLAYS.match(after))


def told_as_home(text: str, country: dict[str, Any]) -> bool:
    """Whether the writer of a plain text says to be or live in this country."""
    return bool(_I_LIVE.search(text[: country["start"]]))


def is_away(text: str) -> bool:
    """Whether a plain text tells of a journey and not of where somebody lives."""
    return bool(_AWAY.search(text)) and not _NOT_AWAY.search(text)


def is_schoolwork(text: str) -> bool:
    """Whether a plain text speaks of countries as school, sport and kitchens do."""
    return bool(_SCHOOLWORK.search(text)) and not _NOT_AWAY.search(text)


def home_country(text: str, countries: list[dict[str, Any]]) -> str:
    """Of several countries, the first named after words such as `I live in`, or what the message
    begins with."""
    for words in (_HOME, _MOVED, _BEGINNING, _ORIGIN):
        for said in words.finditer(text):
            after = [c for c in countries if c["start"] >= said.end()]
            if after:
                return str(min(after, key=lambda c: c["start"])["value"])
    return str(countries[0]["value"])
