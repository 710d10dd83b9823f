"""Reading content files, and the version that names a state of them."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError

from luciole import paths
from luciole.errors import Mendable


class ContentError(Mendable):
    """One content file is not as it must be; the message names file, line and cure."""


class _Numbered(SafeConstructor):
    """Gives mappings and lists their line numbers (`.lc`), as ruamel's round-trip reader does,
    which takes eleven times as long because it is not libyaml."""

    def mapping(self, node: Any) -> Iterator[CommentedMap]:
        read = CommentedMap()
        read._yaml_set_line_col(*_place(node))
        yield read
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            value = self.construct_object(value_node, deep=True)
            self.check_mapping_key(node, key_node, read, key, value)
            read[key] = value
            read._yaml_set_kv_line_col(key, [*_place(key_node), *_place(value_node)])

    def sequence(self, node: Any) -> Iterator[CommentedSeq]:
        read = CommentedSeq()
        read._yaml_set_line_col(*_place(node))
        yield read
        for number, item in enumerate(node.value):
            read.append(self.construct_object(item, deep=True))
            read._yaml_set_idx_line_col(number, _place(item))


_Numbered.add_constructor("tag:yaml.org,2002:map", _Numbered.mapping)
_Numbered.add_constructor("tag:yaml.org,2002:seq", _Numbered.sequence)


def _place(node: Any) -> list[int]:
    return [node.start_mark.line, node.start_mark.column]


def read_yaml(path: Path) -> Any:
    """The parsed file, with line numbers on its mappings and lists (`.lc`).

    Raises ContentError when the file is missing, is not UTF-8 or is not YAML.
    """
    reader = YAML(typ="safe")
    reader.Constructor = _Numbered
    try:
        text = read_text(path)
        return reader.load(text)
    except FileNotFoundError as error:
        raise ContentError(f"{relative(path)}:1: file is missing: restore it from git") from error
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        # What is missing at the end is missing on the last line, not after it.
        line = min(mark.line, text.rstrip().count("\n")) + 1 if mark else 1
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise ContentError(
            f"{relative(path)}:{line}: {problem}: check indentation, quotes and colons on this line"
        ) from error


def read_text(path: Path) -> str:
    """The file's text, without a byte order mark. Raises ContentError when it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ContentError(f"{relative(path)}:{line}: not UTF-8: save the file as UTF-8") from error


# What Python leaves behind, and the words of the staff console, which no child reads.
_LEFT_OUT = {"__pycache__", "review"}


def relative(path: Path) -> str:
    """The path as a reader of the repository knows it."""
    return str(path.relative_to(paths.ROOT)) if path.is_relative_to(paths.ROOT) else str(path)


def content_files() -> list[Path]:
    """Every file whose change changes what the assistant understands or what a child reads."""
    folders = [paths.DATA, paths.NLU_CODE, paths.WIDGET / "texts"]
    promises = sorted(paths.WIDGET.glob("pages/privacy.*.html"))
    files = (f for folder in folders for f in files_in(folder))
    return [paths.CONFIG, paths.DOMAIN, *files, *promises]


def files_in(folder: Path) -> list[Path]:
    """The folder's files, sorted, without what is left out."""
    return sorted(
        f
        for f in folder.rglob("*")
        if f.is_file() and not _LEFT_OUT & {*f.relative_to(folder).parts}
    )


@lru_cache(maxsize=1)
def content_version() -> str:
    """The version of all content: changes when any content file does."""
    return version_of(content_files())


def version_of(files: list[Path]) -> str:
    """Twelve hexadecimal digits for names and bytes of the files."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(relative(path).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
