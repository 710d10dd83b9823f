"""Messages with their data marked, as in Rasa's training data: "moi c'est [Léa](name)"."""

import re
from dataclasses import dataclass
from pathlib import Path

from luciole.content import ContentError, read_text, relative
from luciole.privacy.tagger import KINDS
from luciole.privacy.text import Span, cleaned

_MARK = re.compile(r"\[([^\[\]]+)\]\((\w+)\)")


@dataclass(frozen=True)
class Marked:
    """where: file and line, for people."""

    text: str
    spans: tuple[Span, ...]
    where: str


def read_marked(path: Path) -> list[Marked]:
    """The messages of a file of data/privacy/messages. Raises ContentError naming the line."""
    lines = read_text(path).splitlines()
    return [
        _marked(line.strip(), f"{relative(path)}:{number}")
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    ]


def _marked(line: str, where: str) -> Marked:
    text, spans, end = "", [], 0
    line = cleaned(line)
    for match in _MARK.finditer(line):
        if match[2] not in KINDS:
            raise ContentError(f"{where}: ({match[2]}) is no kind: use one of {', '.join(KINDS)}")
        text += line[end : match.start()]
        spans.append(Span(len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        end = match.end()
    text += line[end:]
    if "[" in text or "]" in text:
        raise ContentError(f"{where}: a bracket without its mark: write [datum](kind)")
    return Marked(text, tuple(spans), where)
