"""`luciole check` finds each kind of mistake in words and messages, and says file and cure."""

from dataclasses import replace
from pathlib import Path

import pytest

from luciole import paths
from luciole.answers.store import Answer, Words, load
from luciole.check import alerts, answers, dialogue, messages, unreadable
from luciole.check.messages import Example
from luciole.content import ContentError, read_yaml, relative
from luciole.nlu.expressions import load_lists
from luciole.nlu.home import phrases

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
        "Reste calme.",
        "Ça restera entre nous.",
        "Je ne le dirai à personne.",
        "Tu es courageuse.",
        "Tu n’es pas seul.",
        "Cette personne t’a forcée.",
        "Tu dois porter plainte.",
        "C’est un prédateur.",
        "Tu as peur ?",
        "Ta soeur t’écoute.",
        "Et puis...",
    ],
)
def test_forbidden_words_are_found(text: str) -> None:
    found = [*answers.forbidden(answer(text), answers.style()["forbidden"]["fr"])]
    assert found
    assert found[0].startswith("data/answers/fr/x.yml:3: ")


@pytest.mark.parametrize(
    "text",
    [
        "Calm down.",
        "Stay calm.",
        "Why did you send it?",
        "I promise it will be over.",
        "This stays between us.",
        "That is child pornography.",
        "Tell me everything.",
        "You must go to the police.",
        "He is a predator.",
        "Call 116111.",
        "It's fine.",
        "So , no.",
        "He said «no».",
    ],
)
def test_forbidden_english_words_are_found(text: str) -> None:
    english = replace(answer(text), language="en")
    assert [*answers.forbidden(english, answers.style()["forbidden"]["en"])]


@pytest.mark.parametrize(
    "text",
    [
        "Tu as du courage, et tu n’es pas en tort.",
        "On t’a fait du mal. Ce n’est pas ta faute.",
        "Tu peux porter plainte, si tu veux.",
    ],
)
def test_words_that_fit_everybody_pass(text: str) -> None:
    assert not [*answers.forbidden(answer(text), answers.style()["forbidden"]["fr"])]


@pytest.mark.parametrize(
    ("key", "text", "found"),
    [
        ("utter_disclose_scam", "C’était qui ?", True),
        ("utter_crisis_suicide_2", "Tu as un plan ?", True),
        ("utter_feel_sad_or_alone", "Depuis quand ?", True),
        ("utter_disclose_scam", "Et là, maintenant : es-tu en sécurité ?", False),
        ("utter_disclose_scam", "Demande : « Tu feras quoi si je te le dis ? »", False),
        ("utter_learn_scams", "C’est trop beau ?", False),
    ],
)
def test_only_safety_is_asked_of_somebody_hurt(key: str, text: str, found: bool) -> None:
    safety = answers.style()["safety_question"]["fr"]
    assert bool([*answers.questions(answer(text, key), safety)]) == found


def test_english_quotes_hold_a_question_and_apostrophes_do_not() -> None:
    safety = answers.style()["safety_question"]["en"]
    quoted = replace(answer("It’s fine to ask: ‘What’ll you do if I tell?’"), language="en")
    assert not [*answers.questions(quoted, safety)]
    asked = replace(answer("It’s hard. Who’s doing this?"), language="en")
    assert [*answers.questions(asked, safety)]


def test_long_bubbles_sentences_and_hard_words_are_found() -> None:
    long = "Anticonstitutionnellement, " * 40
    assert [*answers.lengths(answer(long), answers.style()["limits"])]
    assert [*answers.reading(answer(long), answers.style()["reading_ease"])]


def test_simple_words_have_a_bar_of_their_own() -> None:
    hard = (
        "La vérification systématique des paramètres de confidentialité constitue "
        "une précaution particulièrement recommandable. "
    ) * 2
    spoilt = replace(answer("Je te crois."), bubbles={"normal": ("Non.",), "simple": (hard,)})
    (fault,) = answers.reading(spoilt, answers.style()["reading_ease"])
    assert "in simple words" in fault


