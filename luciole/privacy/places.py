"""Where someone lives or learns: addresses with their town, schools with their class."""

import re
from collections.abc import Iterator

from luciole.privacy.lexicon import lexicon
from luciole.privacy.text import Message, Span

_STREETS_FR = {
    "rue", "avenue", "av", "ave", "boulevard", "bd", "blvd", "bld", "place", "allee",
    "allees", "chemin", "impasse", "route", "quai", "cours", "square", "passage",
    "residence", "lotissement", "cite", "hameau", "sentier", "ruelle", "villa", "chaussee",
    "dreve", "rang", "montee", "faubourg", "esplanade", "clos", "rond", "rte", "boul", "bvd", "imp",
    "chem", "resid", "sq", "pl", "lot", "venelle", "traverse", "sente", "promenade", "mail",
    "ronde", "chee",
}  # fmt: skip
_VAGUE_FR = {
    "place", "route", "cours", "square", "passage", "cite", "villa", "rang", "clos",
    "residence", "av", "ave", "rond", "sq", "pl", "lot", "imp", "traverse", "promenade", "mail",
    "ronde",
}  # fmt: skip
_STREETS_EN = {
    "street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "dr", "close", "court",
    "ct", "crescent", "cres", "way", "place", "pl", "terrace", "gardens", "grove", "hill", "park",
    "square", "sq", "boulevard", "blvd", "walk", "mews", "row", "view", "green", "rise", "parade",
    "circle", "highway", "quay", "wharf", "croft", "parkway", "trail", "heights", "nagar", "colony",
    "marg", "enclave", "vihar", "layout", "brae", "wynd", "mount", "vale", "chowk", "hwy",
    "esplanade", "apartments", "gdns", "tce", "ter",
    "line", "concession", "sideroad", "approach", "cottages", "broadway", "ridge", "loop", "pde",
    "crt", "cir", "pkwy", "trl", "heath", "estate",
}  # fmt: skip
_VAGUE_EN = {
    "close", "court", "way", "place", "pl", "park", "hill", "view", "green", "row", "walk",
    "rise", "drive", "square", "circle", "st", "dr", "gardens", "parade", "trail", "heights",
    "line", "concession", "ridge", "loop", "approach", "colony", "layout", "mount", "vale",
    "apartments", "heath", "estate",
}  # fmt: skip
_NOT_STREET = {
    "year", "years", "min", "mins", "minute", "minutes", "hour", "hours", "day", "days",
    "week", "weeks", "month", "months", "guy", "guys", "boy", "boys", "girl", "girls",
    "people", "man", "men", "km", "mile", "miles", "euros", "times", "kids", "friends",
    "more", "other", "different", "pm", "am", "yo", "blocks", "doors", "streets", "metres",
    "meters", "dollars", "pounds",
}  # fmt: skip
_CONNECTORS = {"de", "du", "des", "d", "l", "la", "le", "les", "aux", "sur", "sous", "lez"}
_CONNECTORS_BEFORE_NAME = {
    "de", "du", "des", "d", "l", "la", "le", "les", "ibn", "el", "al", "ben", "abou", "sidi",
    "moulay", "na", "an",
}  # fmt: skip
# "la Fontaine aux bois".
_INSIDE_NAME = {"aux", "lez", "les"}
_LANDMARKS = {
    "mairie", "eglise", "republique", "gare", "marche", "liberte", "paix", "lilas", "roses",
    "moulin", "vignes", "ecoles", "general", "marechal", "president", "docteur", "petite",
    "grande", "vieille", "nouvelle", "saint", "sainte", "notre", "dame", "haut", "haute",
    "bas", "basse", "grand", "petit", "champs", "pres", "bois", "fontaine", "chateau",
    "jardin", "jardins", "peupliers", "acacias", "tilleuls", "colonel", "capitaine",
    "professeur", "abbe", "pont", "port", "mer", "plage", "loire",
}  # fmt: skip
_NUMBER_FR = re.compile(
    r"(?<![\w.,:/-])(?:n[°o]? ?|numero )?\d{1,4}(?: ?(?:bis|ter|quater|"
    r"[a-d](?= )))?,? ?(?:de la |de l'|du |des |la )?$"
)
_INSIDE = (
    r"(?:appartement|appart|appt|apt|app|esc|bte|boite|apartment|flat|unit|suite|"
    r"batiment|bat|bloc|block|"
    r"immeuble|imm|bt|escalier|"
    r"porte|etage|room|residence|house|villa|lot|ilot|box|plot)"
)
_FLOOR = r"(?:\d{1,2}(?:er|e|eme|st|nd|rd|th) (?:etage|floor)|rdc|ground floor)"
_HEAD = re.compile(
    rf"(?:\b(?:{_INSIDE}\.? (?:n°? ?|no )?[a-z\d]{{1,4}}|{_FLOOR})\b[,/]? ?(?:au |du )?){{1,3}}$"
    r"|\b(?:number|num|no\.?|rr \d{1,2},) ?$"
)
_PREFIX = re.compile(rf"(?<!\w)(?:{_INSIDE} )?[a-z\d]{{1,4}}[/-]$")
# "The Old Rectory, 2 Church Walk".
_NAMED_HOUSE = re.compile(
    r"\b(?:the )?(?:[a-z']+ ){0,2}(?:cottage|farm|lodge|manor|house|court|rectory|vicarage|hall|"
    r"towers?|villas?|barn|apartments|mansions?), ?$"
)
# "The Old Dairy, 3 Church Lane".
_NAMED_HOUSE_IN_CAPITALS = re.compile(r"\b(?:[Tt]he )?(?:[A-Z][\w']{2,15} ?){1,3}, ?$")
# "les Chênes verts, 34160".
_REST = re.compile(r"(?: [a-z'-]{2,15}){1,2}(?=, ?(?:[a-z]{1,2}-)?\d{4,6}\b)")
# "au numero 9", "n°12": behind the street.
_TAIL_NUMBER = re.compile(
    r",? ?(?:au )?(?:n°|num\b|numero\b|number\b) ?\d{1,4}(?: ?(?:bis|ter))?\b"
)
_TAIL_COUNTY = re.compile(r",? ?co(?:unty|\.)? [a-z]{4,12}\b")
_BOX = re.compile(
    r"\b(?:bp|b\.p\.|p\.? ?o\.? ?box|boite postale|casier postal)(?: n°| no\.?)? ?\d{2,6}\b"
)
_TAIL_INSIDE = re.compile(
    rf",? ?(?:\b{_INSIDE}\.? (?:n°? ?|no )?[a-z\d]{{1,4}}\b,? ?){{1,3}}"
    r"|,? ?\d{1,2}(?:st|nd|rd|th) (?:cross|main|stage|block|phase)\b"
    r"|,? ?(?:street|sector|phase|lane|zone|extension) (?:[a-z]-?)?\d{1,3}\b"
    rf"|,? ?{_FLOOR}(?: gauche| droite)?\b"
)
_LIVE = re.compile(
    r"\b(?:j?'?h?abit\w*|vis|vit|vivons|log\w{1,3}|adress\w*|rdv|viens|venez|attend\w*|chez|"
    r"domicile|"
    r"live|lives|living|address|stay\w*|house|home|come|meet|im at|i'm at|at|suis (?:au|a))\b"
)
_LIVE_ON = re.compile(
    r"\b(?:live|lives|living|stay|stays|house|home|address|j?'?habit\w*|vit|vis|vivent|loge|"
    r"domicile|adress\w*)\b"
)
_WAR_DATE = re.compile(
    r"\s(?:du |de la |des )?\d{1,2}\s(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|"
    r"septembre|octobre|novembre|decembre)(?:\s\d{4})?"
)
_UK_AREAS = {
    "ab", "al", "b", "ba", "bb", "bd", "bh", "bl", "bn", "br", "bs", "bt", "ca", "cb", "cf",
    "ch", "cm", "co", "cr", "ct", "cv", "cw", "da", "dd", "de", "dg", "dh", "dl", "dn",
    "dt", "dy", "e", "ec", "eh", "en", "ex", "fk", "fy", "g", "gl", "gu", "ha", "hd", "hg",
    "hp", "hr", "hs", "hu", "hx", "ig", "ip", "iv", "ka", "kt", "kw", "ky", "l", "la", "ld",
    "le", "ll", "ln", "ls", "lu", "m", "me", "mk", "ml", "n", "ne", "ng", "nn", "np", "nr",
    "nw", "ol", "ox", "pa", "pe", "ph", "pl", "po", "pr", "rg", "rh", "rm", "s", "sa", "se",
    "sg", "sk", "sl", "sm", "sn", "so", "sp", "sr", "ss", "st", "sw", "sy", "ta", "td",
    "tf", "tn", "tq", "tr", "ts", "tw", "ub", "w", "wa", "wc", "wd", "wf", "wn", "wr", "ws",
    "wv", "yo", "ze", "im", "je", "gy"
}  # fmt: skip
_UK_POSTCODE = re.compile(
    r"\b([a-z]{1,2})\d[a-z\d]? ?\d(?!st\b|nd\b|rd\b|th\b|em\b|er\b|fa\b|am\b|pm\b|km\b|cm\b|"
    r"kg\b|go\b|gb\b|ko\b|mo\b)[abd-hjlnp-uw-z]{2}\b"
)
_CANADIAN = re.compile(r"\b[abceghj-nprstvxy]\d[a-z] ?\d[a-z]\d\b")
_EIRCODE = re.compile(r"\b[A-Z]\d[\dW] [A-Z\d]{4}\b")
_CODE_AND_TOWN = re.compile(
    r"(?<![\d.,/+-])(?:[fb]-)?((?!(?:19|"
    r"20)\d\d )\d{4,5}),? ([a-z][a-z'-]{1,30}(?:[ -][a-z][a-z'-]{1,30})?)"
)
# "jvi a 1180 Uccle", "on est au 1227 Carouge".
_LIVED_IN = re.compile(
    r"\b(?:j?'?h?abit\w*|j?vi[st]?|vivons|log\w{1,3}|viens|suis|chui|est|live|lives|living|from)"
    r" (?:a|au|de|du|in|at) $"
)
_CUED_CODE = re.compile(
    r"\b(?:code postal|cp|npa|zip(?: code)?|postcode|post code|postal code|eircode)(?: (?:est|"
    r"is|c'est|cest|:))?\s?:?\s?([a-z\d]{3,5}(?: ?\d[a-z\d]{2,3})?)\b"
)
_TAIL_CODE = re.compile(
    r",? ?(?:a |in |at |- ?)?(?:f-|b-|ch-|l-|d-)?(?:\d{4,6}|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|"
    r"[a-z]\d[a-z] ?\d[a-z]\d)\b"
)
_STATE_CODE = re.compile(
    r",? ?[A-Z]{2} \d{5}\b|,? ?(?:[A-Za-z'-]+,? ){0,2}"
    r"(?i:nsw|vic|qld|tas|act|nt|wa|sa) \d{4}\b"
    r"|,? ?(?:[A-Z][a-z'-]+,? ){0,2}(?:ON|QC|BC|AB|MB|SK|NS|NB|PE|NL)\b"
    r"(?:,? [A-Z]\d[A-Z] ?\d[A-Z]\d\b)?"
)
# "rue 14 numéro 6, hay Riad", "house no 221 sector 14": streets that are numbers.
_NUMBERED = re.compile(
    r"\b(?:rue|derb|lot|lotissement|quartier|hay|bloc) \d{1,4},? ?(?:n[°o]?|num|numero|villa|"
    r"appt|maison) ?\d{1,4}\b(?:,? (?:hay|quartier|derb|cite) [a-z'-]+)?"
    r"|\b(?:house|flat|plot|door|h) ?no\.? ?\d{1,4}[a-z]?\b(?:,? (?:[a-z'-]+ )?(?:sector|phase|"
    r"block|street|cross|main|stage) \d{0,3})?(?: [a-z'-]{4,})?"
)
_TOWN_JOIN = re.compile(
    r"(,\s?|\s(?:a|in|at)\s|\s)((?:l[ae]s? )?[a-z][a-z'-]{2,30}(?:[ -][a-z][a-z'-]{2,30}){0,2})"
)
_HOUSE = re.compile(
    r"\b(?:live|lives|living|stay|staying|house is|address is|home is) (?:at |in |on )?"
    r"((?:[a-z'-]+ ){1,3}(?:cottage|farm|farmhouse|lodge|manor|estate|towers|mansions)"
    r"(?:, ?(?:[a-z'-]+ ?){1,3}){0,3})"
)
# "1402 5th Line", "2045 Highway 6".
_COUNTRY_ROAD = re.compile(
    r"(?<![\d.,])\d{2,5} (?:"
    r"(?:(?:[nsew]|north|south|east|west)\.? )?\d{1,3}(?:st|nd|rd|th) "
    r"(?:line|concession|avenue|ave|street|st|sideroad|cross)|\d{1,2}(?:e|eme|re) (?:avenue|rue)|"
    r"(?:highway|hwy|county road|regional road|concession|sideroad|line|rang|route|"
    r"extension) \d{1,3})\b"
)
# "flat 9 ashdown house", "4 the crescent".
_FLAT = re.compile(
    r"\b(?:flat|apt|apartment|unit|appt|appart|room) \d{1,4}[a-z]?,? (?:[a-z'-]+ ){1,2}"
    r"(?:house|court|tower|towers|lodge|heights|mansions|point|building|block)\b"
)
_THE_STREET = re.compile(
    r"(?<![\d.,])\d{1,4}[a-z]? the (?:crescent|green|avenue|drive|close|grove|lane|mews|paddock|"
    r"square|terrace|rise|street|parade|orchard)\b"
)
_PART = r"(?:tour|bloc|villa|bat|bt|batiment|imm|immeuble|n°|lot|porte|maison|escalier)"
_ESTATE = re.compile(
    rf"\b(?:cite|quartier|hay|lotissement|residence|derb) (?:[a-z\d'-]+ ){{1,3}}"
    rf"{_PART} ?[a-z\d]{{1,4}}\b"
    rf"|\b{_PART} ?\d{{1,4}},? (?:hay|cite|quartier|derb|lotissement)"
    r"(?: (?:de |des |du |el |al |ibn )?"
    r"[a-z'-]{3,20})\b"
)
_NEAR = 30
_FIFTH = 5

