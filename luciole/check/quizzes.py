"""Quizzes and stories: the same in both languages, complete, easy to read, no dead ends.

They are written once, not in two lengths: every sentence keeps the limit of simple words.
"""

import re
from collections.abc import Iterator

from luciole.answers.store import LANGUAGES, words
from luciole.check.answers import reading_ease, style
from luciole.content import ContentError
from luciole.intents import tier
from luciole.quizzes import Game, Step, games, typed_words

QUESTIONS = 8
FEWEST_SCENES = 8
TURNS = ("good", "mixed", "poor")
# What a button on a small phone holds.
TITLE_CHARACTERS = 40
CHOICE_CHARACTERS = 80
_SENTENCE = re.compile(r"[.!?…]+[”»\u00a0]*(?:\s|$)")


def faults() -> list[str]:
    """Every fault of data/quizzes."""
    try:
        found = games()
        typed_words()
        words()
    except ContentError as error:
        return str(error).split("\n")
    every = [game for language in LANGUAGES for game in found[language].values()]
    return [
        *parity(found["fr"], found["en"]),
        *(f for game in every for f in shape(game)),
        *(f for game in every for f in ways_on(game)),
        *(f for game in every for f in said_well(game)),
    ]


def parity(french: dict[str, Game], english: dict[str, Game]) -> Iterator[str]:
    """What one language has and the other has not, or has otherwise."""
    for here, there, name in ((french, english, "en"), (english, french, "fr")):
        for game_id in here.keys() - there.keys():
            yield f"{here[game_id].where}: {game_id} is missing in {name}: write it there"
    for game_id in french.keys() & english.keys():
        fr, en = french[game_id], english[game_id]
        if (fr.kind, fr.order, fr.next, fr.help) != (en.kind, en.order, en.next, en.help):
            yield f"{en.where}: kind, order, next or help is not as in French: make them the same"
        if [*fr.steps] != [*en.steps]:
            yield f"{en.where}: {game_id} has other steps than in French: give both the same keys"
        for key in fr.steps.keys() & en.steps.keys():
            if outline(fr.steps[key]) != outline(en.steps[key]):
                yield (
                    f"{en.steps[key].where}: {key} has other choices, turn or sources than in "
                    "French: make them the same"
                )


def outline(step: Step) -> tuple[object, ...]:
    """All of a step that is not words."""
    return [(letter, c.to) for letter, c in step.choices.items()], step.turn, step.sources


def shape(game: Game) -> Iterator[str]:
    """Eight questions; eight scenes or more with good, mixed and poor turns."""
    if game.kind == "quiz" and len(game.steps) != QUESTIONS:
        yield f"{game.where}: {len(game.steps)} questions: a quiz has {QUESTIONS}"
    if game.kind == "story" and len(game.steps) < FEWEST_SCENES:
        yield f"{game.where}: {len(game.steps)} scenes: a story has at least {FEWEST_SCENES}"
    if game.kind == "story" and {step.turn for step in game.steps.values()} != {*TURNS}:
        yield f"{game.where}: turns are not all of {', '.join(TURNS)}: use each of the three"


def ways_on(game: Game) -> Iterator[str]:
    """Scenes nobody gets to or that cannot be mended; endings without a topic or a person."""
    titles = words()[game.language].titles
    for intent in game.next:
        if intent not in titles:
            yield f"{game.where}: next names {intent}, which has no title: add it to `titles`"
    if "help_helpline" not in game.next:
        yield f"{game.where}: the end does not lead to help: add help_helpline to `next`"
    if not any(tier(intent) == "learn" for intent in game.next):
        yield f"{game.where}: the end does not lead to a topic: add a learn_ intent to `next`"
    if game.kind == "story":
        if not game.help or tier(game.help) != "disclose":
            yield f"{game.where}: no help services at the end: name a disclose_ intent in `help`"
        yield from scenes(game)


def scenes(game: Game) -> Iterator[str]:
    from_start = reached(game, next(iter(game.steps)))
    for key, step in game.steps.items():
        if key not in from_start:
            yield f"{step.where}: no choice leads to {key}: name it in a `to` or remove it"
        if not any(game.steps[k].turn == "good" for k in reached(game, key)):
            yield f"{step.where}: nothing good can follow {key}: add a choice that mends it"


def reached(game: Game, start: str) -> set[str]:
    """Every step that choices can lead to from one, itself included."""
    found, new = set[str](), {start}
    while new:
        found |= new
        new = {c.to for k in new for c in game.steps[k].choices.values() if c.to} - found
    return found


def said_well(game: Game) -> Iterator[str]:
    """Lengths, forbidden patterns and reading ease of every text, by data/style.yml."""
    limits = style()["limits"]
    longest = limits["sentence_words"]["simple"]
    for where, name, text in bubbles(game):
        if len(text) > limits["bubble_characters"]:
            yield f"{where}: {name} has {len(text)} characters: keep {limits['bubble_characters']}"
        count = max(len(s.split()) for s in _SENTENCE.split(text))
        if count > longest:
            yield f"{where}: {name} has a sentence of {count} words: keep it to {longest}"
    for where, name, text, limit in labels(game):
        if len(text) > limit:
            yield f"{where}: {name} has {len(text)} characters: keep {limit} on a button"
    for where, name, text in [*bubbles(game), *(label[:3] for label in labels(game))]:
        for rule in style()["forbidden"][game.language]:
            found = re.search(rule["pattern"], text, re.IGNORECASE)
            if found and "quiz" in rule.get("tiers", ("quiz",)):
                yield f"{where}: {name} says '{found[0]}': {rule['cure']}"
    yield from reading(game)


def reading(game: Game) -> Iterator[str]:
    """Reading ease, step by step with its explanations."""
    bar = style()["reading_ease"]["quiz"]
    for step in game.steps.values():
        said = [*step.bubbles, *(b for c in step.choices.values() for b in c.explanation)]
        ease = reading_ease(" ".join(said), game.language)
        if ease < bar:
            yield (
                f"{step.where}: {step.key} has reading ease {ease:.0f}: "
                f"shorten words and sentences to reach {bar}"
            )


def bubbles(game: Game) -> Iterator[tuple[str, str, str]]:
    """(`file:line`, name, text) of everything said in a bubble."""
    yield from ((game.where, "intro", text) for text in game.intro)
    yield from ((game.where, "ending", text) for text in game.ending)
    for step in game.steps.values():
        yield from ((step.where, step.key, text) for text in step.bubbles)
        for letter, choice in step.choices.items():
            name = f"explanation of {letter} in {step.key}"
            yield from ((step.where, name, text) for text in choice.explanation)


def labels(game: Game) -> Iterator[tuple[str, str, str, int]]:
    """(`file:line`, name, text, most characters) of everything on a button."""
    yield game.where, "title", game.title, TITLE_CHARACTERS
    for step in game.steps.values():
        for letter, choice in step.choices.items():
            yield step.where, f"choice {letter} of {step.key}", choice.text, CHOICE_CHARACTERS
