"""`luciole check`: every fault of the content, each as `file:line: what is wrong: what to do`."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from traceback import extract_tb

from luciole import paths
from luciole.answers.store import words
from luciole.check import alerts, answers, dialogue, masking, messages, quizzes, shapes, walk
from luciole.content import files_in, read_yaml, relative
from luciole.errors import Mendable
from luciole.helplines import checks as helplines
from luciole.helplines.reply import directory
from luciole.nlu.expressions import load_lists
from luciole.nlu.home import phrases
from luciole.nlu.lookups import lexicon
from luciole.quizzes import games

_OURS = (paths.ROOT / "luciole", paths.ROOT / "actions")


def check_all() -> list[str]:
    """All faults of all content, in a stable order."""
    checkers = (
        shapes.faults,
        answers.faults,
        messages.faults,
        alerts.faults,
        dialogue.faults,
        quizzes.faults,
        partial(helplines.check, paths.HELPLINES),
        masking.faults,
        unreadable,
    )
    found = [fault for checker in checkers for fault in guarded(checker)]
    # What cannot be read or has no words cannot be walked through.
    return [*dict.fromkeys(found)] or guarded(walk.faults)


def unreadable() -> list[str]:
    """What keeps content from being read at all; with any of it nothing can be trained."""
    rasa_files = [paths.CONFIG, paths.DOMAIN, *files_in(paths.NLU), *files_in(paths.RULES)]
    readers: list[Callable[[], object]] = [words, load_lists, lexicon, phrases, directory, games]
    readers += [partial(read_yaml, path) for path in rasa_files]
    faults = shapes.faults()
    for read in readers:
        try:
            read()
        except Exception as error:
            faults += told(error)
    return [*dict.fromkeys(faults)]


def guarded(checker: Callable[[], Iterable[str]]) -> list[str]:
    """The faults that a checker finds. One that falls over costs its own findings only, so that
    whoever mends content sees all that is wrong elsewhere too."""
    try:
        return [*checker()]
    except Exception as error:
        return told(error)


def told(error: Exception) -> list[str]:
    """The faults that an error stands for; of one that nobody foresaw, where it came from."""
    if isinstance(error, Mendable):
        return str(error).split("\n")
    said = " ".join(f"{type(error).__name__} {error}".split())
    return [
        f"{origin(error)}: stopped by {said}: correct what other lines name, else report this one"
    ]


def origin(error: Exception) -> str:
    """The line of ours that an error comes from, as `file:line`."""
    frames = [(Path(f.filename), f.lineno) for f in extract_tb(error.__traceback__)]
    ours = [f for f in frames if any(f[0].is_relative_to(folder) for folder in _OURS)]
    file, line = (ours or frames)[-1]
    return f"{relative(file)}:{line}"
