"""The console's own words, in both languages."""

from collections.abc import Mapping
from typing import Any

from luciole import paths
from luciole.answers.store import LANGUAGES
from luciole.content import ContentError, read_yaml, relative
from luciole.review.flows import Meaning
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


def meanings() -> dict[str, dict[str, Meaning]]:
    """Language -> path -> its meaning: of intents, alerts and what the program says by itself.

    Those of intents stand in data/intents.yml in English and in data/review/intents.fr.yml.
    """
    own = {
        lang: {name: Meaning(text) for name, text in t["program"].items()}
        for lang, t in wording().items()
    }
    files = {"en": paths.DATA / "intents.yml", "fr": FOLDER / "intents.fr.yml"}
    read = {lang: read_yaml(path) for lang, path in files.items()}
    if missing := [name for name in read["en"] if name not in read["fr"]]:
        where = relative(files["fr"])
        raise ContentError(f"{where}:1: {missing[0]} is missing: say in French what it means")
    return {
        lang: {
            **{n: Meaning(str(v["means"]), str(v.get("not") or "")) for n, v in intents.items()},
            **own[lang],
        }
        for lang, intents in read.items()
    }


def cures(language: str) -> Mapping[str, str]:
    """The cures of data/style.yml in a language, where they have been written in it."""
    path = FOLDER / f"cures.{language}.yml"
    return read_yaml(path) if path.exists() else {}


def name_of(key: str, titles: Mapping[str, str], t: Mapping[str, Any]) -> str:
    """A path or answer in plain words: its button's title, else the console's name for it."""
    name = key.removeprefix("utter_")
    if known := t["paths"].get(name) or titles.get(name) or titles.get(f"tap_{name}"):
        return str(known)
    for ending, words in t["endings"].items():
        if name.endswith(f"_{ending}"):
            return f"{name_of(name.removesuffix(f'_{ending}'), titles, t)} ({words})"
    return name.replace("_", " ")
