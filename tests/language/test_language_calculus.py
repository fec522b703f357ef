"""Derivatives, sums and all that binds a name."""

from __future__ import annotations

import pytest
from language_tools import COMMON, claim, complaint, meaning, shown

from derivcheck.language import core
from derivcheck.language.core import Kind
from derivcheck.language.elaboration.symbols import binds, walk


def left(text: str, define: tuple[str, ...] = (), declare: tuple[str, ...] = COMMON) -> core.Expr:
    statement = claim(f"({text}) == 0", declare, define).statement
    assert isinstance(statement, core.Call)
    return statement.args[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("D(x**2, x)", "D(pow(x, 2), x^1)"),
        ("D(x**2*y, x, y)", "D(mul(pow(x, 2), y), x^1, y^1)"),
        ("D(x**3, (x, 2))", "D(pow(x, 3), x^2)"),
        ("D(x**3, x, 2)", "D(pow(x, 3), x^2)"),
        ("D(x*y, (x, 2), y)", "D(mul(x, y), x^2, y^1)"),
        ("Derivative(x, x)", "D(x, x^1)"),
        ("D(z.T @ z, z[j])", "D(matmul(transpose(z), z), z[j]^1)"),
        ("D(W[1, i], W[1, j])", "D(W[1, i], W[1, j]^1)"),
        ("D(c**2, c)", "D(pow(c, 2), c^1)"),
        ("grad(z.T @ z, z)", "grad(matmul(transpose(z), z), z)"),
        ("grad(x**2, x)", "D(pow(x, 2), x^1)"),
        ("hess(x**2, x)", "D(pow(x, 2), x^2)"),
        ("Subs(D(sigmoid(u), u), u, x)", "(D(sigmoid(u'), u'^1) | u' = x)"),
        ("Subs(x + y, x, y)", "(add(x', y) | x' = y)"),
        ("Limit(sin(x)/x, x, 0)", "Limit(div(sin(x'), x'), x', 0, +-)"),
        ("Limit(1/u, u, oo, '-')", "Limit(div(1, u'), u', oo, -)"),
        ("Integral(u**2, (u, 0, x))", "Integral(pow(u', 2), u', 0, x)"),
        ("Integral(u*s, (u, 0, s), (s, 0, 1))", "Integral(Integral(mul(u', s'), u', 0, s'), s', 0, 1)"),
        ("Sum(z[i], i)", "Sum(z[i'], i', 1, n)"),
        ("Sum(z[i]*v[j], i, j)", "Sum(Sum(mul(z[i'], v[j']), i', 1, n), j', 1, n)"),
        ("Sum(k**2, (k, 1, t))", "Sum(pow(k', 2), k', 1, t)"),
        ("Sum(k*s, (k, 1, s), (s, 1, t))", "Sum(Sum(mul(k', s'), k', 1, s'), s', 1, t)"),
        ("Sum(1/k**2, (k, 1, oo))", "Sum(div(1, pow(k', 2)), k', 1, oo)"),
        ("Product(z[i], i)", "Product(z[i'], i', 1, n)"),
        ("Sum(z[i]*Sum(z[i], i), i)", "Sum(mul(z[i'], Sum(z[i'], i', 1, n)), i', 1, n)"),
        ("Sum(z[i], i) + z[i]", "add(Sum(z[i'], i', 1, n), z[i])"),
        ("Sum(z[i], (i, 1, 2))", "Sum(z[i'], i', 1, 2)"),
        ("Expect(D(x**2, x))", "Expect(D(pow(x, 2), x^1))"),
    ],
)
def test_forms(text: str, expected: str) -> None:
    found = left(f"({text})[1]" if text.startswith("grad(z") else text)
    assert shown(found).removesuffix("[1]") == expected


def test_bound_names_are_all_different() -> None:
    text = "Sum(z[i]*Sum(z[i], i), i) + Sum(x, (i, 1, 3)) + Subs(x, x, 2) + Integral(x, (x, 0, 1)) + Limit(x, x, 0)"
    found = left(text)
    numbers = [s.number for node in walk([found]) for s in binds(node)]
    assert len(numbers) == len(set(numbers)) == 6
    assert 0 not in numbers


