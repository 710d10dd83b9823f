"""Runs the trained graph step by step.

Rasa's own runner plans a dask graph anew for every message and every prediction, and writes out
its inputs for a log line that nobody reads: a tenth of a turn (docs/operate.md). What runs, in
which order and with which inputs is the same.
"""

from collections.abc import Mapping
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage


class StraightRunner(GraphRunner):
    """The nodes of a graph, and for each set of targets the order to run them in."""

    def __init__(self, nodes: Mapping[str, GraphNode], schema: GraphSchema) -> None:
        self.nodes = nodes
        self._schema = schema
        self._orders: dict[tuple[str, ...], tuple[str, ...]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> "StraightRunner":
        made = DaskGraphRunner.create(graph_schema, model_storage, execution_context, hooks)
        return cls.of(made)

    @classmethod
    def of(cls, runner: DaskGraphRunner) -> "StraightRunner":
        """With the nodes that Rasa's runner has loaded."""
        return cls(runner._instantiated_nodes, runner._graph_schema)

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """The output of each target. Raises GraphRunError."""
        wanted = tuple(targets or self._schema.target_names)
        if wanted not in self._orders:
            self._orders[wanted] = self._order(wanted)
        done = {name: (name, value) for name, value in (inputs or {}).items()}
        for name in self._orders[wanted]:
            needs = self._schema.nodes[name].needs.values()
            try:
                done[name] = self.nodes[name](*(done.get(need, need) for need in needs))
            except RuntimeError as error:
                raise GraphRunError("Error running runner.") from error
        return {target: done[target][1] for target in wanted}

    def _order(self, targets: tuple[str, ...]) -> tuple[str, ...]:
        """Every node that the targets need, each after those that it needs itself."""
        found: dict[str, None] = {}

        def visit(name: str) -> None:
            if name in found or name not in self._schema.nodes:
                return
            for need in self._schema.nodes[name].needs.values():
                visit(need)
            found[name] = None

        for target in targets:
            visit(target)
        return tuple(found)
