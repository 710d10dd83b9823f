"""Reading YAML with the line of every value, so that an error can name its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """The content of one file and the line on which each of its values stands."""

    path: Path
    data: Any
    lines: dict[Place, int]

    def error(self, place: Place, what: str, cure: str) -> str:
        """Return `file:line: what is wrong: what to do` for the value at this place."""
        while place and place not in self.lines:
            place = place[:-1]
        return f"{self.path}:{self.lines.get(place, 1)}: {what}: {cure}"


class ReadError(Exception):
    """The file is not YAML; the message is `file:line: what is wrong: what to do`."""


def read(path: Path) -> Document:
    """Read a YAML file; raise ReadError if it cannot be parsed or a key stands twice."""
    lines: dict[Place, int] = {}
    try:
        loader = yaml.CSafeLoader(path.read_text(encoding="utf-8"))
        try:
            node = loader.get_single_node()
            data = _value(loader, node, (), lines, path) if node else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ReadError(f"{path}:{line}: {error.problem}: correct the YAML") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        what = (
            "holds characters that no text has" if isinstance(error, ValueError) else "unreadable"
        )
        raise ReadError(f"{path}:1: {what}: restore the file") from None
    return Document(path, data, lines)


def _value(
    loader: yaml.CSafeLoader, node: yaml.Node, place: Place, lines: dict[Place, int], path: Path
) -> Any:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in result:
                raise ReadError(f"{path}:{line}: {key} stands twice: keep one")
            result[key] = _value(loader, value_node, (*place, key), lines, path)
            lines[(*place, key)] = line
        return result
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(loader, item, (*place, number), lines, path)
            for number, item in enumerate(node.value)
        ]
    try:
        return loader.construct_object(node)
    except ValueError as error:
        line = node.start_mark.line + 1
        raise ReadError(f"{path}:{line}: {error}: put it in quotes") from None