def test_a_source_is_an_address_or_our_own_style() -> None:
    assert [*answers.sources(replace(answer("Oui."), sources=("somewhere",)))]
    known = replace(answer("Oui."), sources=("house", "https://www.unicef.org/documents"))
    assert not [*answers.sources(known)]


def test_titles_of_buttons_are_short_and_in_our_voice() -> None:
    named = {"help_helpline": "x" * 35, "learn_scams": "Vous et les arnaques"}
    found = [*answers.titles("fr", named, answers.style())]
    assert ["title of help_helpline has 35" in f for f in found].count(True) == 1
    assert any("says 'Vous'" in f for f in found)


def test_an_answer_in_one_language_only_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    french, english = Words({"utter_x": answer("Oui.", "utter_x")}, {"a": "A"}), Words({}, {})
    monkeypatch.setattr(answers, "words", lambda: {"fr": french, "en": english})
    found = [*answers.parity()]
    assert any("utter_x is missing in en" in f for f in found)
    assert any("title of a is missing" in f for f in found)


def test_different_buttons_in_the_two_languages_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    here = answer("Oui.", "utter_x")
    said = {
        "fr": Words({"utter_x": here}, {}),
        "en": Words({"utter_x": replace(here, next=("help_helpline",))}, {}),
    }
    monkeypatch.setattr(answers, "words", lambda: said)
    assert any("leads elsewhere" in f for f in answers.parity())


@pytest.mark.parametrize("key", ["utter_crisis_suicide", "utter_disclose_scam_2"])
def test_a_grave_answer_or_part_without_a_way_to_help_is_found(key: str) -> None:
    said = Words({key: answer("Oui.", key)}, {})
    assert f"{key} does not lead to help" in next(dialogue.without_help(said))


def test_links_rules_and_words_that_are_missing_are_found() -> None:
    lost = Words({"utter_x": replace(answer("Oui.", "utter_x"), next=("gone",))}, {})
    assert "next names gone" in next(dialogue.broken_links(lost))
    assert any("crisis_suicide has no rule" in f for f in dialogue.missing_rules([]))
    domain = read_yaml(paths.DOMAIN)
    assert any("has no words" in f for f in dialogue.missing_words(domain, lost))


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


def test_a_held_out_message_in_the_alert_lists_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    taught = next(messages.alert_messages())
    assert relative(paths.ALERTS) in taught.where
    monkeypatch.setattr(messages, "held_out_messages", lambda: [taught])
    assert any(taught.where in fault for fault in messages.faults())


@pytest.mark.parametrize(
    ("kind", "part", "line", "fault"),
    [
        ("runaway", "expressions", "je m/me sauve", "expression with 'm/me'"),
        ("suicide", "unless", "dormir pour toujours mdr", "'mdr' is left out of messages"),
    ],
)
def test_a_line_of_the_alert_lists_that_cannot_stand_is_named(
    monkeypatch: pytest.MonkeyPatch, kind: str, part: str, line: str, fault: str
) -> None:
    path = paths.ALERTS / "fr" / f"{kind}.yml"
    read = Path.read_text
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = lines.index(f"{part}:\n") + 1
    lines.insert(at, f"  - {line}\n")
    broken = lambda self, *a, **k: "".join(lines) if self == path else read(self, *a, **k)  # noqa: E731
    monkeypatch.setattr(Path, "read_text", broken)
    monkeypatch.setattr(alerts, "load_lists", load_lists.__wrapped__)
    [found] = alerts.faults()
    assert found.startswith(f"{relative(path)}:{at + 1}: ")
    assert fault in found


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("retrouve {to}", "retrouve {too}", "elsewhere names a list 'too' that there is none of"),
        (
            "  kin: [uncle",
            "  kin: ['{people}'",
            "not_away names a list 'people' that there is none",
        ),
        ("\nstill:", "\nstil:", "section still is missing"),
    ],
)
def test_a_broken_phrase_of_where_home_is_is_named(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str, fault: str
) -> None:
    read = Path.read_text
    monkeypatch.setattr(
        Path, "read_text", lambda self, *a, **k: read(self, *a, **k).replace(old, new)
    )
    with pytest.raises(ContentError, match=rf"home\.yml:\d+: {fault}"):
        phrases.__wrapped__()


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
