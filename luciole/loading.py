"""Training and loading the Rasa model, and refusing what is not safe."""

import os
import time
from pathlib import Path

from rasa.core.agent import Agent, load_agent
from rasa.core.utils import AvailableEndpoints

from luciole import paths
from luciole.content import content_version
from luciole.dialogue.in_process import InProcessActions
from luciole.dialogue.runner import StraightRunner
from luciole.errors import Mendable
from luciole.state.tracker_store import SealedTrackerStore


class UnsafeSetup(Mendable):
    """A safety setting is not what it must be; the message says which and the cure."""


def model_path() -> Path:
    """Where the model of this content is, trained or not."""
    return paths.MODELS / f"luciole-{content_version()}.tar.gz"


def train() -> tuple[Path, float]:
    """Trains the model of this content. Returns its path and the seconds it took."""
    from rasa.model_training import train as rasa_train

    started = time.monotonic()
    os.chdir(paths.ROOT)
    result = rasa_train(
        domain=str(paths.DOMAIN),
        config=str(paths.CONFIG),
        training_files=[str(paths.NLU), str(paths.RULES)],
        output=str(paths.MODELS),
        fixed_model_name=model_path().name.removesuffix(".tar.gz"),
    )
    if result.code != 0 or not result.model:
        raise UnsafeSetup("Training failed: run `luciole check` to see what the content lacks.")
    return Path(result.model), time.monotonic() - started


async def load() -> Agent:
    """The agent of this content, with in-process actions. Raises UnsafeSetup."""
    if not model_path().exists():
        raise UnsafeSetup(f"No model for content version {content_version()}: run `luciole train`.")
    endpoints = AvailableEndpoints.read_endpoints(str(paths.ENDPOINTS))
    agent = await load_agent(model_path=str(model_path()), endpoints=endpoints)
    if not agent.is_ready():
        raise UnsafeSetup("The model does not fit this code: run `luciole train`.")
    attach_actions(agent)
    unwrap_tracker_store(agent)
    agent.processor.graph_runner = StraightRunner.of(agent.processor.graph_runner)
    refuse_unsafe(agent)
    return agent


def attach_actions(agent: Agent) -> None:
    """Runs our actions in this process (see luciole.dialogue.in_process)."""
    agent.action_endpoint = agent.processor.action_endpoint = InProcessActions()


def unwrap_tracker_store(agent: Agent) -> None:
    """Takes Rasa's wrapper off the tracker store: when the store fails, it goes over to one that
    keeps every conversation in memory. Without it the turn fails, and nothing is kept."""
    store = agent.tracker_store
    while hasattr(store, "_tracker_store"):
        store = store._tracker_store
    agent.tracker_store = agent.processor.tracker_store = store


def refuse_unsafe(agent: Agent) -> None:
    """Raises UnsafeSetup when something could keep or send what young people write."""
    store = agent.processor.tracker_store
    if not isinstance(store, SealedTrackerStore):
        raise UnsafeSetup("endpoints.yml must set tracker_store to SealedTrackerStore.")
    if store.event_broker is not None:
        raise UnsafeSetup("endpoints.yml must not name an event broker.")
    if os.environ.get("RASA_TELEMETRY_ENABLED", "").lower() != "false":
        raise UnsafeSetup("RASA_TELEMETRY_ENABLED must be false.")
