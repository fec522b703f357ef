"""``derivcheck verify``: files in, report and exit code out."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Write = Callable[..., Path]


def test_all_as_expected(derivcheck: Run, write: Write) -> None:
    write("problems/a.yaml", "proved == 1", "refuted == 1 expect refuted", "unknown == 1 expect unknown")
    outcome = derivcheck("verify")
    assert outcome.code == 0
    assert outcome.err == ""
    assert outcome.out.startswith(
        "problems/a.yaml  Test\n"
        "  ✓ proved   a  where x != 0\n"
        "  ✓ refuted  b  at x = -1: left 1, right -1\n"
        "  ✓ unknown  c  no prover applies\n"
        "\n"
        "3 claims: 1 proved, 1 refuted, 1 unknown · 3 of 3 as expected"
    )


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        (["proved == 1"], 0),
        (["refuted == 1 expect refuted"], 0),
        (["wrong == 1 expect error"], 0),
        (["unknown == 1 expect unknown"], 0),
        (["refuted == 1"], 1),
        (["proved == 1 expect refuted"], 1),
        (["unknown == 1"], 1),
        (["unknown == 1 expect refuted"], 1),
        (["wrong == 1"], 1),
        (["fault == 1", "refuted == 1"], 3),
        (["fault == 1 expect unknown"], 3),
        (["crash == 1", "proved == 1"], 3),
        (["bug == 1", "proved == 1"], 3),
    ],
)
def test_exit_codes(derivcheck: Run, write: Write, claims: list[str], code: int) -> None:
    assert derivcheck("verify", str(write("a.yaml", *claims))).code == code


def test_the_highest_code_wins_and_other_files_are_still_checked(derivcheck: Run, write: Write, place: Path) -> None:
    write("problems/a.yaml", "refuted == 1")
    (place / "problems/b.yaml").write_text("claims: maybe")
    write("problems/c.yaml", "proved == 1")
    outcome = derivcheck("verify")
    assert outcome.code == 2
    assert "problems/b.yaml:1:1" in outcome.out
    assert "✓ proved   a" in outcome.out
    write("problems/d.yaml", "fault == 1")
    assert derivcheck("verify").code == 3


def test_fail_on_never(derivcheck: Run, write: Write, place: Path) -> None:
    write("problems/a.yaml", "refuted == 1")
    assert derivcheck("verify", "--fail-on", "never").code == 0
    write("problems/b.yaml", "fault == 1")
    assert derivcheck("verify", "--fail-on", "never").code == 3


@pytest.mark.parametrize(
    ("claim", "reason"),
    [("hang == 1", "stopped after"), ("greedy == 1", "ran out of memory (300 MB)")],
)
def test_limits(derivcheck: Run, write: Write, claim: str, reason: str) -> None:
    write("problems/a.yaml", "proved == 1", claim, "proved == 2")
    outcome = derivcheck("verify", "--timeout", "0.5", "--memory", "300", "--jobs", "2")
    assert outcome.code == 1
    assert f"reason      {reason}" in outcome.out
    assert outcome.out.count("✓") == 2


def test_results_come_in_the_order_of_the_files(derivcheck: Run, write: Write) -> None:
    write("problems/a.yaml", "slow == 1", *["proved == 1"] * 5)
    write("problems/b.yml", *["proved == 1"] * 3)
    write("problems/deep/c.yaml", "proved == 1")
    write("problems/.hidden/d.yaml", "fault == 1")
    write("problems/readme.txt", "fault == 1")
    texts = []
    for jobs in ("1", "4"):
        document = json.loads(derivcheck("verify", "--jobs", jobs, "--output-format", "json").out)
        document["summary"].pop("seconds")
        texts.append([(found["file"], found["id"]) for found in document["results"]])
    assert texts[0] == texts[1]
    assert texts[0] == [
        *[("problems/a.yaml", id) for id in "abcdef"],
        *[("problems/b.yml", id) for id in "abc"],
        ("problems/deep/c.yaml", "a"),
    ]


def test_a_file_that_is_named_twice_is_checked_once(derivcheck: Run, write: Write) -> None:
    file = write("problems/a.txt", "proved == 1")
    write("problems/b.yaml", "proved == 1")
    outcome = derivcheck("verify", "problems/a.txt", str(file), "problems", "./problems/b.yaml")
    assert "2 claims" in outcome.out


@pytest.mark.parametrize(
    ("words", "ids"),
    [("a", "a"), ("a or c", "ac"), ("not a", "bc"), ("not (a or b)", "c"), ("FILE and b", "b"), ("file", "abc")],
)
def test_selection(derivcheck: Run, write: Write, words: str, ids: str) -> None:
    write("file.txt", "proved == 1", "proved == 1", "proved == 1")
    document = json.loads(derivcheck("verify", "file.txt", "-k", words, "--output-format", "json").out)
    assert "".join(found["id"] for found in document["results"]) == ids


def test_nothing_selected_is_not_success(derivcheck: Run, write: Write) -> None:
    write("problems/a.yaml", "proved == 1")
    outcome = derivcheck("verify", "-k", "zzz")
    assert outcome.code == 2
    assert "no claim matches `-k zzz`" in outcome.err


def test_standard_input(derivcheck: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    data = write("a.yaml", "proved == 1").read_bytes()
    for options, name in ([], "<stdin>"), (["--stdin-filename", "notes.yaml"], "notes.yaml"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        outcome = derivcheck("verify", "-", *options)
        assert outcome.code == 0
        assert outcome.out.startswith(f"{name}  Test\n")


def test_concise(derivcheck: Run, write: Write) -> None:
    write("problems/a.yaml", "proved == 1", "refuted == 1")
    lines = derivcheck("verify", "--output-format", "concise").out.split("\n")
    assert lines[0] == "problems/a.yaml:6:5: proved a: where x != 0"
    assert lines[1] == "problems/a.yaml:8:5: refuted b: expected proved; at x = -1: left 1, right -1"


def test_report_into_a_file(derivcheck: Run, write: Write, place: Path) -> None:
    write("problems/a.yaml", "proved == 1")
    outcome = derivcheck("verify", "-o", "report.json", "--output-format", "json")
    assert (outcome.code, outcome.out) == (0, "")
    assert json.loads((place / "report.json").read_text())["summary"]["total"] == 1


@pytest.mark.parametrize(("when", "colored"), [("always", True), ("never", False), ("auto", False)])
def test_color(derivcheck: Run, write: Write, when: str, colored: bool) -> None:
    write("problems/a.yaml", "proved == 1")
    assert ("\x1b[" in derivcheck("verify", "--color", when).out) is colored


def test_no_color_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    from derivcheck.cli.output import canvas

    class Terminal(io.StringIO):
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    assert canvas("auto", Terminal()).color
    monkeypatch.setenv("NO_COLOR", "1")
    assert not canvas("auto", Terminal()).color
    assert canvas("always", Terminal()).color
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not canvas("auto", Terminal()).color


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.yaml"], "`nowhere.yaml` does not exist"),
        (["problms/"], "did you mean `problems`?"),
        (["empty"], "no problem files in `empty`"),
        (["--output-format", "jsn"], "did you mean `json`?"),
        (["-o", "nowhere/report.txt"], "the directory `nowhere` does not exist"),
        (["-o", "empty"], "is a directory"),
        (["-o", "problems/a.yaml"], "would overwrite a problem file"),
        (["-k", "and"], "a word is missing before `and`"),
        (["-k", "(a"], "a `)` is missing"),
        (["-k", "a b"], "`b` is not expected here"),
        (["-k", " "], "the expression is empty"),
        (["-k", "(" * 5000], "more than 200 words"),
        (["--jobs", "0"], "--jobs 0"),
        (["--jobs", "1000000"], "--jobs 1000000"),
        (["--timeout", "-1"], "--timeout -1"),
        (["--timeout", "0"], "--timeout 0"),
        (["--timeout", "nan"], "--timeout nan"),
        (["--timeout", "inf"], "--timeout inf"),
        (["--timeout", "soon"], "'--timeout'"),
        (["--memory", "0"], "--memory 0"),
        (["--memory", "1.5"], "'--memory'"),
        (["--fail-on", "refuted"], "--fail-on cannot be `refuted`"),
        (["--color", "alway"], "did you mean `always`?"),
        (["--stdin-filename", "x"], "add `-` to the paths"),
        (["--colour", "never"], "--colour"),
        (["bad\0path"], "NUL"),
        ([""], "a path is empty"),
        (["[red]\x1b[31m.yaml"], "[red]\\x1b[31m.yaml"),
    ],
)
def test_wrong_usage(derivcheck: Run, write: Write, place: Path, arguments: list[str], message: str) -> None:
    write("problems/a.yaml", "proved == 1")
    (place / "empty").mkdir()
    outcome = derivcheck("verify", *arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert message in outcome.err
    assert "Traceback" not in outcome.err
    assert (place / "problems/a.yaml").read_text().startswith("title")


@pytest.mark.parametrize("arguments", [["vrify"], ["--nothing"], ["check"], ["verify", "--jobs"]])
def test_wrong_commands(derivcheck: Run, arguments: list[str]) -> None:
    outcome = derivcheck(*arguments)
    assert outcome.code == 2
    assert "--help" in outcome.err


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"title: caf\xe9\n", "bad.yaml:1:11: is not UTF-8 text: byte 0xe9"),
        ("title: x\n".encode("utf-16"), "is not UTF-8 text but UTF-16"),
        (b"", "bad.yaml:1:1"),
        (b"\0\0\0", "bad.yaml:1:1"),
        (b"claims: [" * 30_000, "bad.yaml:1:"),
        (b"x" * (17 << 20), "is larger than 16 MiB"),
        (b"just text", "bad.yaml:1:1"),
        (b"claims:\n  - id: a\n    claim: x\n    expect: maybe\n", "bad.yaml:4:"),
        (b"claims:\n\t- id: a\n", "bad.yaml:2:"),
        (b"title: [red]\x1b[31m\nclaims: 1\n", "bad.yaml:1:"),
    ],
)
def test_files_that_are_no_problem_files(derivcheck: Run, place: Path, data: bytes, message: str) -> None:
    (place / "bad.yaml").write_bytes(data)
    outcome = derivcheck("verify", "bad.yaml")
    assert outcome.code == 2
    assert message in outcome.out
    assert "Traceback" not in outcome.out + outcome.err
    assert "\x1b" not in outcome.out


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(derivcheck: Run, write: Write) -> None:
    write("problems/a.yaml", "proved == 1").chmod(0)
    outcome = derivcheck("verify")
    assert outcome.code == 2
    assert "cannot be read" in outcome.out


def test_a_broken_link_is_reported(derivcheck: Run, write: Write, place: Path) -> None:
    write("problems/a.yaml", "proved == 1")
    (place / "problems/b.yaml").symlink_to(place / "nowhere")
    outcome = derivcheck("verify")
    assert outcome.code == 2
    assert "problems/b.yaml:1:1: cannot be read: No such file" in outcome.out
    assert "✓ proved   a" in outcome.out


def test_without_problems(derivcheck: Run) -> None:
    outcome = derivcheck("verify")
    assert outcome.code == 2
    assert "there is no `problems` here" in outcome.err


def test_the_declarations_of_a_file_are_examined(
    derivcheck: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from derivcheck.language.source import Complaint, LanguageError, Span

    def complain(problem: object) -> None:
        raise LanguageError(Complaint("`rael` is not a kind", Span(25, 29), "did you mean `real`?"))

    monkeypatch.setattr("derivcheck.language.problem.check_environment", complain)
    write("problems/a.yaml", "proved == 1")
    outcome = derivcheck("verify")
    assert outcome.code == 2
    assert "problems/a.yaml:3:5: `rael` is not a kind" in outcome.out
    assert "1 of 1 as expected" in outcome.out
