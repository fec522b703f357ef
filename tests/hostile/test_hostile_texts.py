"""Hostile claims: refused with a reason, or given up in time; nothing is executed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile_runs import Outcome, Run, problem, run
from hostile_texts import DECLARE, ENORMOUS_AND_FALSE, REFUSED


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("texts")
    for name, bad in REFUSED.items():
        (place / f"{name}.yaml").write_text(problem({name: bad.text}, DECLARE), encoding="utf-8")
    claims = {**ENORMOUS_AND_FALSE, "harmless": "1 + 1 == 2"}
    (place / "enormous.yaml").write_text(problem(claims, DECLARE), encoding="utf-8")
    return place


def _refused(directory: Path, *arguments: str) -> Outcome:
    files = [f"{name}.yaml" for name in REFUSED]
    return run(directory, "verify", *files, "--color", "never", *arguments)


@pytest.fixture(scope="module")
def refused(directory: Path) -> Outcome:
    return _refused(directory, "--output-format", "json")


@pytest.fixture(scope="module")
def enormous(directory: Path) -> Outcome:
    return run(directory, "verify", "enormous.yaml", "--timeout", "2", "--output-format", "json")


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_reason(refused: Outcome, name: str) -> None:
    bad, result = REFUSED[name], refused.results[name]
    assert result["verdict"] == "error"
    found = [e for e in result["errors"] if bad.message in e["message"]]
    assert found, result["errors"]
    assert bad.hint in (None, found[0]["hint"])


@pytest.mark.parametrize("name", REFUSED)
def test_the_place_lies_within_the_claim(refused: Outcome, directory: Path, name: str) -> None:
    lines = (directory / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    for error in refused.results[name]["errors"]:
        assert lines[error["line"] - 1].lstrip().startswith("claim:")
        assert len("    claim: ") < error["column"] <= error["end_column"] <= len(lines[error["line"] - 1]) + 1


def test_refusing_is_quick_and_exits_with_1(refused: Outcome) -> None:
    assert (refused.code, refused.err) == (1, "")
    assert refused.seconds < 15


def test_nothing_is_executed(refused: Outcome, directory: Path) -> None:
    assert refused.code == 1
    assert not (directory / "executed").exists()


def test_the_report_is_short_and_without_control_characters(directory: Path) -> None:
    outcome = _refused(directory)
    assert not [c for c in outcome.out if ord(c) < 32 and c != "\n"]
    assert len(outcome.out) < 1_500 * len(REFUSED)
    assert max(len(line) for line in outcome.out.splitlines()) <= 80


@pytest.mark.parametrize("name", ENORMOUS_AND_FALSE)
def test_enormous_numbers_are_refuted_or_given_up(enormous: Outcome, name: str) -> None:
    result = enormous.results[name]
    assert result["verdict"] in ("refuted", "unknown")
    assert result["fault"] is None
    if result["verdict"] == "unknown":
        assert result["reason"]
        assert "internal" not in result["reason"]
        assert "died" not in result["reason"]
    else:
        assert len(str(result["counterexample"])) < 2_000


def test_enormous_numbers_cost_no_other_claim_anything(enormous: Outcome) -> None:
    assert (enormous.code, enormous.err) == (1, "")
    assert enormous.results["harmless"]["verdict"] == "proved"
    assert enormous.seconds < 20


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["9**9**9**9 == 1"], "unknown"),
        (["__import__('os').system('touch executed') == 0"], "`.system` is not allowed"),
        (["x == x", "-d", "x: real\x1b[31m"], "\\x1b"),
        (["x == x", "-d", "__import__('os'): real"], "quoted text has no meaning here"),
        (["x == x", "--define", "x: (lambda: 0)()"], "`lambda` is a reserved word"),
        (["(" * 10_000], "brackets are nested more than 150 deep"),
        ([""], "no expression"),
        (["1 == 1", "-d", "x"], "x: real"),
    ],
)
def test_on_the_command_line(derivcheck: Run, tmp_path: Path, arguments: list[str], message: str) -> None:
    outcome = derivcheck("check", *arguments)
    assert outcome.code in (1, 2), outcome.out + outcome.err
    assert message in outcome.out + outcome.err
    assert "\x1b" not in outcome.out + outcome.err
    assert not (tmp_path / "executed").exists()
    assert outcome.seconds < 5
