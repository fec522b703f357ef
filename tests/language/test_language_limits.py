"""Hostile text ends quickly, in a clear message."""

from __future__ import annotations

import time

import pytest
from language_tools import COMMON, claim, complaints, parse_complaints

from derivcheck.language import limits
from derivcheck.language.parser import parse
from derivcheck.language.source import LanguageError, Span


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(" * 100_000 + "1" + ")" * 100_000, "brackets are nested more than 150 deep"),
        ("[" * 100_000, "brackets are nested more than 150 deep"),
        ("-" * 200_000 + "1", "more than 150 `-` in a row"),
        ("not " * 10_000 + "a", "more than 150 `not` in a row"),
        ("+-" * 5_000 + "1", "more than 150 `+` in a row"),
        ("1+" * 5_000_000 + "1", "the expression has 10,000,001 characters; at most 400,000 are read"),
        ("9" * 1_001, "a number of more than 1000 digits"),
        ("1e99999999999999999999", "a number of more than 1000 digits"),
        ("1e-100000", "a number of more than 1000 digits"),
        ("**".join(["2"] * 1_000), "nested more than 200 levels deep"),
        ("/".join(["x"] * 1_000), "nested more than 200 levels deep"),
        ("=>".join(["a"] * 1_000), "too many implications in a row"),
        ("f(" * 149 + "-(x)" + ")" * 149, None),
    ],
)
def test_hostile_text(text: str, message: str | None) -> None:
    started = time.monotonic()
    try:
        parse(text, Span)
        found = None
    except LanguageError as error:
        found = error.complaints[0].message
    assert found == message
    assert time.monotonic() - started < 60


def test_a_sum_of_too_many_terms() -> None:
    ((message, _, _),) = parse_complaints("+".join(["x"] * 30_000))
    assert "too many terms" in message


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "NODES", 1_000)
    part = "(" + "+".join(["x"] * 100) + ")"
    ((message, _, hint),) = parse_complaints("+".join([part] * 20))
    assert message == "the expression has more than 1,000 parts"
    assert hint == "use definitions for the parts"


def test_harmless_looking_towers_are_parsed() -> None:
    """They are for the engine to refuse; parsing and elaboration evaluate nothing."""
    for text in ("9**9**9**9 == 1", "factorial(10**9) == 1", "(x + y)**10**6 == 1"):
        claim(text)


def test_nested_substitutions_with_a_mistake_do_not_explode() -> None:
    text = "Subs(" * 100 + "x + nowhere" + ", x, 1)" * 100 + " == 1"
    started = time.monotonic()
    assert complaints(text)[0][0] == "`nowhere` is not declared"
    assert time.monotonic() - started < 60


def chain(length: int) -> list[str]:
    return ["a0: x", *[f"a{k}: a{k - 1}*a{k - 1} + 1" for k in range(1, length)]]


def test_chains_of_definitions_stay_cheap() -> None:
    started = time.monotonic()
    claim("a999 == 0", COMMON, chain(1000))
    assert time.monotonic() - started < 60


def test_chains_of_definitions_written_backwards() -> None:
    claim("a19 == 0", COMMON, chain(20)[::-1])
    started = time.monotonic()
    found = complaints("a2999 == 0", COMMON, chain(3000)[::-1])
    assert any("goes too deep" in message for message, _, _ in found)
    assert time.monotonic() - started < 60


def test_an_error_at_the_bottom_of_a_chain_is_told_once() -> None:
    found = complaints("a99 == 0", COMMON, ["a0: nowhere", *chain(100)[1:]])
    assert found == [("`nowhere` is not declared", "nowhere", "--declare 'nowhere: real'")]


def test_sizes_cannot_grow_without_bound() -> None:
    declare = ["a, b, d, e, f: size", "x: real[(((a + b + d + e + f)**8)**8)**8]"]
    started = time.monotonic()
    assert "is not a size" in complaints("1 == 1", declare)[0][0]
    assert time.monotonic() - started < 60
