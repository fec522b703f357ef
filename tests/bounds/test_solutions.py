"""Solutions: what solves an equation and that nothing else does; one that is lost or invented refutes."""

from __future__ import annotations

import pytest

from derivcheck.algebra.term import ZERO, relation, symbol
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, support
from derivcheck.engine.rules.denied import Denied
from derivcheck.engine.rules.vanishing import Vanishing
from tests.bounds.decided import decided

DECLARED = ("x, y, w, a, b: real", "u, v: positive")
TRUE = (
    ("x**2 == 4 <=> x == 2 or x == -2", ()),
    ("x**2 == u => x == sqrt(u) or x == -sqrt(u)", ("x > 0",)),
    ("w*x + b == y <=> w == (y - b)/x", ("x != 0",)),
    ("x == a*x + b <=> x == b/(1 - a)", ("a != 1",)),
    ("ForAll(x, x*exp(x) == 0 <=> x == 0)", ()),
    ("exp(x) == 1 + x <=> x == 0", ()),
    ("log(u) == u - 1 <=> u == 1", ()),
    ("log(u) != u - 1", ("u != 1",)),
    ("tanh(x) == x <=> x == 0", ()),
    ("2**x == 8 <=> x == 3", ()),
    ("x**3 + x + exp(x) == 1 => x == 0", ()),
)
FALSE = (
    ("x**2 == 4 <=> x == 2", ()),
    ("x**2 - 5*x + 6 == 0 => x == 2", ()),
    ("x*y == 0 => x == 0", ()),
    ("a*x == a*y => x == y", ()),
    ("x == a*x + b <=> x == b/(1 + a)", ("a != 1", "a != -1")),
    ("exp(x) == 1 + x <=> x == 1", ()),
    ("log(u) != u - 1", ()),
    ("2**x == 8 <=> x == 4", ()),
    ("exp(x) != 2", ()),
    ("exp(x) == 1 + 2*x => x == 0", ()),
    ("x**3 + exp(x) == 2 => x == 0", ()),
    ("log(u) == u/3 => u == 1", ()),
)


@pytest.mark.parametrize(("text", "given"), TRUE)
def test_solutions_are_proved(text: str, given: tuple[str, ...]) -> None:
    assert decided(text, *DECLARED, given=given).verdict == "proved"


@pytest.mark.parametrize(("text", "given"), FALSE)
def test_wrong_solutions_are_never_proved(text: str, given: tuple[str, ...]) -> None:
    assert decided(text, *DECLARED, given=given).verdict in ("refuted", "unknown")


def test_a_condition_that_another_implies_is_not_told() -> None:
    assert decided("w*x + b == y <=> w == (y - b)/x", *DECLARED).conditions == ("x != 0",)


X = symbol("x")
FORGED: tuple[tuple[Goal, Evidence], ...] = (
    (Goal(relation("eq", X, ZERO), ()), Denied(relation("eq", X, ZERO), "gt", Vanishing())),
    (Goal(relation("ne", X, ZERO), ()), Denied(relation("eq", X, ZERO), "gt", Vanishing())),
    (Goal(relation("ne", X, ZERO), ()), Denied(relation("eq", X, ZERO), "ge", Vanishing())),
    (Goal(relation("eq", X, X), (relation("ge", X, ZERO),)), Denied(relation("ge", X, ZERO), "lt", Vanishing())),
)


@pytest.mark.parametrize(("goal", "evidence"), FORGED)
def test_forged_evidence_is_rejected(goal: Goal, evidence: Evidence) -> None:
    with pytest.raises(Rejected):
        support(goal, evidence)
