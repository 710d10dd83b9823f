"""Every state a visitor can bring the widget into, each reached from a page just loaded."""

from visiting import Widget

HELP, HIDE, MENU = 0, 1, 3


def closed(widget: Widget) -> None:
    pass


def opened(widget: Widget) -> None:
    widget.open()


def topics(widget: Widget) -> None:
    widget.open().find(".intro summary").first.click()
    widget.find(".safe button").last.click()


def replies(widget: Widget) -> None:
    widget.open().ask("06 12 34 56 78")


def cards(widget: Widget) -> None:
    replies(widget)
    widget.find(".replies button").last.click()
    widget.find(".log .card").first.wait_for()
    widget.answered()


def progress(widget: Widget) -> None:
    topic = widget.open().find(".intro details").last
    topic.locator("summary").click()
    topic.get_by_text("quiz").click()
    widget.answered()
    widget.find("progress").wait_for()


def menu(widget: Widget) -> None:
    widget.open().find(".tabs button").nth(MENU).click()


def about(widget: Widget) -> None:
    menu(widget)
    widget.find(".menu button").last.click()


def help_page(widget: Widget) -> None:
    widget.open().find(".tabs button").nth(HELP).click()
    widget.find(".page .card").first.wait_for()


def hidden(widget: Widget) -> None:
    widget.open().find(".tabs button").nth(HIDE).click()


def offline(widget: Widget) -> None:
    widget.page.context.set_offline(True)
    widget.open().write("bonjour")
    widget.find(".failure").wait_for()


STATES = [closed, opened, topics, replies, cards, progress, menu, about, help_page, hidden, offline]