_SCHOOLS_FR = {
    "scoil", "gaelscoil", "colaiste", "ysgol", "hoerskool", "laerskool", "meisieskool", "seunskool",
    "hoer", "laer",
    "colegio", "liceo", "escuela", "basisschool", "lecole", "linstitut", "lathenee", "linternat",
    "lycees", "colleges", "bahut",
    "college", "lycee", "ecole", "athenee", "institut", "institution", "cegep", "gymnase",
    "maternelle", "cfa", "lpo", "mfr", "co", "cem", "ceg", "erea", "itep", "ime", "cycle", "groupe",
    "complexe", "internat", "universite", "polyvalente", "lep", "clg",
    "creche",
}  # fmt: skip
# Before a name these make a school only with one of the words behind.
_NEEDING = {
    "groupe": {"scolaire"}, "complexe": {"scolaire"}, "cycle": {"d"},
    "co": {"de", "des", "du", "d"},
}  # fmt: skip
_KINDS_FR = {
    "prive", "privee", "public", "publique", "primaire", "elementaire", "maternelle", "catholique",
    "professionnel", "professionnelle", "pro", "general", "technique", "technologique", "agricole",
    "international", "internationale", "secondaire", "militaire", "hotelier", "polyvalent", "royal",
    "communale", "communal", "fondamentale", "fondamental", "libre", "scolaire", "orientation",
    "coranique", "islamique", "bilingue",
}  # fmt: skip
_SCHOOLS_EN = {
    "school", "high", "academy", "college", "primary", "elementary", "secondary", "grammar",
    "comprehensive", "comp", "convent", "vidyalaya", "prep", "juniors",
    "infants", "sixth", "collegiate", "cbs", "ms", "jhs", "shs", "tech", "middle", "gaelscoil",
    "hs",
}  # fmt: skip
_KINDS_EN = _SCHOOLS_EN | {
    "catholic", "junior", "infant", "senior", "community", "national", "form", "girls",
    "boys", "public", "private", "boarding", "online", "preparatory", "church", "c", "e",
    "ce", "rc", "state", "summer", "old", "new", "big", "language", "art", "music", "law",
    "med", "medical", "drama", "dance", "sunday", "driving", "normal", "special", "english",
    "french", "german", "spanish", "islamic", "modern", "model", "central", "international",
}  # fmt: skip
# Parts of a school's name that are words: "thornbury park school".
_GROUNDS = {
    "park", "hill", "green", "lane", "road", "wood", "woods", "bridge", "field", "fields", "grove",
    "gate", "church", "cross", "manor", "castle", "abbey", "hall", "oak", "river", "lake", "valley",
    "house", "street", "court", "view", "north", "south", "east", "west", "heath", "farm", "bay",
    "vale", "mount", "glen", "moor", "springs", "heights", "ridge", "meadow", "meadows", "mill",
    "orchard", "rock", "brook", "creek", "forest", "point", "beach", "spring", "gardens", "royal",
    "queen", "king", "kings", "queens", "trinity",
    "cathedral",
}  # fmt: skip
_SAINTS = {"saint", "sainte", "st", "ste", "notre", "dame"}
_CLASS = (
    r"(?:(?!terme)[3-6](?:e|eme|ieme)? ?[a-h1-9]|(?:2nde|2de|2nd|1ere|1re|tale|tle|"
    r"term|terminale|seconde|premiere) (?:stmg|sti2d|stl|st2s|std2a|bac pro|s|es|l|"
    r"[a-h1-9]{1,2}) ?\d?|"
    r"(?:2nde|2de|2nd|1ere|1re|tale|tle|term|terminale|seconde|premiere)[a-h1-9]{1,2})"
)
_CLASS_AFTER = re.compile(rf",? ?(?:en |classe de )?{_CLASS}\b")
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth)"
_CLASS_BEFORE = re.compile(
    rf"\b(?:[3-6](?:e|eme|ieme) ?[a-h1-9]?|{_CLASS}|"
    rf"(?:year|yr|y|grade|form|std|class|sec) ?\d{{1,2}}(?:-?[a-z])?s?|"
    rf"(?:cp|ce1|ce2|cm1|cm2)[ab]?|[ps][1-7]|reception|{_ORDINAL} (?:class|year)|"
    r"\d{1,2}[a-z]{1,2}(?: (?:lot|boys?|girls?|kids?|lads?|crew|group|class|"
    r"pupils|students?))?|"
    rf"\d{{1,2}}th (?:grade|std|standard|class|form))"
    r"(?:, ?|,? (?:au|a l'|du|de l'|dans le|at|in|from|of) ?)(?:the )?$"
)
# "6e Jonquille au collège".
_NAMED_CLASS_BEFORE = re.compile(
    r"\b(?:[3-6](?:e|[eè]me)|2nde|1[eè]re|[Tt]erminale|CP|CE1|CE2|CM1|CM2) [A-ZÉ][a-zà-ÿ]{2,15}"
    r",? (?:au |à l'|à la |du |de l')$"
)
# "collège Pasteur, en quatrième B", "Lakeview Middle School, 6th grade, homeroom 12".
_CLASS_BEHIND = re.compile(
    r"(?:,? (?:en |classe de )(?:premi[eè]re|deuxi[eè]me|troisi[eè]me|quatri[eè]me|cinqui[eè]me|"
    r"sixi[eè]me|seconde|terminale|[3-6](?:e|[eè]me))(?: ann[eé]e)?"
    r"(?: (?:[A-H1-9]\b|[A-Z][a-zà-ÿ]+))?"
    r"|,? (?:in )?(?i:year|yr|grade|form|class|room|homeroom|std) ?\d{1,3}[A-Za-z]?\b"
    r"|,? (?:in )?\d{1,2}th (?:grade|form)\b"
    r"|, (?:in )?(?:\d{1,2}(?:[A-Z]{1,2}|[abcdf])|[PpSs][1-7]|set \d)\b){1,2}"
)
_CLASS_ALONE = re.compile(
    r"\b[3-6](?:e|eme|ieme)(?:[a-h]|\d)\b|\b(?:year|yr|form|class) \d{1,2}[a-rt-z]\b"
    r"|\b(?!terme\b)(?:2nde|2de|1ere|1re|tale|tle|term)[a-h\d]{1,2}\b"
    r"|\b(?:year|yr|form|class) \d{1,2} [a-h]\b(?=\s?(?:$|[.,;!?]))"
)
# "in 9C", "our form 10KL".
_FORM = re.compile(
    r"\b(?:in|from|form|class|of|im|en) (\d{1,2}[A-Z]{1,2}|(?:[7-9]|1[0-3])[abcefg])\b"
)
_FROM_SCHOOL = re.compile(
    r"\b(?:gens|élèves|eleves|profs?|filles|gars|mecs|sors?|sort|kids|boys|girls|lads|pupils|"
    r"students|people|everyone|teachers?|teaches|goes|transferred) (?:de|du|à|from|at|to) "
    r"([A-Z][\w'-]{3,20})(?: [A-Z][\w'-]{1,20}){0,3}(?: \d)?\b"
)
# "PS 118", "at cedar creek high".
_NUMBERED_SCHOOL = re.compile(r"\b(?:PS|IS|MS|JHS|HS) \d{1,3}\b")
_PLAIN_SCHOOL = re.compile(
    r"\b(?:at|to|from|attends?|goes?) ((?:[a-z]{3,14} ){1,2}(?:"
    + "|".join(sorted(_GROUNDS))
    + r") (?:high|primary|academy|elementary|middle|comp|comprehensive|secondary|grammar)"
    r"(?: school)?)\b"
)
_ARTICLES = {"a", "an", "my", "his", "her", "our", "some", "any", "every"}
_FILM_FORMATS = {"2D", "3D", "4K", "5K", "8K", "3G", "4G", "5G", "4X", "3X", "2X", "1H", "2H", "3H"}
# "kids from st annes", "St Brannock's".
_SAINT = re.compile(
    r"\b(?:st|saint)\.? [a-z]{3,14}(?:'s|s)\b(?: (?:ns|cbs|cbc|rc)\b)?|"
    r"\beducate together(?: in [a-z]+)?\b|"
    r"\bour lady (?:of|and) [a-z]+(?: [a-z]+ of [a-z]+)?"
)
# "de la 1re2 a gambetta".
_CLASS_AT = re.compile(
    rf"\b(?:{_CLASS}|(?:year|yr|y|grade|form) ?\d{{1,2}}[a-z]?) "
    r"(?:a|au|de|du|at|in) ([a-z][a-z'-]{3,30})\b"
)
_CLASS_SPACED = re.compile(
    r"\b(?:en|classe de|classe|la) [3-6](?:e|eme|ieme) [a-h1-9]\b(?= ?(?:$|[.,;!?]|au |du |"
    r"et |dans ))"
)
_SCHOOL_IS = re.compile(
    r"\b(?:school|college|academy)(?:'s| is| called| named| name is| is called)+ (?:the )?"
    r"|\b(?:mon|ma|son|sa|notre|leur) (?:college|lycee|ecole|bahut|cegep|athenee|gymnase)"
    r"(?: (?:c'est|cest|c|est|s'appelle|sapelle|sappelle))+ (?:le |la |l')?"
    r"(?:college |lycee |ecole )?"
)


