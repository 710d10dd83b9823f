"""What a server under proof has besides: provoked failures, and an address to ask what it holds.

`servers.start` runs `prepare` before the command (PRELUDE); all else is as `luciole run` has it.
"""

import faulthandler
import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marks import marked
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

HERE = Path(__file__).parent
PRELUDE = f"""
import os, sys
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
from luciole import logs
logs.silence_warnings()
sys.path.append({str(HERE)!r})
import witness
witness.prepare()
"""
BREAK = "nluplease"
_MOST_SHOWN = 20
_BATCH = 5_000


def prepare() -> None:
    """Breaks two actions and the encoder, and adds the address `/remembered`."""
    from luciole import server

    break_things()
    create_app = server.create_app

    def with_witness() -> Sanic:
        app = create_app()
        app.add_route(remembered, "/remembered")
        return app

    server.create_app = with_witness


def break_things() -> None:
    """Actions that quote the conversation when they fail, and an encoder that quotes the text."""
    from actions.talk import ActionAskBack, ActionHide
    from luciole.nlu.encoder import SentenceEncoder

    def act(_: Any, __: Any, tracker: Any) -> Any:
        raise KeyError(str(tracker.latest_message) + str(tracker.events))

    async def run(_: Any, __: Any, tracker: Any, domain: Any) -> Any:
        raise KeyError(str(tracker.latest_message) + str(tracker.events))

    process = SentenceEncoder.process

    def broken(self: Any, messages: list[Any]) -> list[Any]:
        for message in messages:
            if BREAK in (message.get("text") or ""):
                raise ValueError(message.get("text"))
        return process(self, messages)

    ActionHide.act = act  # type: ignore[method-assign]
    ActionAskBack.run = run  # type: ignore[method-assign]
    SentenceEncoder.process = broken  # type: ignore[method-assign]


async def remembered(request: Request) -> HTTPResponse:
    """How many objects there are after a collection, and which of them hold a canary."""
    # On a slow machine the search takes longer than the guard against standstill allows; the guard
    # sets itself again as soon as the server goes on.
    faulthandler.cancel_dump_traceback_later()
    gc.collect()
    found = list(held_canaries()) if "search" in request.args else []
    return json({"objects": len(gc.get_objects()), "found": found[:_MOST_SHOWN]})


def held_canaries() -> Iterator[str]:
    """Live texts with a canary, looked for a batch at a time."""
    batch: list[tuple[str, bytes]] = []
    for count, held in enumerate(live_texts(), 1):
        batch.append(held)
        if count % _BATCH == 0:
            yield from canaries_in(batch)
            batch.clear()
    yield from canaries_in(batch)


def canaries_in(batch: list[tuple[str, bytes]]) -> Iterator[str]:
    if marked(b"\n".join(text for _, text in batch)):
        yield from (f"{kind}: {text!r:.120}" for kind, text in batch if marked(text))


def live_texts() -> Iterator[tuple[str, bytes]]:
    """Every text and byte string that any live object refers to, with the holder's type."""
    seen: set[int] = set()
    waiting: list[Any] = [(object, o) for o in gc.get_objects()]
    own = {id(waiting), id(seen)}
    while waiting:
        holder, thing = waiting.pop()
        if id(thing) in seen or id(thing) in own:
            continue
        seen.add(id(thing))
        if isinstance(thing, str):
            yield holder.__name__, thing.encode("utf-8", "surrogatepass")
        elif isinstance(thing, bytes | bytearray):
            yield holder.__name__, bytes(thing)
        else:
            waiting += [(type(thing), o) for o in gc.get_referents(thing)]
