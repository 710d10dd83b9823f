"""Luciole: a private, bilingual awareness assistant for young people."""
