"""The frame of the page: what may run, and what can end a script."""

import json

from hypothesis import given
from hypothesis import strategies as st

from intertwine.report.page import as_json, policy

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(TEXT, TEXT))
def test_json_in_the_page_is_whole_and_can_end_nothing(data):
    text = as_json(data)

    assert json.loads(text) == data
    assert not set(text) & set("<>&\u2028\u2029")


def test_the_policy_changes_with_the_script():
    assert policy("a", "b") != policy("a", "c")
