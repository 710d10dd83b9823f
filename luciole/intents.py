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

# Told by a young person where no intent stands for it, and answered as a disclosure; understood
# beside the intents (data/questions).
SITUATIONS = ("tell_eating", "tell_forced_marriage", "tell_others_picture", "tell_pregnancy")


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
    """The tier of an intent or a situation, None for a tap or an unknown name."""
    if name in SITUATIONS:
        return "disclose"
    intent = intents().get(name)
    return intent.tier if intent else None


def intent_of(key: str) -> str | None:
    """The intent or situation that an answer's key, or that of one of its parts, belongs to
    (`utter_x_why` -> `x`)."""
    words = key.removeprefix("utter_").split("_")
    names = ("_".join(words[:end]) for end in range(len(words), 0, -1))
    return next((name for name in names if tier(name)), None)
