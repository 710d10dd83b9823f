"""What a signature holds for, when it goes stale, and what keeps a release from leaving."""

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from luciole import paths, review
from luciole.answers.store import words
from luciole.content import ContentError
from luciole.review import findings, signoffs
from luciole.review.catalogue import catalogue
from luciole.review.changes import changes
from luciole.review.items import Item, Line, answer_item
from luciole.review.signoffs import SignOffRefused, sign, sign_offs, standing


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    reviews = tmp_path / "reviews"
    reviews.mkdir()
    monkeypatch.setenv("LUCIOLE_REVIEWS_DIR", str(reviews))
    return reviews


@pytest.fixture
def item() -> Item:
    """A text that needs two people."""
    lines = (
        Line("normal.1", "Tu as bien fait d’en parler."),
        Line("button.help_helpline", "Parler"),
    )
    return Item("answer/utter_x", "fr", "disclose", "X", lines, ("house",), "data/x.yml:3")


@pytest.fixture
def chat(item: Item) -> Item:
    """A text that needs one person."""
    return replace(item, tier="chat")


def by(item: Item, who: str, verdict: str = "approve", comment: str = "") -> str:
    """The state after somebody signed."""
    sign(item, verdict, "safeguarding", who, comment, "abc")
    return standing(item, sign_offs()).state


def reworded(item: Item, text: str) -> Item:
    return replace(item, lines=(Line("normal.1", text), *item.lines[1:]))


def test_a_text_starts_as_draft(item: Item) -> None:
    assert standing(item, sign_offs()).state == "draft"


def test_crisis_and_disclosure_need_two_different_people(item: Item) -> None:
    assert by(item, "AB") == "half"
    assert by(item, "ab") == "half", "the same person in other letters is the same person"
    assert by(item, "CD") == "signed"


def test_everything_else_needs_one(chat: Item) -> None:
    assert by(chat, "AB") == "signed"


def test_one_rejection_outweighs_two_approvals(item: Item) -> None:
    by(item, "AB")
    by(item, "CD")
    assert by(item, "EF", "reject", "too long") == "rejected"


def test_a_wish_for_change_outweighs_approvals_and_yields_to_a_rejection(chat: Item) -> None:
    by(chat, "AB", "change", "a softer word")
    assert by(chat, "CD") == "to_change"
    assert by(chat, "EF", "reject", "why") == "rejected"


def test_who_rejected_can_approve_later(chat: Item) -> None:
    assert by(chat, "AB", "reject", "why") == "rejected"
    assert by(chat, "AB") == "signed"


def test_a_comment_and_an_easy_read_check_are_no_approval(chat: Item) -> None:
    assert by(chat, "AB", "comment", "nice") == "draft"
    assert by(chat, "AB", "easy_read") == "draft"
    assert standing(chat, sign_offs()).easy_read


@pytest.mark.parametrize(
    "line",
    [
        Line("normal.1", "Tu as bien fait d’en parler!"),
        Line("normal.2", "Encore une chose."),
        Line("button.help_helpline", "Appeler"),
        Line("button.chat_greet", "Parler"),
        Line("source.1", "https://example.org/other"),
    ],
)
def test_any_other_letter_button_or_link_makes_it_stale(chat: Item, line: Line) -> None:
    by(chat, "AB")
    kept = [kept for kept in chat.lines if kept.part != line.part]
    changed = replace(chat, lines=(*kept, line))
    stand = standing(changed, sign_offs())
    assert stand.state == "changed"
    assert stand.approvals == ()
    assert stand.before is not None


def test_a_stale_text_loses_its_easy_read_mark(chat: Item) -> None:
    by(chat, "AB", "easy_read")
    assert not standing(reworded(chat, "Autre chose."), sign_offs()).easy_read


def test_the_old_words_come_back_with_their_signatures(chat: Item) -> None:
    by(chat, "AB")
    by(reworded(chat, "Autre chose."), "AB", "reject", "no")
    assert standing(chat, sign_offs()).state == "signed"


def test_where_it_is_filed_does_not_matter(chat: Item) -> None:
    by(chat, "AB")
    assert standing(replace(chat, where="data/y.yml:90"), sign_offs()).state == "signed"


def test_french_says_nothing_of_english(chat: Item) -> None:
    by(chat, "AB")
    assert standing(replace(chat, language="en"), sign_offs()).state == "draft"


