"""Three servers behind nginx: killed, replaced and rolled to new content under conversations."""

import asyncio
import json
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from cryptography.fernet import Fernet
from servers import WEBHOOK, Server, nginx, post, project, serving, start, version, wait_ready

CONVERSATIONS = 200
PAUSE_SECONDS = 4.0

# Each goes on from what was said before: topic, language, country, open quiz.
SCRIPTS: tuple[tuple[dict[str, Any], ...], ...] = (
    (
        {"text": "on se moque de moi tous les jours au collège", "country": "BE"},
        {"payload": "/tap_more"},
        {"payload": "/help_helpline"},
        {"payload": "/quiz_start"},
        {"text": "speak english please"},
        {"payload": "/help_helpline"},
        {"text": "qu'est-ce que le cyberharcèlement ?"},
    ),
    (
        {"text": "someone keeps sending me weird messages", "country": "CA", "language": "en"},
        {"payload": "/tap_more", "language": "en"},
        {"payload": "/help_helpline", "language": "en"},
        {"text": "what is grooming?", "language": "en"},
        {"payload": "/tap_why", "language": "en"},
        {"payload": "/help_helpline", "language": "en"},
    ),
)


@dataclass
class Conversation:
    """One child's page: the state it holds, what it heard, who served it."""

    script: tuple[dict[str, Any], ...]
    right: list[list[dict[str, Any]]]
    wrong: list[str] = field(default_factory=list)
    servers: list[str] = field(default_factory=list)

    async def hold(
        self, http: aiohttp.ClientSession, url: str, going_on: Callable[[], bool]
    ) -> None:
        """Goes through the script again and again, a new conversation each time."""
        while going_on():
            state = None
            for turn, right in zip(self.script, self.right, strict=True):
                body = {"language": "fr", **turn, **({"state": state} if state else {})}
                async with http.post(url, json=body) as reply:
                    self.servers.append(reply.headers.get("X-Served-By", ""))
                    heard = await reply.json() if reply.status == 200 else {"messages": []}
                state = heard.get("state")
                if timeless(heard["messages"]) != right:
                    self.wrong.append(f"{reply.status} {body.get('text') or body['payload']}")
                await asyncio.sleep(PAUSE_SECONDS)


def timeless(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages without what the hour of the day changes: which services are open, so first."""
    copied = json.loads(json.dumps(messages))
    for message in copied:
        for service in message.get("custom", {}).get("services", ()):
            service.pop("open_now", None)
            service.pop("hours_text", None)
    return list(copied)


def answers(server: Server, script: tuple[dict[str, Any], ...]) -> list[list[dict[str, Any]]]:
    """What one server alone replies to the script."""
    state, replies = None, []
    for turn in script:
        heard = post(server.port, {"language": "fr", **turn, **({"state": state} if state else {})})
        state = heard["state"]
        replies.append(timeless(heard["messages"]))
    return replies


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return project(tmp_path / "old"), project(tmp_path / "new", changed=True)


async def test_kill_and_roll_lose_nothing(folders: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = folders
    key = Fernet.generate_key().decode()
    setting = {"LUCIOLE_STATE_KEYS": key, "LUCIOLE_MESSAGES_PER_MINUTE": "1000000"}
    servers = [start(old, **setting) for _ in range(3)]
    rolled: list[Server] = []
    with serving(*servers), nginx(tmp_path, [s.port for s in servers]) as door:
        rights = [answers(servers[0], script) for script in SCRIPTS]
        assert 'outcome="failed"} 0' in servers[0].get("/metrics")[1], "the model replies wrongly"
        conversations = [Conversation(SCRIPTS[n % 2], rights[n % 2]) for n in range(CONVERSATIONS)]
        rolling = True

        async def roll() -> None:
            """Kills one server, then replaces all by the new content, one after the other."""
            nonlocal rolling
            try:
                await asyncio.sleep(PAUSE_SECONDS)
                for server, how in zip(
                    servers, (signal.SIGKILL, signal.SIGTERM, signal.SIGTERM), strict=True
                ):
                    await asyncio.to_thread(server.stop, how)
                    rolled.append(start(new, server.port, **setting))
                    await asyncio.to_thread(wait_ready, rolled[-1:])
            finally:
                rolling = False

        url = f"http://127.0.0.1:{door}{WEBHOOK}"
        try:
            async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
                await asyncio.gather(
                    roll(), *(c.hold(http, url, lambda: rolling) for c in conversations)
                )
            served = {json.loads(s.get("/health")[1])["content_version"] for s in rolled}
        finally:
            with serving(*rolled):
                pass
    assert served == {version(new)}
    assert [wrong for c in conversations for wrong in c.wrong] == []
    assert all(len(set(c.servers)) > 1 for c in conversations), "turns stayed on one server"