def addresses(message: Message) -> Iterator[Span]:
    """Street addresses in both languages, and postcodes with their town."""
    yield from _streets(message)
    yield from _named_residences(message)
    for match in _NUMBERED.finditer(message.low):
        yield Span(*match.span(), "address")
    for pattern in (_FLAT, _ESTATE, _THE_STREET, _COUNTRY_ROAD):
        for match in pattern.finditer(message.low):
            yield Span(
                _with_head(message, match.start()), _with_tail(message, match.end()), "address"
            )
    for match in _HOUSE.finditer(message.low):
        if match[1].split()[0] not in lexicon().function_words:
            yield Span(*match.span(1), "address")
    for match in _BOX.finditer(message.low):
        yield Span(match.start(), _with_tail(message, match.end()), "address")
    for match in _UK_POSTCODE.finditer(message.low):
        if match[1] in _UK_AREAS:
            end = _more_town(message, match.end())
            yield Span(_with_town(message.low, match.start()), end, "address")
    for match in _CANADIAN.finditer(message.low):
        yield Span(*match.span(), "address")
    for match in _EIRCODE.finditer(message.raw):
        yield Span(*match.span(), "address")
    for match in _CUED_CODE.finditer(message.low):
        if any(c.isdigit() for c in match[1]):
            yield Span(*match.span(1), "address")
    for match in _CODE_AND_TOWN.finditer(message.low):
        words = match[2].split(" ")
        known = words[0] in lexicon().towns or match[2] in lexicon().towns
        written = message.raw[match.start(2)]
        unknown = lexicon().unknown(words[0]) and len(words[0]) > 2
        if (
            known
            or (
                len(match[1]) == _FIFTH
                and (
                    (
                        written.isupper()
                        and message.capitals_count
                        and words[0] not in lexicon().function_words
                    )
                    or unknown
                )
            )
            or (unknown and written.isupper() and _LIVED_IN.search(message.low[: match.start()]))
        ):
            end = match.start(2) + len(words[0])
            yield Span(match.start(), _more_town(message, end), "address")


