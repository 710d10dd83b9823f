"""Signatures: who, in which role, read exactly which words and what they said of them.

One file an item and language under reviews/, one line a signature, only ever added to: so two
people's signatures merge in git without a conflict (reviews/.gitattributes).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from luciole import paths, settings
from luciole.answers.store import LANGUAGES
from luciole.content import ContentError, relative
from luciole.review.catalogue import Catalogue
from luciole.review.fresh import fresh
from luciole.review.items import TWO_PEOPLE, Item, Line

VERDICTS = ("approve", "change", "reject", "comment", "easy_read")
DECISIONS = ("approve", "change", "reject")
ROLES = (
    "safeguarding", "psychologist", "lawyer", "editor", "translator", "easy_reader",
    "young_people", "help_service",
)  # fmt: skip
STATES = ("draft", "rejected", "to_change", "changed", "half", "signed")
MAX_COMMENT = 2_000
_INITIALS = re.compile(r"[^\W\d_]{2,5}")
_ITEM = re.compile(r"[a-z]+/[A-Za-z0-9_-]+")


class SignOffRefused(Exception):
    """The signature is not complete; the message is a key of data/review."""


@dataclass(frozen=True)
class SignOff:
    """One signature. hash and lines: of the words as they were signed."""

    item: str
    language: str
    verdict: str
    role: str
    initials: str
    date: str
    hash: str
    content_version: str
    comment: str
    lines: tuple[tuple[str, str], ...]

    @property
    def person(self) -> str:
        return self.initials.casefold()

    @property
    def read_lines(self) -> tuple[Line, ...]:
        return tuple(Line(part, text) for part, text in self.lines)


@dataclass(frozen=True)
class Standing:
    """Where an item stands. state: one of STATES. approvals: people who approved these words.
    easy_read: checked as easy to read, in these words. before: the last verdict on other words.
    history: every signature, oldest first."""

    state: str
    approvals: tuple[SignOff, ...]
    easy_read: bool
    before: SignOff | None
    history: tuple[SignOff, ...]


SignOffs = Mapping[tuple[str, str], tuple[SignOff, ...]]


def folder() -> Path:
    """Where signatures are kept (setting LUCIOLE_REVIEWS_DIR). Raises SettingsError."""
    return settings.reviews_dir() or paths.ROOT / "reviews"


def sign_offs() -> SignOffs:
    """Every signature by item and language. Raises ContentError."""
    return fresh("sign_offs", (folder(),), read_all)


def read_all() -> SignOffs:
    found: dict[tuple[str, str], tuple[SignOff, ...]] = {}
    for path in sorted(folder().glob("*/*.jsonl")):
        for signed in read_file(path):
            key = (signed.item, signed.language)
            found[key] = (*found.get(key, ()), signed)
    return {key: tuple(sorted(each, key=lambda s: s.date)) for key, each in found.items()}


def read_file(path: Path) -> list[SignOff]:
    """The signatures of one file. Raises ContentError naming file and line."""
    return read_lines(path.read_text(encoding="utf-8"), relative(path))


def read_lines(text: str, name: str) -> list[SignOff]:
    """Signatures, one a line. Raises ContentError with `name:line`."""
    found = []
    # Not splitlines(): a comment may hold other signs that end a line.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            data["lines"] = tuple((str(part), str(text)) for part, text in data["lines"])
            signed = SignOff(**data)
            check(signed)
        except (ValueError, TypeError, KeyError, SignOffRefused) as error:
            raise ContentError(
                f"{name}:{number}: not a signature: restore the line from git"
            ) from error
        found.append(signed)
    return found


def check(signed: SignOff) -> None:
    """Raises SignOffRefused for a signature that is not complete."""
    if signed.verdict not in VERDICTS or signed.language not in LANGUAGES:
        raise SignOffRefused("choose_verdict")
    if signed.role not in ROLES or not _INITIALS.fullmatch(signed.initials):
        raise SignOffRefused("say_who")
    if signed.verdict in ("change", "reject", "comment") and not signed.comment.strip():
        raise SignOffRefused("say_why")
    if len(signed.comment) > MAX_COMMENT or not _ITEM.fullmatch(signed.item):
        raise SignOffRefused("too_long")


def sign(
    item: Item, verdict: str, role: str, initials: str, comment: str, content_version: str
) -> SignOff:
    """A signature of today on the item's present words, added to its file.

    Raises SignOffRefused.
    """
    signed = signature(item, verdict, role, initials, comment, content_version)
    add(signed)
    return signed


def signature(
    item: Item, verdict: str, role: str, initials: str, comment: str, content_version: str
) -> SignOff:
    """A complete signature that is kept nowhere yet. Raises SignOffRefused."""
    signed = SignOff(
        item=item.id,
        language=item.language,
        verdict=verdict,
        role=role,
        initials=initials.strip(),
        date=date.today().isoformat(),
        hash=item.hash,
        content_version=content_version,
        comment=comment.strip(),
        lines=tuple((line.part, line.text) for line in item.lines),
    )
    check(signed)
    return signed


def add(signed: SignOff) -> None:
    path = folder() / f"{signed.item}.{signed.language}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(signed), ensure_ascii=False) + "\n")


def standing(item: Item, signed: SignOffs) -> Standing:
    """Where an item stands, by the signatures on exactly its present words."""
    history = signed.get((item.id, item.language), ())
    now = [s for s in history if s.hash == item.hash]
    decided = {s.person: s for s in now if s.verdict in DECISIONS}
    approvals = tuple(s for s in decided.values() if s.verdict == "approve")
    verdicts = {s.verdict for s in decided.values()}
    before = [s for s in history if s.hash != item.hash and s.verdict in DECISIONS]
    if "reject" in verdicts:
        state = "rejected"
    elif "change" in verdicts:
        state = "to_change"
    elif len(approvals) >= item.people:
        state = "signed"
    elif approvals:
        state = "half"
    else:
        state = "changed" if before else "draft"
    easy = any(s.verdict == "easy_read" for s in now)
    return Standing(state, approvals, easy, before[-1] if before else None, history)


def release_faults_of(found: Catalogue, signed: SignOffs) -> list[str]:
    """Crisis and disclose items that are not signed as they are, as `file:line: wrong: cure`."""
    said = {
        "draft": "was never signed",
        "rejected": "is rejected",
        "to_change": "is to be changed",
        "changed": "has changed since it was signed",
        "half": "is signed by one person",
    }
    faults = []
    for item in found.items.values():
        state = standing(item, signed).state
        if item.tier in TWO_PEOPLE and state != "signed":
            faults.append(
                f"{item.where}: {item.id} ({item.language}) {said[state]}: "
                "let two people approve it at /review"
            )
    return faults
