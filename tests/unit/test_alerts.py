"""The alert lists: what their expressions raise, and what they leave alone."""

from collections.abc import Iterator

import numpy as np
import pytest

from luciole.nlu.alert import AlertDetector
from luciole.nlu.classifier import Heads
from luciole.nlu.expressions import KINDS, AlertList, Finder, first_alert, load_lists, to_expression

LISTS = load_lists()
COUNTER_EXAMPLES = sorted({text for a in LISTS for text in a.counter_examples})

RAISED = {
    "suicide": [
        "je veux mourir",
        "jveu mourrir",
        "JE VEUX MOURIIIIIR",
        "je veux m o u r i r",
        "j'ai envie de m0urir",
        "j’ai plus envie de vivre",
        "jpense au suicide tt le tps",
        "je veux vraiment trop mourir",
        "mon ami veut mourir",
        "envie de me foutre en l'air",
        "jveux ⚰️",
        "i want to die",
        "i wanna d1e",
        "kms",
        "i dont want to live anymore",
        "I really, really want to kill myself",
        "im gonna unalive myself",
        "ending it all tonight",
        "my friend wants to die",
        "im having suicide thoughts",
        "su\u200bicidal thoughts again",
    ],
    "self_harm": [
        "je me scarifie",
        "jme fais du mal exprès",
        "i self harm",
        "ive been hurting myself",
    ],
    "runaway": [
        "je veux fuguer",
        "jsuis parti de chez moi",
        "i ran away",
        "nowhere to sleep tonight",
    ],
    "danger": [
        "🆘",
        "au secours",
        "il est derrière ma porte",
        "hes at my door",
        "locked me in",
        "he isnt letting me leave his room",
        "il me laisse plus sortir de sa chambre",
        "on m'a menacée de mort",
    ],
}

LEFT_ALONE = [
    "je veux pas mourir",
    "j'ai pas envie de mourir",
    "i dont want to die",
    "i never wanted to kill myself",
    "je meurs de rire",
    "je veux mourir de honte mdr",
    "this game is killing me",
    "exposé sur le suicide",
    "essay on self-harm",
    "suicide squad",
    "mourir sur scène",
    "il m'a dit va te tuer",
    "he told me to kys",
    "ma mère va me tuer",
    "my parents will kill me",
    "my mum wont let me leave the house without a coat",
    "sos maths",
    "",
    "😭😭😭",
]

HOSTILE = ["a " * 20_000, "veux " * 8_000, "je veux " * 6_000, "want to be " * 5_000, "a1" * 20_000]


def raised(text: str) -> str | None:
    return next((a.kind for a in LISTS if first_alert((a,), text)), None)


def made(expressions: list[str], unless: tuple[str, ...] = ()) -> AlertList:
    spelling = (("rly", ""), ("u", "you"))
    return AlertList("suicide", "en", tuple(expressions), (), unless, (), (), spelling)


def test_every_kind_has_a_full_list_in_both_languages() -> None:
    expected = {(kind, language) for kind in KINDS for language in ("fr", "en")}
    assert {(a.kind, a.language) for a in LISTS} == expected
    for a in LISTS:
        assert len(a.examples) >= 15
        assert len(a.counter_examples) >= 60
        messages = [*a.examples, *a.counter_examples]
        assert len(set(messages)) == len(messages)
        assert len(a.spelling) >= 150


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, ts in RAISED.items() for t in ts])
def test_raised(kind: str, text: str) -> None:
    assert raised(text) == kind


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_left_alone(text: str) -> None:
    assert raised(text) is None


def test_counter_examples_raise_nothing_certain() -> None:
    assert [t for t in COUNTER_EXAMPLES if first_alert(LISTS, t, doubtful=False)] == []


@pytest.mark.parametrize(
    ("expression", "text", "found"),
    [
        ("cat*", "two catalogues", True),
        ("cat", "two catalogues", False),
        ("red/blue car", "a blue car", True),
        ("see ... car", "see you in a car", True),
        ("see ... car", "see you all in a car", False),
        ("see ... car", "see not a car", False),
        ("= car", "Car!", True),
        ("= car", "a car", False),
        ("see you", "rly see u", True),
        ("see you", "not see you", False),
        ("see you", "s33 you", False),
        ("hello", "h3ll0", True),
        ("hello", "hellooooo", True),
    ],
)
def test_signs_of_expressions(expression: str, text: str, found: bool) -> None:
    assert bool(first_alert((made([expression]),), text)) is found


