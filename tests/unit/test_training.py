"""Training runs again what changed."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.training.fingerprinting import calculate_fingerprint_key
from rasa.shared.utils.common import class_from_module_path

import luciole.cli  # noqa: F401  (sets the environment that Rasa needs)
from luciole import paths
from luciole.content import read_yaml

TRAINS = [
    node["name"]
    for node in read_yaml(paths.CONFIG)["pipeline"]
    if node["name"].startswith("luciole.")
    and {"train", "process_training_data"} & {*dir(class_from_module_path(node["name"]))}
]


def key(component: str) -> str:
    """What Rasa's cache knows the component by."""
    found: Any = class_from_module_path(component)
    return str(calculate_fingerprint_key(found, found.get_default_config(), {}))


@pytest.mark.parametrize("component", TRAINS)
@pytest.mark.parametrize("changed", ["normalise.py", "classifier.py", "weights/encoder.onnx"])
def test_code_beside_a_component_that_changed_is_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, component: str, changed: str
) -> None:
    shutil.copytree(paths.NLU_CODE, tmp_path / "nlu")
    monkeypatch.setattr(paths, "NLU_CODE", tmp_path / "nlu")
    before = key(component)
    assert key(component) == before
    with (tmp_path / "nlu" / changed).open("a") as file:
        file.write("changed")
    assert key(component) != before
