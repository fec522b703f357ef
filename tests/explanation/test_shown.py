"""How derivations look: LaTeX, plots, and what is told of a wrong claim."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from derivcheck.diagnosis.jobs import with_diagnoses
from derivcheck.engine.result import Result
from derivcheck.engine.running.settings import Settings
from derivcheck.engine.running.statement import Statement, decide_statement
from derivcheck.explanation.display import meaning
from derivcheck.explanation.scene import parsed, scene_of
from derivcheck.explanation.tell import Told, tell
from derivcheck.language.problem import single
from derivcheck.language.writing import written
from derivcheck.report.latex import latex
from derivcheck.report.model import Canvas
from derivcheck.report.plot import Map, Plot, drawn, mapped

DECLARED = ("n: size", "i, k: index(n)", "z, yhat: real[n]", "A: real[n, n]", "x, lam, s2: real", "f: function(real)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("D(yhat[i], z[k])", r"\frac{\partial \hat{y}_{i}}{\partial z_{k}}"),
        ("Sum(exp(z[i])/2, i)", r"\sum_{i=1}^{n} \frac{e^{z_{i}}}{2}"),
        ("(x + 1)**2*x", r"\left(x + 1\right)^{2} \, x"),
        ("x - (lam - s2)", r"x - \left(\lambda - s_{2}\right)"),
        ("2*(-x)", r"2 \, \left(-x\right)"),
        ("(A.T @ A)**-1 @ z", r"\left(A^{\top} \, A\right)^{-1} \, z"),
        ("f(x) + delta(i, k)", r"f\left(x\right) + \delta_{i,k}"),
        ("-x*lam", r"-x \, \lambda"),
        ("x - (-x*lam)", r"x - \left(-x \, \lambda\right)"),
        ("(x + 1)*lam", r"\left(x + 1\right) \, \lambda"),
        ("[x, 2]", r"\begin{bmatrix}x \\ 2\end{bmatrix}"),
    ],
)
def test_latex(text: str, expected: str) -> None:
    problem = single(f"{text} == {text}", DECLARED)
    expr = meaning(parsed(text), scene_of(problem, problem.claims[0]))
    assert expr is not None
    assert latex(expr) == expected


def told(claim: str, declare: tuple[str, ...], define: tuple[str, ...] = ()) -> tuple[Result, Told]:
    statement = Statement(claim, declare, define, ())
    limits = Settings()
    found = decide_statement(statement, limits)
    assert isinstance(found, Result)
    result = with_diagnoses([found], [statement], limits)[0]
    problem = single(claim, declare, define)
    return result, tell(problem, problem.claims[0], result, 20.0)


def test_a_wrong_claim_is_worked_out_and_put_right() -> None:
    result, found = told("D(f(x), x) == x**2", ("x: real",), ("f(u): u**3",))
    assert result.verdict == "refuted"
    ends = [written(part.lines[k].tree) for part in found.parts for k in (0, -1)]
    assert ends == ["D(f(x), x)", "3*x**2"]
    assert [line.said for line in found.parts[0].lines] == [(), ("definition of `f`",), ("power rule",)]
    sides = [(v.side, written(v.tree), v.value) for v in found.values if not v.depth]
    assert result.counterexample is not None
    assert sides == [("left", "D(f(x), x)", result.counterexample.left), ("right", "x**2", result.counterexample.right)]
    assert found.curves is not None
    assert all((a, b) == pytest.approx((3 * x * x, x * x)) for x, a, b in found.curves.points)


def test_a_plot_has_both_curves_and_the_place_of_the_counterexample() -> None:
    points = tuple((float(x), float(x), float(x * x)) for x in range(-10, 11))
    lines = drawn(Plot("x", 2.0, points), 0, Canvas(60, False, True))
    assert len(lines) == 11 + 5
    assert lines[0].startswith("100 │●") is False
    assert lines[0].count("○") == 2
    arrow = next(line for line in lines if line.strip() == "^")
    assert arrow.index("^") == len("100 │") + 12
    assert any(line.strip() == "x = 2" for line in lines)
    assert all(ord(c) < 128 for line in drawn(Plot("x", 2.0, points), 0, Canvas(60, False, False)) for c in line)


#: What of LaTeX is used, all of it known to KaTeX (https://katex.org/docs/supported) and MathJax.
_KNOWN = frozenset(
    re.findall(
        r"\w+",
        """
