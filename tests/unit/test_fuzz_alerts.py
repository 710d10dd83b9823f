"""Alert matching under any text: it never fails, and no disguise of an example hides it."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from work import steps

from luciole.nlu.expressions import first_alert, load_lists, written_out

LISTS = load_lists()
EXAMPLES = [
    (alert_list.kind, example)
    for alert_list in LISTS
    for example in alert_list.examples
    if first_alert(LISTS, example)
]
WORDS = sorted({w for a in LISTS for e in (*a.expressions, *a.doubtful) for w in e.split()})
PIECES = (
    *WORDS,
    "pas ",
    "not ",
    "...",
    "/",
    "*",
    "=",
    "'",
    "’",
    "0",
    "1",
    "$",
    "@",
    "\u200b",
    "😢",
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=20).map(" ".join)
FUZZ = settings(max_examples=400, deadline=None, derandomize=True)
DISGUISES: dict[str, Callable[[str], str]] = {
    "shouted": str.upper,
    "capital": str.capitalize,
    "spread": lambda text: text.replace(" ", "   "),
    "lines": lambda text: text.replace(" ", "\n"),
    "unbreakable": lambda text: text.replace(" ", "\u00a0"),
    "invisible": lambda text: "\u200b".join(text),
    "stressed": lambda text: f"{text} !!!",
    "emoji": lambda text: f"😢😢 {text} 💔",
    "quoted": lambda text: f"« {text} »",
    "dotted": lambda text: f"{text}...",
    "curly": lambda text: text.replace("'", "’"),
    "wide": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
}


@FUZZ
@given(text=TEXTS)
def test_any_text_is_taken(text: str) -> None:
    found = first_alert(LISTS, text)
    listed = [(a.kind, e) for a in LISTS for e in (*a.expressions, *a.doubtful)]
    assert found is None or found in listed


@FUZZ
@given(
    example=st.sampled_from(EXAMPLES),
    disguises=st.lists(st.sampled_from(sorted(DISGUISES)), max_size=3, unique=True),
)
def test_no_disguise_hides_an_example(example: tuple[str, str], disguises: list[str]) -> None:
    text = example[1]
    for name in disguises:
        text = DISGUISES[name](text)
    assert first_alert(LISTS, text), text


@FUZZ
@given(example=st.sampled_from(EXAMPLES), before=TEXTS, after=TEXTS)
def test_matching_reads_nothing_into_other_words(
    example: tuple[str, str], before: str, after: str
) -> None:
    """The words of a long message are those of its parts: nothing is lost at the seams."""
    for spelling in (alert_list.spelled for alert_list in LISTS):
        parts = [written_out(part, spelling) for part in (before, example[1], after)]
        whole = written_out("\n. \n".join((before, example[1], after)), spelling)
        assert whole == [word for part in parts for word in part]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(unit=st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join))
def test_work_grows_with_length_only(unit: str) -> None:
    unit += " "
    short, long = (steps(lambda n=n: first_alert(LISTS, (unit * n)[:n])) for n in (400, 800))
    assert long <= 2.5 * short + 500
