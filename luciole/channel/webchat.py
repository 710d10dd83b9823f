"""The `webchat` channel: Rasa's input channel for the widget (credentials.yml)."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from luciole import settings
from luciole.assistant import Assistant, Record
from luciole.channel.allowance import Allowance, address
from luciole.channel.requests import (
    MAX_TEXT_CHARACTERS,
    BadRequest,
    TurnRequest,
    turn_request,
)
from luciole.metrics import metrics
from luciole.state.seal import Sealer

# 1,000 characters, each escaped as two `\uXXXX`, and the longest state.
MAX_BODY_BYTES = 17_000
# A message of 1,000 takes eight times and more the work of a usual one.
USUAL_CHARACTERS = 250


class WebChat(InputChannel):
    """POST /webhooks/webchat/webhook: one turn in, one turn out."""

    @classmethod
    def name(cls) -> str:
        return "webchat"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        chosen = settings.load()
        blueprint = Blueprint("webchat")
        sealer = Sealer(chosen.state_keys, chosen.state_seconds)
        record = recorder(blueprint, chosen.counts_dir)
        assistant = Assistant(on_new_message, sealer, record, metrics())
        allowance = Allowance(chosen.messages_per_minute)

        @blueprint.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:
            if len(request.body) > MAX_BODY_BYTES:
                return json({"error": "the body is too large"}, status=413)
            try:
                asked = turn_request(body(request))
                # Too many messages are still answered, with the usual status: whatever page or
                # widget asked, the child sees vetted words and people to turn to.
                admitted = allowance.admits(address(request), counted_as(asked))
                reply = await assistant.reply(asked) if admitted else assistant.busy(asked)
            except BadRequest as error:
                return json({"error": str(error)}, status=400)
            return json({"state": reply.state, "messages": reply.messages}, ensure_ascii=False)

        return blueprint


def recorder(blueprint: Blueprint, folder: Path | None) -> Record | None:
    """What counts the turns of this process, None if nothing is to be counted."""
    if folder is None:
        return None
    # Its library takes seconds to import: only who counts pays for it.
    from luciole.counts import Counts

    counts = Counts(folder)

    async def begin(app: Sanic, _: Any) -> None:
        app.add_task(counts.write_daily())

    async def end(_: Sanic, __: Any) -> None:
        counts.write(unfinished=True)

    blueprint.listener("after_server_start")(begin)
    blueprint.listener("before_server_stop")(end)
    return counts.record


def counted_as(asked: TurnRequest) -> int:
    """How many messages this one counts for: a long one takes as much work as several."""
    return 1 + min(len(asked.text or ""), MAX_TEXT_CHARACTERS) // USUAL_CHARACTERS


def body(request: Request) -> Any:
    """The parsed JSON body. Raises BadRequest."""
    try:
        return request.json
    except Exception as error:
        raise BadRequest("the body is not JSON") from error
