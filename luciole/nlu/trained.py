"""What our trained components share: where Rasa keeps what they learnt."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage


class TrainedComponent(GraphComponent, ABC):
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
