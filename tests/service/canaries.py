"""Words that must never be found again, and conversations full of them."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import marks

WORD, PHONE, SPACED_PHONE, IBAN, PLATE = (mark[::-1] for mark in marks.BACKWARDS)
_CHUNK = 1 << 24
_OVERLAP = 256
_AROUND = 80

# A message per kind of datum; {w}: a fresh word with the mark.
FRENCH = (
    "je m'appelle {W}",
    "mon copain {W} Durand me menace",
    "mon numéro c'est {phone}, appelle moi",
    "mon 06 : {spaced}",
    "écris moi à {w}@exemple.fr",
    "j'habite 12 rue {W} à Lyon",
    "je suis au collège {W} en 4eB",
    "mon snap : {w}",
    "il a mis ma photo sur https://exemple.fr/{w}",
    "l'iban de ma mère {iban}",
    "sa voiture {plate} me suit",
    "Le soir {W} attendait devant la gare de Lyon",
    "{w} {w} jsp koi faire 😢 l’ami de {W} m’a bloqué",
    "je suis né le 12/03/2012 et mon père {W} me fait peur",
    "nluplease {w}",
    "on me regarde vite",
    "/me {w}",
    '/chat_greet{{"name": "{w}"}}',
)
ENGLISH = (
    "my name is {W}",
    "my friend {W} Smith keeps calling me",
    "call me {phone}",
    "write to {w}@example.org",
    "i live at 12 {W} street",
    "i go to {W} high school year 9",
    "my insta is @{w}",
    "he put my photo on https://example.org/{w}",
    "the plate is {plate}",
    "{w} {w} idk what to do 😢 {W}’s friend blocked me",
    "nluplease {w}",
    "someone is watching",
    "i want to {w}",
    "{{{{{w}}}}} %s %(x)s <b>{w}</b>",
)


def conversations(count: int, seed: int) -> Iterator[list[dict[str, Any]]]:
    """Requests of one conversation each: bodies and headers, canaries in every field."""
    chance = random.Random(seed)
    for _ in range(count):
        language = chance.choice(("fr", "en"))
        messages = FRENCH if language == "fr" else ENGLISH
        turns = [
            {"json": {"text": filled(chance.choice(messages), chance), "language": language}}
            for _ in range(chance.choice((1, 1, 2)))
        ]
        if chance.random() < 0.15:
            turns.append(odd(chance))
        for turn in turns:
            turn["headers"] = headers(chance)
        yield turns


def filled(message: str, chance: random.Random) -> str:
    word = WORD + "".join(chance.choices("abcdefghij", k=6))
    return message.format(
        w=word, W=word.title(), phone=PHONE, spaced=SPACED_PHONE, iban=IBAN, plate=PLATE
    )


def headers(chance: random.Random) -> dict[str, str]:
    """What a browser, a proxy or a curious page might send along."""
    word = filled("{w}", chance)
    return {
        "User-Agent": f"Mozilla/5.0 {word}",
        "Referer": f"https://ngo.example/{word}?q={word}",
        "Cookie": f"session={word}",
        "Accept-Language": f"fr,{word}",
        "X-Request-Id": word,
        "X-Forwarded-For": f"{word}, 2001:db8:{chance.randrange(1 << 16):x}::1",
        "Authorization": f"Bearer {word}",
        f"X-{word}": word,
        "Host": f"{word}.example",
    }


def odd(chance: random.Random) -> dict[str, Any]:
    """A request that breaks the contract, quoting a canary."""
    word = filled("{w}", chance)
    return chance.choice(
        (
            {"json": {"payload": f'/tap_country{{"country": "{word}"}}'}},
            {"json": {"payload": f"/{word}"}},
            {"json": {"text": "bonjour", word: word}},
            {"json": {"text": "bonjour", "language": word}},
            {"json": {"text": "bonjour", "country": word}},
            {"json": {"text": "bonjour", "style": word}},
            {"json": {"text": "bonjour", "state": word}},
            {"json": {"text": {"nested": [word]}}},
            {"json": [word] * 50},
            {"data": f'{{"text": "{word}'},
            {"data": f"text={word}"},
            {"params": {"q": word}, "json": {"text": word}},
            {"data": word * 3_000},
        )
    )


def marks_in_memory(pid: int) -> list[str]:
    """Places in a process's writable memory that hold a canary, with what stands around them."""
    found = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end, name in writable(pid):
            for at in range(start, end, _CHUNK):
                memory.seek(at)
                try:
                    part = memory.read(min(_CHUNK + _OVERLAP, end - at))
                except OSError:
                    continue
                found += [f"{name}: {around!r}" for around in places(part)]
    return found


def writable(pid: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of each writable region of a process."""
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        region, rights, _, _, _, *name = line.split(maxsplit=5)
        if "w" in rights:
            start, end = (int(edge, 16) for edge in region.split("-"))
            yield start, end, name[0] if name else "unnamed"


def places(part: bytes) -> Iterator[bytes]:
    """The canaries in a part of memory, with what stands around each."""
    for place in marks.places(part):
        yield part[max(0, place - _AROUND) : place + _AROUND]


def marks_in_files(folder: Path) -> list[str]:
    """Files below a folder that hold a canary."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [str(path) for path in files if marks.marked(path.read_bytes())]
