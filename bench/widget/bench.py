"""Weight and speed of the widget on a cheap phone: `python bench/widget/bench.py`.

The profile is the one the peers were measured with: 1.6 Mbit/s, 150 ms round trip, processor
slowed down four times, median of seven loads. Usable: the launcher is on the screen. Blocked:
what tasks take beyond 50 ms each, from the start of the page; ours are those that begin when the
script is there. Exit: from the click until nothing of the page is shown, as slowed down.
Other work on the machine lengthens all of them, so the load average is printed beside them.
"""

import gzip
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from luciole.widget import bundle

ROOT = Path(__file__).resolve().parents[2]
STUB = ROOT / "tests" / "browser" / "stub.py"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
LOADS = 7
BYTES_PER_SECOND = 1_600_000 / 8
ROUND_TRIP_MS = 150
SLOWDOWN = 4
SETTLED_MS = 800
PEERS = [
    ("Rasa chat-widget 0.1.19", "100.8 KB, 9 requests", "1,639 ms", "76 ms"),
    ("rasa-webchat 1.0.1", "213.8 KB, 9 requests", "2,524 ms", "351 ms"),
    ("open-chat-studio 0.6.0", "54.1 KB, 6 requests", "1,403 ms", "79 ms"),
    ("react-chatbot-kit 2.2.2", "52.9 KB, 4 requests", "979 ms", "47 ms"),
]
WATCH = """
window.tasks = [];
new PerformanceObserver(list => tasks.push(...list.getEntries()))
  .observe({type: "longtask", buffered: true});
(function look() {
  const launcher = document.querySelector("luciole-chat")?.shadowRoot?.querySelector(".launcher");
  if (launcher?.textContent && launcher.checkVisibility()) window.usable = performance.now();
  else requestAnimationFrame(look);
})();
"""
BLOCKED = """(() => {
  const script = performance.getEntriesByType("resource").find(one => one.name.endsWith(".js"));
  const over = since => tasks.filter(task => task.startTime >= since)
    .reduce((sum, task) => sum + task.duration - 50, 0);
  return [over(0), script ? over(script.responseEnd) : 0];
})()"""
EXIT = """one => {
  const before = performance.now();
  one.shadowRoot.querySelector(".exit").click();
  return getComputedStyle(document.documentElement).display === "none"
    ? performance.now() - before : Infinity;
}"""


@contextmanager
def stub() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, str(STUB), str(port)], stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/health")
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


def one_load(browser: Browser, address: str) -> dict[str, float]:
    """One cold load: bytes, requests, ms until usable, ms of blocked thread, ms to leave."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    network = {"offline": False, "latency": ROUND_TRIP_MS}
    rates = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    devtools.send("Network.emulateNetworkConditions", {**network, **rates})
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    received: list[float] = []
    devtools.on(
        "Network.loadingFinished", lambda event: received.append(event["encodedDataLength"])
    )
    page.add_init_script(WATCH)
    page.goto(f"{address}/host/neutral.html")
    page.wait_for_timeout(SETTLED_MS)
    empty, _ = page.evaluate(BLOCKED)
    received.clear()
    page.goto(f"{address}/host/plain.html")
    page.wait_for_function("window.usable", timeout=20_000)
    page.wait_for_timeout(SETTLED_MS)
    usable = page.evaluate("window.usable")
    blocked, ours = page.evaluate(BLOCKED)
    size, requests = sum(received), len(received)
    leave = page.locator("luciole-chat").evaluate(EXIT)
    context.close()
    return {
        "bytes": size, "requests": requests, "usable": usable, "blocked": blocked,
        "ours": ours, "empty": empty, "exit": leave,
    }  # fmt: skip


def main() -> None:
    js = bundle().js.encode()
    print(f"script: {len(js):,} bytes, gzip -9: {len(gzip.compress(js, 9)):,} bytes")
    with stub() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        loads = [one_load(browser, address) for _ in range(LOADS)]
        browser.close()
    median = {key: statistics.median(load[key] for load in loads) for key in loads[0]}
    print(f"{'widget':26}{'network':24}{'usable':>10}{'blocked':>10}")
    weight = f"{median['bytes'] / 1000:.1f} KB, {median['requests']:.0f} requests"
    print(f"{'Luciole':26}{weight:24}{median['usable']:>7.0f} ms{median['blocked']:>7.0f} ms")
    for name, network, usable, blocked in PEERS:
        print(f"{name:26}{network:24}{usable:>10}{blocked:>10}")
    print(f"of Luciole's blocked time, after its script arrived: {median['ours']:.0f} ms")
    print(f"an empty page, blocked: {median['empty']:.0f} ms")
    print(f"exit, until the screen is blank: {median['exit']:.0f} ms")
    print(f"load average on {os.cpu_count()} processors: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
