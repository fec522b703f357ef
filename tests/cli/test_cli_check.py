"""``derivcheck check``, ``schema``, ``--version`` and ``--help``."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("claim", "code"),
    [("proved == 1", 0), ("refuted == 1", 1), ("unknown == 1", 1), ("wrong == 1", 1), ("fault == 1", 3)],
)
def test_exit_codes(derivcheck: Run, claim: str, code: int) -> None:
    assert derivcheck("check", claim).code == code


def test_report(derivcheck: Run) -> None:
    outcome = derivcheck("check", "refuted == 1", "-d", "x: real", "--define", "f(x): x**2", "--given", "x > 0")
    assert outcome.out == (
        "refuted\n"
        "  refuted == 1\n"
        "  at          x = -1\n"
        "  left        1\n"
        "  right       -1\n"
        "  difference  2\n"
        "  correct     Abs(x)\n"
    )


def test_json(derivcheck: Run) -> None:
    document = json.loads(derivcheck("check", "proved == 1", "--output-format", "json").out)
    assert document["results"][0]["file"] == "<command line>"


def test_an_error_is_shown_in_its_line(derivcheck: Run) -> None:
    outcome = derivcheck("check", "wrong == 1")
    assert "error: `wrong` is not declared" in outcome.out
    assert "hint: declare it" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["x == x", "--declare", "x"], "write x: real"),
        (["  "], "there is no expression here"),
        (["x == x", "--timeout", "0"], "--timeout 0"),
        (["x == x", "--output-format", "xml"], "there is no output format"),
    ],
)
def test_wrong_usage(derivcheck: Run, arguments: list[str], message: str) -> None:
    outcome = derivcheck("check", *arguments)
    assert outcome.code == 2
    assert message in outcome.out + outcome.err


def test_schema(derivcheck: Run) -> None:
    outcome = derivcheck("schema")
    assert outcome.code == 0
    assert "claims" in json.loads(outcome.out)["properties"]


def test_version(derivcheck: Run) -> None:
    outcome = derivcheck("--version")
    assert outcome.code == 0
    assert outcome.out.startswith("derivcheck")


@pytest.mark.parametrize("command", [[], ["verify"], ["check"], ["explain"], ["schema"]])
def test_help_teaches_by_examples(derivcheck: Run, command: list[str]) -> None:
    outcome = derivcheck(*command, "--help")
    assert outcome.code == 0
    assert "Example" in outcome.out
    assert f"derivcheck {' '.join(command)}".strip() in outcome.out


def test_without_a_command_the_help_is_shown(derivcheck: Run) -> None:
    outcome = derivcheck()
    assert outcome.code == 2
    assert "Commands" in outcome.out + outcome.err
