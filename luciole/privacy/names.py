"""First and last names, of oneself and of others, capitalised or not."""

import re
from collections.abc import Iterator, Set
from functools import lru_cache

import spacy
from spacy.language import Language

from luciole.privacy.lexicon import lexicon
from luciole.privacy.text import Message, Span, Token

_LONGEST_PHRASE = 6
_PARTICLES = {
    "de",
    "le",
    "la",
    "el",
    "ben",
    "bin",
    "van",
    "von",
    "da",
    "di",
    "du",
    "al",
    "o",
    "mc",
    "d",
    "dos",
    "der",
    "den",
    "st",
}
# Names only with a capital: "Ní Dhomhnaill", "Te Ariki".
_CAPITAL_PARTICLES = {"ni", "nic", "te", "mac", "ua", "ui"}
_BEFORE_NAME = {"te", "al", "el", "ben", "bin", "abu", "abou", "van", "von"}
_ENDS_AFTER = {
    "and", "et", "from", "de", "i", "im", "j", "je", "jai", "qui", "who", "btw", "here",
    "of", "year", "ans", "wassup", "hey", "hi", "hello", "pls", "help", "n", "again", "stp",
}  # fmt: skip
_IN = {"en", "in", "near", "from", "au", "aux", "at", "ile", "ville", "vers"}
_LIVING = {
    "habite",
    "habitons",
    "vis",
    "vit",
    "live",
    "lives",
    "living",
    "viens",
    "vient",
    "ville",
    "city",
    "town",
    "moved",
    "going",
    "trip",
    "holiday",
}
_GROUPS = {
    "classe",
    "class",
    "year",
    "grade",
    "school",
    "college",
    "lycee",
    "ecole",
    "form",
    "tutor",
    "team",
    "squad",
    "4e",
    "3e",
    "5e",
    "6e",
}
# "its dawn", "it's summer".
_WEATHER = {("its",), ("it", "s")}
_SURE_PHRASES = {"famille", "surname", "last"}
_CLAUSES = {
    "et",
    "and",
    "que",
    "qu",
    "mais",
    "but",
    "si",
    "because",
    "that",
    "car",
    "when",
    "quand",
    "if",
}
_IS_A_NAME = re.compile(
    r" (?:c'est|c est|cest|c|est|is|its|it's) (?:mon|son|ton|leur|my|his|her|their) "
    r"(?:(?:vrai |real |full |first |last |family |sur)?(?:prenom|nom|name|blaze))\b"
)
# Letters that stand for no word, however short a message is spelled.
_INITIALS = "bfhpqvwz"
_ELIDED = "dlmst"
_AFTER_INITIAL = {"and", "in", "is", "or", "who", "et", "elle", "il", "everyone", "also", "always"}
_SAID_OF_PEOPLE = {"always", "mean", "so", "being", "gonna", "sad", "mad", "angry", "rude", "gay"}
_THANKS = {"thanks", "thank", "thx", "ty", "merci", "bisous", "bises", "cordialement", "love", "xx"}
_DETERMINERS = {
    "a", "an", "the", "un", "une", "le", "la", "les", "my", "mon", "ma", "mes", "des", "du", "this",
    "her", "his", "ses", "over", "no", "not", "pas", "plus",
}  # fmt: skip
_BELONGINGS = {
    "house", "phone", "insta", "snap", "room", "bag", "account", "story", "party", "bf", "place",
    "birthday", "parents", "family", "class", "locker", "car", "desk", "crew", "group",
}  # fmt: skip
_JOINS = {"et", "and", "n", "ou", "or"}
_AFTER_LIST = {
    "and", "et", "qui", "who", "ils", "elles", "they", "sont", "are", "were", "ont", "have",
    "from", "de", "du", "all", "both", "me", "m", "ma", "mont", "keep", "said", "told", "laughed",
    "wait", "laugh", "hit", "hate", "push", "follow", "always",
}  # fmt: skip
_PRONOUNS = {"me", "m", "ma", "mas", "nous", "he", "she", "il", "elle"}
_ASKING = {"does", "did"}
_ASKED = {
    "know", "tell", "say", "have", "hate", "like", "keep", "want", "think", "do", "get", "see",
    "love", "need",
}  # fmt: skip
_BE = {"is", "was", "c", "cest", "est"}
_MY = {
    "my", "his", "her", "our", "mon", "ma", "son", "sa", "notre", "un", "une", "la", "le", "a",
}  # fmt: skip
_DEAR = {
    "best", "meilleur", "meilleure", "vrai", "big", "little", "petit", "petite", "new",
}  # fmt: skip
_ARTICLES = {
    "a", "an", "the", "un", "une", "la", "le", "les", "des", "such", "right", "typical",
}  # fmt: skip
_SUBJECTS = {
    "i", "they", "we", "u", "you", "dont", "don", "always", "can", "cant", "might", "gonna",
    "wanna",
}  # fmt: skip
_TRYING = {
    "tried", "try", "trying", "want", "wants", "wanted", "going", "used",
}  # fmt: skip
_ENGLISH = {
    "the", "and", "i", "im", "my", "they", "of", "is", "was", "to", "it", "you", "she", "he",
    "stop", "dont", "at", "in", "be", "from", "got", "with", "his",
}  # fmt: skip
_ENGLISH_OWNERS = {"my", "his", "her", "our", "their", "your", "ur", "the", "a", "s", "me"}
_TELLING_TO = {"dit", "dis", "dire", "demande", "parle", "ecrit", "raconte", "avoue"}
_SAID_TO = {
    "dit", "dis", "dire", "parle", "parler", "parlait", "demande", "envoye", "envoie", "donne",
    "montre", "ecrit", "raconte", "pense", "avoue", "repondu", "confie", "confiance", "aussi",
}  # fmt: skip
_TO_ONESELF = {"toi", "moi", "nous", "vous", "lui"}
_SHORT_TITLES = {"m", "ms", "miss"}
_TELLING = 4
_LONGEST_NAME = 5
# Entities of fr_core_news_sm: nothing but its recogniser is loaded.
_UNUSED = [
    "tok2vec",
    "morphologizer",
    "parser",
    "attribute_ruler",
    "lemmatizer",
    "tagger",
    "senter",
]


