"""The expressions of the alert lists: each can be read."""

from collections.abc import Iterator

from luciole import paths
from luciole.content import ContentError, read_yaml, relative
from luciole.nlu.expressions import EXPRESSIONS, AlertList, load_lists, to_expression
from luciole.nlu.normalise import plain


def faults() -> list[str]:
    """Every expression that cannot be read, with its line."""
    try:
        return [fault for alerts in load_lists() for fault in faults_of(alerts)]
    except ContentError as error:
        return [str(error)]


def faults_of(alerts: AlertList) -> Iterator[str]:
    path = paths.ALERTS / alerts.language / f"{alerts.kind}.yml"
    read = read_yaml(path)
    for part in EXPRESSIONS:
        for number, text in enumerate(read.get(part) or ()):
            try:
                to_expression(str(text), alerts.spelled)
            except ValueError as error:
                yield f"{relative(path)}:{read[part].lc.item(number)[0] + 1}: {error}"
    for number, text in enumerate(read["unless"]):
        filler = filler_at_an_end(str(text), alerts.spelled)
        if filler:
            yield (
                f"{relative(path)}:{read['unless'].lc.item(number)[0] + 1}: unless {str(text)!r}: "
                f"{filler!r} is left out of messages, so this takes back more than it says: "
                "end it with another word"
            )


def filler_at_an_end(text: str, spelling: dict[str, str]) -> str | None:
    """A word at either end that data/alerts/spelling.yml leaves out."""
    words = text.split()
    return next((w for w in (words[0], words[-1]) if spelling.get(plain(w), w) == ""), None)
