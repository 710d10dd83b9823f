"""The one server process: Rasa's channel, the site around it, and nothing else of Rasa's API."""

import asyncio
import faulthandler
import gc
import resource
import socket
from pathlib import Path
from typing import Any

import rasa.core.channels.channel as rasa_channels
from sanic import Sanic
from sanic.exceptions import SanicException, ServiceUnavailable
from sanic.request import Request
from sanic.response import HTTPResponse, json, text
from sanic.server.socket import bind_socket

from luciole import loading, metrics, review, settings, widget, workers
from luciole.assistant import Assistant
from luciole.channel import guard
from luciole.channel.requests import TurnRequest
from luciole.channel.webchat import WebChat
from luciole.content import content_version
from luciole.errors import Mendable
from luciole.helplines import routes as helplines
from luciole.helplines.reply import directory
from luciole.quizzes import games
from luciole.settings import Settings
from luciole.state.seal import Sealer

REQUEST_SECONDS = 20
# A turn that takes this long without pause never ends.
STUCK_SECONDS = 30
MOST_FILES = 65_536
READY_TEXT = "Bonjour"
BACKLOG = 1_024


class CannotListen(Mendable):
    """The address or port cannot be used; the message says why and what to do."""


class Router(guard.ForgetfulRouter):
    """Answers HEAD as GET; Sanic itself leaves the body out."""

    def get(self, path: str, method: str, host: str | None) -> Any:  # type: ignore[override]
        return super().get(path, "GET" if method == "HEAD" else method, host)


def create_app() -> Sanic:
    """The Sanic application with every route."""
    app = Sanic("luciole", configure_logging=False, env_prefix=None, router=Router())
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.config.ACCESS_LOG = False
    app.config.REQUEST_MAX_SIZE = 64_000
    app.config.REQUEST_TIMEOUT = REQUEST_SECONDS
    app.config.RESPONSE_TIMEOUT = REQUEST_SECONDS
    app.ctx.ready = False
    rasa_channels.register([WebChat()], app, route="/webhooks/")
    app.register_listener(load_agent, "before_server_start")
    app.register_listener(prove_ready, "after_server_start")
    app.register_listener(guard_against_standstill, "after_server_start")
    app.register_listener(end_guard, "after_server_stop")
    app.exception(Exception)(plain_error)
    chosen = settings.load()
    add_site(app, chosen)
    guard.install(app, chosen)
    return app


async def load_agent(app: Sanic, *_: object) -> None:
    """Loads the model and all content, unless that was done before this process was forked."""
    if not hasattr(app.ctx, "agent"):
        app.ctx.agent = await loading.load()
        directory()
        games()
        # All this stays: the garbage collector need not look through it again and again.
        gc.collect()
        gc.freeze()


async def prove_ready(app: Sanic, *_: object) -> None:
    """Ready means: a real message got a real answer, not the words for when everything breaks."""
    chosen = settings.load()
    assistant = Assistant(app.ctx.agent.handle_message, Sealer(chosen.state_keys, 60))
    reply = await assistant.reply(TurnRequest(text=READY_TEXT))
    app.ctx.ready = reply.answered


async def guard_against_standstill(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
    """Ends this process when something blocks it for good: whoever started it starts another,
    which loses nothing. What it prints are places in the code, never values."""

    def renew() -> None:
        faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True)
        app.ctx.guard = loop.call_later(1, renew)

    renew()


async def end_guard(app: Sanic, *_: object) -> None:
    app.ctx.guard.cancel()
    faulthandler.cancel_dump_traceback_later()


async def plain_error(request: Request, error: Exception) -> HTTPResponse:
    """A short reason, never a trace; Sanic's own errors keep their status."""
    status = error.status_code if isinstance(error, SanicException) else 500
    if isinstance(error, ServiceUnavailable) and request.stream:
        # The time is over: Sanic would go on waiting for the rest of a body that never comes.
        request.stream.request_body = None
    reasons = {404: "not found", 405: "method not allowed", 413: "the body is too large"}
    return json({"error": reasons.get(status, "something went wrong")}, status=status)


def add_site(app: Sanic, chosen: Settings) -> None:
    """The widget with its pages, the staff console, the directory and the health report."""
    widget.register(app, chosen.origins)
    helplines.register(app)
    review.register(app, chosen)

    @app.get("/health")
    async def health(_: Request) -> HTTPResponse:
        # One turn that failed at the start, on a slow machine, must not be the last word.
        if not app.ctx.ready:
            await prove_ready(app)
        report: dict[str, Any] = {
            "status": "ok" if app.ctx.ready else "starting",
            "model": Path(loading.model_path()).name,
            "content_version": content_version(),
        }
        return json(report, status=200 if app.ctx.ready else 503)

    @app.get("/metrics")
    async def counts(_: Request) -> HTTPResponse:
        return text(metrics.metrics().text(), content_type=metrics.CONTENT_TYPE)


def allow_many_connections() -> None:
    """Raises the number of open files, often 1,024, as far as the machine lets us."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, MOST_FILES), most))


def listen(host: str, port: int) -> socket.socket:
    """The socket to serve at. Raises CannotListen."""
    try:
        return bind_socket(host, port, backlog=BACKLOG)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no such port"
        raise CannotListen(
            f"Cannot serve at {host}, port {port} ({reason}): choose others with --host and --port."
        ) from error


class Listening(socket.socket):
    """A socket that listens already: a server that takes few connections at a time does not
    shorten the queue of those that wait."""

    def listen(self, backlog: int = BACKLOG, /) -> None:
        """Nothing: it does already."""


def run(host: str, port: int, processes: int) -> None:
    """Serves until SIGTERM or Ctrl-C, in this process or in several forked from it."""
    allow_many_connections()
    app = create_app()
    counts = metrics.metrics()
    door = listen(host, port)
    if processes == 1:
        app.run(sock=door, backlog=BACKLOG, access_log=False, motd=False)
        return
    asyncio.run(load_agent(app))
    asyncio.run(prove_ready(app))
    shared = Listening(fileno=door.detach())

    def work(worker: int) -> None:
        counts.worker = worker
        # asyncio accepts up to `backlog` connections at once. A proxy keeps them open, so that one
        # process would get all the work and the others none.
        app.run(sock=shared, backlog=1, access_log=False, motd=False)

    workers.serve(processes, work)
