"""What must not be decided wrongly: dependence, binders, conditioning, missing moments, and laws without meaning."""

from __future__ import annotations

import pytest

from .deciding import decided


@pytest.mark.parametrize(
    ("claim", "declare", "given"),
    [
        ("Expect(x) == 1", ("x: ~Normal(0, 1)",), ("x == 1",)),  # conditional, or not?
        ("Expect(x) == 0", ("x: ~Normal(0, 1)",), ("x == 1",)),
        ("Var(b) == 0", ("b: ~Bernoulli(1/2)",), ("b == 1",)),
        ("Expect(y) == 0", ("x: ~Normal(0, 1)", "y: ~Normal(x, 1)"), ()),  # a random parameter
        ("Cov(x, y) == 0", ("x: ~Normal(0, 1)", "y: ~Normal(x, 1)"), ()),
        ("Expect(1/x) == 1", ("x: ~Normal(1, 1)",), ()),  # does not exist
        ("Expect(1/x) == 1", ("x: ~Exponential(1)",), ()),
        ("Expect(log(x)) == 0", ("x: ~Uniform(1, 2)",), ()),
        # One variable with a law that the index of a sum moves: how its draws hang together is not said.
        (
            "Expect(Sum(x, i)**2) == Sum(u[i], i)**2 + n",
            ("n: size", "i: index(n)", "u: real[n]", "x: ~Normal(u[i], 1)"),
            (),
        ),
        ("Expect(indicator(x > 0)) == 1/2", ("x: ~Normal(0, 1)",), ()),
    ],
)  # fmt: skip
def test_what_is_not_decided(claim: str, declare: tuple[str, ...], given: tuple[str, ...]) -> None:
    decision = decided(claim, declare, given=given)
    assert decision.verdict == "unknown", decision


@pytest.mark.parametrize(
    ("claim", "declare"),
    [
        # The law moves with what Subs puts in the place of its parameter.
        ("Subs(D(Expect((w + d)**2), w), w, 3) == 6 + 6*a", ("w: real", "a: positive", "d: ~Normal(0, a*w**2)")),
        ("Subs(Expect(D((w + d)**2, w)), w, 3) == 6", ("w: real", "a: positive", "d: ~Normal(0, a*w**2)")),
        # A name bound by Subs is no random variable any more.
        ("Subs(Expect(x**2), x, 3) == 9", ("x: ~Normal(0, 1)",)),
        ("Expect(Subs(x**2, x, 3)) == 9", ("x: ~Normal(0, 1)",)),
        ("Expect(Sum(x, (k, 1, 3))**2) == 9", ("x: ~Normal(0, 1)",)),  # one draw, three times
        ("Expect(Expect(x)*x) == m**2", ("m: real", "x: ~Normal(m, 1)")),
        ("Var(Expect(x)) == 0", ("m: real", "x: ~Normal(m, 1)")),
        ("Expect((c - Expect(c))**2) == Var(c)", ("c: ~Categorical([1/2, 1/3, 1/6])",)),
        ("D(Expect(x**2), x) == 0", ("x: ~Normal(0, 1)",)),
        # The same index on both sides of a product, and a range that is not the whole axis.
        (
            "Expect(Sum(d[i], i)*d[j]) == p[j] + Sum(p[i], i)*p[j] - p[j]**2",
            ("n: size", "i, j: index(n)", "p: real(0, 1)[n]", "d[i]: ~Bernoulli(p[i])"),
        ),
        (
            "Expect(Sum(d[i]**2, (i, 1, n - 1))) == Sum(p[i], (i, 1, n - 1))",
            ("n: size", "i: index(n)", "p: real(0, 1)[n]", "d[i]: ~Bernoulli(p[i])"),
        ),
        # Third moments are not known, but they are what they are.
        ("Expect((2*x)**3) == 8*Expect(x**3)", ("m: real", "v: positive", "x: ~MeanVar(m, v)")),
        ("Expect(x**2*y) == Expect(x**2)*Expect(y)", ("m: real", "x: ~MeanVar(m, 1)", "y: ~MeanVar(m, 1)")),
        # Outcomes.
        ("b**2 == b", ("b: ~Bernoulli(1/3)",)),
        ("lo <= x and x <= hi", ("lo, hi: real", "x: ~Uniform(lo, hi)")),
        ("N >= 0", ("N: ~Poisson(2)",)),
        # What a law needs of its parameters is declared with it.
        ("Var(x) >= 0", ("v: real", "x: ~Normal(0, v)")),
        ("Var(b) <= 1/4", ("p: real", "b: ~Bernoulli(p)")),
    ],
)
def test_what_is_proved_all_the_same(claim: str, declare: tuple[str, ...]) -> None:
    decision = decided(claim, declare)
    assert decision.verdict == "proved", decision


