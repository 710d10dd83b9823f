"""First and last names, of oneself and of others, capitalised or not.

`signs` tells whether a word is a name, by the words around it (data/privacy/name_cues.yml);
`extent` how far the name goes; `recogniser` is spaCy's, for French names in no list.
"""

from collections.abc import Iterator, Set

from luciole.privacy.lexicon import lexicon
from luciole.privacy.names import signs
from luciole.privacy.names.extent import end_of_name, with_initial, with_particle
from luciole.privacy.names.recogniser import persons
from luciole.privacy.text import Message, Span

_LONGEST_FIGURE = 6


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
        if first is None and index not in figures and signs.listed(message, index, taken):
            first = index
        if first is None:
            continue
        last = end_of_name(message, index)
        taken.update(range(index, last + 1))
        first = with_particle(message, first)
        yield Span(tokens[first].start, with_initial(message, last), "name")
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
    titled = signs.title(message, index, capital)
    if signs.elided(message, index) and titled is not None:
        return titled
    if word in lex.function_words:
        also_name = word in lex.names_that_are_words
        return index if also_name and signs.stranger(message, index, capital) else None
    if signs.introduced(message, index, lex.introductions, capital, weak=False):
        return index
    if index in figures or signs.numbered(message, index) or signs.thing(message, index, capital):
        return None
    if signs.said_after(message, index):
        return index
    if signs.word_then_surname(message, index):
        return index - 1
    if titled is not None:
        return titled
    if word in lex.first_names or signs.with_s(message, index):
        return index
    if signs.introduced(message, index, lex.weak_introductions, capital, weak=True):
        return index
    if (
        signs.after_person(message, index, capital)
        or signs.acts(message, index, capital)
        or signs.after_cue(message, index)
        or signs.owns(message, index, capital)
        or signs.stands_alone(message, index)
        or signs.family(message, index)
        or signs.stranger(message, index, capital)
    ):
        return index
    return None


def _figures(message: Message) -> set[int]:
    """Tokens of known people, characters and brands."""
    phrases = lexicon().figures
    words = [t.word for t in message.tokens]
    found: set[int] = set()
    for i in range(len(words)):
        for length in range(min(_LONGEST_FIGURE, len(words) - i), 0, -1):
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
        and not signs.order(message, i)
        and lex.unknown(t.word)
    ]
    if not open_words:
        return
    for start, end in persons(message.raw):
        inside = [i for i in open_words if start <= message.tokens[i].start < end]
        if inside and not signs.place(message, inside[0]):
            yield Span(message.tokens[inside[0]].start, message.tokens[inside[-1]].end, "name")
