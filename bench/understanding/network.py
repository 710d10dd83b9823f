"""The encoder as a PyTorch module: BERT layers, mean pooling, unit length."""

import torch
from packed import Packed
from torch import Tensor, nn
from torch.nn import functional

LONGEST = 128


class Layer(nn.Module):
    def __init__(self, hidden: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v = (nn.Linear(hidden, hidden) for _ in range(3))
        self.ao, self.fi, self.fo = (
            nn.Linear(hidden, hidden),
            nn.Linear(hidden, inner),
            nn.Linear(inner, hidden),
        )
        self.aln, self.oln = nn.LayerNorm(hidden, 1e-12), nn.LayerNorm(hidden, 1e-12)
        self.heads, self.dropout = heads, dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, hidden = x.shape
        split = (batch, length, self.heads, hidden // self.heads)
        q, k, v = (part(x).view(split).transpose(1, 2) for part in (self.q, self.k, self.v))
        scores = (q @ k.transpose(-1, -2)) * (hidden // self.heads) ** -0.5 + mask
        weights = self.drop(functional.softmax(scores.float(), -1).to(v.dtype))
        seen = (weights @ v).transpose(1, 2).reshape(batch, length, hidden)
        x = self.aln(x + self.drop(self.ao(seen)))
        out: Tensor = self.oln(x + self.drop(self.fo(functional.gelu(self.fi(x)))))
        return out

    def drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout, self.training)


class Network(nn.Module):
    """pieces: the rows of the vocabulary that are kept, fixed during training."""

    def __init__(self, model: Packed, kept: list[int], dropout: float = 0.1) -> None:
        super().__init__()
        weights = {name: torch.tensor(value) for name, value in model.weights.items()}
        table = weights["emb.word"].reshape(-1, model.hidden)[kept]
        self.pieces = nn.Embedding.from_pretrained(table, freeze=True)
        places = weights["emb.pos"].reshape(-1, model.hidden)[:LONGEST]
        self.places = nn.Parameter(places + weights["emb.type"][: model.hidden])
        self.norm = nn.LayerNorm(model.hidden, 1e-12)
        self.norm.load_state_dict({"weight": weights["emb.ln.w"], "bias": weights["emb.ln.b"]})
        self.layers = nn.ModuleList(
            Layer(model.hidden, model.heads, model.inner, dropout) for _ in range(model.layers)
        )
        for number, layer in enumerate(self.layers):
            for name, part in layer.named_children():
                shape = part.weight.shape
                part.weight.data = weights[f"l{number}.{name}.w"].reshape(shape)
                part.bias.data = weights[f"l{number}.{name}.b"]

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors (messages, hidden) from piece vectors (messages, length, hidden)."""
        x = self.norm(pieces + self.places[: pieces.shape[1]])
        hidden = (1 - mask)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        mean = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return functional.normalize(mean, dim=-1)
