"""Walks the dialogue with the actions themselves: every intent, every alert, every button.

From each answer reached it also types what can be typed anywhere: yes, no, again, more simply, the
other language. What comes back must say something, lead on, and keep what its words promise.
"""

import inspect
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions
from actions.careful import CarefulAction
from actions.follow import parts_after
from luciole import paths
from luciole.answers.questions import DETAILS, is_answered
from luciole.answers.store import LANGUAGES, STYLES, words
from luciole.check.dialogue import ASKED, HELP, all_rules
from luciole.content import read_yaml
from luciole.intents import FALLBACK, HELP_TIERS, tier
from luciole.nlu.expressions import KINDS, TOLD_BEFORE, load_lists
from luciole.quizzes import STEP, step_message
from luciole.sentences import STEPS

TYPED_ANYWHERE = (
    "chat_affirm",
    "chat_deny",
    "chat_simplify",
    "chat_change_language",
    "chat_goodbye",
    "chat_personal_info",
    "tap_again",
    "tap_dont_know",
    "tap_back",
    "tap_safe_word",
)
_BESIDE_ALERT = (
    "crisis_danger_now",
    "disclose_friend_in_trouble",
    "chat_smalltalk",
    "adult_parent_worried",
)
# Taps that say the same after any answer: once is enough.
ALIKE_EVERYWHERE = ("tap_all_countries", "tap_back", "tap_country", "tap_safe_word", "tap_words")
# Said outside of Rasa's turn (luciole.assistant).
_BY_ASSISTANT = {"utter_failure", "utter_started_anew", "utter_masked", "utter_too_busy"}
_PAYLOAD = re.compile(r"/(\w+)(\{.*\})?")
_BELOW = re.compile("juste en dessous|just below")
# What can be asked about a topic, and what adults have words of their own for.
_ASKED = ASKED | {"action_feeling", "action_help"}


@dataclass(frozen=True)
class Message:
    """What a person sends. alert: a kind of danger that was recognised in it. by: the expression
    that raised it. typed: words, not a tap. guesses: intents it may have, if that is not clear."""

    intent: str
    entities: tuple[tuple[str, str], ...] = ()
    alert: str | None = None
    by: str | None = None
    typed: bool = False
    guesses: tuple[str, ...] = ()

    @classmethod
    def of(cls, payload: str) -> "Message":
        found = _PAYLOAD.fullmatch(payload)
        assert found, payload
        return cls(found[1], tuple(json.loads(found[2] or "{}").items()))


@dataclass(frozen=True)
class Reply:
    """What comes back. keys: vetted answers, in order. payloads: of the buttons."""

    keys: tuple[str, ...]
    payloads: tuple[str, ...]
    services: bool
    hides: bool
    empty: bool

    @property
    def helps(self) -> bool:
        return self.services or any(Message.of(p).intent in HELP for p in self.payloads)


def faults() -> list[str]:
    """Every fault of every path, in both languages."""
    rules = {intent: (actions, where) for intent, actions, where in all_rules()}
    found = [fault for language in LANGUAGES for fault in Walk(language, rules).faults()]
    return [*dict.fromkeys(found)]


