"""A long message in parts, so that what matters at its end is not lost among the rest."""

_LONG = 36  # words: about what the encoder reads at once
_PART, _STEP = 30, 18


def parts(text: str) -> list[str]:
    """The text itself when short, else stretches of 30 words, each sharing 12 with the next."""
    words = text.split()
    if len(words) <= _LONG:
        return [text]
    starts = range(0, len(words) - _PART + _STEP, _STEP)
    return [" ".join(words[start : start + _PART]) for start in starts]
