"""`luciole check`: every fault of the content, each as `file:line: what is wrong: what to do`."""

from luciole import paths
from luciole.check import answers, dialogue, messages, quizzes
from luciole.content import ContentError
from luciole.helplines import checks as helplines
from luciole.nlu.entities import lexicon
from luciole.nlu.expressions import load_lists


def check_all() -> list[str]:
    """All faults of all content, in a stable order."""
    return [
        *answers.faults(),
        *messages.faults(),
        *dialogue.faults(),
        *quizzes.faults(),
        *helplines.check(paths.HELPLINES),
        *loading_faults(),
    ]


def loading_faults() -> list[str]:
    """What keeps the lists that have no check of their own from being read."""
    faults: list[str] = []
    for read in (load_lists, lexicon):
        try:
            read()
        except ContentError as error:
            faults.append(str(error))
    return faults