@pytest.mark.parametrize(
    ("expression", "text"),
    [("c urgent", "c'est urgent"), ("je m enfuis", "j'enfuis"), ("red lol car", "red car")],
)
def test_expressions_are_spelt_as_messages_are(expression: str, text: str) -> None:
    spelling = (("'", " "), ("c", "c est"), ("est", ""), ("m", ""), ("j", "je"), ("lol", ""))
    alerts = AlertList("suicide", "fr", (expression,), (), (), (), (), spelling)
    assert first_alert((alerts,), text) == ("suicide", expression)


def test_a_doubtful_expression_counts_only_where_doubt_does() -> None:
    alerts = AlertList("suicide", "en", ("red car",), ("blue car",), ("toy car",), (), (), ())
    assert first_alert((alerts,), "a blue car") == ("suicide", "blue car")
    assert first_alert((alerts,), "a blue car", doubtful=False) is None
    assert first_alert((alerts,), "a blue car, a red car", doubtful=False) == ("suicide", "red car")


@pytest.mark.parametrize(
    "text", ["je veux me suicider", "je veux mourir", "i want to kill myself", "i want to die"]
)
def test_the_gravest_words_need_no_classifier(text: str) -> None:
    assert first_alert(LISTS, text, doubtful=False)


@pytest.mark.parametrize(
    ("text", "danger", "intent", "by"),
    [
        ("on a mangé des pâtes", 0.04, ("feel_sad_or_alone", 0.99), "classifier"),
        ("on a mangé des pâtes", 0.01, ("feel_sad_or_alone", 0.99), None),
        # In a long message a sign must be clearer, beside a sure greeting clearer still.
        ("on a mangé des pâtes " * 8, 0.04, ("feel_sad_or_alone", 0.99), None),
        ("on a mangé des pâtes " * 8, 0.06, ("feel_sad_or_alone", 0.99), "classifier"),
        ("on a mangé des pâtes", 0.06, ("chat_greet", 0.995), None),
        ("on a mangé des pâtes", 0.08, ("chat_greet", 0.995), "classifier"),
    ],
)
def test_how_clear_a_sign_must_be(
    text: str, danger: float, intent: tuple[str, float], by: str | None
) -> None:
    detector = AlertDetector(AlertDetector.get_default_config())
    nothing = np.zeros((1, 2), np.float32)
    detector._heads = Heads(("danger", "none"), nothing, nothing[0], nothing, nothing[0])
    chances = np.array([danger, 1 - danger], np.float32)
    found = detector.detect(text, chances, {"name": intent[0], "confidence": intent[1]})
    assert found == (("danger", by) if by else (None, None))


def test_unless_takes_back_only_its_own_words() -> None:
    alerts = (made(["red car"], unless=("toy red car",)),)
    assert first_alert(alerts, "a toy red car") is None
    assert first_alert(alerts, "a toy red car and a red car") == ("suicide", "red car")


def test_the_answer_is_our_expression_and_never_the_message() -> None:
    found = first_alert((made(["red ... car"]),), "my red secret car")
    assert found == ("suicide", "red ... car")


@pytest.mark.parametrize("expression", ["...", "... car", "car ...", "=", "ca*", "car/"])
def test_an_expression_that_cannot_be_read_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match="expression"):
        to_expression(expression, {})


@pytest.mark.parametrize("expression", ["red/lol car", "red/c car"])
def test_a_word_that_messages_never_hold_beside_others_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match="a line of its own"):
        to_expression(expression, {"lol": "", "c": "c est"})


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: t[:8])
def test_work_grows_with_the_message_and_no_faster(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0
    original = Finder.matches

    def counted(self: Finder, words: list[str]) -> Iterator[tuple[int, int, str]]:
        nonlocal compared
        compared += len(words)
        return original(self, words)

    monkeypatch.setattr(Finder, "matches", counted)
    for a in LISTS:
        first_alert((a,), text)
    assert compared <= 4 * len(LISTS) * len(text)
