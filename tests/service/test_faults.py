"""What breaks must not reach the child: every fault still ends in words and people to talk to."""

import asyncio
import os
import resource
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from rasa.shared.utils.common import class_from_module_path
from servers import WEBHOOK, Server, project, serving, start

import luciole.assistant
from actions.alert import ActionAlert
from actions.answer import ActionHelp
from luciole import loading, overload, paths, settings
from luciole.answers.store import words
from luciole.assistant import Assistant, TurnReply
from luciole.channel.requests import TurnRequest
from luciole.content import read_yaml
from luciole.quizzes import game_ids
from luciole.state.seal import Sealer

COMPONENTS = [
    f"run_{node['name']}{n}"
    for part in ("pipeline", "policies")
    for n, node in enumerate(read_yaml(paths.CONFIG)[part])
]
AROUND = [
    "luciole.answers.nlg.VettedAnswers.generate",
    "luciole.state.tracker_store.SealedTrackerStore.retrieve",
    "luciole.state.tracker_store.SealedTrackerStore.save",
    "rasa_sdk.executor.ActionExecutor.run",
]
HELP = TurnRequest(payload="/help_helpline", country="BE")
GREETING = TurnRequest(text="bonjour")
HOUR = 3_600
UNFINISHED = 1_000
UNREAD = 20
FLOOD = 300


@pytest.fixture(scope="module")
def agent() -> Any:
    """Rasa's agent with the model of this content."""
    return asyncio.run(loading.load())


@pytest.fixture(scope="module")
def handle(agent: Any) -> Any:
    """Its message handler."""
    return agent.handle_message


@pytest.fixture
def sealer() -> Sealer:
    return Sealer((Fernet.generate_key().decode(),), HOUR)


@pytest.fixture
def assistant(handle: Any, sealer: Sealer) -> Assistant:
    return Assistant(handle, sealer)


def brings_help(reply: TurnReply | dict[str, Any]) -> bool:
    """Whether the reply shows help services, or has words and them one tap away."""
    messages = reply.messages if isinstance(reply, TurnReply) else reply["messages"]
    cards = [m["custom"] for m in messages if m.get("custom", {}).get("type") == "helplines"]
    taps = [b["payload"] for m in messages for b in m.get("buttons", ())]
    shown = any(card["services"] or card["emergency"] for card in cards)
    return shown or (any(m.get("text") for m in messages) and "/help_helpline" in taps)


def languages(reply: TurnReply) -> set[str]:
    return {message["language"] for message in reply.messages}


def says(reply: TurnReply, key: str) -> bool:
    """Whether the reply holds this English answer."""
    first = words()["en"].answers[key].bubbles["normal"][0]
    return any(message.get("text") == first for message in reply.messages)


def first_service(reply: TurnReply) -> str:
    """The service shown first."""
    card = next(m["custom"] for m in reply.messages if "custom" in m)
    return str(card["services"][0]["id"])


def going_on(handle: Any, sealer: Sealer, state: str) -> set[str]:
    """The languages heard after the page, which is French, sends this state of an English talk."""
    assistant = Assistant(handle, sealer)
    return languages(
        asyncio.run(assistant.reply(TurnRequest(payload="/help_helpline", state=state)))
    )


def english(handle: Any, sealer: Sealer) -> str:
    """The state of a conversation that changed to English on a French page."""
    asked = TurnRequest(text="speak english please")
    return asyncio.run(Assistant(handle, sealer).reply(asked)).state


