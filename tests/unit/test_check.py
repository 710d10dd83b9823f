"""`luciole check` finds each kind of mistake in words and messages, and says file and cure."""

from pathlib import Path

import pytest

from luciole import paths
from luciole.answers.store import Answer, load
from luciole.check import answers, messages, unreadable
from luciole.check.messages import Example
from luciole.content import ContentError, relative

GOOD = """language: fr
answers:
  utter_x:
    normal: ["Bonjour."]
    simple: ["Bonjour."]
    next: []
    sources: [house]
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("language: fr", "language: en", "language is not 'fr'"),
        ('    simple: ["Bonjour."]\n', "", "has no simple text"),
        ('["Bonjour."]\n    next', '["a", "b", "c", "d"]\n    next', "has 4 simple bubbles"),
        ("    sources: [house]\n", "", "has no source"),
        ("    next: []", "   next: [", "fr/a.yml:"),
    ],
)
def test_a_broken_answer_file_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "a.yml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=r"a\.yml:\d+: ") as raised:
        load(tmp_path / "fr", "fr")
    assert fault in str(raised.value)


def answer(text: str, key: str = "utter_disclose_scam") -> Answer:
    bubbles = {"normal": (text,), "simple": ("Je te crois.",)}
    return Answer(key, "fr", bubbles, (), ("house",), "data/answers/fr/x.yml:3")


@pytest.mark.parametrize(
    "text",
    [
        "Calme-toi.",
        "Tu aurais dû bloquer cette personne.",
        "Je te promets que ça ira.",
        "C’est de la pédopornographie.",
        "Tu es prêt·e.",
        "Vous pouvez en parler.",
        "C'est bien.",
        "Appelle le 3018.",
    ],
)
def test_forbidden_words_are_found(text: str) -> None:
    found = [*answers.forbidden(answer(text), answers.style()["forbidden"]["fr"])]
    assert found
    assert found[0].startswith("data/answers/fr/x.yml:3: ")


def test_long_bubbles_sentences_and_hard_words_are_found() -> None:
    long = "Anticonstitutionnellement, " * 40
    assert [*answers.lengths(answer(long), answers.style()["limits"])]
    assert [*answers.reading(answer(long), answers.style()["reading_ease"])]


def example(text: str, intent: str, where: str = "data/nlu/fr/x.yml:9") -> Example:
    return Example(text, intent, "fr", where)


def test_duplicates_and_near_duplicates_are_found() -> None:
    same = [example("Il me harcèle", "a"), example("il me harcele !", "b", "y:1")]
    assert [*messages.duplicates(same)] == ["y:1: same as data/nlu/fr/x.yml:9 (a): remove one"]
    near = [
        example("il menace de publier toutes mes photos demain", "a"),
        example("il menace de publier toutes mes photos demains", "b", "y:1"),
    ]
    assert len([*messages.near_duplicates(near)]) == 1


def test_leaks_and_unknown_intents_are_found() -> None:
    known = [example("il menace de publier toutes mes photos demain", "nonsense")]
    assert "also trained on" in next(messages.leaks(known, known[:]))
    assert "not in data/intents.yml" in messages.unknown_intents(known)[0]


@pytest.mark.parametrize(
    "path", [paths.DOMAIN, paths.RULES / "crisis.yml", paths.NLU / "fr/feel.yml"]
)
def test_broken_yaml_is_named_before_training(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    read = Path.read_text
    broken = lambda self, *a, **k: "a: [" if self == path else read(self, *a, **k)  # noqa: E731
    monkeypatch.setattr(Path, "read_text", broken)
    faults = [f for f in unreadable() if f.startswith(relative(path))]
    assert faults
    assert faults[0].startswith(f"{relative(path)}:1: ")
