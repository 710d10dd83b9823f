"""The vetted words: loaded once, never generated, never borrowed from the other language."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from luciole import paths
from luciole.content import ContentError, read_yaml, relative
from luciole.shapes import misshapen

LANGUAGES = ("fr", "en")
STYLES = ("normal", "simple")
HOUSE = "house"
MOST_BUBBLES = 3
_PARTS = {"language": str, "answers": dict}


@dataclass(frozen=True)
class Answer:
    """One answer in one language.

    bubbles: style -> the short texts, in order. next: intents offered as buttons.
    sources: of statements of fact, or `house`. where: `file:line`. passing: said on the way, so
    that what came before stays what is said again, made simpler or continued. not_after: topics, or
    tiers of topics, that an answer to a second question of every topic does not fit.
    """

    key: str
    language: str
    bubbles: dict[str, tuple[str, ...]]
    next: tuple[str, ...]
    sources: tuple[str, ...]
    where: str
    passing: bool = False
    not_after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """Everything one language can say: answers by key, button titles by intent."""

    answers: dict[str, Answer]
    titles: dict[str, str]


@lru_cache(maxsize=1)
def words() -> dict[str, Words]:
    """The words of each language. Raises ContentError listing every fault found."""
    return {language: load(paths.ANSWERS / language, language) for language in LANGUAGES}


def load(folder: Path, language: str) -> Words:
    """All files of one language's folder. Raises ContentError listing every fault found."""
    answers: dict[str, Answer] = {}
    titles: dict[str, str] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            data = read_yaml(path)
        except ContentError as error:
            faults.append(str(error))
            continue
        wrong = [*misshapen(path, data, _PARTS, optional={"titles": dict})]
        if wrong:
            faults += wrong
            continue
        if data["language"] != language:
            faults.append(
                f"{relative(path)}:1: language is not '{language}': correct the first line"
            )
        for key, entry in data["answers"].items():
            where = f"{relative(path)}:{data['answers'].lc.key(key)[0] + 1}"
            faults += faults_of(key, entry, where, answers)
            if not faults:
                answers[key] = to_answer(key, language, entry, where)
        titles.update({str(k): str(v) for k, v in data.get("titles", {}).items()})
    if faults:
        raise ContentError("\n".join(faults))
    return Words(answers, titles)


def to_answer(key: str, language: str, entry: Any, where: str) -> Answer:
    return Answer(
        key=str(key),
        language=language,
        bubbles={style: tuple(str(b) for b in entry[style]) for style in STYLES},
        next=tuple(str(n) for n in entry.get("next") or ()),
        sources=tuple(str(s) for s in _as_list(entry["sources"])),
        where=where,
        passing=bool(entry.get("passing")),
        not_after=tuple(str(n) for n in entry.get("not_after") or ()),
    )


def faults_of(key: str, entry: Any, where: str, seen: dict[str, Answer]) -> list[str]:
    """What keeps this entry from being an answer, each as `file:line: wrong: cure`."""
    if not isinstance(entry, dict):
        return [f"{where}: {key} is not a block: give it normal, simple, next and sources"]
    faults = []
    if key in seen:
        faults.append(f"{where}: {key} is already at {seen[key].where}: remove one of the two")
    for style in STYLES:
        bubbles = entry.get(style)
        if not isinstance(bubbles, list) or not bubbles or not all(str(b).strip() for b in bubbles):
            faults.append(f"{where}: {key} has no {style} text: write 1 to {MOST_BUBBLES} bubbles")
        elif len(bubbles) > MOST_BUBBLES:
            faults.append(f"{where}: {key} has {len(bubbles)} {style} bubbles: keep {MOST_BUBBLES}")
    if not isinstance(entry.get("next", []), list):
        faults.append(f"{where}: {key} has a next that is not a list: write [intent, intent]")
    if not entry.get("sources"):
        faults.append(
            f"{where}: {key} has no source: name addresses, or `{HOUSE}` for our own style"
        )
    return faults


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]
