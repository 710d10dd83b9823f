"""Quizzes and stories, one step a turn: any message may come between two steps."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events
from actions.help_services import show_help
from luciole.answers.buttons import button
from luciole.quizzes import END, STEP, Game, Step, games, place, shown, step_message


class ActionQuizStart(CarefulAction):
    """The list of quizzes and stories, with the open one first."""

    def name(self) -> str:
        return "action_quiz_start"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return offer(dispatcher, tracker)


class ActionQuizChoose(CarefulAction):
    """Begins the quiz or story that was tapped."""

    def name(self) -> str:
        return "action_quiz_choose"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        game = games()[tracker.slots["language"]].get(tapped(tracker, "quiz"))
        if game is None:
            return offer(dispatcher, tracker)
        dispatcher.utter_message(**shown(game, game.intro))
        return go(dispatcher, tracker, game, next(iter(game.steps)))


class ActionQuizAnswer(CarefulAction):
    """The explanation of the choice that was tapped, then the step after it."""

    def name(self) -> str:
        return "action_quiz_answer"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        found = here(tracker)
        if found is None:
            return offer(dispatcher, tracker)
        game, step = found
        choice = step.choices.get(tapped(tracker, "choice"))
        if choice is None:
            return go(dispatcher, tracker, game, step.key)
        if choice.explanation:
            dispatcher.utter_message(**shown(game, choice.explanation))
        return go(dispatcher, tracker, game, choice.to)


class ActionQuizNext(CarefulAction):
    """Leaves a question out: nobody has to answer."""

    def name(self) -> str:
        return "action_quiz_next"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        found = here(tracker)
        if found is None:
            return offer(dispatcher, tracker)
        game, step = found
        key = game.after(step.key) if game.kind == "quiz" else step.key
        return go(dispatcher, tracker, game, key)


class ActionQuizResume(CarefulAction):
    """The step at which the quiz or story was left."""

    def name(self) -> str:
        return "action_quiz_resume"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        found = here(tracker)
        if found is None:
            return offer(dispatcher, tracker)
        game, step = found
        return go(dispatcher, tracker, game, step.key)


def here(tracker: Tracker) -> tuple[Game, Step] | None:
    """The open game and its step."""
    return place(tracker.slots.get("quiz"), tracker.slots["language"])


def tapped(tracker: Tracker, entity: str) -> str:
    """The value that the tapped button carried, empty if none."""
    return str(next(tracker.get_latest_entity_values(entity), ""))


def offer(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    language = tracker.slots["language"]
    choices = [
        button("tap_quiz_choose", language, title=game.title, quiz=game.id)
        for game in games()[language].values()
    ]
    if here(tracker):
        choices.insert(0, button("tap_quiz_resume", language))
    dispatcher.utter_message(response="utter_quiz_start", buttons=choices)
    return []


def go(dispatcher: CollectingDispatcher, tracker: Tracker, game: Game, key: str | None) -> Events:
    """Shows a step and remembers it; without one, or at a scene without choices, the end."""
    if key is None:
        return end(dispatcher, tracker, game)
    if not game.steps[key].choices:
        dispatcher.utter_message(**shown(game, game.steps[key].bubbles))
        return end(dispatcher, tracker, game)
    dispatcher.utter_message(json_message=progress(game, key), language=game.language)
    return show(dispatcher, game, key)


def end(dispatcher: CollectingDispatcher, tracker: Tracker, game: Game) -> Events:
    """The ending, with help services where the game names a situation."""
    events = show(dispatcher, game, END)
    return [*events, *(show_help(dispatcher, tracker, game.help) if game.help else [])]


def show(dispatcher: CollectingDispatcher, game: Game, key: str) -> Events:
    position = f"{game.id}:{key}"
    message = step_message(position, game.language) or {}
    dispatcher.utter_message(**message, utter_action=STEP)
    return [SlotSet("quiz", position)]


def progress(game: Game, key: str) -> dict[str, str | int]:
    """Where we are; a story has no length, its scenes branch."""
    shown: dict[str, str | int] = {"type": "progress", "title": game.title}
    if game.kind == "quiz":
        shown |= {"step": game.number(key), "of": len(game.steps)}
    return shown
