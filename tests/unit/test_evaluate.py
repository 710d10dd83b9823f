"""What `luciole evaluate` reads, and the figures it prints."""

from pathlib import Path

import pytest

from luciole.content import ContentError
from luciole.evaluate import macro_f1, read_rows

ROW = '{"text": "salut", "intent": "chat_greet"}'


def test_rows_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(f"{ROW}\n\n{ROW}\n")
    assert [row["intent"] for row in read_rows(file)] == ["chat_greet", "chat_greet"]


@pytest.mark.parametrize("wrong", ["salut", '"text"', "[1]", "7", "null", "{}", '{"text": 7}'])
def test_a_row_that_is_wrong_names_its_file_and_line(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(f"{ROW}\n\n{wrong}\n")
    with pytest.raises(ContentError, match=r"rows\.jsonl:3: .*correct it"):
        read_rows(file)


@pytest.mark.parametrize(
    ("gold", "told", "figure"),
    [
        ("ab", "ab", 1.0),
        ("ab", "ba", 0.0),
        # One of a's two is missed: F1 of a is 2/3, of b 2/3; c, never meant, has none.
        ("aab", "abb", 2 / 3),
        ("aab", "acb", (2 / 3 + 1) / 2),
    ],
)
def test_the_mean_f1_is_over_what_was_meant(gold: str, told: str, figure: float) -> None:
    assert macro_f1([*gold], [*told]) == pytest.approx(figure)
