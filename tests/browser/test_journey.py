"""The whole way through, against the real server, in both languages."""

import pytest
from visiting import Visit, plain

WORDS = {
    "fr": {
        "trouble": "on me fait du chantage avec mes photos",
        "help": "Aide",
        "more": "Plus",
        "simple": "Mots simples",
        "erase": "Effacer la conversation",
        "other": "English",
        "back": "Retour",
    },
    "en": {
        "trouble": "someone is blackmailing me with my pictures",
        "help": "Help",
        "more": "More",
        "simple": "Simple words",
        "erase": "Delete this chat",
        "other": "Français",
        "back": "Back",
    },
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_first_words_to_help_and_away(visit: Visit, luciole: str, language: str) -> None:
    words = WORDS[language]
    widget = visit(f"{luciole}/?lang={language}").open()

    widget.ask(words["trouble"])
    assert widget.said()
    assert all(item.get_attribute("lang") == language for item in widget.find(".log .theirs").all())
    assert widget.find(".log a[href^='tel:']").count() > 0

    widget.find(".after .replies button").first.click()
    widget.answered()
    before = len(widget.said())

    widget.tap(words["more"])
    widget.tap(words["simple"])
    widget.answered()
    assert len(widget.said()) > before

    widget.tap(words["help"])
    assert widget.find(".page a[href^='tel:']").count() > 2
    widget.tap(words["back"])

    widget.tap(words["other"])
    widget.answered()
    other = "en" if language == "fr" else "fr"
    assert widget.find(".log .theirs").last.get_attribute("lang") == other

    widget.tap(WORDS[other]["more"])
    widget.tap(WORDS[other]["erase"])
    assert widget.said() == []


def test_two_questions_in_french_one_in_english_and_a_call(visit: Visit, luciole: str) -> None:
    widget = visit(f"{luciole}/?lang=fr").open()
    for language, question, answer in (
        ("fr", "il menace d'envoyer mes photos à tout le monde", "chantage"),
        ("fr", "je dois garder ou supprimer ses messages comme preuve", "preuve"),
        ("en", "someone on discord wants to meet me, he's 25", "adult"),
    ):
        before = len(widget.said())
        widget.ask(question)
        assert answer in " ".join(widget.said()[before:])
        assert widget.find(".log .theirs").last.get_attribute("lang") == language
    call = widget.find(".log a[href^='tel:']").last
    call.evaluate("one => one.addEventListener('click', () => (one.title = 'called'))")
    call.click()
    assert call.get_attribute("title") == "called"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_suggested_question_gets_an_answer(visit: Visit, luciole: str, language: str) -> None:
    widget = visit(f"{luciole}/?lang={language}").open()
    questions = widget.find(".intro details button").count()
    assert questions > 10
    for number in range(questions):
        question = widget.find(".intro details button").nth(number)
        question.evaluate("one => (one.closest('details').open = true)")
        question.click()
        widget.answered()
        assert widget.find(".failure").count() == 0
        assert widget.find(".log .theirs").count() > 0
        widget.page.reload()
        widget.open()


def test_hide_asked_in_words(visit: Visit, luciole: str) -> None:
    widget = visit(f"{luciole}/?lang=fr").open()
    widget.write("ma mère arrive cache vite")
    widget.find("dialog").wait_for()
    assert plain(widget.page.title()) == "Tables de multiplication"
