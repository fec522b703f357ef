"""Polynomial inequalities in several variables: true ones, false variants, and certificates of random sums."""

from __future__ import annotations

import random
from fractions import Fraction

import flint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.algebra.certificates.squares import Weighted, completed_squares, sum_of_squares
from derivcheck.algebra.certificates.symmetries import parity, sign_symmetries
from tests.bounds.decided import decided

NAMES = (
    "x, y, z, w: real", "a, b, c, d: positive", "p, q, r: nonnegative", "u, v: real[3]", "g, h: real[4]",
)  # fmt: skip

#: The number in braces is changed by the test of false variants; at 1 there is a place of equality.
TRUE = [
    "x**4 + y**4 + z**4 + w**4 >= {k}*4*x*y*z*w",
    "(a + b + c + d)/4 >= {k}*(a*b*c*d)**(1/4)",
    "(a + b + c)/3 >= {k}*(a*b*c)**(1/3)",
    "a**3 + b**3 + c**3 >= {k}*3*a*b*c",
    "{k}*inner(g, h)**2 <= inner(g, g)*inner(h, h)",
    "{k}*inner(u, v) <= norm(u)*norm(v)",
    "{k}*norm(u + v) <= norm(u) + norm(v)",
    "norm(u - v) >= {k}*(norm(u) - norm(v))",
    "x**4 + y**4 + z**4 >= {k}*x*y*z*(x + y + z)",
    "a/(b + c) + b/(a + c) + c/(a + b) >= {k}*3/2",
    "{k}*4/(1/a + 1/b + 1/c + 1/d) <= (a + b + c + d)/4",
    "{k}*((x + y + z + w)/4)**2 <= (x**2 + y**2 + z**2 + w**2)/4",
    "(a + b)*(b + c)*(c + a) >= {k}*8*a*b*c",
    "x**2/a + y**2/b + z**2/c >= {k}*(x + y + z)**2/(a + b + c)",
    "sqrt((a + b)*(c + d)) >= {k}*(sqrt(a*c) + sqrt(b*d))",
    "(p + q + r)**2 >= {k}*3*(p*q + q*r + r*p)",
]


@pytest.mark.parametrize("claim", TRUE)
def test_inequalities_are_proved(claim: str) -> None:
    assert decided(claim.format(k=1), *NAMES).verdict == "proved"


@pytest.mark.parametrize("claim", TRUE)
def test_a_constant_that_is_off_by_a_percent_is_refuted(claim: str) -> None:
    assert decided(claim.format(k="1.01"), *NAMES).verdict == "refuted"


@pytest.mark.parametrize("claim", TRUE)
def test_strict_inequalities_fail_at_equality(claim: str) -> None:
    strict = claim.replace(">=", ">").replace("<=", "<").format(k=1)
    assert decided(strict, *NAMES).verdict == "refuted"


@pytest.mark.parametrize(
    ("claim", "given"),
    [
        ("p*x**2 + q*y**2 + r*z**2 >= (p*x + q*y + r*z)**2", ("p + q + r == 1",)),
        ("x**4 + y**4 + z**4 + w**4 + 1/1000 > 4*x*y*z*w", ()),
        ("x**2 + y**2 + z**2 + w**2 > x*y + y*z + z*w + w*x", ("x != y",)),
        ("x*y*z >= x + y + z - 2", ("x >= 1", "y >= 1", "z >= 1")),
    ],
)
def test_hypotheses_are_factors(claim: str, given: tuple[str, ...]) -> None:
    assert decided(claim, *NAMES, given=given).verdict == "proved"
    for k in range(len(given)):
        assert decided(claim, *NAMES, given=given[:k] + given[k + 1 :]).verdict == "refuted"


