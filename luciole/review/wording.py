"""The console's own words, in both languages."""

from collections.abc import Mapping
from typing import Any

from luciole import paths
from luciole.answers.store import LANGUAGES
from luciole.content import ContentError, read_yaml, relative
from luciole.review.fresh import fresh
from luciole.review.items import leaves

FOLDER = paths.DATA / "review"


def wording() -> dict[str, Any]:
    """Language -> words. Raises ContentError where one language has words the other has not."""
    return fresh("wording", (FOLDER,), read_all)


def read_all() -> dict[str, Any]:
    read = {language: read_yaml(FOLDER / f"{language}.yml") for language in LANGUAGES}
    places = {language: {part for part, _ in leaves(data)} for language, data in read.items()}
    for here, there in (("fr", "en"), ("en", "fr")):
        if missing := sorted(places[here] - places[there]):
            where = relative(FOLDER / f"{there}.yml")
            raise ContentError(f"{where}:1: {missing[0]} is missing: add it, {here}.yml has it")
    return read


def name_of(key: str, titles: Mapping[str, str], t: Mapping[str, Any]) -> str:
    """A path or answer in plain words: its button's title, else the console's name for it."""
    name = key.removeprefix("utter_")
    if known := t["paths"].get(name) or titles.get(name) or titles.get(f"tap_{name}"):
        return str(known)
    for ending, words in t["endings"].items():
        if name.endswith(f"_{ending}"):
            return f"{name_of(name.removesuffix(f'_{ending}'), titles, t)} ({words})"
    return name.replace("_", " ")
