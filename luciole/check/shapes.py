"""Files whose readers take their shape for granted: alert lists, examples, rules, the domain.

Answers and quizzes are checked by their own readers (luciole.answers.store, luciole.quizzes).
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from luciole import paths
from luciole.answers.store import LANGUAGES
from luciole.content import ContentError, read_yaml
from luciole.shapes import Shape, at, misshapen, misshapen_items

_ALERTS: Shape = {
    "language": str,
    "kind": str,
    "expressions": list,
    "unless": list,
    "examples": list,
    "counter_examples": list,
}
_DOMAIN: Shape = {"intents": list, "slots": dict, "responses": dict}


def faults() -> list[str]:
    """What is not of the shape it must be, file by file."""
    files = [
        *((path, alerts) for path in sorted(paths.ALERTS.glob("*/*.yml"))),
        *(
            (path, examples)
            for lang in LANGUAGES
            for path in sorted((paths.NLU / lang).glob("*.yml"))
        ),
        *((path, examples) for path in sorted(paths.QUESTIONS.glob("*.yml"))),
        *((path, rules) for path in sorted(paths.RULES.glob("*.yml"))),
        (paths.ALERTS / "spelling.yml", spelling),
        (paths.DOMAIN, domain),
        (paths.DATA / "intents.yml", intents),
    ]
    found: list[str] = []
    for path, check in files:
        try:
            found += check(path, read_yaml(path))
        except ContentError as error:
            found.append(str(error))
    return found


def alerts(path: Path, data: Any) -> Iterator[str]:
    wrong = [*misshapen(path, data, _ALERTS, optional={"doubtful": list})]
    yield from wrong
    for part, place in (("language", path.parent.name), ("kind", path.stem)):
        if not wrong and data[part] != place:
            yield f"{at(path, data, part)}: {part} is not {place}: correct it, or move the file"


def spelling(path: Path, data: Any) -> Iterator[str]:
    return misshapen(path, data, dict.fromkeys(LANGUAGES, dict))


def examples(path: Path, data: Any) -> Iterator[str]:
    wrong = [*misshapen(path, data, {"nlu": list})]
    yield from wrong or misshapen_items(path, data["nlu"], {"intent": str, "examples": str})


def rules(path: Path, data: Any) -> Iterator[str]:
    wrong = [*misshapen(path, data, {"rules": list})]
    wrong = wrong or [*misshapen_items(path, data["rules"], {"rule": str, "steps": list})]
    steps = () if wrong else (rule["steps"] for rule in data["rules"])
    yield from wrong or chain.from_iterable(misshapen_items(path, s, {}) for s in steps)


def domain(path: Path, data: Any) -> Iterator[str]:
    wrong = [*misshapen(path, data, _DOMAIN)]
    yield from wrong or _blocks(path, data["slots"], {"mappings": list})


def intents(path: Path, data: Any) -> Iterator[str]:
    wrong = [*misshapen(path, data, {})]
    yield from wrong or _blocks(path, data, {"tier": str, "means": str})


def _blocks(path: Path, data: Any, parts: Shape) -> Iterator[str]:
    """What keeps the blocks under the names of `data` from having these parts."""
    for name, block in data.items():
        yield from misshapen(path, block, parts, data.lc.key(name)[0] + 1)
