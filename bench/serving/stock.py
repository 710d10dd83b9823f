"""A project as `rasa init` would train it, made of our examples and French answers."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from luciole.answers.store import words
from luciole.content import read_yaml
from luciole.paths import NLU

# A part of our messages and of the usual 100 epochs, so that training takes minutes: it harms what
# stock Rasa understands, not what it costs.
EXAMPLES = 15
EPOCHS = 3
ACTION_INTENT = "help_helpline"

PIPELINE: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": EPOCHS, "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "ResponseSelector", "epochs": EPOCHS, "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]
POLICIES: list[dict[str, Any]] = [
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": EPOCHS},
    {"name": "TEDPolicy", "max_history": 5, "epochs": EPOCHS, "constrain_similarities": True},
]
# As slow or fast as ours over HTTP: one look-up, one message.
ACTION = """from rasa_sdk import Action


class ActionHelp(Action):
    def name(self):
        return "action_help"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(json_message={"type": "helplines", "services": []})
        return []
"""


def project(folder: Path, actions_port: int) -> None:
    """Writes the project: data, domain, configuration, actions."""
    examples = intents_with_examples()
    answers = words()["fr"].answers
    said = {name: f"utter_{name}" for name in examples if f"utter_{name}" in answers}
    steps = {name: [{"action": action}] for name, action in said.items()}
    steps[ACTION_INTENT] = [{"action": "action_help"}]
    write(
        folder / "config.yml",
        {
            "recipe": "default.v1",
            "assistant_id": "stock",
            "language": "en",
            "pipeline": PIPELINE,
            "policies": POLICIES,
        },
    )
    write(
        folder / "domain.yml",
        {
            "version": "3.1",
            "intents": list(steps),
            "actions": ["action_help"],
            "responses": {
                action: [{"text": answers[action].bubbles["normal"][0]}] for action in said.values()
            },
        },
    )
    write(
        folder / "data" / "nlu.yml",
        {
            "version": "3.1",
            "nlu": [
                {"intent": name, "examples": "".join(f"- {text}\n" for text in examples[name])}
                for name in steps
            ],
        },
    )
    write(
        folder / "data" / "stories.yml",
        {
            "version": "3.1",
            "stories": [
                {"story": name, "steps": [{"intent": name}, *then]} for name, then in steps.items()
            ],
        },
    )
    action_server = {"url": f"http://127.0.0.1:{actions_port}/webhook"}
    write(folder / "endpoints.yml", {"action_endpoint": action_server})
    write(folder / "credentials.yml", {"rest": None})
    (folder / "actions").mkdir()
    (folder / "actions" / "__init__.py").write_text("")
    (folder / "actions" / "actions.py").write_text(ACTION)


def intents_with_examples() -> dict[str, list[str]]:
    """The first examples of every intent in both languages."""
    found: dict[str, list[str]] = {}
    for path in sorted([*(NLU / "fr").glob("*.yml"), *(NLU / "en").glob("*.yml")]):
        for block in read_yaml(path)["nlu"]:
            if "intent" in block and not str(block["intent"]).startswith("tap_"):
                lines = [x.strip("- \n") for x in str(block["examples"]).splitlines()]
                found.setdefault(str(block["intent"]), []).extend(lines[:EXAMPLES])
    return found


def write(path: Path, content: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    YAML(typ="safe").dump(content, path)
