"""Makes the pictures of docs/screenshots anew: `python tests/browser/screenshots.py`.

With a folder (`… screenshots.py FOLDER`): every state in every look, one sheet a look, to be judged
by eye after a change of style. The answers of the pictures come from the real server.
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from serving import CHROMIUM, FLAGS, REAL, ROOT, STUB, served
from states import STATES, about, closed, help_page, hidden, offline, opened
from visiting import PHONE, Widget, on

DESKTOP = {"width": 1000, "height": 700}
COLOURS = 64
COLUMNS = 4
EDGE = 8
MOMENT_MS = 600
TROUBLE = {
    "fr": "un mec me demande des photos, j’ai peur",
    "en": "someone is asking me for pictures, I’m scared",
}


def answer(widget: Widget) -> None:
    language = widget.open().find(".layer").get_attribute("lang") or "fr"
    widget.ask(TROUBLE[language])


def quiz(widget: Widget) -> None:
    topic = widget.open().find(".intro details").last
    topic.locator("summary").click()
    topic.get_by_text("quiz").click()
    widget.answered()
    widget.find(".after button").first.click()
    widget.answered()


# Name of the file: what is shown, language, dark or light, size.
PICTURES: dict[str, tuple[Callable[[Widget], None], str, str, dict[str, int]]] = {
    "closed": (closed, "fr", "light", PHONE),
    "open": (opened, "fr", "light", PHONE),
    "answer": (answer, "fr", "light", PHONE),
    "quiz": (quiz, "en", "light", PHONE),
    "help": (help_page, "fr", "light", PHONE),
    "help-dark": (help_page, "en", "dark", PHONE),
    "about-dark": (about, "en", "dark", PHONE),
    "offline-dark": (offline, "en", "dark", PHONE),
    "hidden": (hidden, "fr", "light", PHONE),
    "desktop": (answer, "fr", "light", DESKTOP),
    "desktop-dark": (answer, "en", "dark", DESKTOP),
}
LOOKS: dict[str, tuple[str, dict[str, Any]]] = {
    "phone": ("/?lang=fr", {"viewport": PHONE}),
    "phone-dark": ("/?lang=en", {"viewport": PHONE, "color_scheme": "dark"}),
    "desktop": ("/?lang=fr", {"viewport": DESKTOP}),
    "desktop-dark": ("/?lang=en", {"viewport": DESKTOP, "color_scheme": "dark"}),
    "320": ("/?lang=fr", {"viewport": {"width": 320, "height": 480}}),
    "zoomed": ("/?lang=fr", {"viewport": {"width": 320, "height": 256}}),
    "forced": ("/?lang=en", {"viewport": PHONE, "forced_colors": "active"}),
    "themed": ("/host/themed.html", {"viewport": PHONE}),
}


def shot(
    browser: Browser, address: str, state: Callable[[Widget], None], **look: Any
) -> Image.Image:
    """One state, after what moves has come to rest."""
    context = browser.new_context(reduced_motion="reduce", **look)
    page = context.new_page()
    page.goto(address)
    state(on(page))
    page.wait_for_timeout(MOMENT_MS)
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return image


def sheet(images: list[Image.Image]) -> Image.Image:
    width, height = images[0].width + EDGE, images[0].height + EDGE
    whole = Image.new("RGB", (COLUMNS * width, -(-len(images) // COLUMNS) * height), "#888")
    for number, image in enumerate(images):
        whole.paste(image, (number % COLUMNS * width, number // COLUMNS * height))
    return whole


def make_pictures(browser: Browser) -> None:
    with served(REAL) as address:
        for name, (state, language, scheme, size) in PICTURES.items():
            look = {"viewport": size, "color_scheme": scheme}
            image = shot(browser, f"{address}/?lang={language}", state, **look)
            path = ROOT / "docs" / "screenshots" / f"{name}.png"
            image.quantize(COLOURS).save(path, optimize=True)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


def make_sheets(browser: Browser, folder: Path) -> None:
    with served(STUB) as address:
        for name, (path, look) in LOOKS.items():
            images = [shot(browser, address + path, state, **look) for state in STATES]
            sheet(images).save(folder / f"{name}.png")
            print(folder / f"{name}.png")


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        if len(sys.argv) > 1:
            make_sheets(browser, Path(sys.argv[1]))
        else:
            make_pictures(browser)
        browser.close()


if __name__ == "__main__":
    main()