def test_free_symbols_are_those_not_bound() -> None:
    found = claim("Sum(z[i], i) + Subs(x, x, y) == Integral(w*u, (u, 0, 1))", given=["c == 1"])
    assert [s.name for s in found.symbols] == ["c", "n", "z", "y", "w"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sum(k, (k, 1, 3))", Kind.NATURAL),
        ("Sum(k, (k, 0, t))", Kind.NATURAL),
        ("Sum(k, (k, -1, t))", Kind.INTEGER),
        ("Subs(u, u, 2)", Kind.NATURAL),
        ("Subs(u, u, 1/2)", Kind.REAL),
        ("Subs(D(u, u), u, 2)", Kind.REAL),
        ("Subs(x, x, 2)", Kind.REAL),
        ("Subs(t, t, 2)", Kind.NATURAL),
        ("Subs(u, u, c)", Kind.COMPLEX),
        ("Limit(x, x, 2)", Kind.REAL),
        ("Limit(1/t, t, oo)", Kind.NATURAL),
        ("Integral(u, (u, 0, 1))", Kind.REAL),
    ],
)
def test_what_bound_names_range_over(text: str, kind: Kind) -> None:
    (symbol,) = binds(left(text))
    assert isinstance(symbol.type, core.Type)
    assert symbol.type.kind is kind


