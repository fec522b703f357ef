"""Definitions: unfolding without capture, functions, tensors, recursions, local names."""

from __future__ import annotations

import pytest
from language_tools import COMMON, claim, complaint, complaints, meaning

from derivcheck.language import core
from derivcheck.language.core import Kind
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import load
from derivcheck.language.source import LanguageError, Source


def test_an_abbreviation_is_shared() -> None:
    found = claim("L + L == 2*L", define=["L: z.T @ z"]).statement
    assert isinstance(found, core.Call)
    left = found.args[0]
    assert isinstance(left, core.Call)
    assert left.args[0] is left.args[1]


def test_a_tensor_by_its_entries() -> None:
    define = ["yhat[i]: exp(z[i])/Sum(exp(z[j]), j)"]
    table = "{i': div(exp(z[i']), Sum(exp(z[j']), j', 1, n))}"
    assert meaning("yhat[j] == 1", define=define) == f"eq({table}[j], 1)"
    assert meaning("yhat == z", define=define) == f"eq({table}, z)"


def test_unfolding_does_not_capture_an_index() -> None:
    """The j of the definition's own sum is not the j that the entry is taken at."""
    found = claim("a[j] == 0", define=["a[i]: z[i] + Sum(z[j], j)"]).statement
    assert isinstance(found, core.Call)
    entry = found.args[0]
    assert isinstance(entry, core.Entry)
    (index,) = entry.indices
    assert isinstance(index, core.Variable)
    assert index.symbol.number == 0
    assert isinstance(entry.tensor, core.Table)
    inner = entry.tensor.body
    assert isinstance(inner, core.Call)
    sigma = inner.args[1]
    assert isinstance(sigma, core.Sigma)
    assert sigma.index.number not in (0, entry.tensor.indices[0].number)


def test_a_function_keeps_its_arguments_apart() -> None:
    assert meaning("f(y, x) == 0", define=["f(x, y): x - y**2"]) == "eq(((sub(x', pow(y', 2)) | x' = y) | y' = x), 0)"


def test_a_function_does_not_capture_what_it_integrates_over() -> None:
    found = claim("f(y) == 0", define=["f(u): Integral(u*y, (y, 0, 1))"]).statement
    assert isinstance(found, core.Call)
    use = found.args[0]
    assert isinstance(use, core.Substitution)
    assert isinstance(use.body, core.Integral)
    assert isinstance(use.value, core.Variable)
    assert use.value.symbol.number == 0
    assert use.body.variable.number != use.variable.number


def test_a_function_of_anything() -> None:
    define = ["f(u): u.T @ u", "twice(u): 2*u"]
    assert meaning("f(z) == f(z - 2*v)", define=define)
    assert meaning("twice(A) == A + A and twice(x) == 2*x and twice(z) == z + z", define=define)
    message, at, _ = complaint("f(x) == 1", define=define)
    assert "transpose" in message
    assert at == "u.T"


def test_functions_of_functions_share_their_bodies() -> None:
    found = claim("f(f(x)) == f(x)", define=["f(u): u**2"]).statement
    assert isinstance(found, core.Call)
    outer, other = found.args
    assert isinstance(outer, core.Substitution)
    assert isinstance(other, core.Substitution)
    assert isinstance(outer.value, core.Substitution)
    assert outer.body is outer.value.body is other.body


def test_an_integer_argument_stays_one_unless_it_is_differentiated_by() -> None:
    body = claim("f(3) == 1", define=["f(k): Sum(z[i]**k, i)"]).statement
    assert isinstance(body, core.Call)
    assert isinstance(body.args[0], core.Substitution)
    assert body.args[0].variable.type == core.Type(Kind.NATURAL)
    body = claim("dsigma(3) == 1", define=["dsigma(u): D(sigmoid(u), u)"]).statement
    assert isinstance(body, core.Call)
    assert isinstance(body.args[0], core.Substitution)
    assert body.args[0].variable.type == core.Type(Kind.REAL)


