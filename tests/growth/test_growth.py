"""Growth: bounds that hold are proved, those that fail on a path are refuted, and two ways agree on random costs."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.algebra.term import ZERO, Sort, number, relation, symbol
from derivcheck.engine import kernel
from derivcheck.engine.decide import Decision, decide
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import questions
from derivcheck.engine.rules.bounded import Bounded
from derivcheck.engine.rules.cases import Cases
from derivcheck.engine.rules.induction import Induction
from derivcheck.engine.rules.lemma import Lemma
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

_DECLARE = ("n, d, m: size", "k: natural", "z: integer", "a: real", "p: positive", "x: real[n]", "i: index(n)")

_TRUE = (
    ("2*n*d == O(n*d)", ()),
    ("n*(n - 1)/2 == O(n**2)", ()),
    ("5 == O(1)", ()),
    ("a*n + a**2 == O(n)", ()),
    ("n**2 == O(n**2 - 5*n)", ()),
    ("ceiling(n/2)*d == O(n*d)", ()),
    ("n**3*d**2*m == O(n**6 + d**6 + m**6)", ()),
    ("n**2/(n + 1) == O(n)", ()),
    ("n*log(n) + n == O(n*log(n))", ()),
    ("log(n) == O(n)", ()),
    ("k**2 + 1 == O(k**2)", ()),
    ("z**2 == O(z**2 + z)", ()),
    ("-n == O(n)", ()),
    ("n == O(-n)", ()),
    ("d**3 + n*d**2 == O(n*d**2)", ("n >= d",)),
    ("n == O(d)", ("n <= 3*d",)),
    ("n + d == O(n*d)", ()),
    ("Sum(k, (k, 1, n)) == O(n**2)", ()),
    ("2*n*n == n*(n + n) == O(n**2)", ()),
    ("factorial(n) == O(n**n)", ()),
    ("2**n == O(factorial(n))", ()),
    ("sqrt(n)*log(n) == O(n)", ()),
    ("log(n)**2 == O(n)", ()),
    ("log(n**2 + 1) == O(log(n))", ()),
    ("Sum(1/k, (k, 1, n)) == O(log(n))", ()),
    ("log(factorial(n)) == O(n*log(n))", ()),
    ("n**2*2**n == O(3**n)", ()),
    ("4**log(n) == O(n**2)", ()),
)
_FALSE = (
    ("factorial(n) == O(2**n)", ()),
    ("n**n == O(factorial(n))", ()),
    ("n == O(sqrt(n)*log(n))", ()),
    ("n*log(n)**2 == O(n*log(n))", ()),
    ("3**n == O(n**5*2**n)", ()),
    ("n**2 == O(n)", ()),
    ("n*d == O(n)", ()),
    ("n*d == O(n + d)", ()),
    ("d**3 + n*d**2 == O(n**3 + n**2*d)", ()),
    ("d**3 + n*d**2 == O(n*d**2)", ("n <= d",)),
    ("n == O(d)", ("n <= d**2",)),
    ("n == O(1)", ()),
    ("n*log(n) == O(n)", ()),
    ("n == O(log(n))", ()),
    ("2**n == O(n**3)", ()),
    ("3**n == O(2**n)", ()),
    ("p*n**2 == O(n)", ()),
    ("n**2 == O(n**2 - n**2)", ()),
    ("n == n + d == O(d)", ()),
)


def _claim(text: str, *given: str) -> Claim:
    problem = single(text, declare=list(_DECLARE), define=[], given=list(given))
    return elaborate(problem, problem.claims[0])


def _decided(text: str, *given: str) -> Decision:
    return decide(_claim(text, *given), 20)


@pytest.mark.parametrize(("text", "hypotheses"), _TRUE)
def test_bounds_that_hold_are_proved(text: str, hypotheses: tuple[str, ...]) -> None:
    assert _decided(text, *hypotheses).verdict == "proved"


@pytest.mark.parametrize(("text", "hypotheses"), _FALSE)
def test_bounds_that_fail_are_refuted(text: str, hypotheses: tuple[str, ...]) -> None:
    assert _decided(text, *hypotheses).verdict == "refuted"


@pytest.mark.parametrize(
    ("text", "hypotheses"),
    [
        ("n**2 == O(n)", ("n <= 5",)),  # nothing grows
        ("n**2 == O(n)", ("n == 3",)),
        ("x[1]*n == O(n)", ()),  # another vector for every n
        ("i == O(1)", ()),
        ("Sum(x[i], i) == O(1)", ()),
        ("i*n == O(n)", ()),
        ("1/(n - a) == O(1)", ()),
        ("sqrt(a - n) == O(1)", ()),
        ("n > 5 => n**2 == O(n)", ()),
        ("not n == O(n)", ()),
    ],
)
def test_of_what_is_not_about_large_numbers_nothing_is_said(text: str, hypotheses: tuple[str, ...]) -> None:
    assert _decided(text, *hypotheses).verdict in ("unknown", "error")


def test_a_path_is_shown() -> None:
    witness = _decided("n*d == O(n + d)").witness
    assert witness is not None
    assert set(witness.point) == {"n", "d"}
    assert all(str(value).startswith("s") for value in witness.point.values())
    assert witness.reason is not None
    assert "beyond all bounds" in witness.reason


_N, _A = symbol("n", Sort.SIZE), symbol("a")
_UP = Vanishing()


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("n**2 == O(n)", Bounded(number(1000), 1, _UP)),
        ("n**2 == O(n)", Bounded(_N, 1, _UP)),
        ("n**2 == O(n)", _UP),
        ("n**2 == O(n)", Induction(_N, 1, (_UP,), _UP)),
        ("n**2 == O(n)", Bounded(number(1), -1, _UP)),
        ("n**2 == O(n)", Lemma(relation("le", _N, ZERO), _UP, Bounded(number(1), 1, _UP))),
        ("a*n == O(n)", Bounded(number(1000), 1, _UP)),
        ("a*n == O(n)", Bounded(_A, 1, _UP)),
        ("n == O(1/(n - a))", Bounded(number(1), 1, _UP)),
        ("n**2 == O(n)", Cases((relation("ge", _N, ZERO),), (Bounded(number(1), 1, _UP),))),
    ],
)
def test_forged_recipes_are_rejected(text: str, evidence: Evidence) -> None:
    claim = _claim(text)
    (question,) = questions(claim, claim.statement)
    with pytest.raises(kernel.Rejected):
        kernel.check(question.goal, evidence)


_MONOMIALS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=3, unique=True)


def _text(monomials: list[tuple[int, int]]) -> str:
    return " + ".join(f"{k + 1}*n**{a}*d**{b}" for k, (a, b) in enumerate(monomials))


def _is_dominated(cost: list[tuple[int, int]], bound: list[tuple[int, int]]) -> bool:
    """On every path n = s**u, d = s**v; it suffices to look at directions between which no order changes."""
    directions = {Fraction(p, q) for p, q in product(range(1, 20), repeat=2)}
    return all(max(a * u + b for a, b in cost) <= max(a * u + b for a, b in bound) for u in directions)


@settings(max_examples=25, deadline=None)
@given(_MONOMIALS, _MONOMIALS)
def test_random_costs_are_decided_as_on_paths(cost: list[tuple[int, int]], bound: list[tuple[int, int]]) -> None:
    verdict = _decided(f"{_text(cost)} == O({_text(bound)})").verdict
    assert verdict in (("proved", "unknown") if _is_dominated(cost, bound) else ("refuted", "unknown"))
