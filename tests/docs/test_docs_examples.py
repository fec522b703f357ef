"""The prover, rule and format that docs/architecture.md shows are found when they are put in place, and work."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docs_blocks import ROOT, blocks

from derivcheck import provers
from derivcheck.engine import kernel, rules
from derivcheck.engine.goal import Goal, questions
from derivcheck.engine.prover import Example, Prover, all_provers
from derivcheck.engine.result import Result
from derivcheck.engine.rule import all_rules
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.engine.strategy import Budget, Strategy
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single
from derivcheck.report import formats
from derivcheck.report.model import Canvas, FileReport, Report

SHOWN = {b.file_name: b.text for b in blocks(ROOT / "docs" / "architecture.md", "python")}


@pytest.fixture
def prover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Prover]:
    (tmp_path / "signs.py").write_text(SHOWN["derivcheck/provers/signs.py"], encoding="utf-8")
    monkeypatch.setattr(provers, "__path__", [*provers.__path__, str(tmp_path)])
    all_provers.cache_clear()
    yield next(p for p in all_provers() if p.name == "signs")
    all_provers.cache_clear()
    sys.modules.pop("derivcheck.provers.signs", None)


def _goal(example: Example) -> Goal:
    problem = single(example.claim, example.declare, example.define)
    claim = elaborate(problem, problem.claims[0])
    (question,) = questions(claim, claim.statement)
    return question.goal


def _search() -> Strategy:
    return Strategy(Budget(float("inf")))


def test_prover_proves_its_examples(prover: Prover) -> None:
    for example in prover.proves:
        evidence = prover.attempt(_goal(example), _search().prove)
        assert evidence is not None
        assert kernel.check(_goal(example), evidence) == "exact"


def test_prover_gives_up(prover: Prover) -> None:
    for example in prover.gives_up:
        assert prover.attempt(_goal(example), _search().prove) is None


def test_kernel_rejects_corrupted_evidence(prover: Prover) -> None:
    for example, evidence in prover.corrupted:
        with pytest.raises(kernel.Rejected):
            kernel.check(_goal(example), evidence)


def test_rule_is_found_and_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "logarithms.py").write_text(SHOWN["derivcheck/engine/rules/logarithms.py"], encoding="utf-8")
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    all_rules.cache_clear()
    try:
        (logarithms,) = [kind for kind in all_rules() if kind.__name__ == "Logarithms"]
        evidence = logarithms(Vanishing(), Vanishing(), Vanishing())  # type: ignore[call-arg]
        assert kernel.check(_goal(Example("exp(x) <= exp(x + 1)", ("x: real",))), evidence) == "exact"
        for false in ("exp(x) >= exp(x + 1)", "x <= x + 1"):
            with pytest.raises(kernel.Rejected):
                kernel.check(_goal(Example(false, ("x: real",))), evidence)
    finally:
        all_rules.cache_clear()
        sys.modules.pop("derivcheck.engine.rules.logarithms", None)


def test_format_is_found_and_renders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "table.py").write_text(SHOWN["derivcheck/report/formats/table.py"], encoding="utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    try:
        assert "table" in formats.format_names()
        result = Result("a.yaml", 1, 1, "b\x1b[2J", "1 == 1", "proved", "proved")
        report = Report((FileReport("a.yaml", results=(result,)),), 0.0)
        assert formats.format_named("table").render(report, Canvas()) == "a.yaml\tb\\x1b[2J\tproved\n"
    finally:
        sys.modules.pop("derivcheck.report.formats.table", None)
