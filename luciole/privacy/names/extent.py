"""How far a name goes: particles before it, last names and initials after it."""

from luciole.privacy.lexicon import lexicon
from luciole.privacy.names.cues import cues
from luciole.privacy.text import Message, Token

# Letters that stand for no word, however short a message is spelled.
_INITIALS = "bfhpqvwz"
_ELIDED = "dlmst"
_LONGEST_NAME = 5


def with_particle(message: Message, first: int) -> int:
    """ "Te Ariki", "El Amrani": from the particle on."""
    before = message.tokens[first - 1] if first else None
    if before is None or not before.capital or message.gap(first) != " ":
        return first
    return (
        first - 1 if before.word in cues().leading_particles and message.capitals_count else first
    )


def end_of_name(message: Message, index: int) -> int:
    """The last token of the name that starts at index."""
    last = index
    i = index + 1
    while i < len(message.tokens) and i < index + _LONGEST_NAME:
        if belongs(message, i):
            last = i
        elif not (_is_particle(message.tokens[i]) and message.gap(i) in (" ", "-", "'")):
            break
        i += 1
    return last


def _is_particle(token: Token) -> bool:
    return token.word in cues().particles or (
        token.capital and token.word in cues().capital_particles
    )


def belongs(message: Message, index: int) -> bool:
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


def with_initial(message: Message, last: int) -> int:
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
    return following[0] not in "aeiouyh" or following in cues().after_initial
