"""The base of every mistake a person can mend: its message alone says what to do."""


class Mendable(Exception):
    """Shown as its message, without a trace."""
