"""Functions, constants, relations and logic: what is known by name, and what is said of the rest."""

from __future__ import annotations

import pytest
from language_tools import COMMON, complaint, complaints, meaning, value

from derivcheck.language.core import Kind
from derivcheck.language.elaboration.functions import FUNCTIONS


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_can_be_called_and_counts_its_arguments(name: str) -> None:
    function = FUNCTIONS[name]
    args = ["q" if at in function.integers else "x" for at in range(max(function.least, 1))]
    assert meaning(f"{name}({', '.join(args)}) == 0").startswith(f"eq({name}(")
    if function.most < 10:
        message = complaint(f"{name}({', '.join(['q'] * (function.most + 1))}) == 0")[0]
        assert message.startswith(f"`{name}` takes")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abs(x)", "Abs(x)"),
        ("ln(x)", "log(x)"),
        ("max(x, y)", "Max(x, y)"),
        ("min(x, y, 1)", "Min(x, y, 1)"),
        ("arcsin(x)", "asin(x)"),
        ("arctan(x)", "atan(x)"),
        ("sgn(x)", "sign(x)"),
        ("ceil(x)", "ceiling(x)"),
        ("KroneckerDelta(i, j)", "delta(i, j)"),
        ("log(x, 2)", "div(log(x), log(2))"),
        ("cbrt(x)", "pow(x, div(1, 3))"),
        ("root(x, q)", "pow(x, div(1, q))"),
        ("Piecewise((x, x > 0), (0, True))", "piecewise(x, gt(x, 0), 0, true)"),
        ("indicator(x > 0)", "indicator(gt(x, 0))"),
        ("pi + E + I + oo + EulerGamma", "add(pi, E, I, oo, EulerGamma)"),
        ("gamma(x)*beta(x, y)", "mul(gamma(x), beta(x, y))"),
        ("x/x", "div(x, x)"),
        ("0*log(x)", "mul(0, log(x))"),
        ("sqrt(x)**2", "pow(sqrt(x), 2)"),
        ("0.50", "1/2"),
        ("diff(x**2, x)", "D(pow(x, 2), x^1)"),
    ],
)
def test_meanings(text: str, expected: str) -> None:
    assert meaning(f"({text}) == 1") == f"eq({expected}, 1)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x == y == w", "and(eq(x, y), eq(y, w))"),
        ("0 <= x < 1", "and(le(0, x), lt(x, 1))"),
        ("x > 0 and (y > 0 or not w > 0)", "and(gt(x, 0), or(gt(y, 0), not(gt(w, 0))))"),
        ("x > 0 => y > 0 => w > 0", "implies(gt(x, 0), implies(gt(y, 0), gt(w, 0)))"),
        ("x > 0 <=> y > 0 <=> w > 0", "and(iff(gt(x, 0), gt(y, 0)), iff(gt(y, 0), gt(w, 0)))"),
        ("And(x > 0, Or(y > 0, Not(w > 0)))", "and(gt(x, 0), or(gt(y, 0), not(gt(w, 0))))"),
        ("Implies(Eq(x, 1), Ge(y, 2))", "implies(eq(x, 1), ge(y, 2))"),
        ("Equivalent(x > 0, y > 0)", "iff(gt(x, 0), gt(y, 0))"),
        ("True", "true"),
        ("x ~= 0.50", "approx(x, 1/2)"),
        ("x ~= -3", "approx(x, neg(3))"),
        ("[x, y] ~= [0.5, -1]", "approx([x, y], [1/2, neg(1)])"),
        ("[[x], [y]] ~= [[0.5], [1]]", "approx([[x], [y]], [[1/2], [1]])"),
        ("x**3 == O(t**2)", "growth(pow(x, 3), pow(t, 2); )"),
        ("Exists(x, x**2 == y)", "Exists(x': eq(pow(x', 2), y))"),
        ("ForAll(x, y, x + y == y + x)", "ForAll(x', y': eq(add(x', y'), add(y', x')))"),
        ("convex(x**2 + y**2, x, y)", "convex(add(pow(x', 2), pow(y', 2)); x', y')"),
        ("increasing(x**3, x)", "increasing(pow(x', 3); x')"),
        ("minimizer((x - y)**2, x, y)", "minimizer(pow(sub(x', y), 2), y; x')"),
        ("stationary(z.T @ A @ z, z, 0*z)", "stationary(matmul(matmul(transpose(z'), A), z'), mul(0, z); z')"),
        ("positive_semidefinite(A.T @ A)", "positive_semidefinite(matmul(transpose(A), A); )"),
        ("Expect(x) == Cov(x, y)", "eq(Expect(x), Cov(x, y))"),
    ],
)
def test_statements(text: str, expected: str) -> None:
    assert meaning(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2", Kind.NATURAL),
        ("2.0", Kind.REAL),
        ("-2", Kind.INTEGER),
        ("t + 1", Kind.NATURAL),
        ("t - 1", Kind.INTEGER),
        ("1 - t + t", Kind.INTEGER),
        ("n*t", Kind.NATURAL),
        ("q*t", Kind.INTEGER),
        ("t/2", Kind.REAL),
        ("6/3", Kind.REAL),
        ("2**t", Kind.NATURAL),
        ("q**2", Kind.INTEGER),
        ("2**q", Kind.REAL),
        ("x**2", Kind.REAL),
        ("floor(x)", Kind.INTEGER),
        ("ceiling(x/2)", Kind.INTEGER),
        ("sign(x)", Kind.INTEGER),
        ("factorial(t)", Kind.NATURAL),
        ("binomial(n, t)", Kind.INTEGER),
        ("binomial(x, t)", Kind.REAL),
        ("Max(t, q)", Kind.INTEGER),
        ("Max(t, x)", Kind.REAL),
        ("Min(t, 3)", Kind.NATURAL),
        ("Abs(q)", Kind.NATURAL),
        ("Abs(x)", Kind.REAL),
        ("Mod(q, 3)", Kind.INTEGER),
        ("factorial2(t)", Kind.NATURAL),
        ("factorial2(q)", Kind.REAL),
        ("catalan(q)", Kind.REAL),
        ("RisingFactorial(q, t)", Kind.INTEGER),
        ("RisingFactorial(q, q)", Kind.REAL),
        ("FallingFactorial(t, t)", Kind.INTEGER),
        ("delta(i, j)", Kind.NATURAL),
        ("indicator(x > 0)", Kind.NATURAL),
        ("Sum(t, (k, 1, t))", Kind.NATURAL),
        ("Sum(1, (k, 1, oo))", Kind.REAL),
        ("Sum(q, i)", Kind.INTEGER),
        ("Piecewise((1, x > 0), (q, True))", Kind.INTEGER),
        ("D(x**2, x)", Kind.REAL),
        ("Expect(t)", Kind.REAL),
        ("sqrt(4)", Kind.REAL),
        ("pi", Kind.REAL),
        ("oo", Kind.REAL),
        ("I", Kind.COMPLEX),
        ("I**2", Kind.COMPLEX),
        ("x + c", Kind.COMPLEX),
        ("exp(c)", Kind.COMPLEX),
        ("Abs(c)", Kind.REAL),
        ("re(c)", Kind.REAL),
        ("conjugate(c)", Kind.COMPLEX),
        ("sign(c)", Kind.COMPLEX),
        ("z[i]", Kind.REAL),
        ("relu(q)", Kind.NATURAL),
        ("Limit(t, t, 3)", Kind.REAL),
        ("Subs(u + 1, u, 2)", Kind.NATURAL),
        ("Subs(D(u**2, u), u, 2)", Kind.REAL),
        ("det([[1, 2], [3, 4]])", Kind.INTEGER),
    ],
)
def test_kinds(text: str, kind: Kind) -> None:
    assert value(text).type.kind is kind


