"""Word pieces of the encoder's vocabulary: SentencePiece unigram (Kudo 2018), best path by Viterbi.

The pieces, their scores and the character normalisation are those of multilingual-e5-small, kept
to what French and English use (bench/understanding/README.md).
"""

import re
from dataclasses import dataclass, field

_SPACES = re.compile(r"\s+")
_SPACE = "▁"
BEGIN, END, UNKNOWN = 0, 2, 3
# Below every real piece, so that an unknown character is the last resort.
_UNKNOWN_PENALTY = 10.0


@dataclass(frozen=True)
class Vocabulary:
    """pieces: piece -> (row, log probability). normal: character -> its normal form."""

    pieces: dict[str, tuple[int, float]]
    normal: dict[str, str]
    longest: int = field(init=False)
    unknown: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "longest", max(map(len, self.pieces)))
        lowest = min(score for _, score in self.pieces.values())
        object.__setattr__(self, "unknown", lowest - _UNKNOWN_PENALTY)

    def rows(self, text: str, most: int) -> list[int]:
        """The rows of a text's pieces with begin and end marks, at most `most` of them."""
        normal = self._normalised(text)
        # A piece has a space at its beginning at most, so each word is split by itself.
        words = (_SPACE + word for word in _SPACES.sub(_SPACE, normal.strip()).split(_SPACE))
        found = [row for word in words for row in self._best_path(word)]
        return [BEGIN, *found[: most - 2], END]

    def of_word(self, word: str, begins: bool) -> list[int]:
        """The rows of one word or sign. begins: whether a space, or nothing, stands before it."""
        normal = self._normalised(word).strip().replace(" ", _SPACE)
        return self._best_path(_SPACE * begins + normal) or [UNKNOWN]

    def _normalised(self, text: str) -> str:
        return "".join(self.normal.get(character, character) for character in text)

    def _best_path(self, word: str) -> list[int]:
        """The most probable split of a word; time grows linearly with its length."""
        best = [0.0] + [float("-inf")] * len(word)
        step: list[tuple[int, int]] = [(0, UNKNOWN)] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + self.longest) + 1):
                row, score = self.pieces.get(word[start:end], (UNKNOWN, None))
                if score is None:
                    if end > start + 1:
                        continue
                    score = self.unknown
                if best[start] + score > best[end]:
                    best[end] = best[start] + score
                    step[end] = (start, row)
        rows, end = [], len(word)
        while end > 0:
            end, row = step[end]
            rows.append(row)
        return rows[::-1]
