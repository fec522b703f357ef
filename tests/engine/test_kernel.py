"""The kernel: nothing else makes verdicts, evidence serves one claim only, and what contradicts itself is a fault."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from derivcheck.algebra.term import (
    ONE,
    TWO,
    ZERO,
    Sort,
    Term,
    add,
    call,
    div,
    make,
    mul,
    number,
    power,
    relation,
    symbol,
)
from derivcheck.engine import kernel
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal, questions
from derivcheck.engine.rule import all_rules
from derivcheck.engine.rules.alternatives import Alternatives
from derivcheck.engine.rules.angle import Angle
from derivcheck.engine.rules.cases import Cases
from derivcheck.engine.rules.enclosed import Enclosed
from derivcheck.engine.rules.exponentials import Exponentials
from derivcheck.engine.rules.last import Last
from derivcheck.engine.rules.parts import Parts
from derivcheck.engine.rules.residues import Residues
from derivcheck.engine.rules.rewritten import Rewritten
from derivcheck.engine.rules.squares import Squares
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.engine.strategy import Budget, Strategy
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search.search import Search
from derivcheck.evaluation.search.search import search as search_for_a_witness
from derivcheck.evaluation.witness import Witness
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

X, Y, N = symbol("x"), symbol("y"), symbol("n", Sort.INTEGER)
VANISHING = Vanishing()


def claim(text: str, *declare: str, given: Sequence[str] = ()) -> Claim:
    problem = single(text, declare=list(declare) or ["x, y: real", "n: integer"], given=list(given))
    return elaborate(problem, problem.claims[0])


def proofs(of: Claim) -> list[Evidence]:
    strategy = Strategy(Budget(time.process_time() + 10))
    found = [strategy.prove(question.goal) for question in questions(of, of.statement)]
    assert None not in found
    return [evidence for evidence in found if evidence is not None]


def goal(statement: Term, *facts: Term) -> Goal:
    return Goal(statement, facts)


def eq(a: Term, b: Term) -> Term:
    return relation("eq", a, b)


# --- who makes verdicts


def test_verdicts_are_made_by_the_kernel_alone() -> None:
    verdict = kernel.proved(claim("x + y == y + x"), proofs(claim("x + y == y + x")))
    with pytest.raises(TypeError):
        kernel.Proved("exact", verdict.examination, object())
    with pytest.raises(TypeError):
        replace(verdict, seal=None)
    witness = kernel.refuted(claim("x == 1"), Instance.of(x=2)).witness
    with pytest.raises(TypeError):
        kernel.Refuted(witness, object())


def test_a_point_refutes_only_where_the_claim_is_false() -> None:
    assert kernel.refuted(claim("x == 1"), Instance.of(x=2)).witness.left == "2"
    for at in (Instance.of(x=1), Instance.of(), Instance.of(x=-1)):
        with pytest.raises(kernel.Rejected):
            kernel.refuted(claim("log(x)/(x + 1) == 0"), at)
    with pytest.raises(kernel.Rejected):
        kernel.refuted(claim("x == 1", given=["x > 5"]), Instance.of(x=2))
    with pytest.raises(kernel.Rejected):
        kernel.refuted(claim("x == 1", "x: positive"), Instance.of(x=-2))


# --- evidence is for one claim


def test_proofs_of_another_claim_prove_nothing() -> None:
    by_cases = proofs(claim("Abs(x)*Abs(y) == Abs(x*y)"))
    for other in ("Abs(x) == x", "x*x == x", "Abs(x)*Abs(y) == x*y"):
        with pytest.raises(kernel.Rejected):
            kernel.proved(claim(other), by_cases)


def test_every_question_needs_its_evidence() -> None:
    both = claim("x[i] + y == y + x[i]", "x: real[2]", "i: index(2)", "y: real")
    (first, second) = proofs(both)
    for wrong in ([first], [first, second, first], []):
        with pytest.raises(kernel.Rejected):
            kernel.proved(both, wrong)
    assert kernel.proved(both, [first, second]).trust == "exact"


def test_a_proof_under_hypotheses_is_none_without_them() -> None:
    weak, strong = claim("sqrt(x**2) == x"), claim("sqrt(x**2) == x", given=["x > 0"])
    assert kernel.proved(strong, proofs(strong)).trust == "exact"
    with pytest.raises(kernel.Rejected):
        kernel.proved(weak, proofs(strong))


# --- a proof and a counterexample


def _searching(result: Callable[[Search], Search]) -> Callable[..., Search]:
    def search(of: Claim, *args: object, **options: object) -> Search:
        return result(search_for_a_witness(of, 8))

    return search


def test_a_counterexample_to_what_is_proved_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    witness = Witness(Instance.of(x=1), {"x": "1"}, "1", "2", "-1")
    monkeypatch.setattr(kernel, "search", _searching(lambda s: replace(s, witness=witness)))
    with pytest.raises(kernel.Fault, match="refuted at"):
        kernel.proved(claim("x + y == y + x"), proofs(claim("x + y == y + x")))


def test_a_counterexample_outside_the_conditions_of_the_proof_is_none_against_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    witness = Witness(Instance.of(x=0), {"x": "0"}, "0", "1", "-1")
    monkeypatch.setattr(kernel, "search", _searching(lambda s: replace(s, witness=witness)))
    with pytest.raises(kernel.Outside):
        kernel.proved(claim("D(x*Abs(x), x) == 2*Abs(x)"), proofs(claim("D(x*Abs(x), x) == 2*Abs(x)")))


def test_the_fault_is_reported_and_not_a_vote(monkeypatch: pytest.MonkeyPatch) -> None:
    from derivcheck.engine.check import check_claim

    problem = single("x + y == y + x", declare=["x, y: real"])
    witness = Witness(Instance.of(x=1), {"x": "1"})
    monkeypatch.setattr(kernel, "search", _searching(lambda s: replace(s, witness=witness)))
    result = check_claim(problem, problem.claims[0], problem.source, 5)
    assert result.fault is not None
    assert result.verdict == "unknown"
    assert not result.as_expected


def test_nothing_is_proved_that_could_not_be_examined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "search", _searching(lambda s: replace(s, agreed=0)))
    with pytest.raises(kernel.Unexamined):
        kernel.proved(claim("x + y == y + x"), proofs(claim("x + y == y + x")))


def test_contradicting_hypotheses_prove_nothing() -> None:
    from derivcheck.engine.decide import decide

    assert decide(claim("1 == 2", given=["x < 0", "x > 0"]), 5).verdict == "error"


def test_an_alternative_that_never_holds_is_no_proof_from_nothing() -> None:
    from derivcheck.engine.decide import decide

    text = "x**2 == y**2 => x == y or x == -y"
    assert decide(claim(text, given=["x > 0", "y > 0"]), 5).verdict == "proved"
    # Of what the conditions exclude nothing is said, though the statement is true where it is evaluated.
    assert decide(claim("D(Abs(x)**2, x) == 0", given=["x == 0"]), 5).verdict == "unknown"


# --- forged evidence


POSITIVE_SQUARE = relation("gt", power(X, TWO), ZERO)  # false at 0
INVERSE = div(ONE, X)
FORGED: list[tuple[str, Goal, Evidence]] = [
    ("cases that leave a sign out", goal(POSITIVE_SQUARE), Cases(
        (relation("lt", X, ZERO), relation("gt", X, ZERO)), (VANISHING, VANISHING))),
    ("cases about different terms", goal(eq(X, ZERO)), Cases(
        (relation("lt", X, ZERO), relation("ge", Y, ZERO)), (VANISHING, VANISHING))),
    ("cases of a term that is undefined where the goal is not", goal(POSITIVE_SQUARE), Cases(
        tuple(relation(op, INVERSE, ZERO) for op in ("lt", "eq", "gt")), (VANISHING,) * 3)),
    ("cases of a logarithm", goal(relation("gt", X, ZERO)), Cases(
        tuple(relation(op, call("log", X), ZERO) for op in ("lt", "ge")), (VANISHING,) * 2)),
    ("no cases", goal(eq(X, ZERO)), Cases((), ())),
    ("no remainders", goal(eq(X, ZERO)), Residues(N, 0, ())),
    ("too few remainders", goal(eq(call("floor", div(N, TWO)), div(N, TWO))), Residues(N, 2, (VANISHING,))),
    ("remainders of a real number", goal(eq(call("floor", X), X)), Residues(X, 1, (VANISHING,))),
    ("alternatives that are not given", goal(eq(X, ZERO)), Alternatives(
        relation("eq", X, ZERO), (VANISHING,))),
    ("alternatives of nothing", goal(eq(X, ZERO)), Alternatives(
        make("or"), ())),
    ("parts of what is no conjunction", goal(eq(X, ZERO)), Parts(())),
    ("the last alternative of an equation", goal(eq(X, ZERO)), Last(VANISHING)),
    ("squares without signs", goal(eq(X, call("Abs", X))), Squares(VANISHING, VANISHING, VANISHING)),
    ("exponentials of unequal numbers", goal(eq(X, Y)), Exponentials(VANISHING)),
    ("an angle of more than a full turn", goal(eq(mul(number(8), call("atan", ONE)), ZERO)), Angle(1)),
    ("a negative multiple of an angle", goal(eq(call("atan", ONE), ZERO)), Angle(-4)),
    ("an enclosure of what varies", goal(relation("ge", power(X, TWO), ZERO)), Enclosed(64)),
    ("an enclosure of an equality", goal(eq(power(power(TWO, div(ONE, TWO)), TWO), TWO)), Enclosed(64)),
    ("SymPy for something less defined", goal(eq(call("besselj", TWO, X), number(7)), eq(X, ZERO)), Rewritten(
        "besselsimp", VANISHING)),
    ("an enclosure without precision", goal(relation("gt", ONE, ZERO)), Enclosed(0)),
    ("too few parts", goal(eq(X, ZERO)), Cases((relation("ge", X, ZERO), relation("lt", X, ZERO)), (VANISHING,))),
    ("an algorithm that is none", goal(eq(X, add(X, ZERO))), Rewritten("simplify", VANISHING)),
]  # fmt: skip


@pytest.mark.parametrize(("aim", "forged"), [pytest.param(g, e, id=name) for name, g, e in FORGED])
def test_forged_evidence_is_rejected(aim: Goal, forged: Evidence) -> None:
    with pytest.raises(kernel.Rejected):
        kernel.check(aim, forged)


def test_evidence_is_no_better_than_its_weakest_part() -> None:
    exact = goal(eq(add(X, Y), add(Y, X)))
    assert kernel.check(exact, VANISHING) == "exact"
    by_solver = claim("x**4 + y**4 + 1 >= x*y")
    assert kernel.proved(by_solver, proofs(by_solver)).trust == "solver"


def test_what_is_no_kind_of_evidence_is_rejected() -> None:
    with pytest.raises(kernel.Rejected):
        kernel.check(goal(eq(X, X)), Evidence())


def test_every_rule_is_of_a_frozen_kind_of_evidence_of_its_own() -> None:
    for kind, rule in all_rules().items():
        assert issubclass(kind, Evidence), kind
        assert dataclasses.is_dataclass(kind), kind
        assert kind.__dataclass_params__.frozen, kind  # type: ignore[attr-defined]
        assert kind.__module__ == rule.check.__module__, kind
