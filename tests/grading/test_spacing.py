"""One spacing for all: the same tokens, each at its place, and the same answers decided once."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.grading.spacing import spaced
from derivcheck.grading.submission import submission
from derivcheck.grading.task import Tasks
from derivcheck.language.located import Located
from derivcheck.language.problem import load
from derivcheck.language.source import Source
from derivcheck.language.tokens import Mark, tokens

PIECES = ["x", "12", "1.5", "+", "-", "*", "**", "/", "(", ")", "[", "]", ",", "==", "<", "=", ">", "~", "and", "not"]
PIECES += ["let", "# from (2)\n", "\n", " ", "  ", "\t", ".", "^", "'", "λ", "\u200b", "|"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-x+ 3*y **-2", "-x + 3*y**-2"),
        ("D( x ,y )==- 2*x   # from (1)  \n   == f(x)[ 1 ]", "D(x, y) == -2*x  # from (1)\n== f(x)[1]"),
        ("let  a=exp( -x)\n\n x==a", "let a = exp(-x)\nx == a"),
        ("x>0 and not-x<1", "x > 0 and not -x < 1"),
        ("(1)(x+y) == (y + x)", "(1) (x + y) == (y + x)"),
        ("* *", "* *"),  # which must not become a power
        ("< =", "< ="),
    ],
)
def test_spacing(text: str, expected: str) -> None:
    assert spaced(Located.contiguous(text, 0)).text == expected


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES)))
def test_the_tokens_and_their_places_stay(pieces: list[str]) -> None:
    text = Located.contiguous("".join(pieces), 7)
    found = spaced(text)
    assert len(found.offsets) == len(found.text) + 1
    before, after = list(tokens(text.text)), list(tokens(found.text))
    assert [t.text.rstrip() for t in before] == [t.text.rstrip() for t in after]
    assert [text.offsets[t.start] for t in before] == [found.offsets[t.start] for t in after]
    assert spaced(found).text == found.text


@settings(deadline=None)
@given(st.integers())
def test_answers_that_differ_in_spaces_are_one_task(seed: int) -> None:
    generator = Random(seed)
    words = [t.text for t in tokens("D(x**2, x) == x + x # a sum") if t.mark is not Mark.COMMENT]
    text = "".join(word + " " * generator.randrange(3) for word in words) + "# a sum"
    problem = load(Source("a", "declare: {x: real}\nquestions: [{id: q, ask: 'D(x**2, x)', answer: 2*x}]\n"))
    tasks = Tasks(problem)
    for answer in ("D(x**2, x) == x + x # a sum", text):
        handed_in = submission(Source("s", f"answers:\n  q: |\n    {answer}\n"), False, frozenset({"q"}))
        tasks.number(problem.questions[0], handed_in.answers["q"], ())
    assert tasks.asked == [2]