def _with_town(low: str, start: int) -> int:
    """ "Leeds LS8 2QT"."""
    word = re.compile(r"\b([a-z]{3,20}),? $").search(low, max(0, start - _NEAR), start)
    return word.start() if word and word[1] in lexicon().towns else start


def _more_town(message: Message, end: int) -> int:
    more = re.compile(r"[ -]([a-z'-]{2,30})").match(message.low, end)
    if more and more[1] not in lexicon().function_words:
        capital = message.raw[more.start(1)].isupper() and message.capitals_count
        if capital or lexicon().unknown(more[1].split("'")[-1]):
            end = more.end()
    district = re.compile(r" \d{1,2}\b").match(message.low, end)
    return district.end() if district else end


def _streets(message: Message) -> Iterator[Span]:
    for index, token in enumerate(message.tokens):
        if token.word in _STREETS_FR or _is_r(message, index):
            yield from _french_street(message, index)
        if token.word in _STREETS_EN:
            yield from _english_street(message, index)


def _is_r(message: Message, index: int) -> bool:
    """ "4 r. Victor Hugo"."""
    token = message.tokens[index]
    dotted = token.word == "r" and message.low[token.end : token.end + 1] == "."
    return dotted and index > 0 and message.tokens[index - 1].word.isdigit()