@pytest.mark.parametrize(
    ("claim", "declare"),
    [
        ("Subs(D(Expect((w + d)**2), w), w, 3) == 6", ("w: real", "a: positive", "d: ~Normal(0, a*w**2)")),
        ("Expect(z[1]*z[2]) == Expect(z[1])*Expect(z[2])", ("m: real[2]", "z: ~MeanVar(m, [[1, 1/2], [1/2, 1]])")),
        ("Expect(x**3) == 0", ("x: ~MeanVar(0, 1)",)),
        ("Expect(x**4) == 3", ("x: ~MeanVar(0, 1)",)),
        ("Expect(x**4) == 1", ("x: ~MeanVar(0, 1)",)),
        ("x == Expect(x)", ("x: ~Normal(0, 1)",)),
        ("b == 1", ("b: ~Bernoulli(1/2)",)),
        ("Expect(Sum(x, (k, 1, 3))**2) == 3", ("x: ~Normal(0, 1)",)),
        # Uncorrelated is not independent.
        ("Cov(z[1]**2, z[2]**2) == 0", ("z: ~MeanVar([0, 0], eye(2))",)),
        ("Var(z[1]*z[2]) == 0", ("z: ~MeanVar([0, 0], eye(2))",)),
    ],
)
def test_what_is_refuted_with_a_concrete_law(claim: str, declare: tuple[str, ...]) -> None:
    decision = decided(claim, declare)
    assert decision.verdict == "refuted", decision


def test_moments_that_need_not_exist_are_a_condition() -> None:
    declare = ("m: real", "v: positive", "x: ~MeanVar(m, v)")
    decision = decided("Expect((x - m)**3) == Expect(x**3) - 3*m*v - m**3", declare)
    assert decision.verdict == "proved"
    assert decision.conditions == ("Expect(x**3) is defined",)


def test_conditions_are_read_off_what_is_averaged() -> None:
    decision = decided("Expect(x/a) == m/a", ("a, m: real", "x: ~Normal(m, 1)"))
    assert (decision.verdict, decision.conditions) == ("proved", ("a != 0",))
    declare = ("a: real", "q: real(0, 1)", "b: ~Bernoulli(q)")
    decision = decided("Expect(1/(a + b)) == q/(a + 1) + (1 - q)/a", declare)
    assert (decision.verdict, decision.conditions) == ("proved", ("a != 0", "a != -1")), decision


def test_laws_without_meaning_prove_nothing() -> None:
    decision = decided("Expect(x) == 5", ("x: ~Normal(0, -1)",))
    assert (decision.verdict, decision.reason) == ("error", "the hypotheses cannot all hold")
    assert decided("Expect(b) == 2", ("b: ~Bernoulli(2)",)).verdict == "error"
    assert decided("Expect(c) == 5/2", ("c: ~Categorical([1/2, 1])",)).verdict == "error"


@pytest.mark.parametrize(
    ("claim", "declare", "shown"),
    [
        ("Expect(b*c) == 0", ("p: real", "b: ~Bernoulli(p)", "c: ~Bernoulli(p)"), {"b": "~Bernoulli(1)"}),
        ("Expect(d[1]*d[2]) == 0", ("i: index(2)", "d[i]: ~Bernoulli(1/2)"), {"d[1], d[2]": "~Bernoulli(1/2)"}),
        ("Expect(x**3) == 0", ("x: ~MeanVar(0, 1)",), {"x": "-1/2 with probability 4/5, 2 with probability 1/5"}),
        (
            "Expect(z[1]*z[2]) == 0",
            ("z: ~MeanVar([0, 0], [[1, 1], [1, 1]])",),
            {"z": "[-1, -1] or [1, 1], each with probability 1/2"},
        ),
    ],
)
def test_counterexamples_show_concrete_laws(claim: str, declare: tuple[str, ...], shown: dict[str, str]) -> None:
    decision = decided(claim, declare)
    assert decision.witness is not None, decision
    assert shown.items() <= decision.witness.point.items(), decision.witness.point


