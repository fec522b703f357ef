"""Hypotheses about arbitrary functions: what follows from them, what does not, and forged consequences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.algebra.term import ONE, ZERO, number, relation, symbol
from derivcheck.engine.goal import Goal, questions
from derivcheck.engine.rule import Rejected, support
from derivcheck.engine.rules.consequence import Above, Bent, Case, Consequence, Flat, Throughout
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single
from tests.bounds.decided import decided

NAMES = (
    "n: size", "i: index(n)", "x, y, z, a, b: real", "q: nonnegative", "p, L, mu, alpha: positive", "t: real(0, 1)",
    "f, g: function(real)", "h: function(real), C2", "F: function(real[n])", "u, v: real[n]", "k: integer",
)  # fmt: skip

TRUE = [
    "convex(f(x), x) => f(y) >= f(x) + D(f(x), x)*(y - x)",
    "convex(f(x) + x**2, x) => f(y) + y**2 >= f(x) + x**2 + (D(f(x), x) + 2*x)*(y - x)",
    "convex(f(q), q) => f(1) >= f(0) + Subs(D(f(x), x), x, 0)",
    "convex(f(x), x) => f((x + 2*y)/3) <= (f(x) + 2*f(y))/3",
    "convex(f(x), x) and D(f(x), x) == 0 => f(y) >= f(x)",
    "minimizer(f(x), x, a) => Subs(D(f(x), x), x, a) == 0",
    "minimizer(f(x), x, a) => f(a) <= f(b)",
    "increasing(f(x), x) and x < y => f(x) <= f(y)",
    "ForAll(x, Abs(f(x) - f(y)) <= L*Abs(x - y)) => Abs(f(a) - f(y)) <= L*Abs(a - y)",
    "ForAll(x, D(f(x), x) >= 0) => increasing(f(x), x)",
    "convex(F(u), u) and grad(F(v), v) == 0 => F(u) >= F(v)",
]
FALSE = [
    "convex(f(x), x) => f(y) > f(x) + D(f(x), x)*(y - x)",
    "convex(f(x), x) => D(f(x), x) >= 0",
    "minimizer(f(q), q, 0) => Subs(D(f(x), x), x, 0) == 0",
    "minimizer(f(q), q, 0) => f(0) <= f(-1)",
    "ForAll(p, f(p) >= 0) => f(-1) >= 0",
    "convex(F(u), u) => F(u) >= F(v)",
]
#: False, but hardly a polynomial of low degree shows it.
NOT_PROVED = [
    "convex(f(q), q) => f(1) >= f(-1) + 2*Subs(D(f(x), x), x, -1)",
    "minimizer(f(t), t, 1/2) => minimizer(f(x), x, 1/2)",
    "increasing(f(q), q) => increasing(f(x), x)",
    "increasing(f(x), x) and x < y => f(x) < f(y)",
    "ForAll(k, f(k) == 0) => f(x) == 0",
    "convex(f(x), x) and convex(g(x), x) => convex(f(x)*g(x), x)",
    "ForAll(x, Abs(f(x) - f(0)) <= L*Abs(x)) => Abs(D(f(x), x)) <= L",
]


@pytest.mark.parametrize("claim", TRUE)
def test_what_follows_is_proved(claim: str) -> None:
    assert decided(claim, *NAMES).verdict == "proved"


@pytest.mark.parametrize("claim", FALSE)
def test_what_does_not_follow_is_refuted(claim: str) -> None:
    assert decided(claim, *NAMES).verdict == "refuted"


@pytest.mark.parametrize("claim", NOT_PROVED)
def test_what_does_not_follow_is_never_proved(claim: str) -> None:
    assert decided(claim, *NAMES).verdict in ("refuted", "unknown")


def _goal(claim: str) -> Goal:
    problem = single(claim, declare=list(NAMES))
    elaborated = elaborate(problem, problem.claims[0])
    (question,) = questions(elaborated, elaborated.statement)
    premise, conclusion = question.statement.args
    return question.goal.assuming(premise.args[0] if premise.op == "not" else premise).about(conclusion)


def _forged() -> list[tuple[str, Goal, object]]:
    nonnegative = _goal("convex(f(q), q) => f(1) >= 0")
    least = _goal("minimizer(f(q), q, 0) => f(1) >= 0")
    (convex,) = (f for f in nonnegative.facts if f.op == "predicate")
    (minimum,) = (f for f in least.facts if f.op == "predicate")
    return [
        ("a place outside of the domain", nonnegative, Above(convex, (number(-1),), (ONE,))),
        ("a target outside of the domain", nonnegative, Above(convex, (ONE,), (number(-1),))),
        ("of no number of the right kind", nonnegative, Above(convex, (ONE, ONE), (ZERO, ZERO))),
        ("a minimum at the end of the domain", least, Flat(minimum, (ONE,))),
        ("a minimum is not convex", least, Bent(minimum, (ONE,), (ONE,))),
        ("convex is not a minimum", nonnegative, Flat(convex, (ONE,))),
        ("a fact that is not given", least, Case(convex, (ONE, ONE, ONE))),
        ("an index that is known", nonnegative, Throughout(symbol("n"), ZERO, ONE, Above(convex, (ONE,), (ONE,)))),
    ]


@pytest.mark.parametrize(("why", "goal", "said"), _forged(), ids=lambda v: v if isinstance(v, str) else "")
def test_forged_consequences_are_rejected(why: str, goal: Goal, said: object) -> None:
    """Even where what is left would be plain: the consequence itself does not stand."""
    plain = goal.about(relation("ge", ONE, ZERO))
    support(plain, Vanishing())
    with pytest.raises(Rejected):
        support(plain, Consequence(said, Vanishing()))  # type: ignore[arg-type]


_WEIGHTS = st.integers(1, 4)


@settings(max_examples=8, deadline=None)
@given(st.lists(_WEIGHTS, min_size=2, max_size=3), st.integers(0, 2))
def test_jensen_with_random_weights(weights: list[int], spoilt: int) -> None:
    """Weights that add up to 1 are right; one that is a little off makes it wrong."""
    total, points = sum(weights), ("x", "y", "z")
    mean = " + ".join(f"{w}*{p}" for w, p in zip(weights, points, strict=False))
    values = " + ".join(f"{w}*f({p})" for w, p in zip(weights, points, strict=False))
    right = f"convex(f(x), x) => f(({mean})/{total}) <= ({values})/{total}"
    assert decided(right, *NAMES).verdict == "proved"
    wrong = f"convex(f(x), x) => f(({mean})/{total}) <= ({values})/{total + 1 + spoilt}"
    assert decided(wrong, *NAMES).verdict == "refuted"


def test_terms_are_compared_as_numbers() -> None:
    """A point that is written otherwise is the same point."""
    assert decided("convex(f(x), x) => f(x/2 + y/2) <= (f(y) + f(x))/2", *NAMES).verdict == "proved"
