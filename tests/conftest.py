"""Fixtures that need the trained model: loaded once for the whole run, in this process."""

import asyncio
import os
from collections.abc import Iterator

# Before Rasa is imported anywhere.
os.environ["RASA_TELEMETRY_ENABLED"] = "false"

import pytest
from cryptography.fernet import Fernet


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """One event loop to load the agent in."""
    new = asyncio.new_event_loop()
    yield new
    new.close()


@pytest.fixture(scope="session")
def agent(loop: asyncio.AbstractEventLoop) -> object:
    """Rasa's agent for the present content, trained first if need be."""
    from luciole import loading, logs

    logs.configure()
    if not loading.model_path().exists():
        loading.train()
    return loop.run_until_complete(loading.load())


@pytest.fixture(scope="session")
def sealer() -> object:
    from luciole.state.seal import Sealer

    return Sealer((Fernet.generate_key().decode(),), 1800)


@pytest.fixture(scope="session")
def assistant(agent: object, sealer: object) -> object:
    from luciole.assistant import Assistant

    return Assistant(agent.handle_message, sealer)  # type: ignore[attr-defined]
