"""Luciole: a private, bilingual awareness assistant for young people."""

from luciole import without_tensorflow

# Before anything of Rasa is imported, whichever of our modules comes first.
without_tensorflow.install()
