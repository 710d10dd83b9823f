"""Every path of the conversation: from what is said to what is answered and offered."""

import fnmatch
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from luciole.answers.questions import FOR_ADULTS, answers_question, ending
from luciole.answers.store import Words
from luciole.check.dialogue import ASKED
from luciole.check.messages import Example
from luciole.helplines.directory import Choosing
from luciole.intents import Intent
from luciole.nlu.expressions import KINDS, AlertList

# What an action says by itself, besides the answers that its rule names; * for any ending.
SAYS = {
    "action_affirm": ("utter_chat_affirm",),
    "action_alert": (),
    "action_answer": ("utter_still_here", "utter_no_more", "utter_adult_no_more"),
    "action_all_countries": ("utter_all_countries",),
    "action_ask_back": ("utter_ask_back", "utter_not_understood"),
    "action_chat": (
        "utter_still_here",
        "utter_alert_friend_2",
        "utter_still_here_in_crisis",
        "utter_need_help_now",
    ),
    "action_change_language": ("utter_chat_change_language",),
    "action_country": ("utter_country_noted", "utter_country_unlisted", "utter_ask_country"),
    "action_forget": ("utter_forgotten",),
    "action_help": ("utter_ask_country",),
    "action_help_services": ("utter_ask_country",),
    "action_deny": ("utter_chat_deny", "utter_still_here_in_crisis"),
    "action_dont_know": ("utter_dont_know", "utter_still_here_in_crisis"),
    "action_hide": ("utter_chat_someone_is_watching",),
    "action_more": ("utter_no_more",),
    "action_question": ("utter_no_more",),
    "action_return": ("utter_misunderstood",),
    "action_safe": ("utter_safe_yes",),
    "action_told_on": ("utter_still_here", "utter_still_here_in_crisis", "utter_no_more"),
    "action_words": ("utter_words_*",),
}
_ALERT_SURE = {
    "danger": "utter_crisis_danger_now",
    "suicide": "utter_crisis_suicide",
    "self_harm": "utter_crisis_self_harm",
    "runaway": "utter_crisis_runaway",
}
# Whatever the kind: a friend's danger, an adult who writes, an injury or a poisoning.
_ALERT_BESIDE = (
    "utter_alert_friend",
    "utter_alert_friend_2",
    "utter_alert_adult",
    "utter_alert_injured",
    "utter_alert_injured_2",
)
# Actions that help services follow, with any intent that a rule gives them.
_BRING_SERVICES = frozenset({"action_answer", "action_help", "action_help_services"})
_PARTS = ("", "_2", "_3", "_why")
# Of what has no tier of its own: a second question may be about anything grave.
_OTHER_TIERS = {"ask": "disclose", "tell": "disclose", "tap": "tap"}
# The order in which tiers are read: the gravest first.
TIERS = ("crisis", "disclose", "feel", "help", "learn", "adult", "quiz", "chat", "tap", "program")


@dataclass(frozen=True)
class Meaning:
    """What a path stands for, in words for staff, and what it is not to be taken for."""

    means: str
    differs: str = ""


@dataclass(frozen=True)
class Flow:
    """One path. name: the intent, `alert_…` for a kind of alert, or the key of an answer that the
    program says by itself. means, differs: language -> what is understood and what it is not.
    answers: keys in order. services: kinds of help service, in order. examples: language ->
    messages that lead here. where: `file:line`."""

    name: str
    tier: str
    means: Mapping[str, str]
    differs: Mapping[str, str]
    actions: tuple[str, ...]
    answers: tuple[str, ...]
    services: tuple[str, ...]
    examples: Mapping[str, tuple[str, ...]]
    where: str

    @property
    def alert(self) -> str | None:
        """The kind of alert that this is the path of."""
        return self.name.removeprefix("alert_") if self.name.startswith("alert_") else None