def test_a_parameter_forgets_the_sign_of_its_argument() -> None:
    body = claim("f(s) == 1", [*COMMON, "s: positive"], ["f(u): Abs(u)"]).statement
    assert isinstance(body, core.Call)
    assert isinstance(body.args[0], core.Substitution)
    assert body.args[0].variable.type == core.Type(Kind.REAL)


def test_definitions_may_be_statements() -> None:
    assert meaning("ok => x > 0", define=["ok: x > 1"]) == "implies(gt(x, 1), gt(x, 0))"


def test_a_recursion() -> None:
    define = ["M[0]: 0", "M[t]: w*M[t-1] + (1 - w)*g[t]"]
    assert meaning("M[t + 1] == M[3]", define=define) == (
        "eq(rec(0: 0; t': add(mul(w, M'!(sub(t', 1))), mul(sub(1, w), g[t'])))[add(t, 1)], "
        "rec(0: 0; t': add(mul(w, M'!(sub(t', 1))), mul(sub(1, w), g[t'])))[3])"
    )


def test_a_recursion_of_integers_is_one() -> None:
    found = claim("fib[10] == 55", define=["fib[0]: 0", "fib[1]: 1", "fib[t]: fib[t-1] + fib[t-2]"]).statement
    assert isinstance(found, core.Call)
    assert found.args[0].type.kind is Kind.NATURAL
    found = claim("h[10] == 55", define=["h[0]: 1", "h[t]: h[t-1]/2"]).statement
    assert isinstance(found, core.Call)
    assert found.args[0].type.kind is Kind.REAL


def test_a_recursion_of_vectors() -> None:
    define = ["p[0]: z", "p[t]: p[t-1] - w*A @ p[t-1]"]
    assert meaning("p[t] == z and p[2][i] == z[i]", define=define)


def test_the_whole_sequence_is_a_table() -> None:
    found = claim("h == g", define=["h[0]: 1", "h[t]: h[t-1]/2"]).statement
    assert isinstance(found, core.Call)
    assert isinstance(found.args[0], core.Table)


@pytest.mark.parametrize(
    ("define", "message", "at", "hint"),
    [
        (["f(u): u", "f(x): x"], "`f` is defined twice", "f", "see line"),
        (["a: b", "b: a"], "`a` is defined in terms of itself: a → b → a", "a", "circle"),
        (["a: a + 1"], "`a` is defined in terms of itself", "a", "m[0]"),
        (["f(u): f(u - 1)"], "`f` is defined in terms of itself", "f", "m[0]"),
        (["a[0]: 1"], "`a` has no step", "a", "a[t]"),
        (["a[t]: a[t-1]"], "the recursion `a` has no first value", "a", "a[0]"),
        (["a[0]: 1", "a[t]: a[t+1]"], None, "a[t+1]", "write the step for a[t]"),
        (["a[0]: 1", "a[t]: a[t-2]"], None, "a[t-2]", "more first values"),
        (["a[0]: 1", "a[t]: a"], "`a` is used in its own definition", "a", "a[t - 1]"),
        (["a[0]: 1", "a[2]: 1", "a[t]: a[t-1]"], "the first values of `a` do not follow each other", "a", None),
        (["a[0]: z", "a[t]: a[t-1].T"], "a step is a row of shape (1, n), the first value has shape (n,)", None, None),
        (["a[0, i]: 1", "a[t, i]: 2"], "a recursion has one index", "a", None),
        (["a[0]: 1", "a[t]: 2", "a[i]: 3"], "`a` has more than one step", "a", None),
        (["a[i]: z"], "the entries of `a` must be numbers: `z` has shape (n,)", "z", None),
        (["a[k]: 1"], "the parameter `k` must be a declared index or natural number", "k", "index(n)"),
        (["a[x]: 1"], "the parameter `x` must be a declared index or natural number", "x", None),
        (["a[i, i]: 1"], "two parameters of `a` have the same name", "a", None),
        (["f(u, u): u"], "two parameters of `f` have the same name", "u", None),
        (["f(u + 1): u"], "a parameter must be a name", "u + 1", None),
        (["a: z[i]"], "the index `i` is free in the definition of `a`", "i", "`a[i]: …`, or sum over i"),
        (["f(u): u*z[i]"], "the index `i` is free in the definition of `f`", "i", "sum over i"),
        (["f(u): u*nowhere"], "`nowhere` is not declared", "nowhere", None),
        (["a: 2x"], "an operator is missing", "2x", "2*x"),
        (["2a: x"], "`2a` is not a name", "2a", None),
    ],
)
def test_mistakes(define: list[str], message: str | None, at: str | None, hint: str | None) -> None:
    found = complaints("1 == 1", define=define)[0]
    assert message is None or found[0] == message
    assert at is None or found[1] == at
    assert hint is None or hint in (found[2] or "")


