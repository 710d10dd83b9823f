"""A sign of danger outranks every rule: a policy above Rasa's RulePolicy."""

from typing import Any

from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

ACTION_ALERT = "action_alert"
ABOVE_RULES = 10


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False
)
class AlertPolicy(Policy):
    """Runs `action_alert` on a message with an alert, then listens; else leaves it to the rules."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": ABOVE_RULES}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: TrackerFeaturizer | None = None,
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context, featurizer)

    def train(self, *_: Any, **__: Any) -> Resource:
        return self._resource

    def predict_action_probabilities(
        self, tracker: DialogueStateTracker, domain: Domain, *_: Any, **__: Any
    ) -> PolicyPrediction:
        probabilities = self._default_predictions(domain)
        latest = tracker.latest_message
        if latest and latest.parse_data.get("alert"):
            done = tracker.latest_action_name == ACTION_ALERT
            action = ACTION_LISTEN_NAME if done else ACTION_ALERT
            probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "AlertPolicy":
        return cls(config, model_storage, resource, execution_context)