@pytest.mark.parametrize(
    ("verdict", "role", "initials", "comment"),
    [
        ("approved", "editor", "AB", ""),
        ("approve", "king", "AB", ""),
        ("approve", "editor", "A", ""),
        ("approve", "editor", "Abigail", ""),
        ("approve", "editor", "A1", ""),
        ("reject", "editor", "AB", "  "),
        ("comment", "editor", "AB", ""),
        ("approve", "editor", "AB", "x" * 2001),
    ],
)
def test_incomplete_signatures_are_refused(
    item: Item, folder: Path, verdict: str, role: str, initials: str, comment: str
) -> None:
    with pytest.raises(SignOffRefused):
        sign(item, verdict, role, initials, comment, "abc")
    assert not any(folder.iterdir())


def test_the_difference_names_the_words(item: Item) -> None:
    found = changes(item.lines, reworded(item, "Tu as eu raison d’en parler.").lines)
    assert [change.part for change in found] == ["normal.1"]
    told = [(piece.kind, piece.text) for piece in found[0].pieces]
    assert ("gone", "bien") in told
    assert ("same", " d’en parler.") in told
    assert "".join(text for kind, text in told if kind != "gone") == "Tu as eu raison d’en parler."


def test_a_bubble_that_is_gone_is_part_of_the_difference(item: Item) -> None:
    found = changes(item.lines, item.lines[1:])
    assert [(c.part, c.pieces[0].kind) for c in found] == [("normal.1", "gone")]


def test_two_branches_merge_without_a_conflict(chat: Item, folder: Path, tmp_path: Path) -> None:
    shutil.copy(paths.ROOT / "reviews" / ".gitattributes", folder)

    def git(*command: str) -> None:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *who, *command], cwd=folder, check=True, capture_output=True)

    git("init", "-b", "one")
    by(chat, "AA", "comment", "first")
    git("add", "."), git("commit", "-m", "first")
    git("checkout", "-b", "two")
    by(chat, "BB", "reject", "no")
    git("commit", "-am", "two"), git("checkout", "one")
    by(chat, "CC")
    git("commit", "-am", "one"), git("merge", "two", "-m", "both")
    assert {s.initials for s in standing(chat, sign_offs()).history} == {"AA", "BB", "CC"}


def test_a_damaged_file_is_named_with_its_line(chat: Item, folder: Path) -> None:
    by(chat, "AB")
    path = folder / "answer" / "utter_x.fr.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "<<<<<<< HEAD\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"utter_x\.fr\.jsonl:2: .*restore"):
        sign_offs()


def test_a_forged_approval_of_other_words_does_not_count(chat: Item, folder: Path) -> None:
    by(chat, "AB")
    path = folder / "answer" / "utter_x.fr.jsonl"
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**data, "hash": "0" * 64}) + "\n", encoding="utf-8")
    assert standing(chat, sign_offs()).state == "changed"


def test_a_release_waits_for_crisis_and_disclosure_only(monkeypatch: pytest.MonkeyPatch) -> None:
    found = catalogue()
    faults = review.release_faults()
    assert any("answer/utter_crisis_suicide (fr) was never signed" in f for f in faults)
    assert any("answer/utter_disclose_sextortion_2 (en)" in f for f in faults)
    assert any("alert/suicide (en)" in f for f in faults)
    assert not any("utter_learn_" in f or "utter_chat_" in f for f in faults)
    for item in found.items.values():
        if item.tier in ("crisis", "disclose"):
            for who in ("AB", "CD"):
                sign(item, "approve", "safeguarding", who, "", found.version)
    assert review.release_faults() == []
    monkeypatch.setattr(findings, "OVERDUE_DAYS", -1)
    assert any("was last checked" in f for f in review.release_faults())


def test_help_services_go_overdue() -> None:
    directory = catalogue().directory
    assert findings.overdue(directory, date(2026, 11, 22)) == frozenset()
    assert len(findings.overdue(directory, date(2028, 1, 1))) == len([*directory.services()])


def test_every_answer_alert_quiz_and_service_can_be_signed() -> None:
    found = catalogue()
    ids = {item_id for item_id, _ in found.items}
    assert {f"answer/{key}" for key in words()["fr"].answers} <= ids
    assert {f"helpline/{s.id}" for s in found.directory.services()} <= ids
    assert {f"quiz/{name}" for name in found.games["fr"]} <= ids
    assert {f"alert/{alert.kind}" for alert in found.alerts} <= ids
    assert all(signoffs._ITEM.fullmatch(item_id) for item_id in ids)


def test_an_answer_is_bound_to_where_its_buttons_lead() -> None:
    answer = words()["fr"].answers["utter_disclose_sextortion"]
    titles = words()["fr"].titles
    elsewhere = replace(answer, next=("chat_greet", *answer.next[1:]))
    assert answer_item(answer, titles, "x").hash != answer_item(elsewhere, titles, "x").hash
    renamed = {**titles, answer.next[0]: "Autre titre"}
    assert answer_item(answer, titles, "x").hash != answer_item(answer, renamed, "x").hash
