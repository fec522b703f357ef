"""Induction: true claims for every place are proved, their neighbours refuted or left open, forged recipes rejected."""

from __future__ import annotations

import pytest

from derivcheck.algebra.term import Sort, relation, symbol
from derivcheck.algebra.term import number as term_number
from derivcheck.engine import kernel
from derivcheck.engine.decide import Decision, decide
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal, questions
from derivcheck.engine.rules import closed_form, induction
from derivcheck.engine.rules.closed_form import ClosedForm
from derivcheck.engine.rules.induction import Induction
from derivcheck.engine.rules.unfolded import Unfolded
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

_DECLARE = ("t, n: natural", "i: integer", "g: real[natural]", "b: real(0, 1)", "x, c: real")
_DEFINE = (
    "m[0]: 0", "m[t]: b*m[t - 1] + (1 - b)*g[t]",
    "s[0]: 0", "s[t]: s[t - 1] + t",
    "f[0]: 0", "f[1]: 1", "f[t]: 3*f[t - 1] - 2*f[t - 2]",
    "p[1]: x", "p[t]: x*p[t - 1]",
    "d[0]: 1", "d[t]: d[t - 1]/c",
    "w[0]: 0", "w[t]: x*w[t - 1] + (1 - x)*g[t]",
    "u[0]: 0", "u[t]: b*u[t - 1] + (1 - b)*c",
    "r[0]: 1", "r[t]: r[t - 1]/(1 + r[t - 1])",
)  # fmt: skip

_TRUE = (
    "m[t] == (1 - b)*Sum(b**(t - k)*g[k], (k, 1, t))",
    "m[t + 2] == b*m[t + 1] + (1 - b)*g[t + 2]",
    "2*s[t] == t*(t + 1)",
    "f[t] == 2**t - 1",
    "p[t + 1] == x**(t + 1)",
    "2**n >= n + 1",
    "w[t] == (1 - x)*Sum(x**(t - k)*g[k], (k, 1, t))",
    "x == 0 => Sum(x**(t - k)*g[k], (k, 0, t)) == g[t]",
    "Sum(x**(t + 1 - k), (k, 0, t)) == x*Sum(x**k, (k, 0, t))",
    "r[t] == 1/(1 + t)",
    "1/r[t] == 1 + t",
)
_FALSE = (
    "w[t] == (1 - x)*Sum(x**(t - k)*g[k], (k, 0, t))",
    "w[t] == (1 - x)*Sum(x**(t - k + 1)*g[k], (k, 1, t))",
    "x == 0 => Sum(x**(t - k)*g[k], (k, 1, t)) == g[t]",
    "x == 0 => Sum(x**(t - k)*g[k], (k, 0, t)) == g[0]",
    "Sum(x**(t + 1 - k), (k, 0, t + 1)) == x*Sum(x**k, (k, 0, t))",
    "r[t] == 1/(2 + t)",
    "r[t] == 1/(1 + 2*t)",
    "m[t] == (1 - b)*Sum(b**(t - k)*g[k], (k, 0, t))",
    "m[t] == (1 - b)*Sum(b**(t - k)*g[k], (k, 1, t - 1))",
    "m[t + 1] == b*m[t] + (1 - b)*g[t]",
    "2*s[t] == t*(t - 1)",
    "2*s[t] == t*(t + 1) + 1",
    "f[t] == 2**t",
    "f[t] == 2**(t - 1)",
    "p[t + 1] == x**t",
    "2**n >= n + 2",
    "D(m[t], b) == 0",
    "Subs(m[2], b, 1/2) == Subs(m[2], b, 1/3)",
    "Subs(m[t], b, 1/2) == Subs(m[t], b, 1/3)",
)
#: True at the first place, but the step fails; or the other way round.
_HALVES = ("2*s[t] == t", "2*s[t] == t*(t + 1) + 1", "m[t] == 0", "f[t] == t")


def _claim(text: str, *given: str) -> Claim:
    problem = single(text, declare=list(_DECLARE), define=list(_DEFINE), given=list(given))
    return elaborate(problem, problem.claims[0])


def _decided(text: str, *given: str) -> Decision:
    return decide(_claim(text, *given), 20)


@pytest.mark.parametrize("text", _TRUE)
def test_what_holds_at_every_place_is_proved(text: str) -> None:
    assert _decided(text).verdict == "proved"


@pytest.mark.parametrize("text", [*_FALSE, *_HALVES])
def test_what_fails_somewhere_is_never_proved(text: str) -> None:
    assert _decided(text).verdict in ("refuted", "unknown")


@pytest.mark.parametrize("text", [t for t in (*_FALSE, *_HALVES) if "D(" not in t and "Subs(m[t]" not in t])
def test_what_fails_somewhere_is_refuted(text: str) -> None:
    assert _decided(text).verdict == "refuted"


def test_base_and_step_are_told() -> None:
    method = _decided("f[t] == 2**t - 1").method
    assert method is not None
    assert "induction (base cases and step)" in method


def test_conditions_of_steps_are_told() -> None:
    decision = _decided("d[t + 1] == d[t]/c")
    assert decision.verdict == "proved"
    assert any("c != 0" in c for c in decision.conditions)


