"""The one file: its weight, its words, and what it may not hold."""

import gzip
import re
from pathlib import Path

import pytest

from luciole import paths, widget
from luciole.content import ContentError

MOST_BYTES = 15_000


def test_weight() -> None:
    assert len(gzip.compress(widget.bundle().js.encode(), 9)) <= MOST_BYTES


def test_every_source_is_in_the_bundle() -> None:
    assert {path.stem for path in (paths.WIDGET / "src").glob("*.js")} == set(widget.MODULES)


def test_it_is_one_module_without_ways_to_make_markup_or_code() -> None:
    js = widget.bundle().js
    assert not re.search(r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval)\b", js)
    assert not re.search(r"\bnew Function\b|\bimport\(|localStorage|sessionStorage|indexedDB", js)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_question_is_offered_by_the_assistant(language: str) -> None:
    from luciole.channel.payloads import parse_payload

    for topic in widget.read_texts(language)["topics"]:
        for question in topic["questions"]:
            assert parse_payload(question["payload"])["intent"]["name"] in question["payload"]


def test_a_missing_word_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "texts").mkdir()
    for language in ("fr", "en"):
        text = (paths.WIDGET / "texts" / f"{language}.yml").read_text(encoding="utf-8")
        if language == "en":
            text = re.sub(r"^  exit: .*\n", "", text, flags=re.MULTILINE)
        (tmp_path / "texts" / f"{language}.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "WIDGET", tmp_path)
    texts = {language: widget.read_texts(language) for language in ("fr", "en")}
    with pytest.raises(ContentError, match=r"widget/texts/en\.yml:1: 'exit' is missing"):
        widget.check_same_shape(texts)


def test_the_order_is_the_same_in_both_languages() -> None:
    texts = {language: widget.read_texts(language) for language in ("fr", "en")}
    questions = texts["en"]["topics"][0]["questions"]
    questions.append(questions.pop(0))
    with pytest.raises(ContentError, match=r"widget/texts/en\.yml:1: .* another order"):
        widget.check_same_shape(texts)


def test_french_has_no_break_spaces() -> None:
    text = (paths.WIDGET / "texts" / "fr.yml").read_text(encoding="utf-8")
    words = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert not re.search(r" [;?!»]|« |'", words)
