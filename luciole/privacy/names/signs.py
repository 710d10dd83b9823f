"""What tells that a word is a name: each function looks at one word and what stands around it."""

import re
from collections.abc import Set

from luciole.privacy.lexicon import lexicon
from luciole.privacy.names.cues import cues
from luciole.privacy.names.extent import belongs
from luciole.privacy.text import Message

_LONGEST_PHRASE = 6
# "its dawn", "it's summer".
_WEATHER = {("its",), ("it", "s")}
_IS_A_NAME = re.compile(
    r" (?:c'est|c est|cest|c|est|is|its|it's) (?:mon|son|ton|leur|my|his|her|their) "
    r"(?:(?:vrai |real |full |first |last |family |sur)?(?:prenom|nom|name|blaze))\b"
)
_TELLING = 4


def thing(message: Message, index: int, capital: bool) -> bool:
    """ "a robin", "une petite marguerite", "they nick my stuff"."""
    lex = lexicon()
    tokens = message.tokens
    if order(message, index):
        return True
    if capital or not index or tokens[index].word not in lex.names_that_are_things:
        return False
    before = [t.word for t in tokens[max(0, index - 2) : index]]
    if before[-1] in cues().subjects or (before[-1] == "to" and before[0] in cues().trying):
        return True
    articles = cues().articles
    if cues().english.isdisjoint(t.word for t in tokens):
        articles = cues().articles - {"a"}
    described = before[0] in articles and before[-1] in lex.ordinary - lex.people
    return (before[-1] in articles or described) and not _of_my_class(message, index)


def order(message: Message, index: int) -> bool:
    """ "Marie-toi", "mustn't": a verb with what hangs on it."""
    joined = message.gap(index + 1) if index + 1 < len(message.tokens) else ""
    ends = {"-": cues().to_oneself, "'": {"t"}}.get(joined, set())
    return bool(ends) and message.tokens[index + 1].word in ends


def numbered(message: Message, index: int) -> bool:
    """ "Henri IV": a king of the history lesson."""
    if index + 1 == len(message.tokens):
        return False
    following = message.tokens[index + 1]
    return following.capital and set(following.word) <= set("ivx")


def title(message: Message, index: int, capital: bool) -> int | None:
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
            or elided(message, index)
        )
        if title in cues().short_titles:
            dotted = message.gap(index).startswith(".")
            if title == "ms" and not capital:
                # "ms jparle" is French.
                sure = lex.any_name(word) or lex.strange(word) or bool(announced)
            sure = sure and (message.tokens[index - 1].capital or dotted or title != "m")
    else:
        sure = False
    return index - 1 if sure else None


def elided(message: Message, index: int) -> bool:
    """ "ms o'rourke", "mme d'arc"."""
    following = index + 1 < len(message.tokens) and message.gap(index + 1) == "'"
    return bool(following) and message.tokens[index].word in cues().particles


def introduced(
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
        if not cues().sure_introductions.isdisjoint(phrase):
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
        surnamed = index + 1 < len(message.tokens) and belongs(message, index + 1)
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
    return (
        any(c in ",.!?\n" for c in gap)
        or following in cues().after_introduction
        or following.isdigit()
    )


def word_then_surname(message: Message, index: int) -> bool:
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
    starts = (
        message.starts_sentence(index - 1) or message.tokens[index - 2].word in cues().clause_starts
    )
    return word in lex.last_names and starts


def said_after(message: Message, index: int) -> bool:
    """ "Okafor c mon nom de famille", "callum is my first name"."""
    if message.tokens[index].word in lexicon().ordinary:
        return False
    return bool(_IS_A_NAME.match(message.low, message.tokens[index].end))


def after_person(message: Message, index: int, capital: bool) -> bool:
    """ "ma soeur rose", "my friend grace", "mon pote Wass"."""
    lex = lexicon()
    if not index or message.gap(index) not in (" ", ", "):
        return False
    person = message.tokens[index - 1].word
    if person not in lex.people:
        return False
    # "son enterrement" is French.
    if person == "son" and (
        index < 2 or message.tokens[index - 2].word not in cues().english_owners
    ):
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


def acts(message: Message, index: int, capital: bool) -> bool:
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
        return (capital or word in lex.verbs_with_deeds) and following not in cues().pronouns
    if word in lex.names_that_are_words:
        return True
    opened = index and message.tokens[index - 1].word in lex.openers
    sure = capital or following not in cues().pronouns - {"m", "ma", "me"}
    return acts and not opened and sure and lex.strange(word)


def _starts_clause(message: Message, index: int) -> bool:
    """ "… and rose", "ptn rose", "why rose"."""
    before = message.tokens[index - 1].word if index else ""
    return (
        message.starts_sentence(index)
        or before in cues().clause_starts
        or before in lexicon().openers
    )


def after_cue(message: Message, index: int) -> bool:
    """ "avec rose", "i told mia"."""
    lex = lexicon()
    if not index or message.gap(index) != " ":
        return False
    word = message.tokens[index].word
    before = [t.word for t in message.tokens[max(0, index - 2) : index]]
    if before[-1] == "a" and before[0] in cues().telling_to:
        return word in lex.names_that_are_words and word not in lex.times_and_weather | lex.towns
    if before[-1] not in lex.before_names:
        return False
    return (word in lex.names_that_are_words or lex.strange(word)) and word not in lex.towns


def listed(message: Message, index: int, taken: Set[int]) -> bool:
    """ "tom and birdie", "lucas, wassim et jb": goes on a list that starts with a name."""
    lex = lexicon()
    word = message.tokens[index].word
    joined = (
        index > 1 and message.tokens[index - 1].word in cues().joins and message.gap(index) == " "
    )
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
    return bool(message.gap(index + 1).strip()) or following in cues().after_list


def with_s(message: Message, index: int) -> bool:
    """ "jaydens mum", "at skyes house": the apostrophe is forgotten."""
    lex = lexicon()
    word = message.tokens[index].word
    stem = word[:-1]
    if not word.endswith("s") or index + 1 == len(message.tokens) or message.gap(index + 1) != " ":
        return False
    if index and message.tokens[index - 1].word in cues().determiners:
        return False
    if stem in lex.first_names and len(stem) > 2 and lex.unknown(word):
        return True
    owned = message.tokens[index + 1].word
    return (
        stem in lex.names_that_are_words
        and (owned in lex.people or owned in cues().belongings)
        and stem not in lex.people
    )


def stands_alone(message: Message, index: int) -> bool:
    """ "if mason finds out", "call jordan for me", "thanks, april": a noun without its article."""
    lex = lexicon()
    word = message.tokens[index].word
    if word in lex.verbs_with_deeds:
        return _starts_clause(message, index) and _is_someone(message, index)
    if word not in lex.names_that_are_words:
        return False
    before = message.tokens[index - 1].word if index else ""
    gap = message.gap(index)
    if index + 1 == len(message.tokens) and before in cues().thanks and not gap.strip(" ,!x"):
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
        (not index or before in cues().clause_starts or before in lex.openers)
        and (_does_something(message, index) or _is_someone(message, index))
    )


