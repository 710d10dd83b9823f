"""Countries, platforms and languages named in a message, in both languages and many spellings."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from luciole.nlu.home import elsewhere, is_away, not_home, told_as_home
from luciole.nlu.lookups import WORDS
from luciole.nlu.misspelt import load
from luciole.nlu.names import everyday, flags, lengths, names
from luciole.nlu.normalise import plain_in_place

_RANKING = "intent_ranking"
# What a message means that is nothing but a place.
_TELLS = {"name": "chat_inform_country", "confidence": 1.0}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlacesAndPlatforms(GraphComponent):
    """Adds entities `country`, `home` and `staying` (ISO codes), `platform`, `wanted_language`.

    Stands behind the intent classifier: what is nothing but a place ("n'djamena") answers which
    country it is, though the classifier may never have seen the name.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "PlacesAndPlatforms":
        load()
        lengths()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            found = entities(text)
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
            if is_only_a_place(text, found):
                others = [r for r in message.get(_RANKING, []) if r["name"] != _TELLS["name"]]
                message.set(INTENT, _TELLS, add_to_output=True)
                message.set(_RANKING, [_TELLS, *others], add_to_output=True)
        return messages


def entities(text: str) -> list[dict[str, Any]]:
    """Rasa entities of a message; the second country of `in X but I live in Y` is the home, and
    the only one of `on holiday in X` is not. `home` says a country once more where the writer tells
    it in so many words, as beside a danger, whatever else the message is about."""
    said = plain_in_place(text)
    found = [*flags(text), *names(text)]
    countries = [f for f in found if f["entity"] == "country"]
    gone = not_home(said, countries)
    for country in elsewhere(said, [c for c in countries if c not in gone]):
        country["entity"] = "staying"
    homes = [{**c, "entity": "home"} for c in countries if c not in gone and told_as_home(said, c)]
    return [*(f for f in found if f not in gone), *(h for h in homes if not is_away(said))]


def is_only_a_place(text: str, found: list[dict[str, Any]]) -> bool:
    """Whether a message names a country and nothing else, unless that is an everyday word."""
    countries = [f for f in found if f["entity"] == "country"]
    if len(countries) != 1:
        return False
    (country,) = countries
    around = text[: country["start"]] + text[country["end"] :]
    return not WORDS.search(around) and not everyday([*WORDS.finditer(text)])
