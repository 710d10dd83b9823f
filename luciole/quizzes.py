"""Quizzes and stories: steps with choices, read from data/quizzes/<language>/<id>.yml.

A game is a quiz (questions in a row) or a story (scenes that branch). Where a person is in one
is a short text, `<game>:<step>`, in the slot `quiz`: any message may interrupt it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from luciole import paths
from luciole.answers.buttons import button, payload
from luciole.answers.store import LANGUAGES
from luciole.content import ContentError, read_yaml, relative
from luciole.nlu.normalise import plain

# The key under which a step is remembered as the last answer, so that it can be said again.
STEP = "utter_quiz_step"
# The step of a position after the last one: what is said there is the game's ending.
END = "end"
LETTERS = ("a", "b", "c", "d")
_STEPS = {"quiz": "questions", "story": "scenes"}


@dataclass(frozen=True)
class Choice:
    """text: on the button. explanation: said when chosen. to: the next step, None at the end."""

    text: str
    explanation: tuple[str, ...]
    to: str | None


@dataclass(frozen=True)
class Step:
    """A question or a scene; a scene without choices ends its story.

    turn: good, mixed or poor, for a scene. where: `file:line`.
    """

    key: str
    bubbles: tuple[str, ...]
    choices: dict[str, Choice]
    turn: str | None
    sources: tuple[str, ...]
    where: str


@dataclass(frozen=True)
class Game:
    """One quiz or story in one language.

    next: intents offered at the end. help: the situation that help services are shown for at the
    end, if any. order: place in the list.
    """

    id: str
    language: str
    kind: str
    order: int
    title: str
    intro: tuple[str, ...]
    steps: dict[str, Step]
    ending: tuple[str, ...]
    next: tuple[str, ...]
    help: str | None
    where: str

    def number(self, key: str) -> int:
        """The place of a step, from 1."""
        return [*self.steps].index(key) + 1

    def after(self, key: str) -> str | None:
        """The key of the step that follows in the file, None after the last."""
        return next(iter([*self.steps][self.number(key) :]), None)


@lru_cache(maxsize=1)
def games() -> dict[str, dict[str, Game]]:
    """Language -> id -> game, in the order of the list. Raises ContentError with every fault."""
    found: dict[str, dict[str, Game]] = {}
    faults: list[str] = []
    for language in LANGUAGES:
        read: list[Game] = []
        for path in sorted((paths.QUIZZES / language).glob("*.yml")):
            try:
                read.append(read_game(path, language))
            except ContentError as error:
                faults.append(str(error))
        read.sort(key=lambda game: (game.kind, game.order))
        found[language] = {game.id: game for game in read}
    if faults:
        raise ContentError("\n".join(faults))
    return found


def game_ids() -> frozenset[str]:
    """Every id that a button can carry."""
    return frozenset(games()["fr"])


def positions() -> frozenset[str]:
    """Every step that a button can belong to."""
    return frozenset(f"{game.id}:{key}" for game in games()["fr"].values() for key in game.steps)


def help_at(position: str | None, language: str) -> str | None:
    """The situation that help services are shown for here: at the end of some games."""
    game_id, _, key = (position or "").partition(":")
    game = games()[language].get(game_id)
    return game.help if game and key == END else None


def place(position: str | None, language: str) -> tuple[Game, Step] | None:
    """The game and step of a position; None if there is none or the content has changed."""
    game_id, _, key = (position or "").partition(":")
    game = games()[language].get(game_id)
    step = game.steps.get(key) if game else None
    return (game, step) if game and step else None


def step_message(position: str | None, language: str) -> dict[str, Any] | None:
    """What shows a step or the ending: bubbles and buttons; None where there is no such step."""
    game_id, _, key = (position or "").partition(":")
    if key == END and game_id in games()[language]:
        return ending_message(games()[language][game_id])
    found = place(position, language)
    if found is None:
        return None
    game, step = found
    at = f"{game.id}:{step.key}"
    buttons = [
        button("tap_quiz_answer", language, f"{letter.upper()}. {c.text}", at=at, choice=letter)
        for letter, c in step.choices.items()
    ]
    if game.kind == "quiz":
        buttons.append(button("tap_quiz_next", language, at=at))
    return shown(game, step.bubbles, [*buttons, button("tap_quiz_stop", language)])


def ending_message(game: Game) -> dict[str, Any]:
    """What to take along, where to read on, a person to talk to, another round."""
    onward = [button(intent, game.language) for intent in (*game.next, "quiz_start")]
    again = button("tap_quiz_choose", game.language, quiz=game.id)
    return shown(game, game.ending, [*onward, again])


def shown(
    game: Game, bubbles: tuple[str, ...], buttons: Sequence[dict[str, str]] = ()
) -> dict[str, Any]:
    """Bubbles of a game as a message in its language (luciole.channel.output)."""
    return {
        "text": "\n\n".join(bubbles),
        "bubbles": list(bubbles),
        "language": game.language,
        "buttons": [*buttons],
    }


def quiz_tap(text: str, slots: Mapping[str, Any]) -> str | None:
    """The payload that a whole typed message stands for (`b`, `la 2`, `skip`), or None.

    Answers count only while a step is the last thing said.
    """
    found = place(slots.get("quiz"), slots["language"])
    if found is None:
        return None
    typed, said = typed_words(), plain(text).strip(" .,;:!?…'\"()")
    if said in typed["tap_quiz_resume"]:
        return payload("tap_quiz_resume")
    if slots.get("last_answer") != STEP:
        return None
    letter = chosen(said, found[1].choices, typed)
    if letter:
        return payload("tap_quiz_answer", at=slots["quiz"], choice=letter)
    if said in typed["tap_quiz_next"]:
        return payload("tap_quiz_next", at=slots["quiz"])
    return payload("tap_quiz_stop") if said in typed["tap_quiz_stop"] else None


def chosen(
    said: str, choices: Mapping[str, Choice], typed: Mapping[str, frozenset[str]]
) -> str | None:
    """The letter that typed words name: by letter, by number or by the choice's own text."""
    rest = " ".join(w for w in said.replace("-", " ").split() if w not in typed["filler"])
    for letter, choice in choices.items():
        if said in typed[letter] or rest in typed[letter] or said == plain(choice.text).strip(" ."):
            return letter
    return None


