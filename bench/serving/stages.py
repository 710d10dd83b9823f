"""What each stage of a turn costs, in this process: prints one JSON object.

Run by measure.py. Times are of wrapped functions, each about a microsecond too long.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

begun, cpu_begun = time.perf_counter(), time.process_time()

import luciole.cli  # noqa: E402  (sets the environment before Rasa)
from luciole import logs, server  # noqa: E402

imported = time.perf_counter()

from rasa.core.policies.rule_policy import RulePolicy  # noqa: E402
from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier  # noqa: E402
from rasa.shared.utils.common import class_from_module_path  # noqa: E402

import luciole.assistant  # noqa: E402
from luciole.answers.nlg import VettedAnswers  # noqa: E402
from luciole.channel.requests import turn_request  # noqa: E402
from luciole.content import read_yaml  # noqa: E402
from luciole.dialogue.alert_policy import AlertPolicy  # noqa: E402
from luciole.dialogue.in_process import InProcessActions  # noqa: E402
from luciole.paths import CONFIG  # noqa: E402
from luciole.settings import load as settings  # noqa: E402
from luciole.state.seal import Sealer  # noqa: E402
from luciole.state.tracker_store import SealedTrackerStore  # noqa: E402

spent: Counter[str] = Counter()


def timed(stage: str, owner: Any, name: str) -> None:
    """Replaces owner.name by itself with its time added to the stage."""
    original: Callable[..., Any] = getattr(owner, name)

    @wraps(original)
    def plain(*a: Any, **k: Any) -> Any:
        started = time.perf_counter()
        try:
            return original(*a, **k)
        finally:
            spent[stage] += time.perf_counter() - started

    @wraps(original)
    async def awaited(*a: Any, **k: Any) -> Any:
        started = time.perf_counter()
        try:
            return await original(*a, **k)
        finally:
            spent[stage] += time.perf_counter() - started

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
    timed("RulePolicy", RulePolicy, "predict_action_probabilities")
    timed("actions", InProcessActions, "request")
    timed("answers", VettedAnswers, "generate")
    timed("tracker", SealedTrackerStore, "retrieve")
    timed("tracker", SealedTrackerStore, "save")
    timed("seal", Sealer, "seal")
    timed("seal", Sealer, "open")


def resident() -> int:
    """Megabytes of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    line = next(x for x in lines if x.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


async def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    logs.configure()
    # Rasa's graph takes the methods when it is loaded.
    watch()
    app = server.create_app()
    await server.load_agent(app)
    loaded = time.perf_counter()
    await server.prove_ready(app)
    report: dict[str, Any] = {
        "import s": imported - begun,
        "load s": loaded - imported,
        "first reply s": time.perf_counter() - loaded,
        "start cpu s": time.process_time() - cpu_begun,
        "resident MB": resident(),
    }
    chosen = settings()
    assistant = luciole.assistant.Assistant(
        app.ctx.agent.handle_message, Sealer(chosen.state_keys, 600)
    )
    state, turns = None, rows[:20]
    for row in [*turns, *rows]:
        if row is rows[0]:
            spent.clear()
            started, cpu_started = time.perf_counter(), time.process_time()
        reply = await assistant.reply(turn_request({**row, **({"state": state} if state else {})}))
        state = reply.state
    report["turn ms"] = 1_000 * (time.perf_counter() - started) / len(rows)
    report["turn cpu ms"] = 1_000 * (time.process_time() - cpu_started) / len(rows)
    report["stages ms"] = {k: 1_000 * v / len(rows) for k, v in spent.most_common()}
    print(json.dumps(report))


asyncio.run(main())
