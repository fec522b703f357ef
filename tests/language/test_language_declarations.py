"""Every spelling of a declaration, and what is said of those that are none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from language_tools import claim, complaint, complaints, shown

from derivcheck.language.core import FunctionType, Kind, Size, Symbol, Type

SIZES = ("n, m, N, C: size", "i, j: index(n)", "u: real[n]", "Q: real[n, n]", "p: real(0, 1)[n]", "s: positive")


def symbol(declaration: str, use: str = "x", define: tuple[str, ...] = ()) -> Symbol:
    """The symbol ``x`` that a declaration makes."""
    found = claim(f"{use} == {use}", [*SIZES, declaration], define)
    return next(s for s in found.symbols if s.name == "x")


@pytest.mark.parametrize(
    "kind", ["real", "positive", "nonnegative", "nonzero", "integer", "natural", "size", "complex"]
)
def test_scalars(kind: str) -> None:
    assert symbol(f"x: {kind}").type == Type(Kind(kind))


@pytest.mark.parametrize("kind", ["real", "positive", "nonnegative", "nonzero", "integer", "natural", "complex"])
def test_tensors_of_every_kind(kind: str) -> None:
    found = symbol(f"x: {kind}[n, 3]").type
    assert isinstance(found, Type)
    assert found.kind is Kind(kind)
    assert [(str(a.first), str(a.last)) for a in found.shape] == [("1", "n"), ("1", "3")]


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("real(0, 1)", (Fraction(0), Fraction(1))),
        ("real(-1/2, 0.25)", (Fraction(-1, 2), Fraction(1, 4))),
        ("real(0, oo)", (Fraction(0), None)),
        ("real(-oo, 3)", (None, Fraction(3))),
        ("real(0,1)[n]", (Fraction(0), Fraction(1))),
    ],
)
def test_intervals(text: str, within: tuple[Fraction | None, Fraction | None]) -> None:
    assert symbol(f"x: {text}").within == within


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("real[2*n + 1, n*m - 1]", [("1", "2*n + 1"), ("1", "m*n - 1")]),
        ("real[0..N-1, C]", [("0", "N - 1"), ("1", "C")]),
        ("real[-2..2]", [("-2", "2")]),
        ("real[natural]", [("0", "None")]),
        ("real[n**2]", [("1", "n*n")]),
        ("real[2, 3, n, m]", [("1", "2"), ("1", "3"), ("1", "n"), ("1", "m")]),
    ],
)
def test_axes(text: str, bounds: list[tuple[str, str]]) -> None:
    found = symbol(f"x: {text}").type
    assert isinstance(found, Type)
    assert [(str(a.first), str(a.last)) for a in found.shape] == bounds


@pytest.mark.parametrize(
    ("text", "first", "last", "kind"),
    [
        ("index(n)", "1", "n", Kind.NATURAL),
        ("index(3)", "1", "3", Kind.NATURAL),
        ("index(0, N - 1)", "0", "N - 1", Kind.NATURAL),
        ("index(0..N-1)", "0", "N - 1", Kind.NATURAL),
        ("index(-n, n)", "-n", "n", Kind.INTEGER),
    ],
)
def test_indices(text: str, first: str, last: str, kind: Kind) -> None:
    found = symbol(f"x: {text}")
    assert found.axis is not None
    assert (str(found.axis.first), str(found.axis.last), found.type) == (first, last, Type(kind))


@pytest.mark.parametrize(
    ("text", "properties"),
    [
        ("real[n, n], symmetric", {"symmetric"}),
        ("real[n, n], orthogonal, invertible", {"orthogonal", "invertible"}),
        ("real[n, n], diagonal", {"diagonal"}),
        ("real[n, n], positive_definite", {"positive_definite", "symmetric"}),
        ("real[n, n], positive_semidefinite", {"positive_semidefinite", "symmetric"}),
        ("real[n], one_hot", {"one_hot"}),
        ("real[n, m], zero_outside", {"zero_outside"}),
    ],
)
def test_properties(text: str, properties: set[str]) -> None:
    assert symbol(f"x: {text}").properties == properties


def test_functions() -> None:
    found = symbol("x: function(real[n], positive), C2", "x(u, s)").type
    assert isinstance(found, FunctionType)
    assert [len(a.shape) for a in found.arguments] == [1, 0]
    assert found.twice
    assert found.result == Type(Kind.REAL)
    matrix = symbol("x: function(real) -> real[n, n], invertible", "x(s)")
    assert isinstance(matrix.type, FunctionType)
    assert len(matrix.type.result.shape) == 2
    assert not matrix.type.twice
    assert matrix.properties == {"invertible"}


def test_a_function_of_a_defined_tensor() -> None:
    found = symbol("x: function(O)", define=("O[i]: u[i]**2",))
    assert found.of is not None
    assert shown(found.of) == "{i': pow(u[i'], 2)}"


def test_a_function_of_a_declared_tensor() -> None:
    found = symbol("x: function(u)")
    assert found.of is not None
    assert shown(found.of) == "u"


@pytest.mark.parametrize(
    ("text", "use", "name", "kind", "axes"),
    [
        ("x: ~Normal(0, s**2)", "x", "Normal", Kind.REAL, 0),
        ("x: ~MeanVar(0, 1)", "x", "MeanVar", Kind.REAL, 0),
        ("x: ~Uniform(0, s)", "x", "Uniform", Kind.REAL, 0),
        ("x: ~Poisson(s)", "x", "Poisson", Kind.NATURAL, 0),
        ("x: ~Exponential(s)", "x", "Exponential", Kind.NONNEGATIVE, 0),
        ("x: ~Categorical(p)", "x", "Categorical", Kind.SIZE, 0),
        ("x[i]: ~Bernoulli(p[i])", "x[j]", "Bernoulli", Kind.NATURAL, 1),
        ("x[i, j]: ~Normal(u[i]*u[j], 1)", "x[i, j]", "Normal", Kind.REAL, 2),
        ("x: ~Normal(u, Q)", "x[j]", "Normal", Kind.REAL, 1),
        ("x: ~MeanVar(u, Q)", "x[j]", "MeanVar", Kind.REAL, 1),
    ],
)
def test_laws(text: str, use: str, name: str, kind: Kind, axes: int) -> None:
    found = symbol(text, use)
    assert found.law is not None
    assert found.law.name == name
    assert isinstance(found.type, Type)
    assert (found.type.kind, len(found.type.shape)) == (kind, axes)


def test_a_laws_parameters_see_its_indices() -> None:
    law = symbol("x[i]: ~Bernoulli(p[i])", "x[j]").law
    assert law is not None
    assert [s.number > 0 for s in law.indices] == [True]
    assert shown(law.parameters[0]) == "p[i']"


def test_names_of_all_scripts_and_of_functions() -> None:
    found = claim("gamma + beta + λ + é == E + I + N + S", ["gamma, beta, λ, é, E, I, N, S: real"])
    assert [s.name for s in found.symbols] == ["gamma", "beta", "λ", "é", "E", "I", "N", "S"]


def test_declared_names_have_one_spelling() -> None:
    assert len(claim("\u00b5 == \u03bc", ["\u00b5: real"]).symbols) == 1


def test_sizes_come_with_what_they_measure() -> None:
    found = claim("u[1] == 0", SIZES)
    assert [s.name for s in found.symbols] == ["n", "u"]


@pytest.mark.parametrize(
    ("declaration", "message", "at", "hint"),
    [
        ("x: rel", "`rel` is not a type", "rel", "did you mean `real`?"),
        ("x: vector", "`vector` is not a type", "vector", "real[n]"),
        ("x: foo", "`foo` is not a type", "foo", "the types are real"),
        ("x: real[0]", "an axis has at least 1 entry, not 0", "0", None),
        ("x: real[n", "this `[` is never closed", "[", None),
        ("x: real]", "`]` is not expected here", "]", None),
        ("x: real[n/2]", "`n/2` is not a size", "n/2", "2*n + 1"),
        ("x: real[s]", "`s` is not a size", "s", None),
        ("x: real[y]", "`y` is not declared", "y", "--declare 'y: real'"),
        ("x: real[n, n] symmetric", "`symmetric` is not expected here", "symmetric", "after a comma"),
        ("x: real[n, n], symetric", "`symetric` is not a property", "symetric", "did you mean `symmetric`?"),
        ("x: real[n, n],", "a property is missing after the comma", ",", None),
        ("x: real, positive", "`positive` is not a property", "positive", "the kind comes first"),
        ("x: real, C2", "`C2` is not a property", "C2", "functions"),
        ("x: real[n], symmetric", "only a square matrix can be symmetric", "symmetric", None),
        ("x: real[n, m], invertible", "only a square matrix can be invertible", "invertible", None),
        ("x: real[n, n], one_hot", "only a vector can be one_hot", "one_hot", None),
        ("x: real, zero_outside", "only a tensor can be zero_outside", "zero_outside", None),
        ("x: positive(0, 1)", "only `real` takes an interval, not `positive`", "positive", "given"),
        ("x: real(1, 0)", "the interval (1, 0) is empty", "1, 0", None),
        ("x: real(0)", "an interval has two ends, as in real(0, 1)", "real", None),
        ("x: real(0, pi)", "an end of an interval must be a rational number, not `pi`", "pi", "given"),
        ("x: size[3]", "a size is a single number", "size", None),
        ("x: real[natural, n]", "an infinite sequence has one axis only", "real", None),
        ("x: index", "an index has a range", "index", "index(n)"),
        ("x: index(1, 2, 3)", "an index has one or two bounds", "index", None),
        ("x: index(3, 1)", "the range 3..1 is empty", "index", None),
        ("x: function", "a function has arguments", "function", None),
        ("x: function()", "a function has arguments", "function", "function(real)"),
        ("x: function(foo)", "`foo` is not a type", "foo", None),
        ("x: function(real) -> foo", "`foo` is not a type", "foo", None),
        ("x: function(n)", "`n` is an integer, on which nothing depends differentiably", "n", None),
        ("x: ~Normal(0)", "the law is written Normal(mean, variance)", "Normal(0)", None),
        ("x: ~Nrmal(0, 1)", "there is no law `Nrmal`", "Nrmal", "did you mean `Normal`?"),
        ("x: ~N(0, 1)", "there is no law `N`", "N", "~Normal"),
        ("x: ~3", "a law is written ~Normal(mean, variance)", "3", None),
        ("x[k]: ~Normal(0, 1)", "`k` is not declared as an index", "k", "index(n)"),
        ("x: ~Normal(u, 1)", None, "Normal(u, 1)", None),
        ("x: ~Bernoulli(u)", "~Bernoulli takes numbers: `u` has shape (n,)", "u", "each entry"),
        ("x: ~Categorical(1/2)", None, "Categorical(1/2)", None),
        ("x[i]: real", "`x` is declared without brackets", "x", "real[n]"),
        ("x y: real", "`x y` is not a name", "x y", "commas"),
        ("2x: real", "`2x` is not a name", "2x", "digit"),
        ("x.y: real", "`x.y` is not a name", "x.y", None),
        ("[red]: real", "`[red]` is not a name", "[red]", None),
        ("lambda: real", "`lambda` is a reserved word and cannot be a name", "lambda", "write lam or λ"),
        ("and: real", "`and` is a reserved word and cannot be a name", "and", None),
        ("x, x: real", "`x` is declared twice", "x", "see line"),
        ("x: real[x]", "`x` is declared in terms of itself", "x", None),
    ],
)
def test_mistakes(declaration: str, message: str | None, at: str, hint: str | None) -> None:
    found = complaint("1 == 1", [*SIZES, declaration])
    assert message is None or found[0] == message
    assert found[1] == at
    assert hint is None or hint in (found[2] or "")


@pytest.mark.parametrize("name", ["D", "Sum", "Product", "Expect", "Var", "Cov", "Limit", "Integral", "Subs"])
def test_reserved_names(name: str) -> None:
    assert complaint("1 == 1", [f"{name}: real"])[0] == f"`{name}` cannot be declared: it has a fixed meaning"
    assert complaint("1 == 1", [], [f"{name}: 1"])[0] == f"`{name}` cannot be defined: it has a fixed meaning"


def test_a_name_is_declared_or_defined_but_not_both() -> None:
    assert complaint("1 == 1", ["x: real"], ["x: 1"])[0] == "`x` is both declared and defined"


def test_all_mistakes_at_once() -> None:
    found = complaints("1 == 1", ["x: rel", "y: real[0]", "D: real"])
    assert len(found) == 3


def test_sizes_of_axes_are_polynomials() -> None:
    found = symbol("x: real[(n + 1)*(n - 1)]").type
    assert isinstance(found, Type)
    assert found.shape[0].last == Size.named("n") * Size.named("n") - Size.of(1)
