"""What z3 and SymPy are asked about bounds says the same as the claim, and their answers are read as meant."""

from __future__ import annotations

import pytest

from benchmarks.bounds import METHODS, Item, main
from derivcheck.engine.goal import questions
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

_NAMES = ("x, y: real", "a, b: positive")


def _item(claim: str, *given: str) -> Item:
    problem = single(claim, list(_NAMES), (), list(given))
    elaborated = elaborate(problem, problem.claims[0])
    return problem, problem.claims[0], tuple(questions(elaborated, elaborated.statement))


@pytest.mark.parametrize(
    ("claim", "given", "answers"),
    [
        ("x**2 + 1 > 0", (), ("proved", "proved", "proved")),
        ("x**2 + y**2 >= 2*x*y", (), ("proved", "proved", None)),
        ("x**2 > 0", (), ("refuted", "refuted", None)),
        ("sqrt(a*b) <= (a + b)/2", (), ("proved", "proved", None)),
        ("1/x >= 1", ("0 < x", "x <= 1"), ("proved", "proved", None)),
        ("Abs(x) >= x", (), ("proved", "proved", None)),
        ("exp(x) >= 1 + x", (), ("proved", "undecided", None)),
    ],
)
def test_what_the_methods_answer(claim: str, given: tuple[str, ...], answers: tuple[str | None, ...]) -> None:
    for (method, ask), answer in zip(METHODS.items(), answers, strict=True):
        found = ask(_item(claim, *given), 10.0)
        assert found == answer or answer is None, method
        assert {found, answers[0]} != {"proved", "refuted"}, method


def test_the_program_runs(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--only", "means-of-two", "--timeout", "5"])
    shown = capsys.readouterr().out
    assert all(method in shown for method in METHODS)
