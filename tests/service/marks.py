"""What every canary carries, written backwards: a process that searches itself for the marks must
not hold them in any other place."""

from collections.abc import Iterator

WORD, PHONE, SPACED_PHONE, IBAN, PLATE = BACKWARDS = (
    "jkvxqz",
    "9524137760",
    "95 24 13 77 60",
    "3445566778899100006000367RF",
    "VX-137-QZ",
)
# How Python holds text in memory: one, two or four bytes a character.
_SOUGHT = tuple(
    spelt.encode(encoding)
    for mark in BACKWARDS
    for spelt in {mark, mark[:-1] + mark[-1].upper(), mark.upper()}
    for encoding in ("ascii", "utf-16-be", "utf-32-be")
)


def marked(text: bytes) -> bool:
    """Whether a canary is in the bytes."""
    backwards = text[::-1]
    return any(mark in backwards for mark in _SOUGHT)


def places(text: bytes) -> Iterator[int]:
    """Where canaries are."""
    backwards = text[::-1]
    for mark in _SOUGHT:
        place = backwards.find(mark)
        while place >= 0:
            yield len(text) - place - len(mark)
            place = backwards.find(mark, place + 1)