def names(message: Message, language: str | None) -> Iterator[Span]:
    """Names after an introduction, a title or a word for a person; known first names anywhere;
    unknown capitalised words; in French also what spaCy takes for a person."""
    tokens = message.tokens
    figures = _figures(message)
    taken: set[int] = set()
    for index in range(len(tokens)):
        if index in taken:
            continue
        first = _name_start(message, index, figures)
        if first is None and index not in figures and _listed(message, index, taken):
            first = index
        if first is None:
            continue
        last = _name_end(message, index)
        taken.update(range(index, last + 1))
        first = _with_particle(message, first)
        yield Span(tokens[first].start, _with_initial(message, last), "name")
    if language != "en" and message.capitals_count:
        yield from _recognised(message, figures | taken)


def _name_start(message: Message, index: int, figures: Set[int]) -> int | None:
    """The first token of a name whose decisive word is at index (a title may come before)."""
    lex = lexicon()
    token = message.tokens[index]
    word = token.word
    capital = token.capital and message.capitals_count
    written = message.raw[token.start : token.end].lower()
    if written in lex.not_names or not word.isalpha():
        return None
    if _elided(message, index) and (titled := _title(message, index, capital)) is not None:
        return titled
    if word in lex.function_words:
        return (
            index
            if word in lex.names_that_are_words and _stranger(message, index, capital)
            else None
        )
    if _introduced(message, index, lex.introductions, capital, weak=False):
        return index
    if index in figures or _numbered(message, index) or _thing(message, index, capital):
        return None
    if _said_after(message, index):
        return index
    if _word_then_surname(message, index):
        return index - 1
    titled = _title(message, index, capital)
    if titled is not None:
        return titled
    if word in lex.first_names or _with_s(message, index):
        return index
    if _introduced(message, index, lex.weak_introductions, capital, weak=True):
        return index
    if (
        _after_person(message, index, capital)
        or _acts(message, index, capital)
        or _after_cue(message, index)
        or _owns(message, index, capital)
        or _stands_alone(message, index)
        or _family(message, index)
        or _stranger(message, index, capital)
    ):
        return index
    return None