def test_recursions_through_each_other() -> None:
    found = complaints("1 == 1", define=["a[0]: 1", "a[t]: b[t]", "b[t]: a[t-1]"])
    assert found[0][0] == "`a` is defined in terms of itself: a → b → a"


def test_a_parameter_does_not_reach_into_another_definition() -> None:
    """With L defined through the declared w, `g(w): D(L, w)` would be 0, which nobody means."""
    message, at, hint = complaint("1 == 1", define=["L: w**2", "grd(w): D(L, w)"])
    assert message == "a definition within `grd` depends on the declared `w`, which is not the parameter `w`"
    assert at == "grd"
    assert "another name" in (hint or "")


def test_what_is_not_an_entry_or_a_value() -> None:
    define = ["f(u): u", "a[i]: z[i]", "s: x + 1"]
    for text, message in [
        ("f == 1", "`f` is a function"),
        ("f[1] == 1", "`f` is a function"),
        ("a(1) == 1", "`a` is defined, but not as a function"),
        ("s(1) == 1", "`s` is defined, but not as a function"),
        ("s[1] == 1", "`s` is a scalar and has no entries"),
        ("f(1, 2) == 1", "`f` takes 1 argument, not 2"),
        ("a[0] == 1", "the index `0` of `a` lies outside 1..n"),
    ]:
        assert complaint(text, define=define)[0] == message


def test_before_the_beginning_of_a_recursion() -> None:
    define = ["a[1]: 1", "a[t]: a[t-1]/2"]
    assert complaint("a[0] == 1", define=define)[0] == "`a` begins at 1"


LOCAL = """
declare: {x, y: real, n: size, "z": "real[n]", k: natural}
define: {f(u): u*x, c: 3}
claims:
  - {id: adds, declare: {p: positive}, define: {g(u): f(u) + p}, claim: g(y) == y*x + p}
  - {id: free, declare: {y: positive}, claim: y > 0}
  - {id: taken, declare: {x: positive}, claim: x > 0}
  - {id: redefined, define: {c: 4}, claim: c == 4}
  - {id: size, declare: {n: real}, claim: n == n}
"""


def test_local_names_extend_the_files() -> None:
    problem = load(Source("f", LOCAL.replace("x, y: real", '"x, y": real').replace("f(u): u*x", '"f(u)": u*x')))
    found = {}
    for raw in problem.claims:
        try:
            found[raw.id] = elaborate(problem, raw)
        except LanguageError as error:
            found[raw.id] = error.complaints[0].message
    assert {s.name for s in found["adds"].symbols} == {"x", "y", "p"}
    assert [s.type.kind for s in found["free"].symbols] == [Kind.POSITIVE]
    assert found["taken"] == "`x` has a meaning for the whole file, and other names depend on it"
    assert found["size"] == "`n` has a meaning for the whole file, and other names depend on it"
    assert found["redefined"].statement.args[0].value == 4


def test_claims_do_not_depend_on_their_order() -> None:
    text = """
declare: {x: real}
define: {f(u): u**2, L: f(x)}
claims:
  - {id: a, claim: f(2) + f(x) == L}
  - {id: b, claim: "Subs(f(u), u, 3) + f(x) == L"}
"""
    first, second = load(Source("f", text)), load(Source("f", text))
    forward = [elaborate(first, c) for c in first.claims]
    backward = [elaborate(second, c) for c in reversed(second.claims)][::-1]
    assert forward == backward
