"""Collects what Rasa says in one turn, in the shape of the HTTP contract."""

from typing import Any

from rasa.core.channels.channel import OutputChannel


class TurnOutput(OutputChannel):
    """Messages of one turn: one bubble each, buttons on the last bubble of an answer."""

    def __init__(self, language: str) -> None:
        self.messages: list[dict[str, Any]] = []
        self._language = language

    @classmethod
    def name(cls) -> str:
        return "webchat"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self._language = message.get("language") or self._language
        for bubble in message.get("bubbles") or ():
            self.messages.append({"text": bubble, "language": self._language})
        if message.get("custom"):
            self.messages.append({"custom": message["custom"], "language": self._language})
        if message.get("buttons"):
            if not self.messages:
                self.messages.append({"language": self._language})
            last = self.messages[-1]
            last["buttons"] = [*last.get("buttons", []), *message["buttons"]]