def _french_street(message: Message, index: int) -> Iterator[Span]:
    token = message.tokens[index]
    low = message.low
    number = _NUMBER_FR.search(low, max(0, token.start - _NEAR), token.start)
    before = low[max(0, token.start - _NEAR) : token.start]
    cue = bool(_LIVE_ON.search(before))
    end, telling = _street_name(message, index)
    if end == token.end:
        return
    behind = _behind(low, end)
    vague = token.word in _VAGUE_FR
    sure = (bool(number) and (telling or cue or not vague)) or (telling and (cue or not vague))
    if (cue or telling > 1 or (telling and not vague)) and behind > end:
        sure, end, cue = True, behind, True
    if number and sure:
        rest = _REST.match(low, end)
        end = rest.end() if rest else end
    if sure and (number or cue or telling > 1):
        start = number.start() if number else token.start
        yield Span(_with_head(message, start), _with_tail(message, end), "address")


def _behind(low: str, end: int) -> int:
    """The end with a house number behind the street ("route de Lyon 51 bis")."""
    number = re.compile(r",? \d{1,4}(?: ?(?:bis|ter|[a-d])\b)?(?![\w.:/-]|,\d)").match(low, end)
    return number.end() if number else end


def _street_name(message: Message, index: int) -> tuple[int, int]:
    """End of the street's name; 0: an ordinary word, 1: maybe a name, 2: a name."""
    lex = lexicon()
    low = message.low
    token = message.tokens[index]
    dated = _WAR_DATE.match(low, token.end)
    if dated:
        return dated.end(), 2
    end, contents, telling = token.end, 0, 0
    pending = False
    for i in range(index + 1, min(index + 9, len(message.tokens))):
        following = message.tokens[i]
        gap = message.gap(i)
        if gap.strip(" '-.") or (
            "." in gap and i > index + 1 and len(message.tokens[i - 1].word) > 3
        ):
            break
        word = following.word
        if word in _CONNECTORS and (contents == 0 or "-" in gap or word not in ("sur", "sous")):
            pending = True
            continue
        if (word in lex.function_words and "-" not in gap) or word.isdigit():
            break
        if contents and re.fullmatch(_INSIDE, word):
            break
        capital = following.capital and message.capitals_count
        strange = lex.unknown(word) or lex.any_name(word)
        if contents and not (
            capital or strange or word in _LANDMARKS or "-" in gap or (pending and contents < 2)
        ):
            break
        end, contents, pending = following.end, contents + 1, False
        telling = max(telling, 2 if capital else 1 if strange or word in _LANDMARKS else 0)
        if contents == 4:
            break
    return end, telling


