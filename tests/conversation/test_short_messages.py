"""What is too short or too strange to read changes nothing, and leaves nobody without help."""

from typing import Any

import pytest

from luciole.answers.store import words
from luciole.assistant import Assistant
from luciole.channel.requests import turn_request
from luciole.evaluate import understand
from luciole.state.seal import Sealer

ASKED = {"fr": "c'est quoi le consentement", "en": "what is consent"}
OPENINGS = {
    key: {words()[language].answers[key].bubbles["normal"][0] for language in words()}
    for key in ("utter_not_understood", "utter_chat_change_language")
}


async def slots_after(
    assistant: Assistant, sealer: Sealer, language: str, *texts: str
) -> dict[str, Any]:
    """The conversation's slots after these messages, on a page of this language."""
    state = None
    for text in texts:
        request = {"text": text, "state": state, "language": language, "country": "FR"}
        state = (await assistant.reply(turn_request(request))).state
    return sealer.open(str(state))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "text", ["ok", "lol", "no", "stop", "Tom", "b", "sex", "grooming", "sexting", "nudes", "mdr"]
)
async def test_one_word_keeps_the_language(
    assistant: Assistant, sealer: Sealer, text: str, language: str
) -> None:
    slots = await slots_after(assistant, sealer, language, ASKED[language], text)
    assert slots["language"] == language


async def test_a_masked_message_speaks_the_language_of_the_page(
    assistant: Assistant, sealer: Sealer
) -> None:
    for language in ("fr", "en"):
        slots = await slots_after(assistant, sealer, language, "https://example.org/a/b")
        assert slots["language"] == language


@pytest.mark.parametrize(
    ("before", "text"),
    [("fr", "i dont know"), ("fr", "help me please"), ("en", "j'ai peur"), ("en", "je sais pas")],
)
async def test_a_short_sentence_changes_it(
    assistant: Assistant, sealer: Sealer, before: str, text: str
) -> None:
    slots = await slots_after(assistant, sealer, before, ASKED[before], text)
    assert slots["language"] != before


@pytest.mark.parametrize("text", [".", "…", "???", "/", "quoi", "hein", "what", "huh", "wdym"])
async def test_not_following_keeps_the_style(
    assistant: Assistant, sealer: Sealer, text: str
) -> None:
    for language in ("fr", "en"):
        slots = await slots_after(assistant, sealer, language, ASKED[language], text)
        assert (slots["style"], slots["language"]) == ("normal", language)
        assert slots["last_answer"] == "utter_learn_consent"


@pytest.mark.parametrize("text", ["plus simple", "simple words please"])
async def test_asking_for_simple_words_changes_it(
    assistant: Assistant, sealer: Sealer, text: str
) -> None:
    assert (await slots_after(assistant, sealer, "fr", ASKED["fr"], text))["style"] == "simple"


@pytest.mark.parametrize("text", ["brum", "n'djamena", "Namur !", "KL", "Kindia.", "🇧🇪", "tana"])
async def test_a_place_alone_tells_the_country(agent: Any, text: str) -> None:
    assert (await understand(agent, text)).intent == "chat_inform_country"


async def test_an_everyday_word_is_no_place(agent: Any) -> None:
    assert (await understand(agent, "nice")).intent != "chat_inform_country"


@pytest.mark.parametrize(
    "text",
    [
        "il est devant la porte et il va me frapper",
        "i dont want to be here anymore",
        "on me harcèle sur insta tous les jours",
        "someone shared my pics with the whole class",
        "c'est quoi le grooming",
        "mdr ce prof est trop drôle",
    ],
)
async def test_capitals_mean_what_small_letters_mean(agent: Any, text: str) -> None:
    calm, loud = await understand(agent, text), await understand(agent, text.upper())
    assert (loud.intent, loud.alert) == (calm.intent, calm.alert)


OTHER_SCRIPTS = [
    *("أريد أن أموت", "مرحبا كيف حالك", "救救我", "我想死", "你好", "助けて", "죽고 싶어요"),
    *("хочу умереть", "помогите мне", "привет", "हेलो", "θέλω να πεθάνω"),
    *("אני רוצה למות", "আমি মরতে চাই", "ฉันอยากตาย", "[name] ساعدني"),
]


@pytest.mark.parametrize("text", OTHER_SCRIPTS)
async def test_another_script_means_nothing_known(agent: Any, text: str) -> None:
    understood = await understand(agent, text)
    assert (understood.asks, understood.confidence) == (True, 0.0)


@pytest.mark.parametrize("text", ["😭😭😭", "🆘", "???", "ok 谢谢 merci beaucoup"])
async def test_what_can_be_read_is_read(agent: Any, text: str) -> None:
    assert not (await understand(agent, text)).asks


@pytest.mark.parametrize("text", OTHER_SCRIPTS)
@pytest.mark.parametrize("country", ["FR", None])
async def test_another_script_is_asked_back_with_services(
    assistant: Assistant, sealer: Sealer, text: str, country: str | None
) -> None:
    for language in ("fr", "en"):
        request = {"text": text, "language": language, "country": country}
        reply = await assistant.reply(turn_request(request))
        # What the alert makes of letters that it cannot read either: it leads to help as well.
        if sealer.open(reply.state).get("alert"):
            continue
        said = {m["text"] for m in reply.messages if "text" in m}
        assert OPENINGS["utter_not_understood"] & said, said
        [shown] = [m["custom"] for m in reply.messages if "custom" in m]
        assert shown["services"] or shown["emergency"]


@pytest.mark.parametrize(
    ("page", "text", "language"),
    [
        ("fr", "I don't understand French, English please", "en"),
        ("fr", "je parle pas français", "en"),
        ("en", "je comprends pas l'anglais", "fr"),
        ("fr", "can you speak english", "en"),
    ],
)
async def test_who_does_not_speak_one_is_answered_in_the_other(
    assistant: Assistant, sealer: Sealer, page: str, text: str, language: str
) -> None:
    reply = await assistant.reply(turn_request({"text": text, "language": page}))
    assert sealer.open(reply.state)["language"] == language
    assert {m["language"] for m in reply.messages} == {language}
    said = {m.get("text") for m in reply.messages}
    assert OPENINGS["utter_chat_change_language"] & said


@pytest.mark.parametrize(
    ("page", "text", "language"),
    [
        ("en", "can you speak dutch", "en"),
        ("fr", "can you speak dutch", "en"),
        ("fr", "parle moi en espagnol", "fr"),
    ],
)
async def test_who_wants_a_third_hears_which_two_there_are(
    assistant: Assistant, page: str, text: str, language: str
) -> None:
    reply = await assistant.reply(turn_request({"text": text, "language": page}))
    assert {m["language"] for m in reply.messages} == {language}
    assert OPENINGS["utter_chat_change_language"] & {m.get("text") for m in reply.messages}
