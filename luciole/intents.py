"""The intents and their tiers, from data/intents.yml."""

from dataclasses import dataclass
from functools import lru_cache

from luciole import paths
from luciole.content import read_yaml

# What Rasa calls a message whose intent is not clear.
FALLBACK = "nlu_fallback"
# Tiers whose intents are a subject that a conversation can stay on.
TOPIC_TIERS = ("crisis", "disclose", "feel", "learn", "adult")
# Tiers whose every answer brings help services.
HELP_TIERS = ("crisis", "disclose", "help")


@dataclass(frozen=True)
class Intent:
    """tier: crisis, disclose, feel, learn, help, adult, quiz or chat. means: what it says."""

    name: str
    tier: str
    means: str
    differs: str | None = None


@lru_cache(maxsize=1)
def intents() -> dict[str, Intent]:
    """Every intent by name, in the file's order."""
    data = read_yaml(paths.DATA / "intents.yml")
    return {
        str(name): Intent(str(name), str(v["tier"]), str(v["means"]), v.get("not"))
        for name, v in data.items()
    }


def tier(name: str) -> str | None:
    """The tier of an intent, None for a tap or an unknown name."""
    intent = intents().get(name)
    return intent.tier if intent else None


def intent_of(key: str) -> str | None:
    """The intent that an answer's key or one of its parts belongs to (`utter_x_why` -> `x`)."""
    words = key.removeprefix("utter_").split("_")
    names = ("_".join(words[:end]) for end in range(len(words), 0, -1))
    return next((name for name in names if name in intents()), None)
