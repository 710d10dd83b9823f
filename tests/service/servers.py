"""Real servers for tests: a project to break, processes on loopback ports, nginx before them."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from cryptography.fernet import Fernet

import luciole.cli  # noqa: F401  (sets the environment that Rasa needs)
from luciole import loading, paths

START_SECONDS = 240
KEY = Fernet.generate_key().decode()
ORIGIN = "https://ngo.example"
WEBHOOK = "/webhooks/webchat/webhook"
RUN = "from luciole.cli import main; main()"
PARTS = ("luciole", "actions", "data", "widget", "config.yml", "domain.yml", "endpoints.yml")


Post = Callable[..., requests.Response]


@dataclass
class Server:
    """One `luciole run` on a loopback port."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a GET; status 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as reply:
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def say(self, **body: Any) -> dict[str, Any]:
        """The reply to one turn."""
        return post(self.port, body)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Sends the signal and waits. Returns the exit code."""
        self.process.send_signal(how)
        return self.process.wait(timeout=60)


def post(port: int, body: dict[str, Any]) -> dict[str, Any]:
    """The parsed reply of the webhook. Raises urllib.error.HTTPError."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{WEBHOOK}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as reply:
        parsed: dict[str, Any] = json.loads(reply.read())
        return parsed


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def project(folder: Path, changed: bool = False) -> Path:
    """A copy of the project with its trained model; changed: with another content version."""
    assert loading.model_path().exists(), "no model of this content: run `luciole train`"
    for part in PARTS:
        source = paths.ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / part)
    if changed:
        with (folder / "config.yml").open("a", encoding="utf-8") as config:
            config.write("# another content version\n")
    (folder / "models").mkdir()
    shutil.copy(loading.model_path(), folder / "models" / f"luciole-{version(folder)}.tar.gz")
    return folder


def version(root: Path) -> str:
    """The content version of a project folder."""
    code = "from luciole.content import content_version; print(content_version())"
    return subprocess.check_output(
        [sys.executable, "-c", code], cwd=root, env=environment(root), text=True
    ).strip()


def environment(root: Path, **extra: str) -> dict[str, str]:
    """The environment of a server: ours without settings, this project first on the path."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith("LUCIOLE_")}
    return {**ours, "PYTHONPATH": str(root), "RASA_TELEMETRY_ENABLED": "false", **extra}


def start(
    root: Path, port: int | None = None, prelude: str = "", workers: int = 1, **extra: str
) -> Server:
    """A server process of the project; prelude: Python that runs in it first, to break things."""
    chosen = port or free_port()
    log = root / f"server-{chosen}-{time.monotonic_ns()}.log"
    arguments = ["run", "--port", str(chosen), "--workers", str(workers)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", f"{prelude}\n{RUN}", *arguments],
            cwd=root,
            env=environment(root, **extra),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Server(chosen, process, log)


def wait_ready(servers: Sequence[Server]) -> None:
    """Returns when all answer /health with 200; fails with the log of one that ended."""
    until = time.monotonic() + START_SECONDS
    for server in servers:
        while server.get("/health")[0] != 200:
            waiting = server.process.poll() is None and time.monotonic() < until
            assert waiting, server.log.read_text(errors="replace")
            time.sleep(0.2)


@contextmanager
def serving(*servers: Server) -> Iterator[None]:
    """The servers, ready; killed at the end if they still run."""
    try:
        wait_ready(servers)
        yield
    finally:
        for server in servers:
            kill(server)


def kill(server: Server) -> None:
    """Ends a server and its workers at once."""
    if server.process.poll() is None:
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait(timeout=30)


@contextmanager
def nginx(folder: Path, upstream: Sequence[int]) -> Iterator[int]:
    """nginx with deploy/nginx/luciole.conf before these ports; gives its own port."""
    port, settings = free_port(), paths.ROOT / "deploy" / "nginx"
    servers = "\n".join(f"server 127.0.0.1:{p} max_fails=1 fail_timeout=1s;" for p in upstream)
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log stderr emerg; worker_processes 1;\n"
        "events { worker_connections 2048; }\n"
        f"http {{ include {settings}/http.conf;\n{temporary(folder)}\n"
        f"upstream luciole {{ {servers} keepalive 32; }}\n"
        f"server {{ listen 127.0.0.1:{port} backlog=1024; include {settings}/luciole.conf;\n"
        "add_header X-Served-By $upstream_addr; } }\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(["nginx", "-c", str(config), "-p", str(folder)])
    try:
        until = time.monotonic() + 30
        while not listens(port):
            waiting = process.poll() is None and time.monotonic() < until
            assert waiting, "nginx does not start"
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def temporary(folder: Path) -> str:
    """nginx's temporary folders, inside the test's own."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