@pytest.mark.parametrize(
    ("declaration", "text", "kind"),
    [
        ("p: positive[n]", "p[i]", Kind.POSITIVE),
        ("p: positive[n], zero_outside", "p[i]", Kind.NONNEGATIVE),
        ("p: nonzero[n], zero_outside", "p[i]", Kind.REAL),
        ("p: natural[n]", "p[i]", Kind.NATURAL),
        ("p: positive", "p", Kind.POSITIVE),
        ("p: positive", "p + p", Kind.REAL),
        ("p: positive[n]", "Subs(p[i], p, z)", Kind.REAL),
        ("p: positive[n]", "(p.T)[1, i]", Kind.REAL),
        ("p: function(real) -> positive", "p(x)", Kind.POSITIVE),
    ],
)
def test_signs_belong_to_variables(declaration: str, text: str, kind: Kind) -> None:
    assert value(text, [*COMMON, declaration]).type.kind is kind


@pytest.mark.parametrize(
    ("text", "message", "at", "hint"),
    [
        ("yy == 1", "`yy` is not declared", "yy", "--declare 'yy: real'"),
        ("foo(x) == 1", "there is no function `foo`", "foo", None),
        ("sigmod(x) == 1", "there is no function `sigmod`", "sigmod", "did you mean `sigmoid`?"),
        ("quux(x) == 1", "there is no function `quux`", "quux", "`quux: function(real)`"),
        ("E(x) == 1", "there is no function `E`", "E", "Expect"),
        ("log10(x) == 1", "there is no function `log10`", "log10", "log(x, 10)"),
        ("z_i == 1", "`z_i` is not declared", "z_i", "did you mean `z[i]`?"),
        ("π == 3", "`π` is not declared", "π", "did you mean `pi`?"),
        ("e == 1", "`e` is not declared", "e", "did you mean `E`?"),
        ("exp == 1", "`exp` is a function", "exp", "exp(…)"),
        ("pi(x) == 1", "`pi` is a constant, not a function", "pi", "pi*(…)"),
        ("x(y) == 1", "`x` is not a function", "x", "x*(…)"),
        ("z(i) == 1", "`z` is not a function", "z", "z[…]"),
        ("psi == 1", "`psi` is a function", "psi", "psi(x)"),
        ("exp(x, y) == 1", "`exp` takes 1 argument, not 2", "exp(x, y)", None),
        ("Max(x) == 1", "`Max` compares two or more numbers", "Max(x)", None),
        ("factorial(x) == 1", "`factorial` needs an integer, and `x` need not be one", "x", "gamma(x + 1)"),
        ("delta(x, 0) == 1", "`delta` needs an integer, and `x` need not be one", "x", "indicator"),
        ("c < 1", "complex numbers have no order: `c`", "c", "Abs"),
        ("Max(c, 1) == 1", "`Max` needs a real number: `c` is complex", "c", None),
        ("x + 1", "`x + 1` is a value, where a statement is needed", "x + 1", "`==`"),
        ("(x > 0) + 1 == 2", "`x > 0` is a statement, where a value is needed", "x > 0", "indicator"),
        ("x => y > 0", "`x` is a value, where a statement is needed", "x", None),
        ("not x", "`x` is a value, where a statement is needed", "x", None),
        ("True == 1", "`True` is a statement, where a value is needed", "True", None),
        ("x ~= y", "the right side of `~=` must be a number as it was rounded, not `y`", "y", "digits"),
        ("x ~= 1/3", "the right side of `~=` must be a number as it was rounded, not `1/3`", "1/3", None),
        ("Piecewise(x, y) == 1", None, "x", "Piecewise((a, x > 0), (b, True))"),
        ("O(x) == x", "`O(…)` stands alone on the right of `==`", "O(x)", "cost"),
        ("x < O(t)", "growth is written as `cost == O(n**3)`", "x < O(t)", None),
        ("exp('+') == 1", "quoted text has no meaning here", "'+'", None),
        ("Not(x > 0, y > 0)", "`Not` has another number of arguments", "Not(x > 0, y > 0)", None),
        ("Eq(x)", "`Eq` compares two values", "Eq(x)", None),
        ("convex(x**2, 3)", "a name is needed here, as in convex(f, x)", "3", None),
        ("convex(x**2, s)", "`s` is not declared", "s", None),
        ("convex(x**2, pi)", "`pi` is not declared as a variable", "pi", None),
    ],
)
def test_mistakes(text: str, message: str | None, at: str, hint: str | None) -> None:
    found = complaint(text)
    assert message is None or found[0] == message
    assert found[1] == at
    assert hint is None or hint in (found[2] or "")


def test_a_suggestion_among_defined_names() -> None:
    assert complaint("yhta[i] == 1", define=["yhat[i]: z[i]"])[2] == "did you mean `yhat`?"


def test_a_declared_name_shadows_a_function() -> None:
    message, _, hint = complaint("gamma(x) == 1", ["gamma, x: real"])
    assert message == "`gamma` is declared as a variable, so it is not the function of that name here"
    assert hint == "for a product write gamma*(…)"


def test_a_defined_function_shadows_one_of_the_same_name() -> None:
    assert meaning("sigmoid(x) == 1", define=["sigmoid(u): 1/(1 + exp(-u))"]) == (
        "eq((div(1, add(1, exp(neg(u')))) | u' = x), 1)"
    )


def test_all_mistakes_of_a_claim_at_once() -> None:
    found = complaints("foo(x) + yy == z + 1 and x and 2 ~= w", given=["nn > 0"])
    assert [at for _, at, _ in found] == ["foo", "yy", "z + 1", "x", "w", "nn"]


def test_markup_in_names_stays_text() -> None:
    assert complaints("[red, x] == [bold, x]")[0][0] == "`red` is not declared"
