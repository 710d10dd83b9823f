"""A long message in parts, so that what matters at its end is not lost among the rest."""

_LONG = 75  # words: about what the encoder reads at once
_PART, _STEP = 60, 40


def parts(text: str) -> list[str]:
    """The text itself, else stretches of 60 words, each sharing 20 with the next."""
    words = text.split()
    if len(words) <= _LONG:
        return [text]
    starts = range(0, len(words) - _PART + _STEP, _STEP)
    return [" ".join(words[start : start + _PART]) for start in starts]
