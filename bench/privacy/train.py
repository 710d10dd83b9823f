"""Makes luciole/privacy/tagger.crfsuite: `make tagger`, after a change of data/privacy.

Learns from data/privacy/messages, and that the messages of data/nlu and data/alerts hold no datum.
"""

import random

import pycrfsuite

from luciole.check.messages import alert_messages, training
from luciole.privacy.features import features, parts
from luciole.privacy.marked import Marked, read_marked
from luciole.privacy.redact import taken_by_form
from luciole.privacy.tagger import MESSAGES, NOTHING, STAMP, WEIGHTS, data_version
from luciole.privacy.text import Span, cleaned

HARMLESS = 32_000
TELLS_DATA = "chat_personal_info"
PARAMETERS = {"c1": 0.1, "c2": 0.02, "max_iterations": 150, "feature.minfreq": 2}


def main() -> None:
    trainer = pycrfsuite.Trainer("lbfgs", PARAMETERS, verbose=False)
    messages = [m for path in sorted(MESSAGES.glob("*.txt")) for m in read_marked(path)]
    for message in [*messages, *harmless()]:
        taken = [
            s for s in taken_by_form(message.text) if not any(overlap(s, m) for m in message.spans)
        ]
        found = parts(message.text, taken)
        if found:
            labels = [
                next((s.kind for s in message.spans if s.start <= p.start < s.end), NOTHING)
                for p in found
            ]
            trainer.append(features(message.text, found), labels)
    trainer.train(str(WEIGHTS))
    STAMP.write_text(data_version() + "\n", encoding="utf-8")


def harmless() -> list[Marked]:
    """Some of the messages that are understood: they hold marks at most."""
    calm = [m for m in (*training(), *alert_messages()) if m.intent != TELLS_DATA]
    return [Marked(cleaned(m.text), (), m.where) for m in random.Random(0).sample(calm, HARMLESS)]


def overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and one.end > other.start


if __name__ == "__main__":
    main()
