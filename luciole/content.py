"""Reading content files, and the version that names a state of them."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from luciole import paths
from luciole.errors import Mendable


class ContentError(Mendable):
    """One content file is not as it must be; the message names file, line and cure."""


def read_yaml(path: Path) -> Any:
    """The parsed file, with line numbers on its mappings (ruamel round-trip types).

    Raises ContentError when the file is missing or is not YAML.
    """
    try:
        return YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ContentError(f"{relative(path)}:1: file is missing: restore it from git") from error
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise ContentError(
            f"{relative(path)}:{line}: {problem}: check indentation, quotes and colons on this line"
        ) from error


# What Python leaves behind, and the words of the staff console, which no child reads.
_LEFT_OUT = {"__pycache__", "review"}


def relative(path: Path) -> str:
    """The path as a reader of the repository knows it."""
    return str(path.relative_to(paths.ROOT)) if path.is_relative_to(paths.ROOT) else str(path)


def content_files() -> list[Path]:
    """Every file whose change changes what the assistant understands or says, sorted."""
    folders = [paths.DATA, paths.ROOT / "luciole" / "nlu"]
    return [paths.CONFIG, paths.DOMAIN, *(f for folder in folders for f in files_in(folder))]


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
