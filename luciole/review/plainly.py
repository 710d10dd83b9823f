"""Names and values of the content files in words for staff."""

import re
from collections.abc import Mapping
from typing import Any

from luciole.review.catalogue import Catalogue
from luciole.review.items import Item, Line

_STEP = re.compile(r"([qs])(\d+)")
_STEPS = {"q": "question", "s": "scene"}
_TRUTH = {"True": "yes", "False": "no", "None": "not_known", "": "not_known"}


def label(part: str, t: Mapping[str, Any], found: Catalogue) -> str:
    """`q1.b.explanation.1` as “Question 1 · choice B · what is said then 1”."""
    emergency = found.directory.words[t["language"]]["emergency"]
    said: list[str] = []
    for bit in part.split("."):
        if bit.isdigit() and said:
            said[-1] += f" {bit}"
        else:
            said.append(bit_label(bit, t, emergency))
    return " · ".join(said)


def bit_label(bit: str, t: Mapping[str, Any], emergency: Mapping[str, str]) -> str:
    step = _STEP.fullmatch(bit)
    if step:
        return str(t["parts"][_STEPS[step[1]]].format(number=step[2]))
    if len(bit) == 1 and bit.isalpha():
        return str(t["parts"]["choice"].format(letter=bit.upper()))
    return str(t["parts"].get(bit) or emergency.get(bit) or bit.replace("_", " "))


def value(item: Item, line: Line, t: Mapping[str, Any], found: Catalogue) -> str:
    """What a line of an item says, for one who reads no code."""
    part, _, ending = line.part.partition(".")
    cards = found.directory.words[item.language]
    if item.kind == "flow" and part in ("action", "answer"):
        return str(t["actions"].get(line.text) or found.title(line.text, item.language))
    if part in ("kind", "service"):
        return str(cards["kinds"].get(line.text, line.text))
    if part == "channel" and ending.isdigit():
        via, _, to = line.text.partition(": ")
        return f"{cards['via'].get(via, via)} · {to}"
    if item.kind == "helpline" and part in ("free", "not_on_bill", "anonymous", "ages"):
        return str(t["values"][_TRUTH[line.text]]) if line.text in _TRUTH else line.text
    if item.kind == "helpline" and part == "languages":
        names = [str(t["names"].get(code, code.upper())) for code in line.text.split()]
        return ", ".join(names) or str(t["values"]["not_known"])
    if line.part.endswith(".to"):
        return label(line.text, t, found)
    if item.kind == "quiz" and part == "next":
        return found.title(line.text, item.language)
    return line.text
