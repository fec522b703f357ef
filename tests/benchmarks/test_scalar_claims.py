"""Every claim of the benchmark is decided, and rightly."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import families
from derivcheck.engine.check import check_claim
from derivcheck.language.problem import load
from derivcheck.language.source import Source

_FILE = Path(families.__file__).with_name("scalar.yaml")
_TEXTS = {
    "scalar.yaml": _FILE.read_text(encoding="utf-8"),
    "families": families.problem(families.statements(logits=(3, 5, 10))),
    "families of thirty logits": families.problem([family(30) for family in families.LOGITS]),
    "families written out": families.problem(
        [families.written_out(s) for s in families.statements(logits=(3, 5), samples=(3,))]
    ),
}


@pytest.mark.parametrize("name", _TEXTS)
def test_every_verdict_is_as_expected(name: str) -> None:
    source = Source(name, _TEXTS[name])
    problem = load(source)
    results = [check_claim(problem, claim, source, 20) for claim in problem.claims]
    unexpected = {r.id: (r.verdict, r.reason, r.fault) for r in results if not r.as_expected}
    assert not unexpected
    assert {r.trust for r in results} == {"exact"}


def test_every_statement_has_a_wrong_variant() -> None:
    source = Source("scalar.yaml", _TEXTS["scalar.yaml"])
    expected = {claim.id: claim.expect for claim in load(source).claims}
    right = {id_ for id_, expect in expected.items() if expect == "proved"}
    assert {f"{id_}-wrong" for id_ in right} == set(expected) - right
    assert len(right) == 47


def test_writing_out_unfolds_definitions_and_sums() -> None:
    statement = families.written_out(families.log_sum_exp(3))
    total = "(exp(z1) + exp(z2) + exp(z3))"
    assert statement.left == f"D(log({total}), z2)"
    assert statement.right == f"(exp(z2)/{total})"
    assert statement.declare == {"z1, z2, z3": "real"}