class TestActions:
    async def test_raising(self, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: Any) -> Any:
            raise RuntimeError

        with monkeypatch.context() as patched:
            patched.setattr(ActionHelp, "act", broken)
            reply = await assistant.reply(HELP)
        assert brings_help(reply)
        assert brings_help(await assistant.reply(TurnRequest(text="et après ?", state=reply.state)))

    async def test_raising_in_an_alert(
        self, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The services for the danger, though no listed expression tells it; the failure is said
        once, and counted as one."""
        monkeypatch.setattr(ActionAlert, "act", None)
        asked = TurnRequest(text="personne ne me regrettera", country="FR")
        reply = await assistant.reply(asked)
        said = [message["text"] for message in reply.messages if "text" in message]
        assert said == list(words()["fr"].answers["utter_failure"].bubbles["normal"])
        assert first_service(reply) == "fr-3114"
        assert not reply.answered

    @pytest.mark.parametrize("rubbish", ["words", 7, [7], [{"event": "nonsense"}], [{}], {"a": 1}])
    async def test_rubbish(
        self, assistant: Assistant, monkeypatch: pytest.MonkeyPatch, rubbish: Any
    ) -> None:
        monkeypatch.setattr(ActionHelp, "act", lambda *_: rubbish)
        reply = await assistant.reply(HELP)
        assert reply.messages[0]["text"]
        assert (await assistant.reply(TurnRequest(text="bonjour", state=reply.state))).messages

    async def test_slow(
        self, agent: Any, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Cut off in the end, with an answer all the same; the others do not wait for it."""
        hanging = asyncio.Event()

        async def hang(*_: Any) -> Any:
            hanging.set()
            await asyncio.Event().wait()

        monkeypatch.setitem(agent.action_endpoint._executor.actions, "action_help", hang)
        monkeypatch.setattr(luciole.assistant, "TURN_SECONDS", 1.0)
        stuck = asyncio.create_task(assistant.reply(HELP))
        await hanging.wait()
        others = [await assistant.reply(GREETING) for _ in range(3)]
        assert not stuck.done()
        assert all(other.messages for other in others)
        assert brings_help(await stuck)


class TestComponents:
    @pytest.mark.parametrize("node", COMPONENTS)
    async def test_raising(
        self, agent: Any, assistant: Assistant, monkeypatch: pytest.MonkeyPatch, node: str
    ) -> None:
        # Rasa's graph took the method when it was loaded: patching the class would do nothing.
        broken = agent.processor.graph_runner.nodes[node]
        await self.fails_and_recovers(
            assistant, monkeypatch, broken, "_fn", {"text": "i feel alone"}
        )

    async def test_tracker_store_keeps_nothing(
        self, agent: Any, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Rasa would go over to a store in memory, for good."""

        async def broken(*_: Any) -> Any:
            raise OSError

        store = agent.processor.tracker_store
        monkeypatch.setattr(type(store), "save", broken)
        assert brings_help(await assistant.reply(GREETING))
        assert agent.processor.tracker_store is store is agent.tracker_store
        assert list(await store.keys()) == []

    @pytest.mark.parametrize("method", AROUND)
    async def test_raising_around(
        self, assistant: Assistant, monkeypatch: pytest.MonkeyPatch, method: str
    ) -> None:
        owner, name = method.rsplit(".", 1)
        await self.fails_and_recovers(
            assistant,
            monkeypatch,
            class_from_module_path(owner),
            name,
            {"payload": "/help_helpline"},
        )

    async def fails_and_recovers(
        self,
        assistant: Assistant,
        monkeypatch: pytest.MonkeyPatch,
        owner: Any,
        name: str,
        asked: dict[str, str],
    ) -> None:
        """Help in the right language while it is broken, the conversation goes on afterwards."""
        reached = []

        def broken(*_: Any, **__: Any) -> Any:
            reached.append(name)
            raise MemoryError

        started = await assistant.reply(TurnRequest(text="speak english please", country="IE"))
        with monkeypatch.context() as patched:
            patched.setattr(owner, name, broken)
            reply = await assistant.reply(TurnRequest(**asked, state=started.state))
            danger = await assistant.reply(
                TurnRequest(text="i want to kill myself", state=started.state)
            )
        assert reached
        assert brings_help(reply)
        assert brings_help(danger)
        assert languages(reply) == languages(danger) == {"en"}
        again = await assistant.reply(TurnRequest(payload="/help_helpline", state=reply.state))
        assert languages(again) == {"en"}
        assert says(again, "utter_failure") is False

    async def test_danger_without_understanding(
        self, agent: Any, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where nothing is understood, the expressions alone still bring the right services."""
        broken = agent.processor.graph_runner.nodes[COMPONENTS[2]]
        monkeypatch.setattr(broken, "_fn", None)
        failed = await assistant.reply(TurnRequest(text="je veux mourir", country="FR"))
        busy = assistant.busy(TurnRequest(text="je veux mourir", country="FR"))
        calm = assistant.busy(TurnRequest(text="salut", country="FR"))
        assert first_service(failed) == first_service(busy) == "fr-3114"
        assert first_service(calm) != "fr-3114"

    async def test_masking_raising(
        self, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What could not be masked is not looked at."""

        def broken(*_: Any) -> Any:
            raise RecursionError

        seen: list[Any] = []
        monkeypatch.setattr(luciole.assistant, "redact", broken)
        monkeypatch.setattr(assistant, "_handle", seen.append)
        assert brings_help(await assistant.reply(TurnRequest(text="j'ai peur")))
        assert seen == []


class TestKeys:
    def test_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("LUCIOLE_STATE_KEYS", raising=False)
        assert settings.load().state_keys != settings.load().state_keys

    @pytest.mark.parametrize("key", ["short", "é" * 32, "=" * 44])
    def test_malformed(self, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
        monkeypatch.setenv("LUCIOLE_STATE_KEYS", f"{Fernet.generate_key().decode()},{key}")
        with pytest.raises(settings.SettingsError, match="luciole key"):
            settings.load()

    def test_rotated(self, handle: Any) -> None:
        """Old first, then new before old, then new alone: nothing is lost on the way."""
        old, new = (Fernet.generate_key().decode() for _ in range(2))
        both = Sealer((new, old), HOUR)
        state = english(handle, Sealer((old,), HOUR))
        assert going_on(handle, both, state) == {"en"}
        resealed = asyncio.run(Assistant(handle, both).reply(TurnRequest(text="ok", state=state)))
        assert going_on(handle, Sealer((new,), HOUR), resealed.state) == {"en"}

    def test_wrong(self, handle: Any, sealer: Sealer) -> None:
        """A state of an unknown key starts anew in the page's language, with what was asked."""
        state = english(handle, Sealer((Fernet.generate_key().decode(),), HOUR))
        reply = asyncio.run(
            Assistant(handle, sealer).reply(TurnRequest(payload="/help_helpline", state=state))
        )
        assert brings_help(reply)
        assert languages(reply) == {"fr"}


class TestClock:
    def test_set_back(self, handle: Any, sealer: Sealer, monkeypatch: pytest.MonkeyPatch) -> None:
        """A clock put right, or another server's that is behind: the conversation goes on."""
        state, now = english(handle, sealer), time.time()
        monkeypatch.setattr(time, "time", lambda: now - 600)
        assert going_on(handle, sealer, state) == {"en"}

    def test_set_forward(
        self, handle: Any, sealer: Sealer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The conversation has expired; a new one begins and goes on."""
        state, now = english(handle, sealer), time.time()
        monkeypatch.setattr(time, "time", lambda: now + 2 * HOUR)
        assert going_on(handle, sealer, state) == {"fr"}
        assert going_on(handle, sealer, english(handle, sealer)) == {"en"}


class TestModel:
    @pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
    def test_truncated(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float) -> None:
        whole = loading.model_path()
        cut = tmp_path / whole.name
        cut.write_bytes(whole.read_bytes()[: int(share * whole.stat().st_size)])
        monkeypatch.setattr(paths, "MODELS", tmp_path)
        with pytest.raises(loading.UnsafeSetup, match="luciole train"):
            asyncio.run(loading.load())

    def test_of_other_content(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "luciole-0123456789ab.tar.gz").write_bytes(loading.model_path().read_bytes())
        monkeypatch.setattr(paths, "MODELS", tmp_path)
        with pytest.raises(loading.UnsafeSetup, match="luciole train"):
            asyncio.run(loading.load())


class TestContentVersions:
    @pytest.mark.parametrize(
        "asked",
        [
            {"payload": "/tap_more"},
            {"payload": "/tap_why"},
            {"payload": "/tap_again"},
            {"payload": "/chat_simplify"},
            {"payload": "/tap_misunderstood"},
            {"payload": "/quiz_start"},
            {"payload": "/help_helpline"},
            {"text": "in english"},
        ],
        ids=str,
    )
    async def test_state_of_other_content(
        self, assistant: Assistant, sealer: Sealer, asked: dict[str, str]
    ) -> None:
        """A state may name answers, topics and quizzes that an update took away."""
        answers = dict.fromkeys(("last_answer", "interrupted", "part"), "utter_gone")
        gone = {"topic": "learn_gone", "quiz": "gone:q1", "alert": "suicide", **answers}
        state = sealer.seal({"language": "en", "style": "normal", **gone})
        reply = await assistant.reply(TurnRequest(**asked, state=state, language="en"))
        assert reply.answered
        assert languages(reply) == {"en"}
        assert (await assistant.reply(TurnRequest(text="hi", state=reply.state))).answered

    async def test_answers_that_stay(self, assistant: Assistant) -> None:
        """Those that are still there can be said again, a step of a quiz too."""
        step = f'/tap_quiz_choose{{"quiz": "{min(game_ids())}"}}'
        for first in ("/learn_consent", "/quiz_start", step):
            begun = await assistant.reply(TurnRequest(payload=first))
            again = await assistant.reply(TurnRequest(payload="/tap_again", state=begun.state))
            assert again.messages[-1] == begun.messages[-1], first


class TestOrder:
    async def test_repeated(self, assistant: Assistant) -> None:
        """The same request twice has the same reply twice."""
        first = await assistant.reply(TurnRequest(text="on se moque de moi au collège"))
        asked = TurnRequest(payload="/tap_more", state=first.state)
        once, twice = await asyncio.gather(assistant.reply(asked), assistant.reply(asked))
        assert once.messages == twice.messages

    async def test_out_of_order(self, assistant: Assistant) -> None:
        """An older state goes on from where it was, whatever was said since."""
        start = await assistant.reply(GREETING)
        asked = TurnRequest(text="speak english please", state=start.state)
        assert "en" in languages(await assistant.reply(asked))
        late = await assistant.reply(TurnRequest(payload="/help_helpline", state=start.state))
        assert languages(late) == {"fr"}


class TestOverload:
    async def test_full_queue(self, assistant: Assistant) -> None:
        """Beyond the queue: at once, vetted, with help services, the conversation untouched."""
        state = (await assistant.reply(TurnRequest(text="speak english please"))).state
        asked = [TurnRequest(text="i am being bullied", state=state) for _ in range(FLOOD)]
        replies = await asyncio.gather(*(assistant.reply(request) for request in asked))
        refused = [reply for reply in replies if reply.state == state]
        assert len(refused) >= FLOOD - overload.MOST_WAITING - overload.SIDE_BY_SIDE
        assert all(brings_help(reply) and languages(reply) == {"en"} for reply in replies)
        assert (await assistant.reply(asked[0])).state != state

    def test_long_wait(self, sealer: Sealer) -> None:
        """What waited long behind turns that never pause has the short answer at once."""
        loop, ran = asyncio.SelectorEventLoop(), []

        async def a_second_each(message: Any) -> None:
            ran.append(message)

        async def many() -> list[TurnReply]:
            begun = loop.time()
            loop.time = lambda: begun + len(ran)  # type: ignore[method-assign]
            assistant = Assistant(a_second_each, sealer)
            asked = TurnRequest(text="hello", language="en")
            return await asyncio.gather(*(assistant.reply(asked) for _ in range(20)))

        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            replies = runner.run(many())
        busy = [reply for reply in replies if says(reply, "utter_too_busy")]
        assert all(brings_help(reply) for reply in replies)
        assert len(busy) == len(replies) - len(ran) >= 10

    @pytest.mark.parametrize("state", ["rubbish", "\ud800", "é"])
    async def test_unknown_state(self, assistant: Assistant, sealer: Sealer, state: str) -> None:
        """What comes back can be opened, whatever was sent."""
        reply = assistant.busy(TurnRequest(text="salut", state=state))
        assert sealer.open(reply.state)["language"] == "fr"


# For one country the action never ends and never pauses.
ENDLESS = """
import actions.answer as h
act = h.ActionHelp.act
def endless(self, dispatcher, tracker):
    while tracker.slots.get("country") == "MT":
        pass
    return act(self, dispatcher, tracker)
h.ActionHelp.act = endless
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with two workers, no key configured, on a project of its own."""
    folder = project(tmp_path_factory.mktemp("faults") / "project")
    # What does not end is given up sooner than in production, so that the test can wait. Few files
    # may be open, as is usual where nobody asked for more.
    prelude = (
        "import resource as r; r.setrlimit(r.RLIMIT_NOFILE, (128, r.getrlimit(r.RLIMIT_NOFILE)[1]))"
        "\nimport luciole.cli, luciole.server as s; s.REQUEST_SECONDS = 10; s.STUCK_SECONDS = 15"
        f"\n{ENDLESS}"
    )
    running = start(folder, prelude=prelude, workers=2, LUCIOLE_MESSAGES_PER_MINUTE="1000000")
    with serving(running):
        yield running


class TestServer:
    def test_workers_share_key(self, server: Server) -> None:
        """Both workers open what either sealed."""
        state = server.say(text="speak english please")["state"]
        for _ in range(20):
            reply = server.say(payload="/help_helpline", state=state)
            assert {m["language"] for m in reply["messages"]} == {"en"}

    def test_files_broken(self, server: Server) -> None:
        """What was read at the start is served until the next start, by workers that replace
        others too."""
        root = server.log.parent
        broken = [
            root / "data" / "helplines" / "be.yml",
            root / "data" / "answers" / "fr" / "chat.yml",
            root / "domain.yml",
            next((root / "models").glob("*.tar.gz")),
        ]
        whole = {path: path.read_bytes() for path in broken}
        for path, content in whole.items():
            path.write_bytes(content[: len(content) // 2] + b"services: [\x00")
        try:
            self.lose_worker(server)
            replies = [server.say(payload="/help_helpline", country="BE") for _ in range(20)]
            assert "be.yml:1: " in refusal(root)
        finally:
            for path, content in whole.items():
                path.write_bytes(content)
        for reply in replies:
            cards = [m["custom"] for m in reply["messages"] if "custom" in m]
            assert cards[0]["country"] == "BE"
            assert cards[0]["services"]

    def test_disk_full(self, server: Server) -> None:
        """The server writes nothing, so it does not notice."""
        limits = [(pid, resource.prlimit(pid, resource.RLIMIT_FSIZE)) for pid in tree(server)]
        for pid, (_, hard) in limits:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
        try:
            assert brings_help(server.say(text="quelqu'un me menace", country="FR"))
            with pytest.raises(Exception, match="400"):
                server.say(payload="/unknown")
            assert server.get("/health")[0] == 200
        finally:
            for pid, limit in limits:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, limit)

    def test_unfinished_connections(self, server: Server) -> None:
        """Half requests hold nobody up and are closed."""
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        begun = b"POST /webhooks/webchat/webhook HTTP/1.1\r\nHost: localhost\r\nContent-Le"
        parts = (b"", begun, begun + b'ngth: 90\r\nContent-Type: application/json\r\n\r\n{"te')
        half = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(UNFINISHED)]
        for n, connection in enumerate(half):
            connection.sendall(parts[n % len(parts)])
        assert brings_help(server.say(text="j'ai besoin d'aide", country="FR"))
        for connection in half:
            connection.settimeout(120)
            while connection.recv(4_096):
                pass
            connection.close()

    def test_unread_replies(self, server: Server) -> None:
        """Who asks on and on without reading is not read on, and the others are served."""
        body = b'{"payload": "/help_helpline", "country": "FR"}'
        head = f"POST {WEBHOOK} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
        connections = []
        for _ in range(UNREAD):
            connection = socket.create_connection(("127.0.0.1", server.port))
            connection.setblocking(False)
            with suppress(BlockingIOError):
                while True:
                    connection.send((head.encode() + body) * 50)
            connections.append(connection)
        assert brings_help(server.say(text="j'ai besoin d'aide", country="FR"))
        for connection in connections:
            connection.close()
        assert brings_help(server.say(text="j'ai besoin d'aide", country="FR"))

    def test_flood(self, server: Server) -> None:
        """Many at once: every one gets words and help, some at once the short answer."""
        with ThreadPoolExecutor(FLOOD) as pool:
            replies = list(
                pool.map(lambda _: server.say(text="i feel sad", language="en"), range(FLOOD))
            )
        assert all(brings_help(reply) for reply in replies)
        assert brings_help(server.say(text="i feel sad", language="en"))

    def test_metrics_tell_no_words(self, server: Server) -> None:
        """Counted, by both workers, and neither words nor kinds of trouble can be read there."""
        before = turns(server)
        for _ in range(10):
            server.say(text="je m'appelle Zorglub et je veux mourir", country="LU")
        assert turns(server) == before + 10
        text = server.get("/metrics")[1].lower()
        assert not any(word in text for word in ("zorglub", "suicide", "crisis", 'lu"', "127.0"))

    def test_log_tells_no_words(self, server: Server) -> None:
        server.say(text="je m'appelle Zorglub", country="LU")
        written = server.log.read_text(encoding="utf-8", errors="replace")
        assert not any(word in written for word in ("Zorglub", "mourir", "127.0.0.1 "))

    def test_worker_dies(self, server: Server) -> None:
        """The other goes on; a new one takes its place."""
        state = server.say(text="speak english please")["state"]
        self.lose_worker(server)
        reply = server.say(payload="/help_helpline", state=state)
        assert {m["language"] for m in reply["messages"]} == {"en"}

    def test_worker_stands_still(self, server: Server) -> None:
        """A turn that never ends costs its own reply; the others go on, and soon there are two
        workers again."""
        before = tree(server)
        with pytest.raises(OSError, match=r"closed|reset"):
            server.say(payload="/help_helpline", country="MT")
        self.wait_for_another(server, before)
        assert all(brings_help(server.say(text="aide moi", country="FR")) for _ in range(20))

    def lose_worker(self, server: Server) -> None:
        """Kills one worker, asks the other, and waits for a new one."""
        before = tree(server)
        os.kill(min(before - {server.process.pid}), signal.SIGKILL)
        assert brings_help(server.say(text="aide moi", country="FR"))
        self.wait_for_another(server, before)

    def wait_for_another(self, server: Server, before: set[int]) -> None:
        """Until one of the three processes has made way for a new one."""
        while len(tree(server)) < 3 or len(tree(server) & before) != 2:
            assert server.process.poll() is None
            time.sleep(0.2)


@pytest.mark.parametrize("workers", [1, 2])
def test_terminated_during_a_turn(tmp_path: Path, workers: int) -> None:
    """The turn ends well, then the server does."""
    slow = (
        "import luciole.cli, time, actions.answer as h; act = h.ActionHelp.act\n"
        "h.ActionHelp.act = "
        "lambda *a: (print('acting', flush=True), time.sleep(2), act(*a))[2]"
    )
    running = start(project(tmp_path / "project"), prelude=slow, workers=workers)
    with serving(running):
        replies: list[dict[str, Any]] = []
        asked = {"payload": "/help_helpline", "country": "BE"}
        turn = threading.Thread(target=lambda: replies.append(running.say(**asked)))
        turn.start()
        while "acting" not in running.log.read_text(errors="replace"):
            time.sleep(0.05)
        assert running.stop() == 0
        turn.join(timeout=30)
    assert brings_help(replies[0])


def test_no_space_to_start(tmp_path: Path) -> None:
    """Where the model cannot be unpacked the start ends with a reason, not with half a server."""
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
    said = refusal(project(tmp_path / "project"), full)
    assert "Traceback" not in said


def refusal(root: Path, prelude: str = "") -> str:
    """What a new server of the project says when it does not start."""
    running = start(root, prelude=prelude)
    assert running.process.wait(timeout=240) == 1
    return running.log.read_text(errors="replace")


def tree(server: Server) -> set[int]:
    """Process ids of a server and its workers."""
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {pid, *map(int, children)}


def turns(server: Server) -> int:
    """Turns of all workers so far."""
    rows = dict(line.rsplit(" ", 1) for line in server.get("/metrics")[1].splitlines())
    return int(rows["luciole_turn_seconds_count"])
