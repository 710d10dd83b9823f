"""What our components share in training: what Rasa's cache knows them by, where it keeps what they
learnt."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from luciole import paths
from luciole.content import files_in, version_of


class KnownByCode(GraphComponent, ABC):
    """A component that training runs again when any code or weights beside it changed: by itself
    Rasa's cache looks at the component's class alone, not at the functions that it calls."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return version_of(files_in(paths.NLU_CODE))


class TrainedComponent(KnownByCode, ABC):
    """Subclasses learn in `train`, ending with `keep`, and say in `read` how to come back."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        component = cls(config)
        component._storage, component._resource = model_storage, resource
        return component

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> Self:
        component = cls(config)
        with model_storage.read_from(resource) as folder:
            component.read(Path(folder))
        return component

    def keep(self) -> Resource:
        """Writes what was learnt to Rasa's model."""
        with self._storage.write_to(self._resource) as folder:
            self.write(Path(folder))
        return self._resource

    @abstractmethod
    def write(self, folder: Path) -> None:
        """Writes what was learnt into a folder of the model."""

    @abstractmethod
    def read(self, folder: Path) -> None:
        """Takes back what `write` left."""