def _with_particle(message: Message, first: int) -> int:
    """ "Te Ariki", "El Amrani": from the particle on."""
    before = message.tokens[first - 1] if first else None
    if before is None or not before.capital or message.gap(first) != " ":
        return first
    return first - 1 if before.word in _BEFORE_NAME and message.capitals_count else first


def _thing(message: Message, index: int, capital: bool) -> bool:
    """ "a robin", "une petite marguerite", "they nick my stuff"."""
    lex = lexicon()
    tokens = message.tokens
    if _order(message, index):
        return True
    if capital or not index or tokens[index].word not in lex.names_that_are_things:
        return False
    before = [t.word for t in tokens[max(0, index - 2) : index]]
    if before[-1] in _SUBJECTS or (before[-1] == "to" and before[0] in _TRYING):
        return True
    articles = _ARTICLES
    if _ENGLISH.isdisjoint(t.word for t in tokens):
        articles = _ARTICLES - {"a"}
    described = before[0] in articles and before[-1] in lex.ordinary - lex.people
    return (before[-1] in articles or described) and not _of_my_class(message, index)


def _order(message: Message, index: int) -> bool:
    """ "Marie-toi", "mustn't": a verb with what hangs on it."""
    joined = message.gap(index + 1) if index + 1 < len(message.tokens) else ""
    ends = {"-": _TO_ONESELF, "'": {"t"}}.get(joined, set())
    return bool(ends) and message.tokens[index + 1].word in ends


def _numbered(message: Message, index: int) -> bool:
    """ "Henri IV": a king of the history lesson."""
    if index + 1 == len(message.tokens):
        return False
    following = message.tokens[index + 1]
    return following.capital and set(following.word) <= set("ivx")


def _title(message: Message, index: int, capital: bool) -> int | None:
    """Index of the title before a name ("mme lefevre", "M. Durand"), or None."""
    lex = lexicon()
    if not index or message.gap(index) not in (" ", ". ", "."):
        return None
    title = message.tokens[index - 1].word
    word = message.tokens[index].word
    if word in lex.people:
        return None
    if title in lex.titles:
        sure = True
    elif title in lex.weak_titles:
        announced = _preceded(message, index - 1, lex.introductions)
        sure = (
            bool(announced)
            or capital
            or lex.unknown(word)
            or word in lex.first_names
            or word in lex.last_names
            or _elided(message, index)
        )
        if title in _SHORT_TITLES:
            dotted = message.gap(index).startswith(".")
            if title == "ms" and not capital:
                # "ms jparle" is French.
                sure = lex.any_name(word) or lex.strange(word) or bool(announced)
            sure = sure and (message.tokens[index - 1].capital or dotted or title != "m")
    else:
        sure = False
    return index - 1 if sure else None


def _elided(message: Message, index: int) -> bool:
    """ "ms o'rourke", "mme d'arc"."""
    following = index + 1 < len(message.tokens) and message.gap(index + 1) == "'"
    return bool(following) and message.tokens[index].word in _PARTICLES


def _introduced(
    message: Message, index: int, phrases: Set[tuple[str, ...]], capital: bool, *, weak: bool
) -> bool:
    lex = lexicon()
    phrase = _preceded(message, index, phrases)
    if not phrase:
        return False
    word = message.tokens[index].word
    ambiguous = word in lex.names_that_are_words
    verb = word in lex.names_that_are_verbs
    if not weak:
        if not _SURE_PHRASES.isdisjoint(phrase):
            return True
        return (
            capital
            or ambiguous
            or verb
            or lex.any_name(word)
            or (lex.unknown(word) and len(word) > 1)
        )
    if ambiguous or verb:
        if phrase in _WEATHER and word in lex.times_and_weather and not capital:
            return False
        surnamed = index + 1 < len(message.tokens) and _belongs(message, index + 1)
        return (capital or ambiguous) and (_closes(message, index) or surnamed)
    if capital:
        return lex.unknown(word) or word in lex.last_names
    return lex.strange(word) and _closes(message, index)