def _asked_about(message: Message, index: int) -> bool:
    """ "does max know", "whats joy gonna do", "why is rose ignoring me"."""
    before = message.tokens[index - 1].word if index else ""
    after = [t.word for t in message.tokens[index + 1 : index + 3]]
    if before in cues().asking:
        return after[:1] != [] and after[0] in cues().asked
    timely = message.tokens[index].word in lexicon().times_and_weather
    if before in ("whats", "whos", "is", "was") and not timely:
        return any(w == "gonna" or (w.endswith("ing") and len(w) > 4) for w in after)
    return False


def _is_someone(message: Message, index: int) -> bool:
    """ "jo c'est ma meuf", "faith is my best friend"."""
    after = [t.word for t in message.tokens[index + 1 : index + 7]]
    if not after or message.gap(index + 1) != " " or after[0] not in cues().be:
        return False
    while after and after[0] in cues().be:
        after = after[1:]
    if not after or after[0] not in cues().owners:
        return False
    rest = [w for w in after[1:] if w not in cues().dear]
    return bool(rest) and rest[0] in lexicon().people


def _does_something(message: Message, index: int) -> bool:
    """A verb follows, and no "is a", which tells what a thing is."""
    lex = lexicon()
    after = [t.word for t in message.tokens[index + 1 : index + 3]]
    if not after or message.gap(index + 1) != " ":
        return False
    if after[0] in lex.acts:
        return True
    if after[0] not in lex.weak_acts or len(after) == 1 or after[1] in cues().determiners:
        return False
    if after[0] in ("is", "was"):
        return after[1].endswith(("ing", "ed")) or after[1] in cues().said_of_people
    # "rose a dit", but not "rob a bank".
    return after[0] != "a" or after[1][-1] in "eiust"


def family(message: Message, index: int) -> bool:
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


def owns(message: Message, index: int, capital: bool) -> bool:
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
        bool(after)
        and after[0] in ("de", "from", "in", "en")
        and not cues().groups.isdisjoint(after[1:])
    )


def stranger(message: Message, index: int, capital: bool) -> bool:
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
        placed = token.word in lex.brands or token.word in lex.towns or place(message, index)
        return not placed
    return lex.unknown(token.word) and not place(message, index)


def place(message: Message, index: int) -> bool:
    """ "in Kampala", "j'habite à Niamey", "à Cotonou au Bénin": a town rather than a person."""
    before = [t.word for t in message.tokens[max(0, index - 4) : index]]
    if not before:
        return False
    if before[-1] in cues().before_places or not set(before).isdisjoint(cues().living):
        return True
    after = [t.word for t in message.tokens[index + 1 : index + 3]]
    if before[-1] != "a" or len(before) == 1:
        return before[-1] == "a"
    return after[:1] in (["au"], ["en"]) or (
        message.raw[message.tokens[index - 1].start] == "à" and cues().said_to.isdisjoint(before)
    )
