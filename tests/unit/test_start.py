"""How the server starts: without TensorFlow, and with a graph that runs straight."""

import argparse
import subprocess
import sys
from typing import Any

import pytest
from rasa.engine.exceptions import GraphRunError

from luciole.cli import parser  # first: it sets the environment that Rasa needs
from luciole.dialogue.runner import StraightRunner
from luciole.metrics import Metrics

LOADED = """
import sys, luciole.cli, luciole.server, rasa.core.policies.ted_policy, rasa.model_training
print([n for n, m in sys.modules.items() if n.split(".")[0] in ("tensorflow", "keras", "jax")
       and getattr(m, "__file__", None)])
"""


def test_tensorflow_is_not_loaded() -> None:
    """Not even by the parts of Rasa that would use it."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOADED], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("number", ["0", "65", "-1", "two", "²", ""])
def test_a_number_of_workers_that_cannot_be_is_refused(
    capsys: pytest.CaptureFixture[str], number: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(["run", f"--workers={number}"])
    assert ended.value.code == 2
    assert "--workers: must be a whole number from 1 to 64" in capsys.readouterr().err


@pytest.mark.parametrize("country", ["UK", "belgium", "", "B"])
def test_an_unknown_country_is_refused(capsys: pytest.CaptureFixture[str], country: str) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(["say", "bonjour", "--country", country])
    assert ended.value.code == 2
    assert f"--country: {country!r} is no country" in capsys.readouterr().err


def test_a_country_is_known_in_small_letters() -> None:
    assert parser().parse_args(["say", "bonjour", "--country", "be"]).country == "BE"


def test_every_option_is_explained() -> None:
    [commands] = [a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)]
    for name, command in commands.choices.items():
        for action in command._actions:
            assert action.help, f"luciole {name} {action.dest}"


def test_every_worker_that_can_be_asked_for_is_counted() -> None:
    counts = Metrics()
    counts.worker = parser().parse_args(["run", "--workers=64"]).workers - 1
    counts.turn("answered", 0.1)
    assert "luciole_turn_seconds_count 1" in counts.text()


class Step:
    """A node of a graph: joins its inputs, and tells when it ran."""

    def __init__(self, name: str, *needs: str) -> None:
        self.name = name
        self.needs = {need: need for need in needs}
        self.ran = 0

    def __call__(self, *inputs: Any) -> tuple[str, str]:
        self.ran += 1
        if any(isinstance(value, str) for value in inputs):
            raise RuntimeError
        return self.name, f"{self.name}({' '.join(value for _, value in inputs)})"


class Schema:
    def __init__(self, *steps: Step) -> None:
        self.nodes = {step.name: step for step in steps}
        self.target_names = [steps[-1].name]


@pytest.fixture
def steps() -> list[Step]:
    """Not in the order they have to run in."""
    return [Step("end", "left", "right"), Step("left", "in"), Step("right", "left"), Step("other")]


def runner(steps: list[Step]) -> StraightRunner:
    schema: Any = Schema(*steps)
    return StraightRunner(schema.nodes, schema)


def test_each_needed_step_runs_once_after_its_needs(steps: list[Step]) -> None:
    for text in ("a", "b"):
        result = runner(steps).run(inputs={"in": text}, targets=["end"])
        assert result == {"end": f"end(left({text}) right(left({text})))"}
    assert [step.ran for step in steps] == [2, 2, 2, 0]


def test_targets_of_the_schema_unless_asked(steps: list[Step]) -> None:
    assert runner(steps).run() == {"other": "other()"}
    both = runner(steps).run(inputs={"in": "a"}, targets=["left", "other"])
    assert both == {"left": "left(a)", "other": "other()"}


def test_missing_input_is_named_as_rasa_does(steps: list[Step]) -> None:
    with pytest.raises(GraphRunError):
        runner(steps).run(targets=["left"])
