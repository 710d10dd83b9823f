"""`luciole check`: every fault of the content, each as `file:line: what is wrong: what to do`."""

from collections.abc import Callable
from functools import partial

from luciole import paths
from luciole.answers.store import words
from luciole.check import alerts, answers, dialogue, masking, messages, quizzes, walk
from luciole.content import files_in, read_yaml
from luciole.errors import Mendable
from luciole.helplines import checks as helplines
from luciole.helplines.reply import directory
from luciole.nlu.expressions import load_lists
from luciole.nlu.home import phrases
from luciole.nlu.lookups import lexicon
from luciole.quizzes import games


def check_all() -> list[str]:
    """All faults of all content, in a stable order."""
    found = [
        *answers.faults(),
        *messages.faults(),
        *alerts.faults(),
        *dialogue.faults(),
        *quizzes.faults(),
        *helplines.check(paths.HELPLINES),
        *masking.faults(),
        *unreadable(),
    ]
    # What cannot be read or has no words cannot be walked through.
    return [*dict.fromkeys(found)] or walk.faults()


def unreadable() -> list[str]:
    """What keeps content from being read at all; with any of it nothing can be trained."""
    rasa_files = [paths.CONFIG, paths.DOMAIN, *files_in(paths.NLU), *files_in(paths.RULES)]
    readers: list[Callable[[], object]] = [words, load_lists, lexicon, phrases, directory, games]
    readers += [partial(read_yaml, path) for path in rasa_files]
    faults: list[str] = []
    for read in readers:
        try:
            read()
        except (Mendable, ValueError) as error:
            faults.append(str(error))
    return [*dict.fromkeys(faults)]