DEFINE = ("L: (w - 1)**2", "G: D(L, w)", "pos: Abs(p)", "e(s): s*w")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Subs(D(L, w), w, 1)", "(D(pow(sub(w', 1), 2), w'^1) | w' = 1)"),
        ("Subs(G, w, 1)", "(D(pow(sub(w', 1), 2), w'^1) | w' = 1)"),
        ("Limit(L, w, 0)", "Limit(pow(sub(w', 1), 2), w', 0, +-)"),
        ("Integral(L, (w, 0, 1))", "Integral(pow(sub(w', 1), 2), w', 0, 1)"),
        ("Subs(e(x), w, 2)", "((mul(s', w') | s' = x) | w' = 2)"),
        ("Sum(G, (w, 1, 3))", "Sum((D(pow(sub(w', 1), 2), w'^1) | w' = w'), w', 1, 3)"),
    ],
)
def test_definitions_vary_with_the_declared_name_they_depend_on(text: str, expected: str) -> None:
    assert shown(left(text, DEFINE, (*COMMON, "p: positive"))) == expected


def test_a_substituted_name_loses_its_sign() -> None:
    found = left("Subs(pos, p, -1)", DEFINE, (*COMMON, "p: positive"))
    assert isinstance(found, core.Substitution)
    assert isinstance(found.variable.type, core.Type)
    assert found.variable.type.kind is Kind.REAL
    kinds = {n.type.kind for n in walk([found.body]) if isinstance(n, core.Variable)}
    assert kinds == {Kind.REAL}


def test_a_law_moves_with_its_parameter() -> None:
    found = left("Subs(Expect(d), x, 2)", (), (*COMMON, "d: ~Normal(x, 1)"))
    assert isinstance(found, core.Substitution)
    assert isinstance(found.body, core.Call)
    draw = found.body.args[0]
    assert isinstance(draw, core.Variable)
    assert draw.symbol.law is not None
    mean = draw.symbol.law.parameters[0]
    assert isinstance(mean, core.Variable)
    assert mean.symbol == found.variable


def test_an_unrelated_random_variable_stays_the_same() -> None:
    found = left("Subs(Expect(d + x), x, 2) + d", (), (*COMMON, "d: ~Normal(y, 1)"))
    draws = {n.symbol.number for n in walk([found]) if isinstance(n, core.Variable) and n.symbol.name == "d"}
    assert draws == {0}


def test_derivatives_by_a_defined_tensor_of_an_arbitrary_function() -> None:
    declare = (*COMMON, "E: function(O)")
    define = ("O[i]: z[i]**2", "P[i]: z[i]")
    assert meaning("D(E, O[j]) == D(E, z[j])", declare, define) == (
        "eq(D(E!({i': pow(z[i'], 2)}), {i': pow(z[i'], 2)}[j]^1), D(E!({i': pow(z[i'], 2)}), z[j]^1))"
    )
    assert complaint("D(E, P[j]) == 0", declare, define)[0].startswith("`P[j]` is defined, not declared")


def test_a_matrix_that_depends_on_a_number() -> None:
    declare = (*COMMON, "M: function(real) -> real[n, n], invertible")
    assert meaning("D(inv(M(x)), x) == -inv(M(x)) @ D(M(x), x) @ inv(M(x))", declare) == (
        "eq(D(inverse(M!(x)), x^1), matmul(matmul(neg(inverse(M!(x))), D(M!(x), x^1)), inverse(M!(x))))"
    )


@pytest.mark.parametrize(
    ("text", "message", "at", "hint"),
    [
        ("D(x, n)", "`n` is a size, so nothing can be differentiated by it", "n", None),
        ("D(x, i)", "`i` is an index, so nothing can be differentiated by it", "i", None),
        ("D(x, t)", "`t` is a natural number, so nothing can be differentiated by it", "t", "real"),
        ("D(x, q)", "`q` is an integer, so nothing can be differentiated by it", "q", None),
        ("D(x, x + 1)", "`x + 1` is not a variable, so nothing can vary with it", "x + 1", "Subs(D(f(u), u), u"),
        ("D(x, L)", "`L` is defined, not declared, so nothing can be differentiated by it", "L", "Subs(D(f(u), u)"),
        ("D(x, pi)", "`pi` is a constant, so nothing can be differentiated by it", "pi", None),
        ("D(x, psi)", "`psi` is a function", "psi", None),
        ("D(x, yy)", "`yy` is not declared", "yy", None),
        ("D(x, z)", "`D` differentiates by a scalar: `z` has shape (n,)", "z", "grad(f, x)"),
        ("D(x)", "`D` takes at least 2 arguments, not 1", "D(x)", None),
        ("D(x, (x, 0))", "the order of a derivative must be a number from 1 to 100", "0", None),
        ("D(x, (x, t))", "the order of a derivative must be a number from 1 to 100", "t", None),
        ("D(x, (x, 1, 2))", "write D(f, (x, 2)) for a second derivative", "(x, 1, 2)", None),
        ("Sum(x, s)", "`s` is not declared as an index", "s", "index(n)"),
        ("Sum(x, t)", "`t` is not declared as an index", "t", "(t, 1, n)"),
        ("Sum(x, n)", "`n` is a size, and no index to sum over", "n", "index(n)"),
        ("Sum(z[h], (h, 1, n)) - 2*h", "`h` is not declared", "h", "means nothing outside of it"),
        ("z[h]*Product(h, (h, 1, n))", "`h` is not declared", "h", "means nothing outside of it"),
        ("Sum(x, (s, 1))", "a range has a name and two bounds, as in Sum(f, (i, 1, n))", "(s, 1)", None),
        ("Sum(x, (s, 1, x))", "a bound must be an integer, and `x` need not be one", "x", "floor"),
        ("Sum(x, (s, 1, n/2))", "a bound must be an integer, and `n/2` need not be one", "n/2", None),
        ("Sum(x, 3)", "a declared index or a range is needed here, as in Sum(f, (i, 1, n))", "3", None),
        ("Sum(1, (a, 1, 3), (b, 1, a))", "`a` is bound by a range further in", "a", "exchange"),
        ("Product(z, i)", "`Product` is of numbers: `z` has shape (n,)", "z", None),
        ("Subs(x, 3, 4)", "a name is needed here, as in Subs(f, x, a)", "3", None),
        ("Subs(x, L, 4)", "`L` is defined, so it cannot vary here", "L", None),
        ("Subs(x, psi, 4)", "`psi` is a function, so it cannot vary here", "psi", None),
        ("Subs(t, t, 1/2)", "`t` is declared as an integer, and would vary over other numbers", "t", "real"),
        ("Limit(x, x, 0, 1)", "the direction of a limit is '+', '-' or '+-'", "1", None),
        ("Limit(z[1], n, oo)", "the size `n` of a tensor or an index cannot vary", "n", "(i, 1, n)"),
        ("Integral(x, x)", "the range of an integral is written (x, a, b)", "x", None),
        ("Integral(x, (x, 0, c))", "the bounds of an integral must be real", "c", None),
        ("Integral(n, (n, 0, 1))", "`n` is declared as an integer, and would vary over other numbers", "n", None),
    ],
)
def test_mistakes(text: str, message: str, at: str, hint: str | None) -> None:
    found = complaint(f"({text}) == 0", define=["L: w**2"])
    assert found[:2] == (message, at)
    assert hint is None or hint in (found[2] or "")