alpha begin beta binom bmatrix cdot chi cos cot csc delta det end epsilon equiv exists eta forall frac gamma
geq hat bar tilde infty int iota kappa lVert rVert lambda land left Leftrightarrow leq lfloor rfloor lceil
rceil lim lnot log lor mathbf mathrm max min mu nabla neq nu omega operatorname otimes partial phi pi prod psi
right Rightarrow rho sec sigma sin sinh cosh tan tanh sqrt sum tau text theta to top upsilon varphi xi zeta
arg approx Gamma
""",
    )
)


def test_the_macros_that_are_used_are_known_to_those_who_show_them() -> None:
    """Every macro that the writer of LaTeX can write; names of Greek letters come from a table of their own."""
    places = ("derivcheck/report/latex.py", "derivcheck/report/explained.py")
    source = "".join(Path(place).read_text(encoding="utf-8") for place in places)
    used = set(re.findall(r"\\([A-Za-z]+)", source)) - {"d", "n"}
    assert {"frac", "sum", "partial"} <= used
    assert sorted(used - _KNOWN) == []


@pytest.mark.parametrize(
    ("claim", "declare", "given", "variable", "xs"),
    [
        ("2**k >= k**2", ("k: natural",), (), "k", [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]),
        ("(w - eta*lam*w)**2 <= w**2", ("eta, lam: positive", "w: real"), ("eta <= 3/lam",), "eta", None),
    ],
)
def test_what_is_plotted(
    claim: str, declare: tuple[str, ...], given: tuple[str, ...], variable: str, xs: list[float] | None
) -> None:
    """Whole numbers one by one; of several numbers the one that a hypothesis bounds, such as a size of steps."""
    statement = Statement(claim, declare, (), given)
    result = decide_statement(statement, Settings())
    assert isinstance(result, Result)
    problem = single(claim, declare, (), given)
    found = tell(problem, problem.claims[0], result, 20.0).curves
    assert found is not None
    assert found.variable == variable
    assert xs is None or [x for x, _, _ in found.points] == xs


def test_a_region_shows_where_a_statement_about_two_numbers_holds() -> None:
    """Everything is evaluated again, at the places that the picture's scales give."""
    result, found = told("a*u <= 1 => a <= 1/u", ("a, u: real",))
    assert result.verdict == "refuted"
    plane = found.region
    assert plane is not None
    (x, y), (wide, high), rows = plane.at, plane.reach, plane.rows
    columns = len(rows[0])
    order = {"a": 0, "u": 1} if plane.variables == ("a", "u") else {"u": 0, "a": 1}
    for r, row in enumerate(rows):
        for c, mark in enumerate(row):
            point = (x - wide + 2 * wide * c / (columns - 1), y + high - 2 * high * r / (len(rows) - 1))
            a, u = point[order["a"]], point[order["u"]]
            if abs(u) < 1e-9:
                assert mark == " " or (mark == "y" and a * u > 1)
            elif abs(a * u - 1) > 1e-9:
                assert mark == ("y" if a * u > 1 or a <= 1 / u else "n")
    assert rows[len(rows) // 2][columns // 2] == "n"
    lines = mapped(Map(plane.variables, plane.at, plane.reach, rows), 4, Canvas(80, False, True))
    assert all(len(line) <= 80 for line in lines)
    assert sum(line.count("◉") for line in lines) == 2  # in the picture and in the legend


def test_sides_that_are_close_are_looked_at_closely_or_by_their_difference() -> None:
    _, found = told("exp(x) >= 1 + 1.01*x", ("x: real",))
    assert found.curves is not None
    assert found.curves.difference
    ((gap, zero),) = [(a, b) for x, a, b in found.curves.points if x == found.curves.at]
    assert gap is not None
    assert gap < 0 == zero
    lines = drawn(Plot("x", found.curves.at, found.curves.points, True), 0, Canvas(80, False, True))
    assert "left side minus right side" in lines[-1]


def test_of_an_implication_what_should_follow_is_worked_out() -> None:
    result, found = told("x > 0 => x**2 > x", ("x: real",))
    assert result.verdict == "refuted"
    assert [written(v.tree) for v in found.values if not v.depth] == ["x**2", "x"]
    assert found.curves is not None


def test_what_would_be_right_is_proved_in_words_where_it_is_no_calculation() -> None:
    result, found = told("exp(x) > 1 + x", ("x: real",))
    assert result.verdict == "refuted"
    assert "it holds at x = 0" in " ".join(note.said for note in found.notes)


def test_growth_and_places_of_derivatives_have_latex() -> None:
    problem = single("x**2 == O(x)", ("x: size", "u: real", "f: function(real)"))
    scene = scene_of(problem, problem.claims[0])
    expr = meaning(scene.setting.statement, scene)
    assert expr is not None
    assert latex(expr) == r"x^{2} = O\left(x\right)"
    at = meaning(parsed("Subs(D(f(u), u), u, 2)"), scene)
    assert at is not None
    assert latex(at) == r"\left.\frac{\partial f\left(u\right)}{\partial u}\right|_{u=2}"
