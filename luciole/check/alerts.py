"""The expressions of the alert lists: each can be read."""

from collections.abc import Iterator

from luciole import paths
from luciole.content import ContentError, read_yaml, relative
from luciole.nlu.expressions import AlertList, load_lists, to_expression


def faults() -> list[str]:
    """Every expression that cannot be read, with its line."""
    try:
        return [fault for alerts in load_lists() for fault in faults_of(alerts)]
    except ContentError as error:
        return [str(error)]


def faults_of(alerts: AlertList) -> Iterator[str]:
    path = paths.ALERTS / alerts.language / f"{alerts.kind}.yml"
    read = read_yaml(path)
    for part in ("expressions", "unless"):
        for number, text in enumerate(read[part]):
            try:
                to_expression(str(text), alerts.spelled)
            except ValueError as error:
                yield f"{relative(path)}:{read[part].lc.item(number)[0] + 1}: {error}"
