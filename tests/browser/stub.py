"""A server with our widget, our pages and canned replies; for the tests of the widget alone.

`python tests/browser/stub.py PORT`. Pages of imaginary host sites are under /host/; a test's own
page is put to /made and got from there.
"""

import sys
from pathlib import Path
from typing import Any

from sanic import Sanic
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, html, json

from luciole import widget
from luciole.helplines.reply import country_message, help_message

HOSTS = Path(__file__).parent / "hosts"
OPEN = {"Access-Control-Allow-Origin": "*"}
SAID = {
    "fr": ["Merci de me le dire.", "Ce n’est pas ta faute.", "Tu peux en parler à quelqu’un."],
    "en": ["Thank you for telling me.", "It is not your fault.", "You can talk to someone."],
}
NEXT = {"fr": ["Et maintenant ?", "Parler à quelqu’un"], "en": ["What now?", "Talk to someone"]}
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'


def reply(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The messages for a request: what the test asks for by its text or payload."""
    asked = body.get("text") or body.get("payload")
    language = body["language"]
    if asked == "/chat_change_language":
        language = {"fr": "en", "en": "fr"}[language]
    bubbles = [{"text": text, "language": language} for text in SAID[language]]
    offered = [
        {"title": title, "payload": payload}
        for title, payload in zip(NEXT[language], ("/tap_more", "/help_helpline"), strict=True)
    ]
    if asked == "/help_helpline":
        services = help_message({"language": language, "country": body.get("country")})
        return [bubbles[0], {"custom": services, "language": language}]
    if asked == "/quiz_start":
        progress = {"type": "progress", "step": 2, "of": 5, "title": "Quiz"}
        return [{"custom": progress, "language": language}, {**bubbles[0], "buttons": offered}]
    if asked in ("hide", "/chat_someone_is_watching"):
        return [bubbles[0], {"custom": {"type": "hide"}, "language": language}]
    if asked == "hostile":
        title = [{"title": HOSTILE, "payload": "/tap_more"}]
        return [{"text": HOSTILE, "language": HOSTILE, "buttons": title}]
    return [*bubbles[:-1], {**bubbles[-1], "buttons": offered}]


def create_app(port: str) -> Sanic:
    """The server; `{port}`, `{version}` and `{integrity}` in host pages are filled in."""
    made = widget.bundle()
    facts = {"port": port, "version": made.version, "integrity": made.integrity}
    app = Sanic("stub", configure_logging=False)
    widget.register(app)

    @app.get("/health")
    async def health(_: Request) -> HTTPResponse:
        return json({})

    @app.post("/webhooks/webchat/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        turns = int(request.json.get("state") or 0)
        return json({"state": str(turns + 1), "messages": reply(request.json)}, headers=OPEN)

    @app.get("/helplines/<country:str>")
    async def helplines(request: Request, country: str) -> HTTPResponse:
        found = country_message(country.removesuffix(".json"), request.args.get("language", "fr"))
        return json(found, headers=OPEN) if found else json({}, 404)

    @app.get("/host/<name:str>")
    async def host(_: Request, name: str) -> HTTPResponse:
        path = HOSTS / name
        if path.parent != HOSTS or not path.exists():
            raise NotFound("no such page")
        policy = {"Content-Security-Policy": "default-src 'self'"} if name == "strict.html" else {}
        text = path.read_text(encoding="utf-8")
        for key, value in facts.items():
            text = text.replace("{" + key + "}", value)
        return html(text, headers=policy)

    made_page: dict[str, str] = {}

    @app.put("/made")
    async def make(request: Request) -> HTTPResponse:
        made_page.update(request.json)
        return json({})

    @app.get("/made")
    async def get_made(_: Request) -> HTTPResponse:
        headers = {"Content-Security-Policy": made_page["policy"]} if made_page["policy"] else {}
        return html(made_page["html"], headers=headers)

    return app


if __name__ == "__main__":
    create_app(sys.argv[1]).run(host="127.0.0.1", port=int(sys.argv[1]), access_log=False)
