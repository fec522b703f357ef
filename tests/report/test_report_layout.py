"""Widths, wrapping and safe text, for any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.engine.result import Located
from derivcheck.report.excerpt import excerpt
from derivcheck.report.layout import cells, wrap
from derivcheck.report.model import Canvas
from derivcheck.report.text import clip, plain, shown


@given(st.text())
def test_plain_text_is_one_line_that_can_be_printed(text: str) -> None:
    safe = plain(text)
    assert not [c for c in safe if not c.isprintable() and cells(c) != 1]
    assert "\n" not in safe
    assert "\x1b" not in safe
    assert plain(safe) == safe


@given(st.text(st.characters(exclude_categories=("C", "Z", "M")) | st.just(" ")), st.integers(20, 100))
@settings(max_examples=200)
def test_wrapped_text_fits_and_is_complete(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert max(cells(line) for line in lines) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.text(), st.integers(1, 50), st.integers(0, 50), st.integers(40, 200))
def test_an_excerpt_fits_whatever_is_marked(line: str, column: int, length: int, width: int) -> None:
    error = Located("message", 3, column, column + length, line, None)
    lines = excerpt("file.yaml", error, 6, Canvas(width))
    assert max(cells(text) for text in lines) <= width
    assert len(lines) == 1 or "^" in lines[2]


def test_breaking_a_word_that_is_too_long() -> None:
    assert wrap("ab " + "x" * 45, 20) == ["ab", "x" * 20, "x" * 20, "x" * 5]
    assert wrap("", 20) == [""]


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("äöü", 3), ("名前", 4), ("e\u0301", 1), ("𝔼", 1)])
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_clipping_says_how_much_is_missing() -> None:
    assert clip("abcdef", 6) == "abcdef"
    assert clip("abcdefg", 5) == "abcde… (2 more characters)"


def test_nested_values() -> None:
    assert shown([["1", "0"], ["0", "1/2"]]) == "[[1, 0], [0, 1/2]]"
