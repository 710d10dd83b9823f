"""`luciole check` on files that lost their shape: each is named, and all else is still checked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from luciole import check, paths
from luciole.answers import store
from luciole.check import messages
from luciole.check.messages import duplicates
from luciole.content import relative
from luciole.nlu.expressions import load_lists

FEEL = paths.ANSWERS / "en" / "feel.yml"
NLU = paths.NLU / "fr" / "feel.yml"
ALERT = paths.ALERTS / "en" / "runaway.yml"
RULES = paths.RULES / "feel.yml"
COUNTRY = paths.HELPLINES / "be.yml"
NO_EXAMPLES = b"language: en\nkind: runaway\nexpressions: []\nunless: []\ncounter_examples: []\n"

Break = Callable[[Path, bytes], None]


@pytest.fixture
def replace(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Puts other bytes in the place of a content file, for everything that reads it anew."""
    read, others = Path.read_text, dict[Path, bytes]()

    def read_text(path: Path, encoding: str = "utf-8", *_: object, **__: object) -> str:
        return others[path].decode(encoding) if path in others else read(path, encoding)

    monkeypatch.setattr(Path, "read_text", read_text)
    for module in (check, check.alerts):
        monkeypatch.setattr(module, "load_lists", load_lists.__wrapped__)
    for module in (check, check.answers, check.dialogue, check.quizzes):
        monkeypatch.setattr(module, "words", store.words.__wrapped__)
    # The comparison of every message with every other takes minutes.
    monkeypatch.setattr(messages, "alike", lambda *_: iter(()))
    return others.__setitem__


@pytest.mark.parametrize(
    ("path", "content", "line", "fault"),
    [
        (ALERT, NO_EXAMPLES, 1, "examples is missing"),
        (ALERT, b"language: en\nkind: runaway\nexpressions: run away\n", 3, "is not a list"),
        (FEEL, "language: en\nanswers: é".encode("latin-1"), 2, "not UTF-8"),
        (FEEL, b"", 1, "not a block with language, answers"),
        (FEEL, b"language: en\nanswers:\n  - utter_x\n", 2, "answers is not a block of names"),
        (FEEL, b"language: en\nanswers: {}\ntitles: [a]\n", 3, "titles is not a block of names"),
        (NLU, b"nlu:\n  - intent: feel_sad_or_alone\n", 2, "examples is missing"),
        (NLU, b"nlu:\n  - intent: x\n    examples: [a]\n", 3, "examples is not a text"),
        (NLU, b"nlu:\n  - x\n", 2, "not a block with intent, examples"),
        (RULES, b"rules:\n  - rule: x\n", 2, "steps is missing"),
        (RULES, b"rules:\n  - rule: x\n    steps:\n      - x\n", 4, "not a block"),
        (paths.DOMAIN, b"intents: []\nslots: {x: }\nresponses: {}\n", 2, "not a block with map"),
        (paths.DATA / "intents.yml", b"chat_greet: x\n", 1, "not a block with tier, means"),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_a_file_without_its_shape_is_named_before_training(
    replace: Break, path: Path, content: bytes, line: int, fault: str
) -> None:
    replace(path, content)
    [found] = [f for f in check.unreadable() if f.startswith(f"{relative(path)}:{line}: ")]
    assert fault in found


def test_one_broken_file_does_not_hide_the_faults_of_others(replace: Break) -> None:
    replace(ALERT, NO_EXAMPLES)
    replace(FEEL, b"")
    replace(NLU, b"nlu:\n  - intent: feel_sad_or_alone\n")
    replace(COUNTRY, b"country: [")
    found = check.check_all()
    for path in (ALERT, FEEL, NLU, COUNTRY):
        assert any(f"{relative(path)}:" in f for f in found), path
    assert all(len(f.split(": ")) > 2 for f in found), "file:line: what is wrong: what to do"
    assert len(found) == len(set(found))


def test_a_checker_that_falls_over_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    [fault] = check.guarded(lambda: duplicates([object()]))  # type: ignore[list-item]
    assert fault.startswith("luciole/check/messages.py:")
    assert "AttributeError" in fault
