"""What has changed has another version, and training runs again what depends on it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.training.fingerprinting import calculate_fingerprint_key
from rasa.shared.utils.common import class_from_module_path

import luciole.cli  # noqa: F401  (sets the environment that Rasa needs)
from luciole import paths
from luciole.content import content_files, read_yaml, version_of

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


@pytest.mark.parametrize("changed", ["texts/en.yml", "texts/fr.yml", "pages/privacy.fr.html"])
def test_words_of_the_widget_have_a_content_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    """A child reads them, so they are signed and served under a version of their own."""
    shutil.copytree(paths.WIDGET, tmp_path / "widget")
    monkeypatch.setattr(paths, "WIDGET", tmp_path / "widget")
    before = version_of(content_files())
    with (tmp_path / "widget" / changed).open("a") as file:
        file.write("changed")
    assert version_of(content_files()) != before


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
