"""No message makes masking slow: work, counted in calls, grows with the message only."""

import re
from collections.abc import Iterator

import pytest
from work import steps

from luciole.privacy import dates, features, numbers, patterns
from luciole.privacy.redact import redact

HOSTILE = [
    "a", "1", "a ", "1 ", "a.", "a@", "@", "-", "un ", "six puis ", "rue de ", "12 rue de ", "st ",
    "point ", "a point ", "arobase gmail ", "mon snap ", "snap : ", "je m'appelle ", "Aa ",
    "école ",
    "flat 1 ", "12 mars ", "deux mille ", "0 ", "1.1 ", "1-", "a_", "[", "high school ", "fr76",
    "lat 1.1 ", "vingt ", "é", "\0", "ab12 ", "www.", "http://", "a'", "1,1 ", "né le ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_work_grows_with_length_only(unit: str) -> None:
    def of_length(length: int) -> str:
        return (unit * length)[:length]

    short, long = (steps(lambda n=n: redact(of_length(n))) for n in (1000, 2000))
    assert long <= 2.5 * short + 500


def every_pattern() -> Iterator[re.Pattern[str]]:
    for module in (dates, features, numbers, patterns):
        yield from (p for p in vars(module).values() if isinstance(p, re.Pattern))


def test_no_pattern_repeats_a_repetition() -> None:
    """A group that repeats without end and holds an endless repetition is what makes
    backtracking explode; ours are bounded."""
    endless = re.compile(r"\((?:[^()\\]|\\.)*[+*](?:[^()\\]|\\.)*\)[+*]")
    nested = [p.pattern for p in every_pattern() if endless.search(p.pattern)]
    assert nested == []
