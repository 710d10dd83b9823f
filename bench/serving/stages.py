"""What each stage of a turn costs, in this process: prints one JSON object.

Run by measure.py. Processor time of this thread, in which everything of a turn happens; each call
of a wrapped function is about a microsecond too long.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from statistics import mean, median
from typing import Any

import luciole.cli
from luciole import logs, server

imported = time.process_time()

from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier  # noqa: E402
from rasa.shared.utils.common import class_from_module_path  # noqa: E402

import luciole.assistant  # noqa: E402
from luciole.answers.nlg import VettedAnswers  # noqa: E402
from luciole.channel.requests import turn_request  # noqa: E402
from luciole.content import read_yaml  # noqa: E402
from luciole.dialogue.alert_policy import AlertPolicy  # noqa: E402
from luciole.dialogue.in_process import InProcessActions  # noqa: E402
from luciole.dialogue.rules import RulesByIntent  # noqa: E402
from luciole.paths import CONFIG  # noqa: E402
from luciole.settings import load as settings  # noqa: E402
from luciole.state.seal import Sealer  # noqa: E402
from luciole.state.tracker_store import SealedTrackerStore  # noqa: E402

TURNS = 400
spent: Counter[str] = Counter()


def timed(stage: str, owner: Any, name: str) -> None:
    """Replaces owner.name by itself with its time added to the stage."""
    original: Callable[..., Any] = getattr(owner, name)

    @wraps(original)
    def plain(*a: Any, **k: Any) -> Any:
        started = time.thread_time()
        try:
            return original(*a, **k)
        finally:
            spent[stage] += time.thread_time() - started

    @wraps(original)
    async def awaited(*a: Any, **k: Any) -> Any:
        started = time.thread_time()
        try:
            return await original(*a, **k)
        finally:
            spent[stage] += time.thread_time() - started

    setattr(owner, name, awaited if asyncio.iscoroutinefunction(original) else plain)


def watch() -> None:
    """Times every stage from the channel to the sealed state."""
    timed("privacy", luciole.assistant, "redact")
    for node in read_yaml(CONFIG)["pipeline"]:
        if node["name"].startswith("luciole."):
            component = class_from_module_path(node["name"])
            timed(component.__name__, component, "process")
    timed("FallbackClassifier", FallbackClassifier, "process")
    timed("AlertPolicy", AlertPolicy, "predict_action_probabilities")
    timed("RulesByIntent", RulesByIntent, "predict_action_probabilities")
    timed("actions", InProcessActions, "request")
    timed("answers", VettedAnswers, "generate")
    timed("tracker", SealedTrackerStore, "retrieve")
    timed("tracker", SealedTrackerStore, "save")
    timed("seal", Sealer, "seal")
    timed("seal", Sealer, "open")


async def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    logs.configure()
    # Rasa's graph takes the methods when it is loaded.
    watch()
    app = server.create_app()
    await server.load_agent(app)
    loaded = time.process_time()
    await server.prove_ready(app)
    ready = time.process_time()
    start = {
        "Python and imports": imported,
        "model and content": loaded - imported,
        "first reply": ready - loaded,
        "all": ready,
    }
    chosen = settings()
    assistant = luciole.assistant.Assistant(
        app.ctx.agent.handle_message, Sealer(chosen.state_keys, 600)
    )
    state, turns = None, (rows * TURNS)[:TURNS]
    costs: list[float] = []
    spent.clear()
    for row in turns:
        begun = time.thread_time()
        asked = turn_request({**row, **({"state": state} if state else {})})
        state = (await assistant.reply(asked)).state
        costs.append(1_000 * (time.thread_time() - begun))
    stages = {stage: 1_000 * cost / TURNS for stage, cost in spent.most_common()}
    stages["Rasa between them"] = mean(costs) - sum(stages.values())
    stages["**the whole turn**"] = mean(costs)
    stages["its median"] = median(costs)
    stages["turns 1 to 100"] = mean(costs[:100])
    stages["turns 301 to 400"] = mean(costs[300:])
    print(json.dumps({"start": start, "stages": stages}))


asyncio.run(main())
