"""French or English: right on sentences, steady on single words, quick to follow a switch."""

from collections import Counter
from collections.abc import Callable

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from luciole.check.messages import alert_messages, training
from luciole.nlu.language import LanguageIdentifier, real_words, whole_messages

Told = Callable[[str, str | None], str | None]
OTHER = {"fr": "en", "en": "fr"}
# Messages that this component is not trained on.
UNSEEN = [e for e in alert_messages() if len(real_words(e.text)) >= 4]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What the identifier, trained on data/nlu, makes of a text in a conversation's language."""
    component = LanguageIdentifier.create(
        LanguageIdentifier.get_default_config(),
        LocalModelStorage(tmp_path_factory.mktemp("model")),
        Resource("language"),
        ExecutionContext(GraphSchema({})),
    )
    examples = [
        Message(
            data={
                TEXT: e.text,
                INTENT: e.intent,
                "metadata": {"intent": {"language": e.language}},
            }
        )
        for e in training()
    ]
    component.train(TrainingData(examples))

    def tell(text: str, current: str | None) -> str | None:
        message = Message(data={TEXT: text, "metadata": {"language": current}})
        component.process([message])
        found: str | None = message.get("language")
        return found

    return tell


SHORT = [
    *["ok", "lol", "no", "stop", "Tom", "b", ".", "?", "???", "…", "12", "sex", "grooming"],
    *["sexting", "sextortion", "nudes", "mdr", "merci", "no no no", "help", "hello", "hey", "hi"],
    *["snap", "insta", "ok lol", "ok Tom", "stop grooming", "😭😭", "jsp", "idk", "oui", "yes"],
    *["[link]", "[name]", "[phone] [email]", "[name] [school] [address] [name]", "ok [name]"],
]


@pytest.mark.parametrize("current", ["fr", "en"])
@pytest.mark.parametrize("text", SHORT)
def test_a_word_or_a_mask_does_not_change_the_language(told: Told, text: str, current: str) -> None:
    assert told(text, current) == current


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *((t, "fr") for t in ("je comprends pas", "j'ai peur", "je sais pas", "aidez-moi")),
        *((t, "fr") for t in ("bonjour", "au secours", "bonjour [name]", "c'est quoi le sexting")),
        *((t, "en") for t in ("help me please", "i dont know", "i'm scared", "thank you")),
        *((t, "en") for t in ("what is grooming", "who are you", "good evening", "i need help")),
    ],
)
def test_a_clear_message_of_the_other_language_changes_it(
    told: Told, text: str, language: str
) -> None:
    assert told(text, OTHER[language]) == told(text, None) == language


def test_masks_alone_say_nothing_where_there_is_no_page(told: Told) -> None:
    assert told("[link] [name]", None) is None


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("before", ["same", "other", None])
def test_sentences_are_told_whatever_was_spoken_before(
    told: Told, language: str, before: str | None
) -> None:
    current = {"same": language, "other": OTHER[language], None: None}[before]
    texts = [e.text for e in UNSEEN if e.language == language]
    wrong = [text for text in texts if told(text, current) != language]
    assert len(texts) > 500
    assert len(wrong) <= 0.02 * len(texts), wrong


def test_one_word_that_tells_is_typed_in_one_language_only() -> None:
    said = {"fr": Counter[str](), "en": Counter[str]()}
    for example in training():
        said[example.language].update(real_words(example.text))
    for language, chosen in whole_messages().items():
        assert all(said[language][w] >= 5 and not said[OTHER[language]][w] for w in chosen)