@pytest.mark.parametrize(
    "claim",
    [
        "Var(w.T @ h) >= 0",
        "Expect(norm(h)**2) >= 0",
        "2*Var(w.T @ h) + Expect((w.T @ h)**2) >= 0",
        "sqrt(Var(h[1])) >= 0",
    ],
)
def test_variances_are_not_negative(claim: str) -> None:
    declare = ("n: size", "w, u: real[n]", "S: real[n, n]", "h: ~MeanVar(u, S)")
    assert decided(claim, declare).verdict == "proved"


def test_signs_are_not_taken_from_where_nothing_is_defined() -> None:
    """At a = 0 the variance has no value, and the other branch counts."""
    declare = ("a: real", "x: ~Normal(0, 1)")
    decision = decided("Piecewise((Var(x/a), a > 0), (a, True)) >= 0", declare)
    assert decision.verdict == "refuted", decision
    decision = decided("(Var(x/a) >= 0 or a == 1) and a**2 > 0", declare)
    assert decision.verdict != "proved" or "a != 0" in decision.conditions, decision


def test_a_covariance_is_symmetric_by_what_it_is() -> None:
    declare = ("n: size", "i, j: index(n)", "u: real[n]", "S, A: real[n, n]", "h: ~MeanVar(u, S)")
    assert decided("Cov(h[i], h[j]) == S[j, i]", declare).verdict == "proved"
    assert decided("Expect(h.T @ A @ h) == tr(A @ S) + u.T @ A @ u", declare).verdict == "proved"
    assert decided("S[i, j] == S[j, i]", declare).verdict == "refuted"  # nobody says so here


def test_even_powers_of_a_norm_are_smooth() -> None:
    assert decided("grad(norm(x)**2, x) == 2*x", ("n: size", "x: real[n]")).conditions == ()
    assert decided("Subs(grad(norm(x)**4, x), x, [0, 0]) == 0", ("x: real[2]",)).verdict == "proved"
    assert decided("grad(norm(x)**3, x) == 3*norm(x)*x", ("x: real[2]",)).conditions == ("x[1]**2 + x[2]**2 > 0",)
    assert decided("norm(z)**2 == z[1]**2 + z[2]**2", ("z: complex[2]",)).verdict == "refuted"


@pytest.mark.parametrize(
    ("given", "claim", "verdict"),
    [
        ("Cov(y[1], y[2]) == 0", "Var(y[1] + y[2]) == Var(y[1]) + Var(y[2])", "proved"),
        ("Cov(y[1], y[2]) == 0", "Var(y[1]*y[2]) == Var(y[1])*Var(y[2])", "refuted"),  # not independent
        ("Expect(d) == Expect(e)", "Var(d) == Var(e)", "proved"),
        ("Expect(y[1]) == 0", "Expect(y[1]**2) == Var(y[1])", "proved"),
        ("Expect(y[1]) == 1", "Expect(y[1]**2) == Var(y[1])", "refuted"),
    ],
)
def test_hypotheses_about_moments(given: str, claim: str, verdict: str) -> None:
    declare = (
        "mu: real[2]", "S: real[2, 2]", "y: ~MeanVar(mu, S)", "p, q: real(0, 1)", "d: ~Bernoulli(p)",
        "e: ~Bernoulli(q)",
    )  # fmt: skip
    assert decided(claim, declare, given=(given,)).verdict == verdict


def test_means_of_sequences_at_a_symbolic_index_do_not_crash() -> None:
    declare = ("t: natural", "s: index(5)", "x: ~Normal(0, 1)")
    decision = decided("Expect(r[t]) >= 0", declare, define=("r[0]: x**2", "r[t]: r[t - 1]/2"))
    assert decision.verdict in ("proved", "unknown"), decision
