"""A hand for the widget: what a visitor does on a page."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

PHONE = {"width": 360, "height": 640}

# Whether nothing lies over the middle of an element.
ON_TOP = """one => {
  const box = one.getBoundingClientRect();
  const top = one.getRootNode().elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return one.contains(top) || top?.contains(one);
}"""


@dataclass(frozen=True)
class Widget:
    """The widget on a page, as someone uses it."""

    page: Page
    root: Locator

    def find(self, selector: str) -> Locator:
        return self.root.locator(selector)

    def open(self) -> "Widget":
        self.find(".launcher").click()
        return self

    def write(self, text: str) -> None:
        self.find("textarea").fill(text)
        self.find("textarea").press("Enter")

    def answered(self) -> None:
        """Waits until the answer stands there as a whole."""
        self.find(".after > *").first.wait_for(state="attached")
        self.find(".typing").wait_for(state="hidden")

    def ask(self, text: str) -> None:
        self.write(text)
        self.answered()

    def tap(self, title: str) -> None:
        self.root.get_by_role("button", name=title, exact=True).click()

    def said(self) -> list[str]:
        return self.find(".log .theirs p").all_inner_texts()


Visit = Callable[..., Widget]


def on(page: Page) -> Widget:
    """The first widget of the page."""
    widget = Widget(page, page.locator("luciole-chat").first)
    widget.find(".layer").wait_for(state="attached")
    return widget


def plain(text: str) -> str:
    """Without no-break spaces, for comparing."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()
