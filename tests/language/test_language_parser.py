"""The syntax tree of what is typed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from language_tools import tree

from derivcheck.language import syntax
from derivcheck.language.parser import parse
from derivcheck.language.source import Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a - b", "sub(a, b)"),
        ("a + b + c", "add(a, b, c)"),
        ("a + b - c - d", "add(a, b, neg(c), neg(d))"),
        ("a - b - c", "add(a, neg(b), neg(c))"),
        ("(a + b) + c", "add(add(a, b), c)"),
        ("a + (b + c)", "add(a, add(b, c))"),
        ("(a - b) - c", "sub(sub(a, b), c)"),
        ("a*b*c/d", "div(mul(a, b, c), d)"),
        ("a/b*c", "mul(div(a, b), c)"),
        ("(a*b)*c", "mul(mul(a, b), c)"),
        ("a/b/c", "div(div(a, b), c)"),
        ("-a**2", "neg(pow(a, 2))"),
        ("a**-b**c", "pow(a, neg(pow(b, c)))"),
        ("+a", "a"),
        ("2*-x", "mul(2, neg(x))"),
        ("A @ B * c", "mul(matmul(A, B), c)"),
        ("A.T @ x.T", "matmul(A.T, x.T)"),
        ("x[i, j + 1]", "x[i, add(j, 1)]"),
        ("softmax(z)[i]", "softmax!(z)[i]"),
        ("f()", "f!()"),
        ("f(a, (b, 1))", "f!(a, <b, 1>)"),
        ("(a,)", "<a>"),
        ("()", "<>"),
        ("[[1, 2], [3, x]]", "[[1, 2], [3, x]]"),
        ("((((x))))", "x"),
        ("True and False", "and(True, False)"),
        ("Limit(f, x, a, '+')", "Limit!(f, x, a, '+')"),
        ('Limit(f, x, a, "-")', "Limit!(f, x, a, '-')"),
    ],
)
def test_expressions(text: str, expected: str) -> None:
    assert tree(parse(text, Span)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a == b", "eq(a, b)"),
        ("0 <= a <= 1/l", "le/le(0, a, div(1, l))"),
        ("a < b > c >= d != e", "lt/gt/ge/ne(a, b, c, d, e)"),
        ("a ~= 0.50", "approx(a, 1/2:2)"),
        ("a ~= 0.5 != c", "approx/ne(a, 1/2:1, c)"),
        ("(a) ~= (0.5)", "approx(a, 1/2:1)"),
        ("a => b", "implies(a, b)"),
        ("a=>b", "implies(a, b)"),
        ("a >= b => c <= d", "implies(ge(a, b), le(c, d))"),
        ("a => b => c", "implies(a, implies(b, c))"),
        ("(a => b) => c", "implies(implies(a, b), c)"),
        ("a <=> b", "iff(a, b)"),
        ("a<=>b", "iff(a, b)"),
        ("a <=> b => c <=> d", "iff(a, implies(b, c), d)"),
        ("not a and b or c => d", "implies(or(and(not(a), b), c), d)"),
        ("not a == b", "not(eq(a, b))"),
        ("f(x > 0 => y > 0, z)", "f!(implies(gt(x, 0), gt(y, 0)), z)"),
        ("((a => b) <=> (c => d)) and e", "and(iff(implies(a, b), implies(c, d)), e)"),
        ("[a => b, c][i]", "[implies(a, b), c][i]"),
        ("_ == 1 and (a => _)", "and(eq(_, 1), implies(a, _))"),
    ],
)
def test_relations_and_logic(text: str, expected: str) -> None:
    assert tree(parse(text, Span)) == expected


@pytest.mark.parametrize(
    ("text", "value", "places"),
    [
        ("7", Fraction(7), None),
        ("0", Fraction(0), None),
        ("0.1", Fraction(1, 10), 1),
        ("0.50", Fraction(1, 2), 2),
        (".5", Fraction(1, 2), 1),
        ("2.", Fraction(2), 0),
        ("1e-3", Fraction(1, 1000), 3),
        ("1.25e-1", Fraction(1, 8), 3),
        ("1e3", Fraction(1000), -3),
        ("12.5E1", Fraction(125), 0),
        ("0.1234567890123456789012345", Fraction(1234567890123456789012345, 10**25), 25),
        ("9" * 999, Fraction(10**999 - 1), None),
    ],
)
def test_numbers_are_exact(text: str, value: Fraction, places: int | None) -> None:
    number = parse(text, Span)
    assert isinstance(number, syntax.Number)
    assert (number.value, number.places) == (value, places)


def test_names_have_one_spelling() -> None:
    micro, mu = "\u00b5", "\u03bc"
    assert tree(parse(micro, Span)) == tree(parse(mu, Span)) == mu
    assert tree(parse("λ*ñ + x̂", Span)) == "add(mul(λ, ñ), x̂)"
    assert tree(parse("\U0001d431 + 1", Span)) == "add(x, 1)"  # a mathematical bold x


def test_spans_cover_what_was_typed() -> None:
    text = "λ + (µ*x) ~= f(éa, 1)  # with a comment"
    parsed = parse(text, Span)
    assert isinstance(parsed, syntax.Relation)
    left, right = parsed.operands
    assert isinstance(left, syntax.Operation)
    assert isinstance(right, syntax.Call)
    pieces = [text[p.span.start : p.span.end] for p in (*left.operands, right, right.function, *right.args)]
    assert pieces == ["λ", "µ*x", "f(éa, 1)", "f", "éa", "1"]


def test_text_may_go_on_over_lines_with_comments() -> None:
    text = "a +   # first\n  b\n  == c  # ( not a bracket\n"
    assert tree(parse(text, Span)) == "eq(add(a, b), c)"


def test_spans_of_implications_within_brackets() -> None:
    text = "f(  x > 0 => y, z)"
    parsed = parse(text, Span)
    assert isinstance(parsed, syntax.Call)
    inner = parsed.args[0]
    assert text[inner.span.start : inner.span.end] == "x > 0 => y"


def test_long_sums_stay_flat() -> None:
    parsed = parse(" + ".join(["x"] * 500) + " - y", Span)
    assert isinstance(parsed, syntax.Operation)
    assert len(parsed.operands) == 501
