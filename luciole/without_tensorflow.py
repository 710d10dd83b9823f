"""Rasa without TensorFlow: a stand-in for a library that none of our components uses.

Rasa imports TensorFlow for components that we do not have (DIET, TED). It is 846 MB on disk, a
third of the server's memory and of its start (docs/operate.md). Where Rasa imports it, it gets
names that stand for nothing: classes that can be derived from and decorators that change nothing.
Nothing of it is ever called; where TensorFlow was imported before, this stays away.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FunctionType, ModuleType
from typing import Any

NAMES = ("tensorflow", "keras")


class _Nothing(type):
    """Attributes, members and alternatives of nothing are nothing."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return cls

    def __getitem__(cls, _: Any) -> Any:
        return cls


class Nothing(metaclass=_Nothing):
    """Can be derived from; as a decorator it gives back what it decorates."""

    def __new__(cls, *arguments: Any, **_: Any) -> Any:
        if cls is Nothing and arguments and isinstance(arguments[0], FunctionType):
            return arguments[0]
        return super().__new__(cls)

    def __init__(self, *_: Any, **__: Any) -> None:
        """Takes whatever the real one would."""

    def __call__(self, decorated: Any, *_: Any, **__: Any) -> Any:
        return decorated


class _Module(ModuleType):
    """A module in which every name is there and stands for nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing


class StandIn(MetaPathFinder, Loader):
    """Finds TensorFlow's modules and makes them of nothing."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        ours = name.partition(".")[0] in NAMES
        return ModuleSpec(name, self, is_package=True) if ours else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing in it."""


def install() -> None:
    """From now on `import tensorflow` finds the stand-in, unless the real one is there already."""
    if "tensorflow" not in sys.modules and not any(isinstance(f, StandIn) for f in sys.meta_path):
        sys.meta_path.insert(0, StandIn())