@lru_cache(maxsize=1)
def typed_words() -> dict[str, frozenset[str]]:
    """The words of data/quizzes/typed.yml, normalised. Raises ContentError."""
    data = read_yaml(paths.QUIZZES / "typed.yml")
    return {str(name): frozenset(plain(str(w)) for w in said) for name, said in data.items()}


def read_game(path: Path, language: str) -> Game:
    """One file. Raises ContentError with every fault as `file:line: wrong: cure`."""
    data = read_yaml(path)
    where = f"{relative(path)}:1"
    if not isinstance(data, dict) or data.get("kind") not in _STEPS:
        raise ContentError(f"{where}: kind is neither quiz nor story: write one of them")
    if data.get("language") != language:
        raise ContentError(f"{where}: language is not '{language}': correct the line")
    for name in ("order", "title", "intro", "ending", "next", _STEPS[data["kind"]]):
        if not data.get(name):
            raise ContentError(f"{where}: {name} is missing: add it")
    return Game(
        id=path.stem,
        language=language,
        kind=str(data["kind"]),
        order=int(data["order"]),
        title=str(data["title"]),
        intro=texts(data["intro"]),
        steps=read_steps(path, data[_STEPS[data["kind"]]], data["kind"]),
        ending=texts(data["ending"]),
        next=texts(data["next"]),
        help=str(data["help"]) if data.get("help") else None,
        where=where,
    )


def read_steps(path: Path, blocks: Any, kind: str) -> dict[str, Step]:
    """The questions or scenes by key. Raises ContentError with every fault."""
    keys = [str(block.get("key")) for block in blocks]
    steps: dict[str, Step] = {}
    faults: list[str] = []
    for number, block in enumerate(blocks):
        where = f"{relative(path)}:{block.lc.line + 1}"
        following = next(iter(keys[number + 1 :]), None)
        wrong = [*step_faults(block, where, kind, keys)]
        if keys[number] in keys[:number]:
            wrong.append(f"{where}: key {keys[number]} is there twice: rename one of the two")
        faults += wrong
        if not wrong:
            steps[keys[number]] = to_step(block, where, kind, following)
    if faults:
        raise ContentError("\n".join(faults))
    return steps


def step_faults(block: Any, where: str, kind: str, keys: list[str]) -> list[str]:
    """What keeps this block from being a step."""
    key = block.get("key")
    faults = [
        f"{where}: {key} has no {name}: add it"
        for name in ("key", "text", "sources", *(("turn",) if kind == "story" else ()))
        if not block.get(name)
    ]
    if key == END:
        faults.append(f"{where}: key {END} is kept for the ending: choose another")
    choices = block.get("choices") or {}
    if kind == "story" and not choices:
        return faults
    if len(choices) < 2 or tuple(choices) != LETTERS[: len(choices)]:
        faults.append(f"{where}: {key} needs two to four choices: name them a, b, c, d in order")
    for letter, choice in choices.items():
        if not choice.get("text"):
            faults.append(f"{where}: choice {letter} of {key} has no text: add it")
        if kind == "quiz" and not choice.get("explanation"):
            faults.append(f"{where}: choice {letter} of {key} is not explained: add explanation")
        if kind == "story" and str(choice.get("to")) not in keys:
            faults.append(f"{where}: choice {letter} of {key} leads nowhere: name a scene in `to`")
    return faults


def to_step(block: Any, where: str, kind: str, following: str | None) -> Step:
    return Step(
        key=str(block["key"]),
        bubbles=texts(block["text"]),
        choices={
            str(letter): Choice(
                text=str(choice["text"]),
                explanation=texts(choice.get("explanation") or ()),
                to=following if kind == "quiz" else str(choice["to"]),
            )
            for letter, choice in (block.get("choices") or {}).items()
        },
        turn=str(block["turn"]) if kind == "story" else None,
        sources=texts(block["sources"]),
        where=where,
    )


def texts(value: Any) -> tuple[str, ...]:
    """One text or a list of them, as a tuple."""
    return (value,) if isinstance(value, str) else tuple(str(v) for v in value)