def _preceded(message: Message, index: int, phrases: Set[tuple[str, ...]]) -> tuple[str, ...]:
    """The longest of the phrases that ends just before the word; empty when there is none."""
    found: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    for i in range(index - 1, max(-1, index - 1 - _LONGEST_PHRASE), -1):
        if any(c in ".!?\n\0" for c in message.gap(i + 1)) or (
            words == () and "," in message.gap(i + 1)
        ):
            break
        words = (message.tokens[i].word, *words)
        if words in phrases:
            found = words
    return found


def _closes(message: Message, index: int) -> bool:
    """True when the sentence stops or turns after the word ("im grace and i need …")."""
    if index + 1 == len(message.tokens):
        return not message.low[message.tokens[index].end :].startswith("\0")
    following = message.tokens[index + 1].word
    gap = message.gap(index + 1)
    return any(c in ",.!?\n" for c in gap) or following in _ENDS_AFTER or following.isdigit()


def _word_then_surname(message: Message, index: int) -> bool:
    """ "will hartley from my form": a first name that is a word, made sure by a last name."""
    lex = lexicon()
    if not index or message.gap(index) != " ":
        return False
    before, word = message.tokens[index - 1], message.tokens[index].word
    if before.word not in lex.names_that_are_words and before.word not in lex.names_that_are_verbs:
        return False
    if word in lex.ordinary:
        return False
    if before.capital and message.tokens[index].capital and message.capitals_count:
        return lex.unknown(word)
    starts = message.starts_sentence(index - 1) or message.tokens[index - 2].word in _CLAUSES
    return word in lex.last_names and starts


def _said_after(message: Message, index: int) -> bool:
    """ "Okafor c mon nom de famille", "callum is my first name"."""
    if message.tokens[index].word in lexicon().ordinary:
        return False
    return bool(_IS_A_NAME.match(message.low, message.tokens[index].end))


def _after_person(message: Message, index: int, capital: bool) -> bool:
    """ "ma soeur rose", "my friend grace", "mon pote Wass"."""
    lex = lexicon()
    if not index or message.gap(index) not in (" ", ", "):
        return False
    person = message.tokens[index - 1].word
    if person not in lex.people:
        return False
    # "son enterrement" is French.
    if person == "son" and (index < 2 or message.tokens[index - 2].word not in _ENGLISH_OWNERS):
        return False
    word = message.tokens[index].word
    if word in lex.names_that_are_verbs:
        return capital
    if word in lex.names_that_are_words or word in lex.last_names:
        return True
    # "ma mere minsulte": a pronoun stuck to its verb.
    stuck = not lex.unknown(word[1:]) or (word[0] == "j" and not lex.strange(word[1:]))
    if capital:
        return lex.unknown(word)
    return not stuck and (lex.strange(word) or (len(word) == _TELLING and lex.unknown(word)))


def _acts(message: Message, index: int, capital: bool) -> bool:
    """ "rose m'a tapée", "zaynah keeps …": a word that may be a name, doing something."""
    lex = lexicon()
    word = message.tokens[index].word
    if index + 1 == len(message.tokens) or message.gap(index + 1).strip(" '"):
        return False
    following = message.tokens[index + 1].word
    acts = following in lex.acts or (capital and following in lex.weak_acts)
    if word in lex.brands or not (acts or _of_my_class(message, index)):
        return False
    if not _starts_clause(message, index):
        return False
    if word in lex.names_that_are_verbs:
        return (capital or word in lex.verbs_with_deeds) and following not in _PRONOUNS
    if word in lex.names_that_are_words:
        return True
    opened = index and message.tokens[index - 1].word in lex.openers
    sure = capital or following not in _PRONOUNS - {"m", "ma", "me"}
    return acts and not opened and sure and lex.strange(word)


def _starts_clause(message: Message, index: int) -> bool:
    """ "… and rose", "ptn rose", "why rose"."""
    before = message.tokens[index - 1].word if index else ""
    return message.starts_sentence(index) or before in _CLAUSES or before in lexicon().openers