_T, _I, _X = symbol("t", Sort.NATURAL), symbol("i", Sort.INTEGER), symbol("x", Sort.REAL)
_UP = Unfolded(Vanishing())


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("2*s[t] == t*(t + 1) + 1", Induction(_T, 0, (_UP,), _UP)),
        ("2*s[t] == t", Induction(_T, 0, (_UP,), _UP)),
        ("2*s[t] == t*(t + 1)", Induction(_T, 1, (_UP,), _UP)),
        ("2*s[t] == t*(t + 1)", Induction(_T, 0, (), _UP)),
        ("2*s[t] == t*(t + 1)", Induction(_X, 0, (_UP,), _UP)),
        ("f[t] == 2**t - 1", Induction(_T, 0, (_UP,), _UP)),
        ("f[t] == t", Induction(_T, 0, (_UP, _UP), _UP)),
        ("2*s[t] == t*(t + 1)", _UP),
        ("x*(x + 1) >= 0", Induction(_X, 0, (Vanishing(),), Vanishing())),
        ("i*(i + 1) >= i", Induction(_I, 0, (Vanishing(),), Vanishing())),
    ],
)
def test_forged_recipes_are_rejected(text: str, evidence: Evidence) -> None:
    (question,) = questions(_claim(text), _claim(text).statement)
    with pytest.raises(kernel.Rejected):
        kernel.check(question.goal, evidence)


def test_the_step_does_not_assume_what_it_shows() -> None:
    goal = Goal(relation("eq", _T, term_number(0)), ())
    step = induction.step(goal, _T, 0, 1)
    assert step is not None
    assert step.statement not in step.facts


def test_what_is_assumed_of_the_variable_is_not_assumed_of_the_place_before() -> None:
    """From `t == 5 => claim(t)` nothing follows for 4: the hypothesis holds only if 4 is assumed to be 5."""
    goal = Goal(relation("eq", _T, term_number(7)), (relation("eq", _T, term_number(5)),))
    step = induction.step(goal, _T, 0, 1)
    assert step is not None
    assert all(fact.op != "eq" or fact.args[1] is not term_number(7) for fact in step.facts)
    with pytest.raises(kernel.Rejected):
        kernel.check(goal, Induction(_T, 0, (Vanishing(),), Vanishing()))


@pytest.mark.parametrize("given", ["t <= 3", "t != 2", "t >= 1"])
def test_facts_about_the_variable(given: str) -> None:
    assert _decided("2*s[t] == t*(t + 1)", given).verdict == "proved"
    assert _decided("2*s[t] == t*(t + 1) + 1", given).verdict == "refuted"


@pytest.mark.parametrize(("text", "verdict"), [
    ("u[t]/(1 - b**t) == c", "proved"),
    ("u[t]/(1 - b**t)/c == 1", "proved"),
    ("u[t]/(1 - b**(t + 1)) == c", "refuted"),
    ("u[t] == c", "refuted"),
])  # fmt: skip
def test_quotients_of_sequences(text: str, verdict: str) -> None:
    assert decide(_claim(text, "t >= 1"), 20).verdict == verdict


_CLOSED = (
    ("Limit(u[t], t, oo) == c", "proved"),
    ("Limit(s[t]/t**2, t, oo) == 1/2", "proved"),
    ("Sum(u[k], (k, 0, n)) == c*(n + 1) - c*(1 - b**(n + 1))/(1 - b)", "proved"),
    ("Sum(u[k], (k, 0, n)) == c*(n + 1) - c*(1 - b**n)/(1 - b)", "refuted"),
)


@pytest.mark.parametrize(("text", "verdict"), _CLOSED)
def test_sequences_by_their_closed_forms(text: str, verdict: str) -> None:
    assert decide(_claim(text), 20).verdict == verdict


@pytest.mark.parametrize("text", ["Limit(u[t], t, oo) == c + 1", "Limit(s[t]/t**2, t, oo) == 1"])
def test_limits_of_sequences_that_are_others(text: str) -> None:
    assert decide(_claim(text), 4).verdict != "proved"


def test_a_wrong_closed_form_is_rejected() -> None:
    goal = questions(claim := _claim("u[t] == c"), claim.statement)[0].goal
    (value,) = (a for a in goal.statement.args if a.op == "entry")
    place = closed_form.place_for(goal)
    for wrong in (symbol("c"), term_number(0), place):
        with pytest.raises(kernel.Rejected):
            kernel.check(goal, ClosedForm(value, place, wrong, Vanishing(), Vanishing()))


def test_a_closed_form_says_nothing_of_a_name_that_is_bound() -> None:
    """Within the limit, q[t] is |x|**t, and not x**t as for the positive x outside."""
    declare, define = ["x: positive", "t: natural"], ["q[0]: 1", "q[t]: Abs(x)*q[t - 1]"]
    problem = single("Limit(q[t], x, -1) == (-1)**t", declare=declare, define=define)
    assert decide(elaborate(problem, problem.claims[0]), 20).verdict != "proved"
