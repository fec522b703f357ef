"""The little language of ``-k``."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivcheck.cli.selection import SelectionError, selector


@pytest.mark.parametrize(
    ("expression", "selected"),
    [
        ("soft", True),
        ("SOFT", True),
        ("gradient", False),
        ("problems/", True),
        ("soft and jacobian", True),
        ("soft and not jacobian", False),
        ("gradient or jacobian", True),
        ("not gradient", True),
        ("not not gradient", False),
        ("gradient or soft and jacobian", True),
        ("(gradient or soft) and slip", False),
        ("not (gradient or slip)", True),
        ("andorra", False),
        ("[red]", False),
    ],
)
def test_words(expression: str, selected: bool) -> None:
    assert selector(expression)("softmax-jacobian", "problems/a.yaml") is selected


@given(st.text(alphabet="ab() notrd", max_size=60) | st.text(max_size=40))
def test_any_text_is_an_expression_or_a_mistake(expression: str) -> None:
    with contextlib.suppress(SelectionError):
        selector(expression)("id", "file")