def _after_cue(message: Message, index: int) -> bool:
    """ "avec rose", "i told mia"."""
    lex = lexicon()
    if not index or message.gap(index) != " ":
        return False
    word = message.tokens[index].word
    before = [t.word for t in message.tokens[max(0, index - 2) : index]]
    if before[-1] == "a" and before[0] in _TELLING_TO:
        return word in lex.names_that_are_words and word not in lex.times_and_weather | lex.towns
    if before[-1] not in lex.before_names:
        return False
    return (word in lex.names_that_are_words or lex.strange(word)) and word not in lex.towns


def _listed(message: Message, index: int, taken: Set[int]) -> bool:
    """ "tom and birdie", "lucas, wassim et jb": goes on a list that starts with a name."""
    lex = lexicon()
    word = message.tokens[index].word
    joined = index > 1 and message.tokens[index - 1].word in _JOINS and message.gap(index) == " "
    before = index - 2 if joined else index - 1
    if joined and message.tokens[before].word in ("me", "moi") and message.gap(index - 1) == " ":
        return word in lex.names_that_are_words or lex.strange(word)
    if before not in taken or not word.isalpha():
        return False
    between = message.low[message.tokens[before].end : message.tokens[before + 1].start]
    if between != ", " and not (joined and between == " "):
        return False
    if joined and word in lex.names_that_are_words:
        return True
    if joined and word in lex.names_that_are_verbs:
        together = message.starts_sentence(before) and word in lex.verbs_with_deeds
        return together or _list_ends(message, index)
    if joined and len(word) > 1 and _list_ends(message, index):
        return lex.unknown(word)
    return lex.strange(word)


def _list_ends(message: Message, index: int) -> bool:
    """Nothing more follows, or something that has more than one person before it."""
    if index + 1 == len(message.tokens):
        return True
    following = message.tokens[index + 1].word
    return bool(message.gap(index + 1).strip()) or following in _AFTER_LIST


def _with_s(message: Message, index: int) -> bool:
    """ "jaydens mum", "at skyes house": the apostrophe is forgotten."""
    lex = lexicon()
    word = message.tokens[index].word
    stem = word[:-1]
    if not word.endswith("s") or index + 1 == len(message.tokens) or message.gap(index + 1) != " ":
        return False
    if index and message.tokens[index - 1].word in _DETERMINERS:
        return False
    if stem in lex.first_names and len(stem) > 2 and lex.unknown(word):
        return True
    owned = message.tokens[index + 1].word
    return (
        stem in lex.names_that_are_words
        and (owned in lex.people or owned in _BELONGINGS)
        and stem not in lex.people
    )


def _stands_alone(message: Message, index: int) -> bool:
    """ "if mason finds out", "call jordan for me", "thanks, april": a noun without its article."""
    lex = lexicon()
    word = message.tokens[index].word
    if word in lex.verbs_with_deeds:
        return _starts_clause(message, index) and _is_someone(message, index)
    if word not in lex.names_that_are_words:
        return False
    before = message.tokens[index - 1].word if index else ""
    gap = message.gap(index)
    if index + 1 == len(message.tokens) and before in _THANKS and not gap.strip(" ,!x"):
        return True
    if index == 1 and len(message.tokens) == 2 and before in ("from", "signe", "signed"):
        return True
    if word in lex.brands or word in lex.people:
        return False
    if index and gap != " ":
        return False
    if word in lex.towns:
        return False
    return _asked_about(message, index) or (
        (not index or before in _CLAUSES or before in lex.openers)
        and (_does_something(message, index) or _is_someone(message, index))
    )


def _asked_about(message: Message, index: int) -> bool:
    """ "does max know", "whats joy gonna do", "why is rose ignoring me"."""
    before = message.tokens[index - 1].word if index else ""
    after = [t.word for t in message.tokens[index + 1 : index + 3]]
    if before in _ASKING:
        return after[:1] != [] and after[0] in _ASKED
    timely = message.tokens[index].word in lexicon().times_and_weather
    if before in ("whats", "whos", "is", "was") and not timely:
        return any(w == "gonna" or (w.endswith("ing") and len(w) > 4) for w in after)
    return False


