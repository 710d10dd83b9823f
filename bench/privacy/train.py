"""Makes luciole/privacy/tagger.crfsuite: `make tagger`, after a change of data/privacy.

`python bench/privacy/train.py FILE` learns from data/privacy/messages, and that the messages of
data/nlu and data/alerts hold no datum. FILE gets what network.py learns from, which needs packages
that do not serve: words, whether each begins after a space, labels.
"""

import json
import random
import sys
from itertools import pairwise
from pathlib import Path

import pycrfsuite

from luciole.check.messages import alert_messages, training
from luciole.privacy.features import TAKEN, Part, features
from luciole.privacy.lexicon import read_list
from luciole.privacy.marked import Marked, read_marked
from luciole.privacy.redact import taken_by_form
from luciole.privacy.tagger import LABELS, MESSAGES, NOTHING, WEIGHTS, data_version, in_sight
from luciole.privacy.text import Span, cleaned

HARMLESS = 32_000
HARMLESS_FOR_NETWORK = 15_000  # it knows the languages already
TELLS_DATA = "chat_personal_info"
PARAMETERS = {"c1": 0.1, "c2": 0.02, "max_iterations": 150, "feature.minfreq": 2}


def main() -> None:
    marked = [m for path in sorted(MESSAGES.glob("*.txt")) for m in read_marked(path)]
    calm = harmless()
    teach_network(Path(sys.argv[1]), [*marked, *calm[:HARMLESS_FOR_NETWORK]])
    trainer = pycrfsuite.Trainer("lbfgs", PARAMETERS, verbose=False)
    for message in [*marked, *calm]:
        found, labels = labelled(message)
        if found:
            trainer.append(features(message.text, found), labels)
    trainer.train(str(WEIGHTS))


def teach_network(file: Path, messages: list[Marked]) -> None:
    names = sorted({*read_list("first_names.txt"), *read_list("last_names.txt")})
    head = {"version": data_version(), "labels": LABELS, "names": names}
    with file.open("w", encoding="utf-8") as out:
        print(json.dumps(head), file=out)
        for message in messages:
            found, labels = labelled(message)
            if found:
                words = [None if p.word == TAKEN else message.text[p.start : p.end] for p in found]
                begins = [True, *(a.end < b.start for a, b in pairwise(found))]
                print(json.dumps([words, begins, [*map(LABELS.index, labels)]]), file=out)


def labelled(message: Marked) -> tuple[list[Part], list[str]]:
    """The words of a message and what each is."""
    taken = [
        s for s in taken_by_form(message.text) if not any(overlap(s, m) for m in message.spans)
    ]
    found = in_sight(message.text, taken)
    labels = [
        next((s.kind for s in message.spans if s.start <= p.start < s.end), NOTHING) for p in found
    ]
    return found, labels


def harmless() -> list[Marked]:
    """Some of the messages that are understood: they hold marks at most."""
    calm = [m for m in (*training(), *alert_messages()) if m.intent != TELLS_DATA]
    return [Marked(cleaned(m.text), (), m.where) for m in random.Random(0).sample(calm, HARMLESS)]


def overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and one.end > other.start


if __name__ == "__main__":
    main()
