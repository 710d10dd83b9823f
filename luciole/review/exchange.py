"""What leaves and enters as files: tables for translators, all signatures, a booklet's content."""

import csv
import json
from collections.abc import Mapping
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from typing import Any

from luciole.content import ContentError
from luciole.review.catalogue import Catalogue, catalogue
from luciole.review.items import Item
from luciole.review.places import Place, place, write
from luciole.review.signoffs import (
    SignOff,
    SignOffRefused,
    SignOffs,
    add,
    read_lines,
    sign_offs,
    signature,
    standing,
)
from luciole.review.trial import to_csv
from luciole.review.wording import wording

COLUMNS = ("item", "part", "words_of", "other_language", "text")
VERDICT_COLUMNS = (
    "item", "language", "title", "state", "verdict", "comment", "role", "initials", "words_of",
)  # fmt: skip
TRANSLATED = ("answer", "quiz", "interface")
OTHER = {"fr": "en", "en": "fr"}


def translation_csv(found: Catalogue, language: str) -> str:
    """Every answer, button, quiz and word of the chat window beside the other language's.

    `words_of` is the hash of the words as they were exported.
    """
    rows = []
    for item in found.items.values():
        other = found.item(item.id, OTHER[language])
        if item.language != language or item.kind not in TRANSLATED or other is None:
            continue
        theirs = {line.part: line.text for line in other.lines}
        rows += [
            (item.id, line.part, item.hash, theirs.get(line.part, ""), line.text)
            for line in item.lines
            if place(item, line.part)
        ]
    return to_csv(COLUMNS, rows)


def import_translation(path: Path, language: str) -> list[str]:
    """Writes the changed texts of a translator's table into the content files.

    Returns the ids of what changed; its signatures are stale from now on, since they hold for
    other words. Raises ContentError with every row that is not for the words of now: nothing is
    written then.
    """
    found = catalogue()
    changed: dict[Path, list[tuple[Place, str]]] = {}
    items: set[str] = set()
    faults: list[str] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            item = found.item(row.get("item") or "", language)
            now = {line.part: line.text for line in item.lines} if item else {}
            part = row.get("part") or ""
            there = place(item, part) if item and part in now else None
            if item is None or there is None:
                faults.append(f"{path}:{number}: no such text: export the table again")
            elif row.get("words_of") != item.hash:
                faults.append(
                    f"{path}:{number}: {item.id} has changed since the table was exported: "
                    "export it again and write the change there"
                )
            elif not (text := untamed(row.get("text") or "")).strip():
                faults.append(f"{path}:{number}: {item.id} has no words: write them")
            elif text != now[part]:
                changed.setdefault(there.path, []).append((there, text))
                items.add(item.id)
    if faults:
        raise ContentError("\n".join(faults))
    for name, texts in changed.items():
        write(name, texts)
    return sorted(items)


def untamed(text: str) -> str:
    """The text without the sign that keeps spreadsheets from running it."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def verdict_csv(
    found: Catalogue, signed: SignOffs, states: Mapping[str, str], language: str
) -> str:
    """Everything to sign with empty columns, to fill in without the console."""
    rows = [
        (
            item.id, item.language, found.items[item.id, language].title,
            states[standing(item, signed).state], "", "", "", "", item.hash,
        )
        for item in found.items.values()
        if (item.id, language) in found.items
    ]  # fmt: skip
    return to_csv(VERDICT_COLUMNS, rows)


def bring(text: str, found: Catalogue, role: str, initials: str) -> list[SignOff]:
    """Adds the signatures of a filled table, or of an export from elsewhere, all or none.

    A verdict is a name of ours or its words in the console, in either language. A row without a
    role or initials is signed by who brings it. Raises ContentError.
    """
    if text.lstrip().startswith("{"):
        there = {s for each in sign_offs().values() for s in each}
        new = [s for s in dict.fromkeys(read_lines(text, "line")) if s not in there]
    else:
        new = filled(text, found, role, initials)
    for signed in new:
        add(signed)
    return new


def filled(text: str, found: Catalogue, role: str, initials: str) -> list[SignOff]:
    """The signatures of the rows that have a verdict. Raises ContentError with every fault."""
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    verdicts = {w.casefold(): v for t in wording().values() for v, w in t["verdicts"].items()}
    new: list[SignOff] = []
    faults: list[str] = []
    rows = csv.DictReader(StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
    for number, row in enumerate(rows, 2):
        given = {name: untamed(row.get(name) or "").strip() for name in VERDICT_COLUMNS}
        if not (said := given["verdict"].casefold()):
            continue
        item = found.item(given["item"], given["language"])
        if item is None or item.hash != given["words_of"]:
            faults.append(f"line:{number}: {given['item']} has other words now: read them again")
            continue
        try:
            new.append(
                signature(
                    item, verdicts.get(said, said), given["role"] or role,
                    given["initials"] or initials,
                    given["comment"], found.version,
                )
            )  # fmt: skip
        except SignOffRefused as error:
            faults.append(f"line:{number}: {given['item']}: {error}")
    if not new and not faults:
        faults.append("line:1: no row has a verdict: fill in the column verdict")
    if faults:
        raise ContentError("\n".join(faults))
    return new


def signatures_jsonl(signed: SignOffs) -> str:
    """Every signature, one a line."""
    every = [s for each in signed.values() for s in each]
    return "".join(json.dumps(asdict(s), ensure_ascii=False) + "\n" for s in every)


def signatures_csv(signed: SignOffs) -> str:
    """Every signature for a spreadsheet, without the words."""
    names = ("item", "language", "verdict", "role", "initials", "date", "hash", "comment")
    every = [s for each in signed.values() for s in each]
    return to_csv(names, [[getattr(s, name) for name in names] for s in every])


def parts_of(item: Item, style: str) -> list[str]:
    """The bubbles of an answer in one style."""
    return [line.text for line in item.lines if line.part.startswith(f"{style}.")]


def buttons_of(item: Item) -> list[dict[str, Any]]:
    """Titles of an answer's buttons, with the flows they lead to."""
    return [
        {"title": line.text, "to": line.part.removeprefix("button.")}
        for line in item.lines
        if line.part.startswith("button.")
    ]
