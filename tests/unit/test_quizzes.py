"""Quizzes and stories: what an editor's mistake gives, and what a young person meets."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.quiz import (
    ActionQuizAnswer,
    ActionQuizChoose,
    ActionQuizNext,
    ActionQuizResume,
)
from actions.thread import ActionChat
from luciole import paths
from luciole.check import quizzes as check
from luciole.content import ContentError
from luciole.quizzes import STEP, games, place, quiz_tap, step_message

QUIZZES = 6
STORIES = 3


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of data/quizzes that a test may spoil."""
    folder = Path(shutil.copytree(paths.QUIZZES, tmp_path / "quizzes"))
    monkeypatch.setattr(paths, "QUIZZES", folder)
    games.cache_clear()
    yield folder
    games.cache_clear()


def spoil(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def line_of(path: Path, text: str) -> int:
    return path.read_text(encoding="utf-8").split(text)[0].count("\n") + 1


def turn(
    action: Any, language: str = "fr", position: str | None = None, **entities: str
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What an action says for a tap, and the slots it sets."""
    slots = {"language": language, "style": "normal", "quiz": position, "country": "BE"}
    found = [{"entity": k, "value": v} for k, v in entities.items()]
    message = {"intent": {"name": "quiz_start"}, "entities": found}
    tracker = Tracker("x", slots, message, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = action().act(dispatcher, tracker)
    return dispatcher.messages, {e["name"]: e["value"] for e in events}


def titles(message: dict[str, Any]) -> list[str]:
    return [button["title"] for button in message["buttons"]]


def test_the_content_of_the_repository_has_no_fault() -> None:
    assert check.faults() == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_six_quizzes_then_three_stories(language: str) -> None:
    kinds = [game.kind for game in games()[language].values()]
    assert kinds == ["quiz"] * QUIZZES + ["story"] * STORIES


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("trust.yml", "kind: quiz", "kind: exam", "kind is neither quiz nor story"),
        ("trust.yml", "language: en", "language: de", "language is not 'en'"),
        ("trust.yml", "      c:\n", "      d:\n", "needs two to four choices"),
        ("trust.yml", "        explanation:", "        explains:", "is not explained"),
        ("story_image.yml", "to: s2", "to: s99", "leads nowhere"),
        ("story_image.yml", "  - key: s2", "  - key: s1", "is there twice"),
        ("story_image.yml", "    turn: good\n", "", "s2 has no turn"),
    ],
)
def test_a_broken_file_is_named_with_its_cure(
    edited: Path, name: str, before: str, after: str, said: str
) -> None:
    spoil(edited / "en" / name, before, after)
    with pytest.raises(ContentError, match=rf"en/{name}:\d+: .*{said}.*: "):
        games()
    assert any(said in fault for fault in check.faults())


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("trust.yml", "next: [", "next: [learn_scams, ", "next or help is not as in French"),
        ("trust.yml", "  - key: q8", "  - key: q9", "other steps than in French"),
        ("story_image.yml", "to: s3", "to: s6", "other choices, turn or sources"),
        ("trust.yml", ", help_helpline]", "]", "add help_helpline"),
        ("trust.yml", "Trust is built", "Trust is built " * 3, "on a button"),
        ("trust.yml", "Yes. The two", "Yes. The two and " + "very " * 15, "sentence of"),
        ("trust.yml", "Yes. The two", "You should have known. The two", "no blame"),
        ("story_image.yml", "help: disclose", "help: learn", "name a disclose_ intent"),
    ],
)
def test_the_check_finds_what_an_editor_can_spoil(
    edited: Path, name: str, before: str, after: str, said: str
) -> None:
    spoil(edited / "en" / name, before, after)
    assert any(said in fault and f"en/{name}:" in fault for fault in check.faults())


def test_a_fault_names_the_line_of_its_question(edited: Path) -> None:
    path = edited / "en" / "trust.yml"
    line = line_of(path, "- key: q1")
    spoil(path, "Yes. The two", "Calm down. The two")
    assert any(f"trust.yml:{line}: explanation of b in q1" in f for f in check.faults())


def test_a_quiz_missing_in_one_language_is_found(edited: Path) -> None:
    (edited / "en" / "habits.yml").unlink()
    assert any("habits is missing in en" in fault for fault in check.faults())


def test_a_scene_that_cannot_be_mended_is_found(edited: Path) -> None:
    for language in ("fr", "en"):
        path = edited / language / "story_image.yml"
        text = path.read_text(encoding="utf-8")
        before, poor, after = text.partition("  - key: s7")
        poor_choices = after.replace("to: s6", "to: s7", 2)
        path.write_text(before + poor + poor_choices, encoding="utf-8")
    assert any("nothing good can follow s7" in fault for fault in check.faults())


def test_the_list_offers_all_and_the_open_one_first() -> None:
    (shown,), _ = turn(ActionChat)
    assert len(shown["buttons"]) == QUIZZES + STORIES
    (shown,), _ = turn(ActionChat, position="trust:q3")
    assert shown["buttons"][0]["payload"] == "/tap_quiz_resume"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("game_id", sorted(games()["fr"]))
def test_every_path_comes_to_an_end_with_help(game_id: str, language: str) -> None:
    """Walks every choice of every step, in the words and the language that are shown."""
    _, slots = turn(ActionQuizChoose, language, quiz=game_id)
    seen: set[str] = set()
    new = {slots["quiz"]}
    ends = 0
    while new:
        position = new.pop()
        seen.add(position)
        found = place(position, language)
        assert found is not None
        for letter in found[1].choices:
            messages, slots = turn(ActionQuizAnswer, language, position, at=position, choice=letter)
            assert all(m.get("language", language) == language for m in messages)
            if slots["quiz"] == f"{game_id}:end":
                ends += 1
                payloads = [b["payload"] for m in messages for b in m["buttons"] or ()]
                assert "/help_helpline" in payloads
            elif slots["quiz"] not in seen:
                new.add(slots["quiz"])
    assert ends


def test_an_unknown_quiz_offers_the_list() -> None:
    (shown,), _ = turn(ActionQuizChoose, quiz="gone")
    assert shown["response"] == "utter_quiz_start"


def test_choosing_starts_at_the_first_question_with_progress() -> None:
    messages, slots = turn(ActionQuizChoose, "en", quiz="trust")
    assert slots["quiz"] == "trust:q1"
    assert messages[1]["custom"] == {
        "type": "progress",
        "title": "Trust is built",
        "step": 1,
        "of": 8,
    }
    assert titles(messages[2])[-2:] == ["Skip this question", "Stop playing"]


def test_an_answer_is_explained_before_the_next_question() -> None:
    messages, slots = turn(ActionQuizAnswer, "en", "trust:q1", at="trust:q1", choice="b")
    assert messages[0]["bubbles"] == list(
        games()["en"]["trust"].steps["q1"].choices["b"].explanation
    )
    assert slots["quiz"] == "trust:q2"
    assert messages[-1]["utter_action"] == STEP


def test_a_question_can_be_left_out_and_the_last_one_ends() -> None:
    assert turn(ActionQuizNext, "fr", "trust:q1", at="trust:q1")[1]["quiz"] == "trust:q2"
    assert turn(ActionQuizNext, "fr", "trust:q8", at="trust:q8")[1]["quiz"] == "trust:end"


def test_an_ended_quiz_can_be_said_again_in_the_other_language_but_not_resumed() -> None:
    english = step_message("trust:end", "en")
    assert english is not None
    assert english["bubbles"] == list(games()["en"]["trust"].ending)
    (listed,), _ = turn(ActionChat, position="trust:end")
    assert listed["buttons"][0]["payload"] != "/tap_quiz_resume"


def test_resuming_shows_the_question_in_the_language_spoken_now() -> None:
    messages, slots = turn(ActionQuizResume, "en", "trust:q5")
    assert messages[-1]["bubbles"] == list(games()["en"]["trust"].steps["q5"].bubbles)
    assert slots["quiz"] == "trust:q5"


@pytest.mark.parametrize("position", [None, "", "trust", "trust:q99", "trust:end", "gone:q1", "::"])
@pytest.mark.parametrize("action", [ActionQuizAnswer, ActionQuizNext, ActionQuizResume])
def test_without_an_open_quiz_the_list_is_offered(action: Any, position: str | None) -> None:
    (shown,), _ = turn(action, position=position, at=position or "", choice="a")
    assert shown["response"] == "utter_quiz_start"


def test_a_choice_the_question_does_not_have_shows_it_again() -> None:
    two = next(
        f"{game.id}:{step.key}"
        for game in games()["fr"].values()
        for step in game.steps.values()
        if len(step.choices) == 2
    )
    assert turn(ActionQuizAnswer, "fr", two, at=two, choice="d")[1]["quiz"] == two


def test_a_button_of_an_earlier_question_leaves_the_open_one_open() -> None:
    messages, slots = turn(ActionQuizAnswer, "en", "trust:q3", at="trust:q1", choice="b")
    assert messages[0]["bubbles"] == list(
        games()["en"]["trust"].steps["q1"].choices["b"].explanation
    )
    assert slots["quiz"] == "trust:q3"
    assert turn(ActionQuizNext, "en", "trust:q3", at="trust:q1")[1]["quiz"] == "trust:q3"


def test_a_button_of_an_earlier_scene_is_a_change_of_mind() -> None:
    _, slots = turn(ActionQuizAnswer, "en", "story_image:s3", at="story_image:s1", choice="a")
    assert slots["quiz"] == "story_image:s2"


def test_a_button_still_works_after_the_game_was_forgotten() -> None:
    assert turn(ActionQuizAnswer, "en", None, at="trust:q1", choice="b")[1]["quiz"] == "trust:q2"


def test_a_story_ends_with_help_services() -> None:
    messages, slots = turn(
        ActionQuizAnswer, "fr", "story_grooming:s6", at="story_grooming:s6", choice="b"
    )
    assert slots["quiz"] == "story_grooming:end"
    assert any(m["custom"].get("type") == "helplines" for m in messages)


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("a", '/tap_quiz_answer{"at": "trust:q1", "choice": "a"}'),
        ("B", '/tap_quiz_answer{"at": "trust:q1", "choice": "b"}'),
        ("la 2", '/tap_quiz_answer{"at": "trust:q1", "choice": "b"}'),
        ("La deuxième !", '/tap_quiz_answer{"at": "trust:q1", "choice": "b"}'),
        ("the second one", '/tap_quiz_answer{"at": "trust:q1", "choice": "b"}'),
        ("réponse c", '/tap_quiz_answer{"at": "trust:q1", "choice": "c"}'),
        ("i think it's a.", '/tap_quiz_answer{"at": "trust:q1", "choice": "a"}'),
        ("Je l’ai déjà donné", '/tap_quiz_answer{"at": "trust:q1", "choice": "c"}'),
        ("passe", '/tap_quiz_next{"at": "trust:q1"}'),
        ("STOP", "/tap_quiz_stop"),
        ("d", None),
        ("la", None),
        ("je veux mourir", None),
        ("a mon avis je suis en danger", None),
        ("aide moi", None),
    ],
)
def test_typed_answers_while_a_question_is_open(typed: str, payload: str | None) -> None:
    slots = {"language": "fr", "quiz": "trust:q1", "last_answer": STEP}
    assert quiz_tap(typed, slots) == payload


def test_typed_answers_count_only_for_the_last_thing_said() -> None:
    slots = {"language": "fr", "quiz": "trust:q1", "last_answer": "utter_alert_danger"}
    assert quiz_tap("a", slots) is None
    assert quiz_tap("stop", slots) is None
    assert quiz_tap("reprendre le quiz", slots) == "/tap_quiz_resume"
    for ended in (None, "trust:end"):
        assert quiz_tap("a", {"language": "fr", "quiz": ended, "last_answer": STEP}) is None


def test_a_step_is_shown_with_lettered_choices_and_a_way_out() -> None:
    shown = step_message("story_image:s1", "fr")
    assert shown is not None
    assert [t[:3] for t in titles(shown)[:3]] == ["A. ", "B. ", "C. "]
    assert titles(shown)[-1] == "Arrêter de jouer"
    assert step_message("story_image:gone", "fr") is None
