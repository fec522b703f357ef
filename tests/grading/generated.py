"""Generated submissions: true variants of right answers by rewriting, false ones by mutation.

``python tests/grading/generated.py 1000`` grades as many and prints how they came out. Which of them are right is
found by floating point in SymPy, which shares nothing with what grades them.
"""

from __future__ import annotations

import random
import re
import sys
import time
from dataclasses import dataclass

import sympy

from derivcheck.engine.running.settings import Settings
from derivcheck.grading.grade import Assignment, grade
from derivcheck.grading.result import SubmissionGrade
from derivcheck.grading.submission import submission
from derivcheck.language.problem import load
from derivcheck.language.source import Source

#: What is asked, and a right answer.
QUESTIONS = {
    "power": ("D(x**3 - 2*x*y, x)", "3*x**2 - 2*y"),
    "quotient": ("D(x/(1 + x**2), x)", "(1 - x**2)/(1 + x**2)**2"),
    "sigmoid": ("D(1/(1 + exp(-x)), x)", "exp(-x)/(1 + exp(-x))**2"),
    "tanh": ("D(tanh(x*y), x)", "y*(1 - tanh(x*y)**2)"),
    "square": ("D((y*x - 1)**2, x)", "2*y*(y*x - 1)"),
    "log": ("D(log(1 + exp(x)), x)", "exp(x)/(1 + exp(x))"),
    "expand": ("(x + y)**3 - (x - y)**3", "6*x**2*y + 2*y**3"),
    "second": ("D(exp(2*x)*y, x, x)", "4*y*exp(2*x)"),
    "chain": ("D(sin(x)**2, x)", "2*sin(x)*cos(x)"),
    "product": ("D(x*exp(-x), x)", "(1 - x)*exp(-x)"),
}
ASSIGNMENT = "declare: {'x, y': real}\nquestions:\n" + "".join(
    f"  - {{id: {name}, ask: '{ask}', answer: '{answer}', points: 2}}\n" for name, (ask, answer) in QUESTIONS.items()
)
_REWRITINGS = (
    "({a}) + (x - y) - (x - y)",
    "({a})*(1 + x**2)/(1 + x**2)",
    "-(-({a}))",
    "(3*({a}) - ({a}))/2",
    "({a})*exp(y)*exp(-y)",
    "y**2 + ({a}) - y*y",
    "({a})*(sin(y)**2 + cos(y)**2)",
    "1/2*({a}) + ({a})/2",
)
_SWAPS = {"+": "-", "-": "+", "x": "y", "y": "x", "exp": "sin", "sin": "cos", "cos": "sin", "tanh": "sin", "/": "*"}
_TOKEN = re.compile(r"\*\*|[A-Za-z]+|\d+|.")
_POINTS = ((0.37, 1.21), (1.63, -0.58), (-0.82, 0.44))


@dataclass(frozen=True)
class Made:
    """An answer that was made, and whether it is right."""

    text: str
    right: bool


def made(name: str, generator: random.Random) -> Made:
    """A rewriting or a mutation of a right answer, or both."""
    text = QUESTIONS[name][1]
    if generator.random() < 0.5:
        text = _mutated(text, generator)
    if generator.random() < 0.7:
        text = generator.choice(_REWRITINGS).format(a=text)
    return Made(text, _is_right(name, text))


def _mutated(text: str, generator: random.Random) -> str:
    tokens = _TOKEN.findall(text)
    places = [k for k, t in enumerate(tokens) if t in _SWAPS or t.isdigit()]
    place = generator.choice(places)
    token = tokens[place]
    tokens[place] = str(int(token) + generator.choice((1, 2))) if token.isdigit() else _SWAPS[token]
    return "".join(tokens)


def _is_right(name: str, text: str) -> bool:
    x, y = sympy.symbols("x y", real=True)
    left, right = (sympy.sympify(t, locals={"x": x, "y": y}) for t in (QUESTIONS[name][1], text))
    return all(
        abs(sympy.N((left - right).subs({x: sympy.Float(a, 40), y: sympy.Float(b, 40)}), 30)) < 1e-20
        for a, b in _POINTS
    )


def graded(count: int, seed: int, jobs: int = 2) -> tuple[list[dict[str, Made]], list[SubmissionGrade]]:
    """Submissions that were made, and their grades."""
    generator = random.Random(seed)
    answers = [{name: made(name, generator) for name in QUESTIONS} for _ in range(count)]
    assignment = Assignment(load(Source("assignment", ASSIGNMENT)), {})
    texts = ["answers:\n" + "".join(f"  {n}: '{m.text}'\n" for n, m in given.items()) for given in answers]
    handed_in = [submission(Source(f"s{k}.yaml", t), False, assignment.known) for k, t in enumerate(texts)]
    return answers, list(grade(assignment, handed_in, Settings(jobs=jobs)).submissions)


def main(count: int) -> None:
    """Grade as many and say how they came out."""
    start = time.monotonic()
    answers, grades = graded(count, seed=7)
    tally: dict[tuple[str, str], int] = {}
    for given, grade_ in zip(answers, grades, strict=True):
        for question in grade_.questions:
            made_ = given[question.question.id]
            key = ("right" if made_.right else "wrong", question.status)
            tally[key] = tally.get(key, 0) + 1
            if key in (("right", "wrong"), ("wrong", "right"), ("right", "form")):
                print("MISGRADED", question.question.id, made_)
    for (truth, status), number in sorted(tally.items()):
        print(f"{truth:6} answers graded {status:10} {number}")
    print(f"{count} submissions, {time.monotonic() - start:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]))