def _english_street(message: Message, index: int) -> Iterator[Span]:
    token = message.tokens[index]
    lex = lexicon()
    low = message.low
    after = message.tokens[index + 1 : index + 2]
    if after and after[0].word in _SCHOOLS_EN and message.gap(index + 1) == " ":
        return
    first, named, telling, number = index, 0, False, None
    for i in range(index - 1, max(-1, index - 6), -1):
        before = message.tokens[i]
        gap = message.gap(i + 1)
        short = before.word == "st" and "." in gap
        if (gap.strip(" '-,") and not short) or ("," in gap and not before.word[0].isdigit()):
            break
        if "," in gap and named > 1 and not token.capital:
            break
        if re.fullmatch(r"\d{1,5}[a-z]?", before.word):
            number = i
            break
        if (
            (before.word in lex.function_words and before.word != "s")
            or before.word in _NOT_STREET
            or before.word[0].isdigit()
        ):
            break
        first, named = i, named + 1
        telling = telling or (before.capital and message.capitals_count) or lex.unknown(before.word)
    if not named:
        return
    start = message.tokens[number].start if number is not None else message.tokens[first].start
    if number is not None:
        start = _with_prefix(low, start)
    near = low[max(0, start - _NEAR) : start]
    vague = token.word in _VAGUE_EN
    if number is None:
        name = message.tokens[index - 1]
        sure = (
            bool(_LIVE_ON.search(near))
            and bool(re.search(r"\b(?:on|at|in|is)\s$", near))
            and (not vague or (token.capital and name.capital))
        )
        sure = sure or (token.capital and name.capital and message.capitals_count and not vague)
        if not sure:
            return
    elif vague and not (_LIVE.search(near) or (telling and (named < 3 or token.capital))):
        return
    yield Span(_with_head(message, start), _with_tail(message, _behind(low, token.end)), "address")


