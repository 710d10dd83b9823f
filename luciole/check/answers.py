"""The words: both languages, both lengths, readable, in our voice."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import textstat

from luciole import paths
from luciole.answers.questions import FOR_ADULTS, GENERAL
from luciole.answers.store import HOUSE, LANGUAGES, STYLES, Answer, words
from luciole.content import ContentError, read_yaml
from luciole.intents import intent_of, intents, tier

_SENTENCE = re.compile(r"[.!?…]+[’”]?(?:\s|$)")
_QUESTION = re.compile(r"[^.!?…]*\?")
# Words lent to the reader; an English apostrophe inside a word closes nothing.
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|(?<!\w)‘.*?’(?!\w)")
_ADDRESS = re.compile(r"https?://\S+\.\S+")


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
        *(f for a in every for f in questions(a, rules["safety_question"][a.language])),
        *(f for a in every for f in reading(a, rules["reading_ease"])),
        *(f for a in every for f in sources(a)),
        *(f for a in every for f in topics(a)),
        *(f for language in LANGUAGES for f in titles(language, said[language].titles, rules)),
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
        if french.answers[key].not_after != english.answers[key].not_after:
            where = english.answers[key].where
            yield f"{where}: {key} fits other topics than in French: give both the same `not_after`"


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


def questions(answer: Answer, safety: str) -> Iterator[str]:
    """Anything asked of somebody hurt, but whether they are safe."""
    if tier_of(answer) not in ("crisis", "disclose", "feel"):
        return
    for style_name in STYLES:
        for bubble in answer.bubbles[style_name]:
            for asked in _QUESTION.findall(_QUOTED.sub("", bubble)):
                if safety not in asked.lower():
                    yield (
                        f"{answer.where}: {answer.key} asks '{asked.strip()}': "
                        f"ask nothing but '{safety}'"
                    )


def topics(answer: Answer) -> Iterator[str]:
    """Topics that there are not."""
    known = {*intents(), *(intent.tier for intent in intents().values())}
    for name in answer.not_after:
        if name not in known:
            yield (
                f"{answer.where}: {answer.key} is not said after {name}, which is no intent and no "
                "tier: correct the name in `not_after`"
            )


def sources(answer: Answer) -> Iterator[str]:
    """Sources that are neither an address nor `house`."""
    for source in answer.sources:
        if source != HOUSE and not _ADDRESS.fullmatch(source):
            yield (
                f"{answer.where}: {answer.key} has the source '{source}': "
                f"give its address, or `{HOUSE}` for our own style"
            )


def titles(language: str, named: Mapping[str, str], rules: Any) -> Iterator[str]:
    """Titles of buttons: short enough for a phone, and in our voice."""
    where = f"data/answers/{language}:1"
    limit = rules["limits"]["title_characters"]
    for intent, title in named.items():
        if len(title) > limit:
            yield f"{where}: title of {intent} has {len(title)} characters: keep it to {limit}"
        for rule in rules["forbidden"][language]:
            found = re.search(rule["pattern"], title, re.IGNORECASE)
            if found and (tier(intent) or "chat") in rule.get("tiers", (tier(intent) or "chat",)):
                yield f"{where}: title of {intent} says '{found[0]}': {rule['cure']}"


def reading(answer: Answer, bars: Any) -> Iterator[str]:
    """Flesch reading ease (Kandel and Moles 1958 for French), as textstat computes it."""
    for style_name in STYLES:
        text = " ".join(answer.bubbles[style_name])
        bar = bars[style_name].get(tier_of(answer), bars[style_name]["other"])
        ease = reading_ease(text, answer.language)
        if ease < bar and len(text.split()) >= bars["fewest_words"]:
            yield (
                f"{answer.where}: {answer.key} has reading ease {ease:.0f} in {style_name} words: "
                f"shorten words and sentences to reach {bar}"
            )


def reading_ease(text: str, language: str) -> float:
    """Flesch reading ease, about 0 (hard) to 100 (easy)."""
    textstat.set_lang(language)
    return float(textstat.flesch_reading_ease(text))


def tier_of(answer: Answer) -> str:
    """The tier of the intent that an answer belongs to, `other` for the program's own.

    An answer to a second question may follow any disclosure."""
    if answer.key.startswith(GENERAL):
        return "disclose"
    if answer.key.startswith(FOR_ADULTS):
        return "adult"
    return tier(intent_of(answer.key) or "") or "other"
