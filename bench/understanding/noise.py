"""Teenage forms of a clean message: dropped accents and apostrophes, phone spelling, typos, and the
point of it told among everyday chatter."""

import random
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import yaml

HERE = Path(__file__).parent
SPELLING = yaml.safe_load((HERE / "phone_spelling.yml").read_text("utf-8"))
CHATTER = yaml.safe_load((HERE / "chatter.yml").read_text("utf-8"))
LETTERS = "azertyuiopqsdfghjklmwxcvbn"
ENDINGS = ("stp", "svp", "😭", "😔", "lol", "mdr", "??", "pls", "...", "😅", "frr", "bro")
OPENINGS = ("bonjour", "slt", "coucou", "wesh", "euh", "hi", "hey", "hello", "um", "so", "ok")


def noisy(text: str, language: str, chance: random.Random) -> str:
    """One way a phone would have written `text`."""
    if chance.random() < 0.5:
        text = text.lower()
    text = respelt(text, SPELLING[language], chance, chance.choice([0, 0.3, 0.6]))
    if chance.random() < 0.4:
        decomposed = unicodedata.normalize("NFD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    if chance.random() < 0.4:
        text = re.sub("['’]", chance.choice(["", " "]), text)
    if chance.random() < 0.5:
        text = re.sub(r"[.,!?;:]+", chance.choice(["", " "]), text)
    rate = chance.choice([0, 0.05, 0.12, 0.25])
    words = [slip(w, chance) if chance.random() < rate else w for w in text.split(" ")]
    text = framed(" ".join(words), chance)
    return " ".join(text.split()) or text


def among(chatter: Sequence[str], text: str, chance: random.Random) -> str:
    """The message as the point of a long one: chatter before it, after it or both."""
    before, after = chance.choice(((1, 0), (2, 0), (0, 1), (1, 1), (2, 1), (1, 2)))
    said = chance.sample(chatter, before + after)
    return chance.choice((" ", ", ", ". ", "\n")).join([*said[:before], text, *said[before:]])


def respelt(text: str, spelling: dict[str, list[str]], chance: random.Random, rate: float) -> str:
    for standard, forms in spelling.items():
        if standard in text and chance.random() < rate:
            form = str(chance.choice(forms))
            text = re.sub(rf"(?<!\w){re.escape(standard)}(?!\w)", lambda _: form, text)  # noqa: B023
    return text


def slip(word: str, chance: random.Random) -> str:
    """Two letters swapped, one lost, one doubled or one hit wrong; marks stay whole."""
    if len(word) < 4 or word.startswith("["):
        return word
    at, kind = chance.randrange(len(word) - 1), chance.random()
    if kind < 0.3:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind < 0.6:
        return word[:at] + word[at + 1 :]
    letter = word[at] if kind < 0.8 else chance.choice(LETTERS)
    return word[:at] + letter + word[at + (kind >= 0.8) :]


def framed(text: str, chance: random.Random) -> str:
    """Shouted, or with a word of greeting or an emoji around it, now and then."""
    if chance.random() < 0.05:
        text = text.upper()
    if chance.random() < 0.06:
        text = f"{text} {chance.choice(ENDINGS)}"
    if chance.random() < 0.05:
        text = f"{chance.choice(OPENINGS)} {text}"
    return text