def _with_prefix(low: str, start: int) -> int:
    """ "12/4 Gandhi Nagar", "B-204 Lake View Apartments"."""
    prefix = _PREFIX.search(low, max(0, start - _NEAR), start)
    return prefix.start() if prefix else start


def _named_residences(message: Message) -> Iterator[Span]:
    """ "Résidence les Peupliers, bâtiment B" and "flat 4" beside an address word."""
    for match in _TAIL_INSIDE.finditer(message.low):
        before = message.low[max(0, match.start() - _NEAR) : match.start()]
        text = match[0].strip(" ,")
        floor = text[:1].isdigit()
        if not floor and _LIVE_ON.search(before) and any(c.isdigit() for c in text):
            start = match.start() + len(match[0]) - len(match[0].lstrip(" ,"))
            yield Span(start, match.start() + len(match[0].rstrip(" ,")), "address")


def _with_head(message: Message, start: int) -> int:
    """The address with flat, house name or the word "number" before it."""
    for pattern in (_HEAD, _NAMED_HOUSE, _NAMED_HOUSE_IN_CAPITALS):
        written = message.raw if pattern is _NAMED_HOUSE_IN_CAPITALS else message.low
        head = pattern.search(written, max(0, start - 60), start)
        start = head.start() if head else start
    return start


def _with_tail(message: Message, end: int) -> int:
    """The address with flat, postcode and town behind it."""
    lex = lexicon()
    for _ in range(5):
        inside = _TAIL_INSIDE.match(message.low, end)
        code = _STATE_CODE.match(message.raw, end) or _TAIL_CODE.match(message.low, end)
        town = _TOWN_JOIN.match(message.low, end)
        more = _TAIL_NUMBER.match(message.low, end) or _TAIL_COUNTY.match(message.low, end)
        if inside:
            end = inside.start() + len(inside[0].rstrip(" ,"))
        elif code:
            end = code.end()
            place = re.compile(r"[ ,]{1,2}([a-z][a-z'-]{1,30})").match(message.low, end)
            if place and place[1] not in lex.function_words:
                capital = message.raw[place.start(1)].isupper()
                if capital or lex.unknown(place[1]) or place[1] in lex.towns:
                    end = _more_town(message, place.end(1))
        elif more:
            end = more.end()
        elif town:
            words = re.findall(r"[a-z']+", town[2])
            capital = message.raw[town.start(2)].isupper()
            capital = capital and (message.capitals_count or "," in town[1])
            listed = words[0] in lex.towns
            article = words[0] in ("le", "la", "les") and capital and len(words) > 1
            if (words[0] in lex.function_words and not article) or not (listed or capital):
                break
            length = len(" ".join(town[2].split(" ")[: 2 if article else 1]))
            end = _more_town(message, town.start(2) + length)
        else:
            break
    return end


def schools(message: Message) -> Iterator[Span]:
    """Schools with a name, with the class beside it, and classes that name a group ("4e3")."""
    for index, token in enumerate(message.tokens):
        if token.word in _SCHOOLS_FR:
            yield from _french_school(message, index)
        if token.word in _SCHOOLS_EN:
            yield from _english_school(message, index)
    for match in _SCHOOL_IS.finditer(message.low):
        yield from _school_after(message, match.end())
    for match in _CLASS_ALONE.finditer(message.low):
        yield Span(*match.span(), "school")
    for match in _CLASS_AT.finditer(message.low):
        word = match[1]
        lex = lexicon()
        if lex.unknown(word) or lex.any_name(word) or word in lex.school_names:
            yield Span(*match.span(), "school")
    for match in _NUMBERED_SCHOOL.finditer(message.raw):
        yield Span(*match.span(), "school")
    for match in _PLAIN_SCHOOL.finditer(message.low):
        if lexicon().function_words.isdisjoint(match[1].split()):
            yield Span(*match.span(1), "school")
    for match in _FORM.finditer(message.raw):
        if match[1].upper() not in _FILM_FORMATS:
            yield Span(*match.span(1), "school")
    for match in _FROM_SCHOOL.finditer(message.raw):
        yield from _known_for_people(message, match)
    for match in _SAINT.finditer(message.low):
        yield Span(_with_class(message, match.start()), match.end(), "school")
    for match in _CLASS_SPACED.finditer(message.low):
        if message.raw[match.end() - 1].isupper() or message.raw[match.end() - 1].isdigit():
            yield Span(message.low.index(" ", match.start()) + 1, match.end(), "school")


def _known_for_people(message: Message, match: re.Match[str]) -> Iterator[Span]:
    """ "les gens de Louis Braille 2", "the boys from Kingsmead": a name and no known place."""
    lex = lexicon()
    word = message.low[match.start(1) : match.end(1)]
    slip = match[0].split(" ")[1] == "à" and not lex.strange(word)
    named = (lex.unknown(word) and not slip) or word in lex.school_names or word in lex.first_names
    if named and message.capitals_count and (word,) not in lex.figures:
        yield Span(match.start(1), match.end(), "school")


