"""Looking rules up by intent finds what trying all of them finds."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import luciole.cli  # noqa: F401  (sets the environment that Rasa needs)
from luciole.dialogue.rules import RULES, RulePolicy, RulesByIntent

ACTIONS = st.sampled_from(("action_listen", "utter_a", "action_b"))
SLOTS = st.dictionaries(
    st.sampled_from(("topic", "alert")), st.sampled_from(([1.0], [0.0], "None")), max_size=2
)
STATES: Any = st.fixed_dictionaries(
    {},
    optional={
        "user": st.one_of(
            st.just({}),
            st.just({"text": "a"}),
            st.fixed_dictionaries({"intent": st.sampled_from("abc")}),
        ),
        "prev_action": st.fixed_dictionaries({"action_name": ACTIONS}),
        "slots": SLOTS,
    },
)
HISTORIES = st.lists(STATES, min_size=1, max_size=3)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(rules=st.lists(HISTORIES, max_size=12), states=st.lists(STATES, max_size=3))
def test_same_rules_as_rasa(rules: list[Any], states: list[Any]) -> None:
    policy = object.__new__(RulesByIntent)
    policy.lookup = {RULES: {json.dumps(rule): "utter_a" for rule in rules}}
    tried = RulePolicy._get_possible_keys(policy, policy.lookup[RULES], states)
    assert policy._get_possible_keys(policy.lookup[RULES], states) == tried
