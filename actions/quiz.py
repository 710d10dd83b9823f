"""Quizzes and stories, one step a turn: any message may come between two steps."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.careful import CarefulAction, Events
from actions.help_services import show_help
from luciole.answers.buttons import button
from luciole.quizzes import END, STEP, Game, Step, games, place, shown, step_message

LIST = "utter_quiz_start"


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
        asked = place(tapped(tracker, "at"), tracker.slots["language"])
        choice = asked[1].choices.get(tapped(tracker, "choice")) if asked else None
        if asked is None or choice is None:
            return resume(dispatcher, tracker)
        game, _ = asked
        if choice.explanation:
            dispatcher.utter_message(**shown(game, choice.explanation))
        # An earlier question's button explains its choice and leaves the open question open; an
        # earlier scene's is a change of mind.
        if game.kind == "quiz" and here(tracker) not in (None, asked):
            return resume(dispatcher, tracker)
        return go(dispatcher, tracker, game, choice.to)


class ActionQuizNext(CarefulAction):
    """Leaves a question out: nobody has to answer."""

    def name(self) -> str:
        return "action_quiz_next"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        asked = place(tapped(tracker, "at"), tracker.slots["language"])
        if asked is None or asked != here(tracker) or asked[0].kind == "story":
            return resume(dispatcher, tracker)
        game, step = asked
        return go(dispatcher, tracker, game, game.after(step.key))


class ActionQuizResume(CarefulAction):
    """The step at which the quiz or story was left."""

    def name(self) -> str:
        return "action_quiz_resume"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return resume(dispatcher, tracker)


def here(tracker: Tracker) -> tuple[Game, Step] | None:
    """The open game and its step."""
    return place(tracker.slots.get("quiz"), tracker.slots["language"])


def tapped(tracker: Tracker, entity: str) -> str:
    """The value that the tapped button carried, empty if none."""
    return str(next(tracker.get_latest_entity_values(entity), ""))


def offer(dispatcher: CollectingDispatcher, tracker: Tracker, **how: str) -> Events:
    """The list, in another language or style if asked."""
    language = how.get("language") or tracker.slots["language"]
    choices = [
        button("tap_quiz_choose", language, title=game.title, quiz=game.id)
        for game in games()[language].values()
    ]
    if here(tracker):
        choices.insert(0, button("tap_quiz_resume", language))
    dispatcher.utter_message(response=LIST, buttons=choices, **how)
    return []


def resume(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """The open step again; the list if there is none."""
    found = here(tracker)
    if found is None:
        return offer(dispatcher, tracker)
    game, step = found
    return go(dispatcher, tracker, game, step.key)


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
