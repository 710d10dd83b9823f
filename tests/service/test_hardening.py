"""The server for real on a read-only file system, without network, privileges or capabilities."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from servers import environment

from luciole import loading, paths

USER = 10_001
CONFINED = Path(__file__).with_name("confined.py")
SANDBOX = (
    "bwrap", "--unshare-all", "--uid", str(USER), "--gid", str(USER), "--cap-drop", "ALL",
    "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
    "--die-with-parent", "--new-session",
)  # fmt: skip


def refused() -> str | None:
    """Why this machine cannot make the sandbox; None if it can."""
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed"
    tried = subprocess.run([*SANDBOX, "true"], capture_output=True, text=True, check=False)
    return tried.stderr.strip() if tried.returncode else None


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What the server and a visitor saw inside the sandbox."""
    if reason := refused():
        pytest.skip(f"no sandbox: {reason}")
    assert loading.model_path().exists(), "no model of this content: run `luciole train`"
    # The project itself may be below /tmp.
    inside = ("--ro-bind", str(paths.ROOT), str(paths.ROOT), "--chdir", str(paths.ROOT))
    done = subprocess.run(
        [*SANDBOX, *inside, sys.executable, "-W", "ignore", str(CONFINED)],
        env=environment(paths.ROOT, PYTHONDONTWRITEBYTECODE="1", HOME="/nonexistent"),
        stdout=subprocess.PIPE,
        check=True,
        timeout=400,
    )
    return dict(json.loads(done.stdout))


def test_answers_all_the_same(seen: dict[str, Any]) -> None:
    assert seen["ready"], seen["log"]
    assert seen["greeting"][0]["text"]
    assert any(m.get("custom", {}).get("country") == "BE" for m in seen["help"])
    assert any(m["language"] == "en" and m.get("text") for m in seen["crisis"])
    assert seen["exit"] == 0


def test_has_no_privileges(seen: dict[str, Any]) -> None:
    assert seen["user"] == USER
    assert seen["capabilities"] == [0, 0, 0, 0]
    assert seen["no new privileges"]


def test_writes_nothing_but_memory(seen: dict[str, Any]) -> None:
    """Nowhere is there a place to write; in /tmp, which is memory, no file of it is left."""
    assert seen["writable"] == []
    left = set(seen["made in /tmp"]) - {"log", *paths.ROOT.parts}
    assert not any(name.startswith("tmp") for name in left), left


def test_reaches_nobody(seen: dict[str, Any]) -> None:
    assert seen["interfaces"] == ["lo"]
    assert seen["reachable"] == []
    assert not seen["resolves"]
    assert "rror" not in seen["log"]


def test_is_not_the_user_who_started_it(seen: dict[str, Any]) -> None:
    assert seen["user"] != os.getuid()