@dataclass(frozen=True)
class Walk:
    """A walk through the dialogue in one language. rules: intent -> its actions, `file:line`."""

    language: str
    rules: Mapping[str, tuple[list[str], str]]

    @cached_property
    def acts(self) -> dict[str, CarefulAction]:
        """Every custom action by name."""
        modules = [import_module(f"actions.{m.name}") for m in iter_modules(actions.__path__)]
        classes = {
            c
            for module in modules
            for _, c in inspect.getmembers(module, inspect.isclass)
            if issubclass(c, CarefulAction) and not inspect.isabstract(c)
        }
        return {action.name(): action for action in (c() for c in classes)}

    @cached_property
    def slots(self) -> dict[str, list[dict[str, Any]]]:
        """Slot -> how the domain fills it."""
        slots = read_yaml(paths.DOMAIN)["slots"]
        return {str(name): slot["mappings"] for name, slot in slots.items()}

    @cached_property
    def by_intent(self) -> dict[str, dict[str, str]]:
        """Intent -> the slots it fills."""
        filled: dict[str, dict[str, str]] = {}
        for slot, mappings in self.slots.items():
            for m in mappings:
                if m["type"] == "from_intent":
                    filled.setdefault(m["intent"], {})[slot] = m["value"]
        return filled

    @cached_property
    def by_entity(self) -> list[tuple[str, str, list[str]]]:
        """(slot, entity, the intents it counts with)."""
        return [
            (slot, m["entity"], m.get("intent") or [])
            for slot, mappings in self.slots.items()
            for m in mappings
            if m["type"] == "from_entity"
        ]

    def faults(self) -> list[str]:
        """Walks from every start, each answer once, and judges every reply on the way."""
        found: list[str] = []
        said: set[str] = set()
        seen: set[tuple[str | None, Message]] = set()
        typed_after: set[str | None] = set()
        start = {"language": self.language, "style": "normal"}
        waiting = [(start, message) for message in self.starts()]
        for slots, message in waiting:
            last = slots.get("last_answer")
            place = (None if message.intent in ALIKE_EVERYWHERE else last, message)
            if place in seen:
                continue
            seen.add(place)
            try:
                reply, after = self.turn(slots, message)
            except Exception as error:
                found.append(f"{self.where(message)}: {message.intent} fails after {last}: {error}")
                continue
            found += self.judge(slots, message, reply)
            said |= {*reply.keys}
            following = [Message.of(payload) for payload in reply.payloads]
            if message.typed:
                # Else a part whose own button is gone would be reached by "I don't know".
                following = [to for to in following if to.intent != "tap_more"]
            if after.get("last_answer") not in typed_after:
                typed_after.add(after.get("last_answer"))
                following += [Message(intent, typed=True) for intent in TYPED_ANYWHERE]
                following += self.questions(after)
                if message.by:
                    # An injury is heard in whatever is written next (luciole.assistant).
                    following.append(replace(message, typed=True, by=TOLD_BEFORE))
            waiting += [(after, message) for message in following]
        return [*found, *self.unreached(said)]

    def starts(self) -> Iterator[Message]:
        """Every intent and every alert, as the first message of a conversation."""
        yield from (Message(intent) for intent in self.rules)
        # Typed only: no button offers a country that has no list.
        yield Message("chat_inform_country", (("country", "JP"),))
        yield Message(FALLBACK, guesses=("disclose_sextortion", "chat_smalltalk"))
        for kind in KINDS:
            for intent in _BESIDE_ALERT:
                yield Message(intent, alert=kind)
        injuries = (expression for a in load_lists() for expression in a.injured)
        yield Message("crisis_self_harm", alert="self_harm", by=next(injuries))

    def questions(self, slots: Mapping[str, Any]) -> Iterator[Message]:
        """What can be asked about a topic, after its first answer or after an alert."""
        topic, last = slots.get("topic") or "", slots.get("last_answer") or ""
        if last == f"utter_{topic}" or last.startswith("utter_alert_"):
            for intent, (actions, _) in self.rules.items():
                if _ASKED & {*actions} and is_answered(topic, intent):
                    yield Message(intent, typed=True)
        # Every part has a button that leads to it; telling on leads past the last one.
        said = words()[self.language].answers
        if last in parts_after(f"utter_{topic}") and said.keys().isdisjoint(parts_after(last)):
            yield Message(DETAILS, typed=True)

    def turn(self, slots: Mapping[str, Any], message: Message) -> tuple[Reply, dict[str, Any]]:
        """The reply to one message, and the slots after it."""
        now = {**slots, **self.mapped(message)}
        names = ["action_alert"] if message.alert else self.rules[message.intent][0]
        said: list[dict[str, Any]] = []
        for name in names:
            if name not in self.acts:
                said.append({"response": name})
                continue
            dispatcher = CollectingDispatcher()
            for event in self.acts[name].act(dispatcher, self.tracker(now, message)):
                now[event["name"]] = event["value"]
            said += dispatcher.messages
        keys = [m.get("response") or m.get("utter_action") for m in said]
        lasting = [k for k in keys if k and (k == STEP or not self.answer(k).passing)]
        now["last_answer"] = lasting[-1] if lasting else now.get("last_answer")
        shown = step_message(now.get("quiz"), now["language"]) if STEP in keys else None
        return self.reply([*said, *([shown] if shown else [])]), now

    def tracker(self, slots: dict[str, Any], message: Message) -> Tracker:
        latest = {
            "intent": {"name": message.intent},
            "text": "…" if message.typed else "",
            "intent_ranking": [{"name": name, "confidence": 0.4} for name in message.guesses],
            "entities": [{"entity": k, "value": v} for k, v in message.entities],
            "alert": message.alert,
            "alert_by": message.by,
        }
        filled = dict.fromkeys(self.slots) | slots
        return Tracker("walk", filled, latest, [], False, None, {}, "action_listen")

    def mapped(self, message: Message) -> dict[str, str]:
        """The slots that the domain fills from a message."""
        filled = dict(self.by_intent.get(message.intent, {}))
        for slot, entity, wanted in self.by_entity if message.entities else ():
            for name, value in message.entities:
                if name == entity and (not wanted or message.intent in wanted):
                    filled[slot] = value
        return filled

    def reply(self, said: list[dict[str, Any]]) -> Reply:
        keys = [key for m in said if (key := m.get("response") or m.get("utter_action"))]
        keys = [key for key in keys if key != STEP]
        own = [b["payload"] for m in said for b in m.get("buttons") or ()]
        named = [f"/{intent}" for key in keys for intent in self.answer(key).next]
        kinds = {m["custom"].get("type") for m in said if m.get("custom")}
        return Reply(
            keys=tuple(keys),
            payloads=tuple(dict.fromkeys([*named, *own])),
            services="helplines" in kinds,
            hides="hide" in kinds,
            empty=not any(m.get("response") or m.get("text") or m.get("custom") for m in said),
        )

    def judge(self, slots: Mapping[str, Any], message: Message, reply: Reply) -> Iterator[str]:
        """What is wrong with a reply, as `file:line: wrong: cure`."""
        where, name = self.where(message), message.intent
        after = f"after {slots['last_answer']}" if slots.get("last_answer") else "at the start"
        if reply.empty:
            yield f"{where}: {name} says nothing {after}: let its rule say an answer"
        elif not reply.payloads and not reply.services and not reply.hides:
            yield f"{where}: {name} leads nowhere {after}: give its answers buttons in `next`"
        serious = slots.get("alert") or tier(slots.get("topic") or "") in HELP_TIERS
        asked = ASKED & {*self.rules[name][0]} and serious
        grave = message.alert or tier(name) in HELP_TIERS or asked
        if grave and not reply.helps:
            yield f"{where}: {name} does not lead to help {after}: add help_helpline to `next`"
        for payload in reply.payloads:
            if Message.of(payload).intent not in self.rules:
                yield f"{where}: {payload} has no rule: add one that answers it"
        for key in reply.keys:
            texts = " ".join(b for s in STYLES for b in self.answer(key).bubbles[s])
            if _BELOW.search(texts) and not reply.services:
                yield (
                    f"{self.answer(key).where}: {key} points below where no services follow "
                    f"({name} {after}): reword it or let services follow"
                )

    def unreached(self, said: set[str]) -> Iterator[str]:
        """Answers that no path says."""
        for key, answer in words()[self.language].answers.items():
            piece = any(key.startswith(f"utter_words_{step}_") for step in STEPS)
            if key not in said | _BY_ASSISTANT and not piece:
                yield f"{answer.where}: {key} is never said: lead to it or remove it"

    def where(self, message: Message) -> str:
        return self.rules[message.intent][1] if message.intent in self.rules else "data/rules:1"

    def answer(self, key: str) -> Any:
        return words()[self.language].answers[key]
