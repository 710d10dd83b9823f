"""Reading files again only when they have changed: what is reviewed is what the files say now."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

_T = TypeVar("_T")
Signature = tuple[tuple[str, int, int], ...]
_kept: dict[str, tuple[Signature, Any]] = {}
_lock = threading.RLock()


def fresh(name: str, folders: tuple[Path, ...], read: Callable[[], _T]) -> _T:
    """What `read` makes of these folders, read again only when a file in them has changed."""
    with _lock:
        now = tuple(stamp for folder in folders for stamp in signature(folder))
        if name not in _kept or _kept[name][0] != now:
            _kept[name] = (now, read())
        kept: _T = _kept[name][1]
        return kept


def signature(folder: Path) -> Signature:
    """Names, times and sizes of the files of a folder."""
    found = [(str(f), f.stat()) for f in sorted(folder.rglob("*")) if f.is_file()]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)
