"""Logs without words: no message text, identifier or address can be printed.

Rasa renders texts and local variables into its log lines before any handler sees them, so a
filter reduces every record to who logged it, its level and, for an error, the exception's class.
It sits on the only handler there is: libraries that bring their own lose them.
"""

import logging
import os
import sys
import threading
import warnings
from typing import Any

from luciole.errors import Mendable

OURS = ("luciole", "actions")
_LIBRARIES = ("sanic.root", "sanic.error", "sanic.access", "rasa", "rasa_sdk", "asyncio")
_LEVELS = ("", "INFO", "WARNING", "ERROR", "CRITICAL")
_NAMES = ("LOG_LEVEL", "LOG_LEVEL_LIBRARIES")
# Switches of Python and Sanic that print what is being worked on.
_DEBUG_SWITCHES = ("PYTHONASYNCIODEBUG", "PYTHONDEVMODE", "SANIC_DEBUG", "SANIC_ACCESS_LOG")


class UnsafeLogging(Mendable):
    """A setting that prints messages or addresses was asked for."""


class NoWords(logging.Filter):
    """Replaces what a record says by where it came from, unless the record is our own."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.split(".")[0] not in OURS:
            exception = record.exc_info[0] if record.exc_info else None
            words = (record.name, record.levelname.lower(), exception.__name__ if exception else "")
            record.msg = " ".join(words).rstrip()
            record.args = ()
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
        return True


def configure() -> None:
    """Quiet, wordless logs for this process. Raises UnsafeLogging when a setting asks for more."""
    refuse_unsafe()
    silence_warnings()
    import structlog
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.addFilter(NoWords())
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.raiseExceptions = False
    for name in _LIBRARIES:
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
        library.setLevel(logging.WARNING)
    logging.getLogger("luciole").setLevel(logging.INFO)
    sys.unraisablehook = _unraisable
    threading.excepthook = _thread_ended


def refuse_unsafe() -> None:
    """Raises UnsafeLogging for a debug level or a debug switch in the environment."""
    for name in _NAMES:
        if os.environ.get(name, "").upper() not in _LEVELS:
            raise UnsafeLogging(
                f"{name}={os.environ[name]} could print what young people write: unset it, "
                "or set INFO, WARNING or ERROR."
            )
    for name in _DEBUG_SWITCHES:
        if os.environ.get(name):
            raise UnsafeLogging(f"{name} prints what young people write or who they are: unset it.")
    if sys.flags.dev_mode:
        raise UnsafeLogging("Python's development mode (-X dev) prints too much: leave it out.")


def silence_warnings() -> None:
    """No warning of Python is shown. Libraries reset the filters, so its printing is replaced."""
    warnings.simplefilter("ignore")
    warnings.showwarning = _say_nothing


def _say_nothing(*_: Any, **__: Any) -> None:
    """Rasa's warnings quote messages."""


def _unraisable(failure: "sys.UnraisableHookArgs") -> None:
    """Python would print the object and the exception's words."""
    _named(failure.exc_type)


def _thread_ended(failure: threading.ExceptHookArgs) -> None:
    _named(failure.exc_type)


def _named(exception: type[BaseException] | None) -> None:
    logging.getLogger(__name__).error("failed: %s", exception.__name__ if exception else "unknown")