CONTEXT = flint.fmpz_mpoly_ctx.get(["x", "y", "z"], "lex")
X, Y, Z = CONTEXT.gens()
ONE = CONTEXT.constant(1)
QUADRATIC = (ONE, X, Y, Z, X * X, X * Y, X * Z, Y * Y, Y * Z, Z * Z)
coefficients = st.lists(st.integers(-3, 3), min_size=10, max_size=10)


def _combination(numbers: list[int]) -> flint.fmpz_mpoly:
    return sum((k * m for k, m in zip(numbers, QUADRATIC, strict=True)), CONTEXT.constant(0))


@settings(max_examples=25, deadline=None)
@given(st.lists(coefficients, min_size=1, max_size=4), st.lists(coefficients, max_size=2))
def test_random_sums_of_squares_are_written_as_such(roots: list[list[int]], beside: list[list[int]]) -> None:
    """What is found adds up to the polynomial, exactly, with positive coefficients."""
    p = sum((_combination(r) ** 2 for r in roots), CONTEXT.constant(0))
    p += X * sum((_combination([*r[:4], 0, 0, 0, 0, 0, 0]) ** 2 for r in beside), CONTEXT.constant(0))
    found = sum_of_squares(p, [Weighted(ONE, QUADRATIC), Weighted(X, QUADRATIC[:4])], lambda q: q)
    if found is None or p.is_zero():
        return
    scale = 1
    for summand in found:
        assert summand.coefficient > 0
        scale *= summand.coefficient.denominator
    total = sum((int(s.coefficient * scale) * s.factor * s.root**2 for s in found), CONTEXT.constant(0))
    assert total == scale * p


@settings(max_examples=40, deadline=None)
@given(coefficients, st.tuples(*[st.integers(-3, 3)] * 3))
def test_what_is_negative_somewhere_is_no_sum_of_squares(root: list[int], place: tuple[int, int, int]) -> None:
    p = _combination(root) ** 2
    p -= int(p(*place)) + 1
    assert sum_of_squares(p, [Weighted(ONE, QUADRATIC)], lambda q: q) is None


def test_sums_without_zeros_are_found() -> None:
    """Quartic polynomials that are given by three random squares and those of all monomials, in 20 draws."""
    draw = random.Random(7)
    for _ in range(20):
        roots = [[draw.randint(-2, 2) for _ in range(10)] for _ in range(3)]
        p = sum((_combination(r) ** 2 for r in roots), CONTEXT.constant(0)) + sum(m**2 for m in QUADRATIC)
        assert sum_of_squares(p, [Weighted(ONE, QUADRATIC)], lambda q: q) is not None


@given(st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), min_size=3, max_size=3))
def test_completed_squares_add_up(rows: list[list[int]]) -> None:
    """L^T L is positive semidefinite, and minus a little of the identity, where it is singular, is not."""
    gram = [[Fraction(sum(r[a] * r[b] for r in rows)) for b in range(3)] for a in range(3)]
    squares = completed_squares(gram)
    assert squares is not None
    for a in range(3):
        for b in range(3):
            assert sum(d * v[a] * v[b] for d, v in squares) == gram[a][b]
    if len(squares) < 3:
        lower = [[gram[a][b] - (Fraction(1, 100) if a == b else 0) for b in range(3)] for a in range(3)]
        assert completed_squares(lower) is None


def test_sign_symmetries() -> None:
    p = X**2 * Y**2 + Z**4 + X * Y * Z**2
    found = sign_symmetries([p], (0, 1, 2))
    assert sorted(found) == [0b011, 0b100]
    assert parity(X * Y, (0, 1, 2), found) == parity(Z**2, (0, 1, 2), found) == (0, 0)
    assert parity(X, (0, 1, 2), found) != parity(Z, (0, 1, 2), found)


def test_roots_of_what_has_no_known_sign_are_left_alone() -> None:
    assert decided("sqrt(n)*log(n) == O(n)", "n: size").verdict in ("proved", "unknown")
    assert decided("sqrt(x)*y >= sqrt(y)*x", "x, y: real").verdict == "refuted"
