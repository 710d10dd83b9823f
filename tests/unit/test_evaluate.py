"""`luciole evaluate`: the server's own path, whatever a file of messages holds."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from luciole.channel.requests import MAX_TEXT_CHARACTERS, turn_request
from luciole.content import ContentError
from luciole.evaluate import Understood, read_rows, report, understand, write_rows


def told(text: str, intent: str) -> Understood:
    return Understood(text, intent, 0.9, False, "fr", None, text, {})


def file(folder: Path, content: bytes) -> Path:
    path = folder / "messages.jsonl"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "text",
    [
        "je veux mourir\x00\x07 ce soir",
        "  hello there \ud800 ",
        "aujourd'hui j'ai mangé des pâtes avec mon chat. " * 40 + "je veux mourir",
    ],
)
def test_a_message_goes_the_way_of_one_that_a_page_sends(
    agent: Any, loop: asyncio.AbstractEventLoop, text: str
) -> None:
    sent = turn_request({"text": text}).text
    assert sent is not None
    here, there = (loop.run_until_complete(understand(agent, t)) for t in (text, sent))
    assert here.text == text
    assert here.redacted == there.redacted
    assert len(here.redacted) <= MAX_TEXT_CHARACTERS
    assert (here.intent, here.alert, here.confidence) == (
        there.intent,
        there.alert,
        there.confidence,
    )


@pytest.mark.parametrize("inside", ["\u2028", "\u2029", "\x85"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_a_line_feed_ends_a_row(tmp_path: Path, inside: str, mark: str) -> None:
    rows = [{"text": f"a{inside}b"}, {"text": "c"}]
    lines = "\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    assert read_rows(file(tmp_path, f"{mark}{lines}\n\n".encode())) == rows


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'{"text": "a"}\n{"text": 1}', 2),
        (b'{"text": "a"}\n\n["text"]', 3),
        (b'{"text": "a"', 1),
        pytest.param(b"[" * 100_000, 1, id="too deep"),
        (b'{"text": "a", "lang": 5}', 1),
        (b'{"text": "a", "intent": ["b"]}', 1),
        (b'{"text": "a"}\n{"text": "\xe9"}', 2),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, line: int) -> None:
    with pytest.raises(ContentError, match=rf"messages\.jsonl:{line}: "):
        read_rows(file(tmp_path, content))


def test_a_folder_or_no_file_is_told_without_a_trace(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.jsonl"):
        with pytest.raises(ContentError, match=str(path)):
            read_rows(path)
    with pytest.raises(ContentError, match=str(tmp_path)):
        write_rows(tmp_path, [])


@pytest.mark.parametrize("texts", [[], ["a"], ["moitié \ud83d", "\u2028", "é\n"]])
def test_one_line_is_written_for_each_row(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "out.jsonl"
    write_rows(path, [told(text, "chat_greet") for text in texts])
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    assert [json.loads(line)["text"] for line in lines] == texts


def test_figures_are_of_the_labels_that_a_language_has() -> None:
    rows = [
        {"text": "a", "intent": "x", "lang": "fr"},
        {"text": "b", "intent": "x", "lang": "fr"},
        {"text": "c", "intent": "y", "lang": "fr"},
        {"text": "d", "intent": "y", "lang": None},
        {"text": "e", "intent": "y"},
        {"text": "f", "lang": "fr"},
    ]
    lines = report(rows, [told("", intent) for intent in ("x", "z", "y", "y", "y", "x")])
    assert lines == [
        "6 messages, 0 would be asked back",
        "all: 2 labelled, accuracy 1.000, macro-F1 1.000",
        "fr: 3 labelled, accuracy 0.667, macro-F1 0.833",
        "  1 x x understood as z",
    ]
