"""Names, titles and texts with console markup, escapes and odd letters: shown as they are, never interpreted."""

from __future__ import annotations

import pytest
from hostile_runs import Outcome, Run

FILE = r"""title: "[bold]Title[/bold] \e[31mred\e[0m \u202eltr"
source: "[link=http://example.org]here[/link]"
declare:
  x: real
claims:
  - id: "[red]"
    claim: x == x
  - id: "[/]"
    claim: x == x + 1
    expect: refuted
  - id: "a\e[31mb"
    claim: "x == \e]0;owned\a 1"
    expect: error
  - id: "::error file=a::b"
    claim: x/x == [x, 1][2]
  - id: "wrong [i]"
    claim: x == [x, 1][2]
  - id: "line\nbreak"
    claim: x*2 == x + x
  - id: "\u200bname\u0301"
    claim: "log(x*x) == 2*log(x)"
"""

ESCAPED = ("\\x1b[31mred\\x1b[0m", "\\u202e", "a\\x1b[31mb", "\\u200b")
LITERAL = ("[bold]Title[/bold]", "[red]", "[/]", "::error file=a::b", "wrong [i]")


def _check(outcome: Outcome) -> None:
    assert outcome.code == 1
    for text in LITERAL:
        assert text in outcome.out
    assert not set("\u202e\u200b\x07\r") & set(outcome.out)


@pytest.mark.parametrize("columns", ["80", "40"])
def test_full(derivcheck: Run, columns: str) -> None:
    outcome = derivcheck("verify", "-", stdin=FILE.encode(), COLUMNS=columns)
    _check(outcome)
    assert "\x1b" not in outcome.out
    for text in ESCAPED:
        assert text in outcome.out
    assert max(len(line) for line in outcome.out.splitlines()) <= int(columns)


def test_full_in_colour_has_no_escapes_but_colours(derivcheck: Run) -> None:
    outcome = derivcheck("verify", "-", "--color", "always", stdin=FILE.encode())
    assert outcome.code == 1
    commands = outcome.out.split("\x1b")[1:]
    assert commands
    assert all(
        command.startswith("[") and command[1 : command.index("m")].replace(";", "").isdigit() for command in commands
    )


def test_concise_is_one_line_for_each_claim(derivcheck: Run) -> None:
    outcome = derivcheck("verify", "-", "--output-format", "concise", stdin=FILE.encode())
    assert outcome.code == 1
    assert "\x1b" not in outcome.out
    assert len([line for line in outcome.out.splitlines() if line.startswith("<stdin>:")]) >= 7
    assert not [line for line in outcome.out.splitlines() if line.startswith("::")]


def test_json_keeps_names_as_they_are(derivcheck: Run) -> None:
    outcome = derivcheck("verify", "-", "--output-format", "json", stdin=FILE.encode())
    assert {"[red]", "[/]", "a\x1b[31mb", "line\nbreak", "\u200bname\u0301"} <= set(outcome.results)
    assert "\x1b" not in outcome.out


def test_explain(derivcheck: Run) -> None:
    outcome = derivcheck("check", "[x, red][1] == x", "-d", "x, red: real")
    assert outcome.code == 0
    assert "[x, red][1] == x" in outcome.out
