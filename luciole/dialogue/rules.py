"""Rasa's rules, looked up by intent.

RulePolicy tries every rule at every prediction. A rule whose last step names an intent can only
apply to a message with that intent, so only those and the rules that name none are tried.
"""

from collections import defaultdict
from functools import cached_property

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import PREVIOUS_ACTION, USER
from rasa.shared.core.domain import State
from rasa.shared.nlu.constants import INTENT


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class RulesByIntent(RulePolicy):
    """RulePolicy with the same predictions and less work."""

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        if states and states[-1].get(PREVIOUS_ACTION) and lookup is self.lookup[RULES]:
            intent = states[-1].get(USER, {}).get(INTENT)
            keys = (*self._by_intent.get(intent, ()), *self._by_intent.get(None, ()))
            lookup = {key: lookup[key] for key in keys if key in lookup}
        found: set[str] = super()._get_possible_keys(lookup, states)
        return found

    @cached_property
    def _by_intent(self) -> dict[str | None, tuple[str, ...]]:
        """The intent of the last step, None if it names none -> rules."""
        found: defaultdict[str | None, list[str]] = defaultdict(list)
        for key in self.lookup[RULES]:
            last = self._rule_key_to_state(key)[-1]
            found[last.get(USER, {}).get(INTENT)].append(key)
        return {intent: tuple(keys) for intent, keys in found.items()}