def _french_school(message: Message, index: int) -> Iterator[Span]:
    lex = lexicon()
    token = message.tokens[index]
    following_words = {t.word for t in message.tokens[index + 1 : index + 2]}
    if _is_figure(message, index, index + 1):
        return
    if token.word in _NEEDING and _NEEDING[token.word].isdisjoint(following_words):
        return
    end = token.end
    contents = 0
    for i in range(index + 1, min(index + 9, len(message.tokens))):
        following = message.tokens[i]
        if message.gap(i).strip(" '-.\"«"):
            break
        word = following.word
        if contents and message.tokens[i - 1].word in _INSIDE_NAME and len(word) > 2:
            end = following.end
            continue
        if contents and word in _INSIDE_NAME:
            continue
        if word in _CONNECTORS_BEFORE_NAME or (word in _KINDS_FR and not contents):
            continue
        if contents and set(word) <= set("iv"):
            end = following.end
            continue
        capital = following.capital and message.capitals_count and word not in lex.function_words
        named = lex.any_name(word) and word not in lex.names_that_are_verbs
        named = named or word in lex.school_names
        strange = lex.unknown(word) and len(word) > 4
        saint = word in _SAINTS and i + 1 < len(message.tokens)
        if not (capital or named or strange or saint or (contents and "-" in message.gap(i))):
            if contents and _is_figure(message, index + 1, i):
                end = following.end
            break
        end, contents = following.end, contents + 1
    if contents:
        behind = _CLASS_AFTER.match(message.low, end), _CLASS_BEHIND.match(message.raw, end)
        end = max([end, *(b.end() for b in behind if b)])
        start = token.start - 4 * message.low.endswith("the ", 0, token.start)
        yield Span(_with_class(message, start), end, "school")


def _is_figure(message: Message, first: int, last: int) -> bool:
    words = tuple(t.word for t in message.tokens[first : last + 1])
    return words in lexicon().figures


def _english_school(message: Message, index: int) -> Iterator[Span]:
    lex = lexicon()
    token = message.tokens[index]
    # "en france ms jviens" is no middle school.
    if token.word == "ms" and not token.shouted:
        return
    first, named = index, 0
    # "Delhi Sunrise Public School": two capitals name a school even where capitals say little.
    titled = [t for t in message.tokens[max(0, index - 4) : index] if t.capital and not t.shouted]
    titled = [t for t in titled if t.word not in lex.function_words | _KINDS_EN]
    capitals_count = message.capitals_count or (token.capital and len(titled) > 1)
    for i in range(index - 1, max(-1, index - 7), -1):
        before = message.tokens[i]
        if message.gap(i + 1).strip(" '-."):
            break
        word = before.word
        capital = before.capital and capitals_count and word not in lex.function_words
        holy = word in ("st", "saint", "of", "s", "and", "holy")
        if word in _KINDS_EN and not (
            capital and not message.starts_sentence(i) and word in ("church", "new", "old")
        ):
            first = i if named or before.capital else first
            continue
        if word in _GROUNDS and not capital and i:
            continue
        strange = lex.unknown(word) and len(word) > 3
        name = lex.any_name(word) and word not in lex.names_that_are_verbs
        name = name or (i > 0 and message.tokens[i - 1].word in ("st", "saint"))
        town = word in lex.towns and _kind_of_school(message, i, index)
        if not (capital or strange or name or holy or town):
            break
        named += not holy
        first = i
    while first < index and message.tokens[first].word in ("of", "s", "and", "at"):
        first += 1
    if not named or (token.word == "high" and not (token.capital or named)):
        return
    end = token.end
    more = index + 1
    while (
        more < len(message.tokens)
        and message.gap(more) == " "
        and message.tokens[more].word in _SCHOOLS_EN | {"form", "of", "ns"}
    ):
        end = message.tokens[more].end
        more += 1
    while more < len(message.tokens) and message.gap(more) in (" ", ", ") and _town(message, more):
        end = message.tokens[more].end
        more += 1
    start = message.tokens[first].start
    start -= 4 * message.low.endswith("the ", 0, start)
    behind = _CLASS_BEHIND.match(message.raw, end)
    yield Span(_with_class(message, start), behind.end() if behind else end, "school")


def _kind_of_school(message: Message, first: int, index: int) -> bool:
    """ "delhi modern public school", but not "my london school"."""
    article = first > 0 and message.tokens[first - 1].word in _ARTICLES
    return index - first > 1 and not article


def _town(message: Message, index: int) -> bool:
    """ "Greenfield International School Kochi"."""
    token = message.tokens[index]
    if token.word in lexicon().towns:
        return True
    capital = token.capital and message.capitals_count and not token.shouted
    return capital and message.gap(index) == " " and lexicon().unknown(token.word)


def _school_after(message: Message, start: int) -> Iterator[Span]:
    """ "my school is Oakwood": capitals or unknown words after it."""
    lex = lexicon()
    end = start
    for token in message.tokens:
        if token.start < start:
            continue
        if message.low[end : token.start].strip(" '-."):
            break
        capital = token.capital and message.capitals_count and token.word not in lex.function_words
        if not (
            capital
            or token.word in lex.first_names
            or token.word in lex.school_names
            or (lex.unknown(token.word) and len(token.word) > 4)
            or token.word in ("st", "saint")
        ):
            break
        end = token.end
    if end > start:
        yield Span(start, end, "school")


def _with_class(message: Message, start: int) -> int:
    window = max(0, start - 40), start
    before = _CLASS_BEFORE.search(message.low, *window)
    before = before or _NAMED_CLASS_BEFORE.search(message.raw, *window)
    return before.start() if before else start
