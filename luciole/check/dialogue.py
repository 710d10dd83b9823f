"""The dialogue: every intent has a rule, every key its words, every grave answer a way to help."""

from collections.abc import Iterator
from typing import Any

from luciole import paths
from luciole.answers.store import Words, words
from luciole.content import ContentError, read_yaml, relative
from luciole.intents import HELP_TIERS, intent_of, intents, tier

# Buttons that show people to talk to, or lead to them in one more tap.
HELP = {
    "help_helpline",
    "help_report_content",
    "help_missing_child",
    "tap_need_help_now",
    "tap_more_services",
}
# The actions of second questions, asked about the topic: `ask_…`, what if they find out, why.
ASKED = frozenset(("action_question", "action_why"))
CORRECTION = {"tap_need_help_now", "tap_misunderstood"}


def faults() -> list[str]:
    """Every fault of rules, domain and the links between answers."""
    try:
        rules = [*all_rules()]
        domain = read_yaml(paths.DOMAIN)
        said = words()["fr"]
    except ContentError as error:
        return [str(error)]
    return [
        *missing_rules(rules),
        *missing_words(domain, said),
        *broken_links(said),
        *without_help(said),
        *alerts_without_correction(said),
    ]


def all_rules() -> Iterator[tuple[str, list[str], str]]:
    """(intent, actions, `file:line`) of every rule. Raises ContentError."""
    for path in sorted(paths.RULES.glob("*.yml")):
        for rule in read_yaml(path)["rules"]:
            steps = rule["steps"]
            intent = next((str(s["intent"]) for s in steps if "intent" in s), "")
            actions = [str(s["action"]) for s in steps if "action" in s]
            yield intent, actions, f"{relative(path)}:{rule.lc.line + 1}"


def missing_rules(rules: list[tuple[str, list[str], str]]) -> Iterator[str]:
    ruled = {intent for intent, _, _ in rules}
    for name in intents():
        if name not in ruled:
            yield f"data/rules:1: {name} has no rule: add one that answers it"


def missing_words(domain: Any, said: Words) -> Iterator[str]:
    lines = domain["responses"].lc
    for key in domain["responses"]:
        if key not in said.answers:
            where = f"domain.yml:{lines.key(key)[0] + 1}"
            yield f"{where}: {key} has no words: write it in data/answers/fr and data/answers/en"


def broken_links(said: Words) -> Iterator[str]:
    for answer in said.answers.values():
        for target in answer.next:
            if target not in said.titles:
                yield f"{answer.where}: next names {target}, which has no title: add it to `titles`"


def without_help(said: Words) -> Iterator[str]:
    """Crisis, disclose and help answers, and their parts, without a button to help services."""
    for key, answer in said.answers.items():
        if tier(intent_of(key) or "") in HELP_TIERS and not HELP & set(answer.next):
            yield f"{answer.where}: {key} does not lead to help: add help_helpline to `next`"


def alerts_without_correction(said: Words) -> Iterator[str]:
    """First answers to an alert that do not offer help now and "you misunderstood"."""
    for key, answer in said.answers.items():
        intent = intent_of(key) or ""
        if (key == f"utter_{intent}" and tier(intent) == "crisis") or key.startswith(
            "utter_alert_"
        ):
            for tap in sorted(CORRECTION - set(answer.next)):
                yield f"{answer.where}: {key} answers an alert: add {tap} to `next`"