def _is_someone(message: Message, index: int) -> bool:
    """ "jo c'est ma meuf", "faith is my best friend"."""
    after = [t.word for t in message.tokens[index + 1 : index + 7]]
    if not after or message.gap(index + 1) != " " or after[0] not in _BE:
        return False
    while after and after[0] in _BE:
        after = after[1:]
    if not after or after[0] not in _MY:
        return False
    rest = [w for w in after[1:] if w not in _DEAR]
    return bool(rest) and rest[0] in lexicon().people


def _does_something(message: Message, index: int) -> bool:
    """A verb follows, and no "is a", which tells what a thing is."""
    lex = lexicon()
    after = [t.word for t in message.tokens[index + 1 : index + 3]]
    if not after or message.gap(index + 1) != " ":
        return False
    if after[0] in lex.acts:
        return True
    if after[0] not in lex.weak_acts or len(after) == 1 or after[1] in _DETERMINERS:
        return False
    if after[0] in ("is", "was"):
        return after[1].endswith(("ing", "ed")) or after[1] in _SAID_OF_PEOPLE
    # "rose a dit", but not "rob a bank".
    return after[0] != "a" or after[1][-1] in "eiust"


def _family(message: Message, index: int) -> bool:
    """ "the okafors", "les benhaddou", "la famille tremblay"."""
    lex = lexicon()
    if not index or message.gap(index) != " ":
        return False
    word = message.tokens[index].word
    before = message.tokens[index - 1].word
    stem = word.removesuffix("s") if before == "the" else word
    if before not in ("les", "the", "famille", "family") or not lex.unknown(word):
        return False
    return stem in lex.last_names and (before != "the" or stem != word)


def _owns(message: Message, index: int, capital: bool) -> bool:
    """ "rose's brother", "zaynah's phone"."""
    lex = lexicon()
    if index + 2 >= len(message.tokens) or message.gap(index + 1) != "'":
        return False
    if message.tokens[index + 1].word != "s" or message.gap(index + 2) != " ":
        return False
    word = message.tokens[index].word
    if word in lex.names_that_are_verbs or word in lex.brands or word in lex.people:
        return False
    return word in lex.names_that_are_words or lex.strange(word) or (capital and lex.unknown(word))


def _of_my_class(message: Message, index: int) -> bool:
    """ "pierre de ma classe", "mia from year 8"."""
    after = [t.word for t in message.tokens[index + 1 : index + 5]]
    return (
        bool(after) and after[0] in ("de", "from", "in", "en") and not _GROUPS.isdisjoint(after[1:])
    )


def _stranger(message: Message, index: int, capital: bool) -> bool:
    """An unknown word with a capital inside a sentence."""
    token = message.tokens[index]
    lex = lexicon()
    if not capital or token.shouted or len(token.word) < 3:
        return False
    first = message.starts_sentence(index)
    if first and index + 1 < len(message.tokens):
        following = message.tokens[index + 1]
        last = following.word in lex.last_names and message.gap(index + 1) == " "
        return (lex.unknown(token.word) or token.word in lex.names_that_are_words) and (
            last or (following.capital and lex.unknown(following.word))
        )
    if first:
        return False
    if token.word in lex.names_that_are_words and token.word not in lex.names_that_are_verbs:
        placed = token.word in lex.brands or token.word in lex.towns or _place(message, index)
        return not placed
    return lex.unknown(token.word) and not _place(message, index)


def _place(message: Message, index: int) -> bool:
    """ "in Kampala", "j'habite à Niamey", "à Cotonou au Bénin": a town rather than a person."""
    before = [t.word for t in message.tokens[max(0, index - 4) : index]]
    if not before:
        return False
    if before[-1] in _IN or not set(before).isdisjoint(_LIVING):
        return True
    after = [t.word for t in message.tokens[index + 1 : index + 3]]
    if before[-1] != "a" or len(before) == 1:
        return before[-1] == "a"
    return after[:1] in (["au"], ["en"]) or (
        message.raw[message.tokens[index - 1].start] == "à" and _SAID_TO.isdisjoint(before)
    )