def all_flows(
    intents: Mapping[str, Intent],
    rules: Iterable[tuple[str, list[str], str]],
    words: Words,
    examples: Iterable[Example],
    alerts: Iterable[AlertList],
    choosing: Choosing,
    meanings: Mapping[str, Mapping[str, Meaning]],
) -> dict[str, Flow]:
    """Every flow by name, in the order of tiers. meanings: language -> flow -> meaning."""
    said = by_intent(examples)
    flows = [
        *(
            alert_flow(kind, [a for a in alerts if a.kind == kind], words, choosing)
            for kind in KINDS
        ),
        *(rule_flow(rule, intents, words, said, choosing) for rule in rules),
    ]
    held = {key for flow in flows for key in flow.answers}
    flows += [program_flow(key, words) for key in words.answers if key not in held]
    flows = [with_meaning(flow, meanings) for flow in flows]
    flows.sort(key=lambda flow: TIERS.index(flow.tier))
    return {flow.name: flow for flow in flows}


def by_intent(examples: Iterable[Example]) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for example in examples:
        found.setdefault(example.intent, {}).setdefault(example.language, []).append(example.text)
    return {i: {lang: tuple(t) for lang, t in texts.items()} for i, texts in found.items()}


def rule_flow(
    rule: tuple[str, list[str], str],
    intents: Mapping[str, Intent],
    words: Words,
    said: Mapping[str, Mapping[str, tuple[str, ...]]],
    choosing: Choosing,
) -> Flow:
    """A flow that a rule begins."""
    name, actions, where = rule
    intent = intents.get(name)
    keys = [a for a in actions if a in words.answers]
    keys += [f"utter_{name}{part}" for part in _PARTS]
    keys += [f"{FOR_ADULTS}{ending(name)}"]
    keys += [key for key in words.answers if ASKED & {*actions} and answers_question(key, name)]
    by_itself = (key for action in actions for key in SAYS.get(action, ()))
    keys += [key for told in by_itself for key in fnmatch.filter(words.answers, told)]
    topic = choosing.topics.get(name, choosing.default)
    return Flow(
        name=name,
        tier=intent.tier if intent else _OTHER_TIERS.get(name.partition("_")[0], "program"),
        means={},
        differs={},
        actions=tuple(actions),
        answers=tuple(k for k in dict.fromkeys(keys) if k in words.answers),
        services=topic.kinds if _BRING_SERVICES.intersection(actions) else (),
        examples=said.get(name, {}),
        where=where,
    )


def alert_flow(kind: str, lists: list[AlertList], words: Words, choosing: Choosing) -> Flow:
    """The path that a sign of danger takes, whatever else was going on."""
    keys = [_ALERT_SURE[kind], f"utter_alert_{kind}", *_ALERT_BESIDE, "utter_misunderstood"]
    return Flow(
        name=f"alert_{kind}",
        tier="crisis",
        means={},
        differs={},
        actions=("action_alert",),
        answers=tuple(k for k in keys if k in words.answers),
        services=choosing.alerts[kind].kinds,
        examples={a.language: a.examples for a in lists},
        where=f"data/alerts/fr/{kind}.yml:1",
    )


def program_flow(key: str, words: Words) -> Flow:
    """What the program says by itself."""
    where = words.answers[key].where
    return Flow(key, "program", {}, {}, (), (key,), (), {}, where)


def with_meaning(flow: Flow, meanings: Mapping[str, Mapping[str, Meaning]]) -> Flow:
    known = {lang: each[flow.name] for lang, each in meanings.items() if flow.name in each}
    return replace(
        flow,
        means={lang: meaning.means for lang, meaning in known.items()},
        differs={lang: meaning.differs for lang, meaning in known.items() if meaning.differs},
    )


def targets(flow: Flow, words: Words, flows: Mapping[str, Flow]) -> Iterator[str]:
    """The flows that the buttons of this one lead to, each once."""
    named = (to for key in flow.answers for to in words.answers[key].next)
    yield from (to for to in dict.fromkeys(named) if to in flows and to != flow.name)
