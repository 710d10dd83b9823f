"""Custom actions in this process instead of a second one.

Rasa calls actions over HTTP (`RemoteAction`); what it needs of the other side is one method,
`request`. Here it runs the same `actions` package that `rasa run actions` would serve.
"""

from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from luciole.state.tracker_store import current_turn

# Rasa validates every action's reply against a large JSON schema: 20 ms of blocking work a call,
# measured (RasaHQ/rasa#11717). Our actions are typed and tested, so the schema asks for nothing; it
# names an old draft because checking an empty schema against the newest costs 1 ms. What
# else of Rasa we replace: its graph runner (runner.py) and its import of TensorFlow
# (luciole/without_tensorflow.py).
NOTHING_ASKED = {"$schema": "http://json-schema.org/draft-04/schema#"}
RemoteAction.action_response_format_spec = staticmethod(NOTHING_ASKED.copy)


class InProcessActions(EndpointConfig):
    """An action endpoint without a network."""

    def __init__(self) -> None:
        super().__init__(enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, json: dict[str, Any], **_: Any) -> Any:
        try:
            return await self._executor.run(json)
        except Exception:
            # Rasa goes on without the action's messages: the child would hear half an answer.
            if turn := current_turn.get():
                turn.failed = True
            raise
