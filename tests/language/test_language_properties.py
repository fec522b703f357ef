"""Arbitrary text never does more than make a complaint."""

from __future__ import annotations

import string
from collections.abc import Callable
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from language_tools import COMMON

from derivcheck.language.document import decode, read
from derivcheck.language.elaborate import elaborate
from derivcheck.language.parser import parse
from derivcheck.language.problem import check_environment, load, single
from derivcheck.language.scalar import locate_scalar
from derivcheck.language.source import LanguageError, Source, Span
from derivcheck.language.tokens import Token, tokens

WORDS = [
    "x", "y", "z", "v", "W", "A", "i", "j", "n", "t", "q", "g", "c", "psi", "D", "Sum", "Product", "Subs",
    "Limit", "Integral", "Expect", "grad", "jac", "shape", "norm", "exp", "sqrt", "Max", "O", "Piecewise",
    "delta", "inv", "det", "eye", "ones", "diag", "softmax", "convex", "Exists", "True", "oo", "'+'", "factorial",
    "0", "1", "2", "0.5", "1e-3", "(", ")", "[", "]", ",", ".", "+", "-", "*", "/", "**", "@", "==", "!=", "<",
    "<=", ">", ">=", "~=", "=>", "<=>", "and", "or", "not", ".T", "lambda", "|", "!", "^", "%", ":", ";", "λ",
    "∑", "²", "_", "#", "=", "'", "\"", "..", "\n",
]
TYPES = ["real", "size", "index", "function", "~", "Normal", "->", "symmetric", "..", "natural"]
EXPRESSIONS = st.recursive(
    st.sampled_from(["x", "y", "z", "v", "W", "A", "z[i]", "g[t]", "psi(z)", "c", "2", "0.5", "n", "i", "t", "pi"]),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["+", "-", "*", "/", "**", "@"]), inner),
        st.builds("{}({})".format, st.sampled_from(["exp", "-", "floor", "det", "norm", "softmax", "f", "df"]), inner),
        st.builds("{}({}, {})".format, st.just("D"), inner, st.sampled_from(["x", "z[j]", "c"])),
        st.builds("Sum({}, {})".format, inner, st.sampled_from(["i", "(i, 1, n)", "(k, 0, t)"])),
        st.builds("Subs({}, {}, {})".format, inner, st.sampled_from(["x", "z", "k"]), inner),
        st.builds("({}).T".format, inner),
        st.builds("{}[{}]".format, inner, inner),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("Piecewise(({0}, {0} > 0), ({1}, True))".format, inner, inner),
    ),
    max_leaves=8,
)


def complained(step: Callable[[], object]) -> list[Span]:
    """Where the complaints of a step point; any other exception is a fault."""
    try:
        step()
    except LanguageError as error:
        return [c.span for c in error.complaints] or [Span(-1, -1)]
    return []


def reads(text: str) -> None:
    for span in complained(lambda: parse(text, Span)):
        assert 0 <= span.start <= span.end <= max(len(text), 1)


def means(text: str) -> None:
    problem = single(text, COMMON, ["f(u): u**2 + x", "df(u): D(f(u), u)"])
    for span in complained(lambda: elaborate(problem, problem.claims[0])):
        assert 0 <= span.start <= span.end <= len(problem.source.text)


def _solid(text: str, found: list[Token]) -> list[str]:
    """What is left of the text without the white space between tokens."""
    ends = [0, *[t.end for t in found]]
    starts = [*[t.start for t in found], len(text)]
    gaps = [text[a:b] for a, b in zip(ends, starts, strict=True)]
    assert all(gap == "" or gap.isspace() for gap in gaps)
    return [text[t.start : t.end] for t in found]


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=40))
def test_any_text(text: str) -> None:
    reads(text)
    found = list(tokens(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert sum(t.end - t.start for t in found) == sum(len(part) for part in _solid(text, found))


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
def test_any_words(text: str) -> None:
    reads(text)
    if text.strip():
        means(text)


@settings(deadline=None, max_examples=300)
@given(EXPRESSIONS, st.sampled_from(["==", "<", "~="]), EXPRESSIONS)
def test_any_expressions(left: str, relation: str, right: str) -> None:
    means(f"{left} {relation} {right}")


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet=string.printable + "λ\x85\u2028", max_size=60))
def test_any_yaml(text: str) -> None:
    for span in complained(lambda: read(Source("f", text))):
        assert 0 <= span.start <= span.end <= len(text) + 1


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    for span in complained(lambda: load(decode("f", data))):
        assert 0 <= span.start <= span.end <= len(data) + 1


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(["declare", "define"]),
    st.lists(st.sampled_from([*WORDS, *TYPES]), max_size=8),
    st.lists(st.sampled_from([*TYPES, *WORDS]), max_size=8),
)
def test_any_declaration(part: str, key: list[str], value: list[str]) -> None:
    text = " ".join(key) + ": " + " ".join(value)
    declare = [*COMMON, text] if part == "declare" else COMMON
    define = [text] if part == "define" else []
    for span in complained(lambda: check_environment(single("1 == 1", declare, define))):
        assert span.start >= 0


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="ab +=\n\"'\\é", min_size=1, max_size=30), st.sampled_from(["'", '"']))
def test_every_character_of_a_quoted_scalar_is_found(text: str, quote: str) -> None:
    body = text.replace("'", "''") if quote == "'" else text.replace("\\", "\\\\").replace('"', '\\"')
    body = body.replace("\n", "" if quote == "'" else "\\n")
    value = text.replace("\n", "") if quote == "'" else text
    whole = f"{quote}{body}{quote}"
    found = locate_scalar(whole, value, quote, Span(0, len(whole)))
    for at, character in enumerate(value):
        assert whole[found.offsets[at]] in (character, "\\")
