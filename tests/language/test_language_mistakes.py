"""Text that is not an expression: what the message says, where it points, and its hint."""

from __future__ import annotations

import pytest
from language_tools import parse_complaints


@pytest.mark.parametrize(
    ("text", "message", "at", "hint"),
    [
        ("2x", "an operator is missing", "2x", "2*x"),
        ("2(x+1)", "an operator is missing", "2(", "2*(…"),
        ("x y", "an operator is missing", "x y", "x*y"),
        ("(x+1)(x-1)", "an operator is missing", ")(", "*"),
        ("f(x)(y)", "an operator is missing", ")(", "*"),
        ("x[i](y)", "an operator is missing", "](", "*"),
        ("d/dx x**2", "an operator is missing", "dx x", "D(f, x)"),
        ("sin x", "an operator is missing", "sin x", "write sin(x) for a function, sin*x for a product"),
        ("A' == A", "`'` is not an operator here", "'", "A.T for a transpose"),
        ("x 2", "an operator is missing", "x 2", "x*2"),
        ("1_000", "digits are written without underscores", "1_000", None),
        ("0x1F", "only decimal numbers are read", "0x1F", None),
        ("2j", "`2j` is not a number", "2j", "2*I"),
        ("010", "`010` has a leading zero", "010", None),
        ("1and x", "a space is missing before `and`", "1and", None),
        ("x^2", "`^` is not an operator here", "^", "`**`"),
        ("n!", "`!` is not an operator here", "!", "factorial(n)"),
        ("!a", "`!` is not an operator here", "!", "`not`"),
        ("a // b", "`//` is not an operator here", "//", "floor"),
        ("a % b", "`%` is not an operator here", "%", "Mod"),
        ("a & b", "`&` is not an operator here", "&", "and"),
        ("a << b", "`<<` is not an operator here", "<<", None),
        ("a = b", "`=` is not an operator here", "=", "`==`"),
        ("(x := 1)", "`:=` is not an operator here", ":=", None),
        ("x[1:2]", "`:` is not an operator here", ":", None),
        ("a -> b", "`->` is not an operator here", "->", "`=>`"),
        ("a ≤ b", "`≤` is not an operator here", "≤", "`<=`"),
        ("a − b", "`−` is not an operator here", "−", "`-`"),
        ("x²", "`²` is not an operator here", "²", "`**2`"),
        ("∑ + 1", "`∑` is not an operator here", "∑", "Sum"),
        ("f'(x)", "`'` is not an operator here", "'", "D(f(x), x)"),
        ("f'(x) + g'(x)", "quoted text has no meaning here", "'(x) + g'", "D(f(x), x)"),
        ("__import__('os')", "quoted text has no meaning here", "'os'", "quotes"),
        ('f"{x}"', "quoted text has no meaning here", '"{x}"', None),
        ("x.shape", "`.shape` is not allowed", ".shape", "shape(A)"),
        ("x.__class__", "`.__class__` is not allowed", ".__class__", "A.T"),
        ("A.inv()", "`.inv` is not allowed", ".inv", "inv(A)"),
        ("x.", "`.` must be followed by T, the transpose", ".", None),
        ("x.T(3)", "only a function that has a name can be called", "x.T(3)", "`*`"),
        ("a +", "an expression is missing after `+`", "+", None),
        ("a + * b", "an expression is missing before `*`", "*", None),
        ("== b", "an expression is missing before `==`", "==", None),
        ("f(,)", "an expression is missing before `,`", ",", None),
        ("f(*a)", "an expression is missing before `*`", "*", None),
        ("f(x=1)", "`=` is not an operator here", "=", None),
        ("[]", "an expression is missing before `]`", "[]", None),
        ("x[]", "an expression is missing before `]`", "[]", None),
        ("(a", "this `(` is never closed", "(", None),
        ("a)", "this `)` closes nothing", ")", None),
        ("[a)", "`)` stands where `[` should be closed", ")", None),
        ("a, b", "a comma can only stand in brackets", ",", "parentheses"),
        ("a == not b", "`not` cannot stand after `==`", "not", "parentheses"),
        ("a $ b", "`$` is not an operator here", "$", "LaTeX"),
        ("\\frac", "`\\` is not an operator here", "\\", "LaTeX"),
        ("a ± b", "`±` has no meaning here", "±", None),
        ("a; b", "`;` is not an operator here", ";", None),
    ],
)
def test_one_mistake(text: str, message: str, at: str, hint: str | None) -> None:
    first = parse_complaints(text)[0]
    assert first[:2] == (message, at)
    if hint is not None:
        assert first[2] is not None
        assert hint in first[2]


@pytest.mark.parametrize("word", ["lambda", "if", "for", "in", "is", "None", "import", "yield", "await", "class"])
def test_reserved_words(word: str) -> None:
    message, at, hint = parse_complaints(f"1 + {word}")[0]
    assert message == f"`{word}` is a reserved word and cannot be a name"
    assert at == word
    assert hint


def test_lambda_has_a_way_out() -> None:
    assert parse_complaints("lambda*x")[0][2] == "write lam or λ"


@pytest.mark.parametrize("text", ["", "   ", "\n", "# only a comment"])
def test_nothing_at_all(text: str) -> None:
    assert parse_complaints(text)[0][0] == "there is no expression here"


def test_conditional_expressions_and_comprehensions() -> None:
    assert "Piecewise" in (parse_complaints("a if b else c")[0][2] or "")
    assert "Sum" in (parse_complaints("[x for x in y]")[0][2] or "")


def test_all_mistakes_are_named_at_once() -> None:
    found = parse_complaints("2x + y^2 + |z| + a.b")
    assert [at for _, at, _ in found] == ["2x", "^", "|", "|", ".b"]


def test_a_name_with_console_markup_is_plain_text() -> None:
    found = parse_complaints("[red]x + 1")
    assert found[0][0] == "an operator is missing"


def test_long_text_is_cut_in_messages() -> None:
    message = parse_complaints("1 + 'a" + "b" * 500 + "'")[0][0]
    assert len(message) < 200
