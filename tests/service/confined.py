"""Runs inside the sandbox of test_hardening.py: starts the server, talks to it, tries to get out.

Prints one JSON object of what it saw.
"""

import errno
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

PORT = 5005
ADDRESS = f"http://127.0.0.1:{PORT}"
RUN = "from luciole.cli import main; main()"
# Documentation addresses (RFC 5737, RFC 3849): nobody's, should the sandbox leak.
OUTSIDE = ("192.0.2.1", "2001:db8::1")
PLACES = (".", "data", "models", "luciole", "/", "/usr", "/var", "/home")


def ready(server: subprocess.Popen[bytes]) -> bool:
    """Whether the server answers before it ends."""
    while server.poll() is None:
        try:
            with urllib.request.urlopen(f"{ADDRESS}/health", timeout=5) as reply:
                return bool(reply.status == 200)
        except OSError:
            time.sleep(0.2)
    return False


def say(**body: str) -> Any:
    request = urllib.request.Request(
        f"{ADDRESS}/webhooks/webchat/webhook",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)["messages"]


def writable() -> list[str]:
    """The places where a file can be made."""
    found = []
    for place in PLACES:
        try:
            (Path(place) / "written").write_bytes(b"")
            found.append(place)
        except OSError:
            continue
    return found


def reachable() -> list[str]:
    """The addresses outside that packets can at least be sent towards."""
    found = []
    for address in OUTSIDE:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(3)
            if line.connect_ex((address, 443)) not in (errno.ENETUNREACH, errno.EADDRNOTAVAIL):
                found.append(address)
    return found


def status(pid: int) -> dict[str, str]:
    """What the kernel says of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def resolves() -> bool:
    try:
        return bool(socket.getaddrinfo("example.org", 443))
    except socket.gaierror:
        return False


def main() -> None:
    with open("/tmp/log", "wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", RUN, "run", "--port", str(PORT)],
            stdout=log,
            stderr=log,
        )
    seen: dict[str, Any] = {"ready": ready(server)}
    if seen["ready"]:
        of_server = status(server.pid)
        seen |= {
            "greeting": say(text="bonjour"),
            "help": say(payload="/help_helpline", country="BE"),
            "crisis": say(text="i want to kill myself", language="en", country="IE"),
            "capabilities": [int(of_server[f"Cap{x}"], 16) for x in ("Inh", "Prm", "Eff", "Amb")],
            "no new privileges": of_server["NoNewPrivs"] == "1",
            "user": int(of_server["Uid"].split()[1]),
            "interfaces": sorted(name for _, name in socket.if_nameindex()),
            "made in /tmp": sorted(os.listdir("/tmp")),
        }
    server.terminate()
    seen["exit"] = server.wait(timeout=60)
    seen |= {"writable": writable(), "reachable": reachable(), "resolves": resolves()}
    seen["log"] = Path("/tmp/log").read_text(errors="replace")
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