def _name_end(message: Message, index: int) -> int:
    """The last token of the name that starts at index."""
    last = index
    i = index + 1
    while i < len(message.tokens) and i < index + _LONGEST_NAME:
        if _belongs(message, i):
            last = i
        elif not (_is_particle(message.tokens[i]) and message.gap(i) in (" ", "-", "'")):
            break
        i += 1
    return last


def _is_particle(token: Token) -> bool:
    return token.word in _PARTICLES or (token.capital and token.word in _CAPITAL_PARTICLES)


def _belongs(message: Message, index: int) -> bool:
    """True when the word goes on the name before it."""
    lex = lexicon()
    token: Token = message.tokens[index]
    gap = message.gap(index)
    before = message.tokens[index - 1].word
    if gap == "-" and token.word.isalpha() and token.word not in lex.function_words:
        return True
    if gap == "'" and len(before) == 1:
        return token.word.isalpha()
    if gap != " " or not token.word.isalpha() or token.word in lex.function_words:
        return False
    capital = token.capital and message.capitals_count and not token.shouted
    if capital and token.word not in lex.platforms and token.word not in lex.people:
        return True
    if token.word in lex.last_names or token.word in lex.first_names:
        return True
    if token.word in lex.last_names_that_are_words and before in lex.first_names:
        return True
    return lex.unknown(token.word) and len(token.word) > 4


def _with_initial(message: Message, last: int) -> int:
    """The name's end, with the initial of a last name ("Emma D.")."""
    end = message.tokens[last].end
    if last + 1 == len(message.tokens) or message.gap(last + 1) != " ":
        return end
    token = message.tokens[last + 1]
    if len(token.word) != 1 or not token.word.isalpha():
        return end
    dotted = message.low[token.end : token.end + 1] == "."
    capital = token.capital and token.word not in "aiyj"
    if dotted or capital or token.word in _INITIALS or _no_elision(message, last + 1):
        return token.end + dotted
    return end


def _no_elision(message: Message, index: int) -> bool:
    """ "josh t and", but not "lina t insulte" or "sarah m a dit"."""
    if message.tokens[index].word not in _ELIDED:
        return False
    if index + 1 == len(message.tokens):
        return True
    if message.gap(index + 1) != " ":
        return "'" not in message.gap(index + 1)
    following = message.tokens[index + 1].word
    return following[0] not in "aeiouyh" or following in _AFTER_INITIAL


def _figures(message: Message) -> set[int]:
    """Tokens of known people, characters and brands."""
    phrases = lexicon().figures
    words = [t.word for t in message.tokens]
    found: set[int] = set()
    for i in range(len(words)):
        for length in range(min(_LONGEST_PHRASE, len(words) - i), 0, -1):
            if tuple(words[i : i + length]) in phrases:
                found.update(range(i, i + length))
                break
    known = {words[i] for i in found}
    return {i for i, word in enumerate(words) if word in known}


def _recognised(message: Message, known: Set[int]) -> Iterator[Span]:
    """Persons found by spaCy among capitalised words of no list."""
    lex = lexicon()
    open_words = [
        i
        for i, t in enumerate(message.tokens)
        if i not in known
        and t.capital
        and not t.shouted
        and t.word.isalpha()
        and not _order(message, i)
        and lex.unknown(t.word)
    ]
    if not open_words:
        return
    for start, end in _persons(message.raw):
        inside = [i for i in open_words if start <= message.tokens[i].start < end]
        if inside and not _place(message, inside[0]):
            yield Span(message.tokens[inside[0]].start, message.tokens[inside[-1]].end, "name")


def _persons(text: str) -> list[tuple[int, int]]:
    """Start and end of each person that spaCy finds."""
    # Outside of a memory zone spaCy keeps every new word of every message for ever.
    with recogniser().memory_zone():
        found = recogniser()(text).ents
        return [(e.start_char, e.end_char) for e in found if e.label_ == "PER"]


@lru_cache(maxsize=1)
def recogniser() -> Language:
    """spaCy's French named-entity recogniser alone, loaded once (about 67 MB)."""
    return spacy.load("fr_core_news_sm", exclude=_UNUSED)
