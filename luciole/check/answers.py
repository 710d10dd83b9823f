"""The words: both languages, both lengths, readable, in our voice."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import textstat

from luciole import paths
from luciole.answers.store import LANGUAGES, STYLES, Answer, words
from luciole.content import ContentError, read_yaml
from luciole.intents import intent_of, tier

_SENTENCE = re.compile(r"[.!?…]+[’”]?(?:\s|$)")


def faults() -> list[str]:
    """Every fault of data/answers."""
    try:
        said = words()
        rules = style()
    except ContentError as error:
        return str(error).split("\n")
    every = [a for language in LANGUAGES for a in said[language].answers.values()]
    return [
        *parity(),
        *(f for a in every for f in lengths(a, rules["limits"])),
        *(f for a in every for f in forbidden(a, rules["forbidden"][a.language])),
        *(f for a in every for f in reading(a, rules["reading_ease"])),
    ]


@lru_cache(maxsize=1)
def style() -> Any:
    """The style rules of data/style.yml."""
    return read_yaml(paths.DATA / "style.yml")


def parity() -> Iterator[str]:
    """Keys, continuations and titles that one language has and the other has not."""
    french, english = words()["fr"], words()["en"]
    for here, there, name in ((french, english, "en"), (english, french, "fr")):
        for key, answer in here.answers.items():
            if key not in there.answers:
                yield f"{answer.where}: {key} is missing in {name}: write it there"
        for intent in here.titles.keys() - there.titles.keys():
            yield f"data/answers/{name}:1: title of {intent} is missing: add it to `titles`"
    for key in french.answers.keys() & english.answers.keys():
        if french.answers[key].next != english.answers[key].next:
            where = english.answers[key].where
            yield f"{where}: {key} leads elsewhere than in French: give both the same `next`"


def lengths(answer: Answer, limits: Any) -> Iterator[str]:
    """Bubbles too long for a phone; sentences too long for easy reading."""
    for style_name in STYLES:
        for bubble in answer.bubbles[style_name]:
            if len(bubble) > limits["bubble_characters"]:
                yield (
                    f"{answer.where}: {answer.key} has a {style_name} bubble of {len(bubble)} "
                    f"characters: keep it under {limits['bubble_characters']}"
                )
            longest = max((len(s.split()) for s in _SENTENCE.split(bubble)), default=0)
            if longest > limits["sentence_words"][style_name]:
                yield (
                    f"{answer.where}: {answer.key} has a {style_name} sentence of {longest} words: "
                    f"keep it to {limits['sentence_words'][style_name]}"
                )


def forbidden(answer: Answer, rules: Any) -> Iterator[str]:
    """Blame, promises, questions that investigate, old terms, typography (data/style.yml)."""
    for rule in rules:
        if answer.key in rule.get("except", ()) or tier_of(answer) not in rule.get(
            "tiers", (tier_of(answer),)
        ):
            continue
        for style_name in STYLES:
            for bubble in answer.bubbles[style_name]:
                found = re.search(rule["pattern"], bubble, re.IGNORECASE)
                if found:
                    yield f"{answer.where}: {answer.key} says '{found[0]}': {rule['cure']}"


def reading(answer: Answer, bars: Any) -> Iterator[str]:
    """Flesch reading ease (Kandel and Moles 1958 for French), as textstat computes it."""
    bar = bars.get(tier_of(answer), bars["other"])
    ease = reading_ease(" ".join(answer.bubbles["normal"]), answer.language)
    if ease < bar:
        yield (
            f"{answer.where}: {answer.key} has reading ease {ease:.0f}: "
            f"shorten words and sentences to reach {bar}"
        )


def reading_ease(text: str, language: str) -> float:
    """Flesch reading ease, about 0 (hard) to 100 (easy)."""
    textstat.set_lang(language)
    return float(textstat.flesch_reading_ease(text))


def tier_of(answer: Answer) -> str:
    """The tier of the intent that an answer belongs to, `other` for the program's own."""
    return tier(intent_of(answer.key) or "") or "other"
