"""Formulas as they stand on paper, and that nothing in them is folded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from derivcheck.language.core import Claim
from derivcheck.language.elaboration import elaborate
from derivcheck.language.problem import single
from derivcheck.report.mathematics import pretty

FILE = Path(__file__).parent / "snapshots" / "mathematics.txt"


def elaborated(claim: str, declare: Sequence[str] = ("x, y, a, b: real",), define: Sequence[str] = ()) -> Claim:
    problem = single(claim, declare, define)
    return elaborate(problem, problem.claims[0])


def drawn(claim: str, width: int = 80, unicode: bool = True, **words: Sequence[str]) -> str | None:
    return pretty(elaborated(claim, **words).statement, width, unicode)


def cases() -> list[tuple[str, list[str], str]]:
    """Statement, declarations and definitions (with ``= `` before them), and picture of every case in the file."""
    found = []
    for part in FILE.read_text(encoding="utf-8").split("\n\n# "):
        lines = part.removeprefix("# ").rstrip("\n").split("\n")
        words = [line[4:] for line in lines[1:] if line.startswith("# | ")]
        found.append((lines[0], words, "\n".join(lines[1 + len(words) :])))
    return found


@pytest.mark.parametrize(
    ("claim", "words", "picture"), cases(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_looks_as_on_paper(claim: str, words: list[str], picture: str) -> None:
    declare = [word for word in words if not word.startswith("= ")]
    define = [word[2:] for word in words if word.startswith("= ")]
    assert drawn(claim, declare=declare, define=define) == picture


def test_plain_ascii() -> None:
    picture = drawn("Sum(sqrt(x)/y, (i, 1, 3)) <= pi*alpha", unicode=False, declare=["x, y, alpha: real"])
    assert picture is not None
    assert picture.isascii()
    assert picture.split("\n") == [
        "      _",
        " 3  \\/x",
        "Sum --- <= pi*alpha",
        "i=1  y",
    ]


@pytest.mark.parametrize("width", [30, 40, 60])
def test_a_wide_formula_is_broken_between_its_terms(width: int) -> None:
    picture = drawn(" + ".join(f"{n}*x**{n}" for n in range(1, 12)) + " == y", width)
    assert picture is not None
    assert max(len(line) for line in picture.split("\n")) <= width
    assert all(f"{n}⋅x" in picture for n in range(1, 12))


DECLARED = ("n, m: size", "i, j: index(n)", "k: index(m)", "A: real[n, n]", "B: real[n, m]", "x: real[n]")
WIDE = (
    "x[i]*Sum(A[i, j]**2*x[j]*(x[i] + x[j] + 1)*sin(x[j]), j)*Sum(B[i, k]**2*(B[j, k] + 1), k) == 1",
    "Sum(A[i, j]*Sum(B[j, k]**2, k)*(x[i]**2 + 2*x[j] + A[i, j])*(x[i] + x[j]), i, j) == 0",
    "-(x[i] + x[j] + A[i, j]*x[j]*(1 + A[j, i]) + 2*A[i, i] + 3*A[j, j]) == 1",
    "D(x[i]**2*A[i, j] + x[j]**2*A[j, i] + 2*x[i]*x[j] + 3*x[i]*A[j, j], x[i]) == x[i]",
    "(x[i] + x[j] + A[i, j]*x[j]*(1 + A[j, i]) + 2*A[i, i])/(x[i] + x[j]**2 + 3*x[i]*x[j]*A[j, j] + 1) == 1",
)


@pytest.mark.parametrize("claim", WIDE)
@pytest.mark.parametrize("width", [32, 44])
@pytest.mark.parametrize("unicode", [True, False])
def test_a_wide_formula_is_broken_between_its_factors_and_within_brackets(
    claim: str, width: int, unicode: bool
) -> None:
    """As wide as is asked, and no sign of it is lost: only bounds of sums, brackets and lines depend on the width."""
    whole, picture = drawn(claim, 400, unicode, declare=DECLARED), drawn(claim, width, unicode, declare=DECLARED)
    assert whole is not None
    assert picture is not None
    assert max(map(len, picture.split("\n"))) <= width
    for sign in "xABs23":
        assert picture.count(sign) == whole.count(sign)


def test_sums_over_declared_indices_are_drawn_without_bounds_where_there_is_no_room() -> None:
    claim = "Sum(A[i, j]*B[j, k]*x[i]*x[j], i, j, k) == 0"
    assert "=1" in str(drawn(claim, 80, declare=DECLARED))
    assert drawn(claim, 24, declare=DECLARED) == "  ∑   Aᵢⱼ⋅Bⱼₖ⋅xᵢ⋅xⱼ = 0\ni,j,k"


def test_what_cannot_be_broken_is_not_drawn() -> None:
    assert drawn("sin(" + " + ".join(f"x**{n}" for n in range(40)) + ") == 1") is None
    assert drawn(" + ".join(["x/(y + 1)"] * 1000) + " == 1") is None


def test_shared_definitions_do_not_explode() -> None:
    """Forty definitions, each using the one before twice: unfolded, the formula would not fit into the universe."""
    define = ["f0: x", *(f"f{n}: f{n - 1} + f{n - 1}" for n in range(1, 41))]
    assert drawn("f40 == 1", declare=["x: real"], define=define) is None


def test_numbers_as_they_were_written() -> None:
    assert drawn("0.50 == 1e-3") == "0.50 = 0.001"
    assert drawn("-2.5 == x") == "-2.5 = x"
    assert "(101 digits)" in str(drawn(f"x == {10**100}"))


def test_a_function_of_a_tensor_is_drawn_by_its_name() -> None:
    picture = drawn(
        "D(E, w[j]) == Sum(D(E, o[i])*x[i], i)",
        declare=("i, j: index(2)", "w: real[2]", "x: real[2]", "E: function(o)"),
        define=("o[i]: w[i]*x[i]",),
    )
    assert picture is not None
    lines = picture.splitlines()
    assert lines[1].split() == ["───", "=", "∑", "────────⋅xᵢ"]
    assert lines[0].split() == ["∂E", "2", "∂E"]


def test_several_pictures_do_not_disturb_one_another() -> None:
    before = drawn("x/y == Abs(x)")
    drawn("x/y == Abs(x)", unicode=False)
    assert drawn("x/y == Abs(x)") == before


def test_every_problem_of_the_project_can_be_drawn() -> None:
    """No kind of expression is forgotten: whatever elaborates has a picture or is too large for one."""
    from derivcheck.language.problem import load
    from derivcheck.language.source import LanguageError, Source

    count = 0
    for file in sorted((Path(__file__).parent.parent.parent / "problems").glob("*.yaml")):
        problem = load(Source(file.name, file.read_text(encoding="utf-8")))
        for raw in problem.claims[:: 1 if os.environ.get("DERIVCHECK_ALL") else 10]:
            try:
                claim = elaborate(problem, raw)
            except LanguageError:
                continue
            for unicode in (True, False):
                count += pretty(claim.statement, 160, unicode) is not None
    assert count > 50
