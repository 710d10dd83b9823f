"""The journey in Debian's firefox-esr: `python tests/browser/firefox.py`. Not part of `make test`.

Firefox is driven by WebDriver BiDi, which it speaks itself; no driver is needed.
"""

import asyncio
import itertools
import json
import subprocess
import sys
import tempfile
from typing import Any

import websockets
from serving import STUB, served

PORT = 5219
START_TRIES = 300
SECRET = "un secret que personne ne doit lire"
SHIFT = "\ue008"
ENTER = "\ue007"
ROOT = "document.querySelector('luciole-chat').shadowRoot"
STORED = """(async () => JSON.stringify([document.cookie, localStorage.length,
  sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length]))()"""
NOTHING = '["",0,0,0,0]'


class Tab:
    """One tab of Firefox: pages, scripts, keys."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.numbers = itertools.count()
        self.context = ""

    async def tell(self, method: str, **params: Any) -> Any:
        number = next(self.numbers)
        await self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            reply = json.loads(await self.socket.recv())
            if reply.get("id") == number:
                if reply["type"] == "error":
                    raise RuntimeError(f"{method}: {reply['message']}")
                return reply["result"]

    async def open(self) -> None:
        await self.tell("session.new", capabilities={})
        tree = await self.tell("browsingContext.getTree")
        self.context = tree["contexts"][0]["context"]
        await self.tell("browsingContext.activate", context=self.context)

    async def go(self, url: str) -> None:
        await self.tell("browsingContext.navigate", context=self.context, url=url, wait="complete")

    async def look(self, expression: str) -> Any:
        target = {"context": self.context}
        result = await self.tell(
            "script.evaluate", expression=expression, target=target, awaitPromise=True
        )
        if result["type"] == "exception":
            raise RuntimeError(result["exceptionDetails"]["text"])
        return result["result"].get("value")

    async def until(self, expression: str) -> None:
        for _ in range(150):
            if await self.look(f"!!({expression})"):
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"never true: {expression}")

    async def press(self, keys: str) -> None:
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        await self.tell("input.performActions", context=self.context, actions=[keyboard])

    async def click(self, selector: str) -> None:
        box = f"{ROOT}.querySelector('{selector}').getBoundingClientRect()"
        place = json.loads(await self.look(f"(b => JSON.stringify([b.x + 9, b.y + 9]))({box})"))
        x, y = (int(number) for number in place)
        actions: list[dict[str, Any]] = [{"type": "pointerMove", "x": x, "y": y}]
        actions += [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        mouse = {"type": "pointer", "id": "mouse", "actions": actions}
        await self.tell("input.performActions", context=self.context, actions=[mouse])


async def journey(tab: Tab, address: str) -> None:
    await tab.go(f"{address}/?lang=fr")
    await tab.until(f"{ROOT}?.querySelector('.launcher')")
    print("top layer:", await tab.look(f"{ROOT}.querySelector('.layer').matches(':popover-open')"))
    await tab.click(".launcher")
    await tab.until(f"{ROOT}.querySelector('h2') === {ROOT}.activeElement")

    await tab.click("textarea")
    await tab.press(SECRET + ENTER)
    await tab.until(f"{ROOT}.querySelectorAll('.theirs').length === 3")
    await tab.until(f"{ROOT}.querySelector('.after .replies button')")
    await tab.look(f"{ROOT}.querySelector('.after .replies button:last-child').click()")
    await tab.until(f"{ROOT}.querySelector('.card a[href^=\"tel:\"]')")
    assert await tab.look(STORED) == NOTHING

    await tab.look(f"{ROOT}.querySelector('.tabs button:nth-child(2)').click()")
    await tab.until("document.title === 'Tables de multiplication'")
    await tab.press("\ue00c\ue00c")
    assert await tab.look(f"{ROOT}.querySelector('dialog').open")
    await tab.look(f"{ROOT}.querySelector('dialog button').click()")

    await tab.look("window.kept = true")
    await tab.go(f"{address}/host/neutral.html")
    await tab.tell("browsingContext.traverseHistory", context=tab.context, delta=-1)
    await tab.until(
        "document.querySelector('luciole-chat')?.shadowRoot?.querySelector('.launcher')"
    )
    print("page came back from the cache:", bool(await tab.look("window.kept === true")))
    assert SECRET not in await tab.look(f"{ROOT}.textContent")

    exit_to = f"setAttribute('exit-fr', '{address}/host/neutral.html')"
    await tab.look(f"document.querySelector('luciole-chat').{exit_to}")
    await tab.press(SHIFT * 3)
    await tab.until("location.pathname === '/host/neutral.html'")
    assert await tab.look("document.referrer") == ""

    await tab.go(f"{address}/host/search.html")
    await tab.until(f"{ROOT}?.querySelector('.launcher')")
    zones = "new Intl.Locale('und', {region: 'BE'}).getTimeZones?.()?.join()"
    print("time zones of a country known:", await tab.look(f"String({zones})"))


async def run(address: str) -> None:
    for _ in range(START_TRIES):
        try:
            url = f"ws://127.0.0.1:{PORT}/session"
            socket = await websockets.connect(url, max_size=None)
            break
        except OSError:
            await asyncio.sleep(0.2)
    else:
        raise AssertionError("Firefox did not start")
    tab = Tab(socket)
    await tab.open()
    await journey(tab, address)
    await socket.close()


def main() -> None:
    with served(STUB) as address, tempfile.TemporaryDirectory() as profile:
        command = ["firefox-esr", "--headless", "--profile", profile]
        firefox = subprocess.Popen(
            [*command, f"--remote-debugging-port={PORT}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            asyncio.run(run(address))
        finally:
            firefox.terminate()
            firefox.wait()
    print("the journey in Firefox: well")


if __name__ == "__main__":
    sys.exit(main())
