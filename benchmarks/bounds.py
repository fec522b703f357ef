"""derivcheck beside z3 alone and SymPy's own solvers on inequalities: ``python -m benchmarks.bounds``.

Every inequality of problems/gallery about numbers is asked three ways: derivcheck from its text; z3 whether the
opposite has a solution, roots being numbers whose powers are given; SymPy by simplifying the relation, by its
assumptions and, in one variable, by `solveset`. See docs/benchmarks.md for what the figures mean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sympy
import z3

from benchmarks import comparison
from benchmarks.comparison import ask_derivcheck, compare, options_of
from benchmarks.methods import Answer
from benchmarks.translation import Equations, Unsaid
from derivcheck.algebra.term import INEQUALITIES, RELATIONS, Term, negation, rational
from derivcheck.engine.goal import Question, questions
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import load
from derivcheck.language.source import LanguageError, Source

_GALLERY = Path(__file__).parents[1] / "problems" / "gallery"
_FILES = ("inequalities.yaml", "inequalities-in-many-variables.yaml", "sums-of-squares.yaml")

Item = comparison.Item[tuple[Question, ...]]


def ask_z3(item: Item, limit: float) -> Answer:
    """Whether the opposite of the statement has a solution; logarithms and their like are beyond it."""
    return _together([_by_z3(question.goal, limit) for question in item[2]])


def _by_z3(goal: Any, limit: float) -> Answer:
    translation = _Numbers()
    solver = z3.Solver()
    solver.set("timeout", int(limit * 1000))
    try:
        opposite = translation.truth(negation(goal.statement))
        known = [translation.truth(fact) for fact in goal.facts]
    except Unsaid:
        return "undecided"
    solver.add(opposite, *known, *translation.constraints)
    found = solver.check()
    return "proved" if found == z3.unsat else "refuted" if found == z3.sat else "undecided"


@dataclass
class _Numbers:
    """Terms in z3's real arithmetic, with what roots must satisfy."""

    constraints: list[Any] = field(default_factory=list)

    def truth(self, statement: Term) -> Any:
        if statement.op in RELATIONS:
            left, right = map(self.value, statement.args)
            return _COMPARED[statement.op](left, right)
        if statement.op in ("and", "or"):
            return (z3.And if statement.op == "and" else z3.Or)(*map(self.truth, statement.args))
        raise Unsaid(statement.op)

    def value(self, term: Term) -> Any:
        match term.op:
            case "number":
                return z3.RealVal(str(term.args[0]))
            case "symbol":
                return z3.Real(str(term.args[0]))
            case "add":
                return z3.Sum([self.value(a) for a in term.args])
            case "mul":
                return z3.Product([self.value(a) for a in term.args])
            case "power":
                return self._power(*term.args)
            case "call" if term.args[0] == "Abs":
                inside = self.value(term.args[1])
                return z3.If(inside >= 0, inside, -inside)
            case "call" if term.args[0] == "sqrt":
                return self._root(term.args[1], 2)
        raise Unsaid(term.op)

    def _power(self, base: Term, exponent: Term) -> Any:
        value = rational(exponent)
        if value is None:
            raise Unsaid("an exponent that is no number")
        root = self.value(base) if value.denominator == 1 else self._root(base, value.denominator)
        power = z3.Product([root] * abs(value.numerator)) if value else z3.RealVal(1)
        return power if value >= 0 else 1 / power

    def _root(self, base: Term, degree: int) -> Any:
        root = z3.Real(f"root {degree} of {base}")
        self.constraints += [root >= 0, z3.Product([root] * degree) == self.value(base)]
        return root


_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "eq": lambda a, b: a == b, "ne": lambda a, b: a != b, "lt": lambda a, b: a < b, "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b,
}  # fmt: skip
_RELATIONS = {"lt": sympy.Lt, "le": sympy.Le, "gt": sympy.Gt, "ge": sympy.Ge}


def ask_sympy(item: Item, limit: float) -> Answer:
    """The relation simplified, the sign of the difference by assumptions, and the set of its solutions."""
    return _together([_by_sympy(question) for question in item[2]])


def _by_sympy(question: Question) -> Answer:
    if question.statement.op not in INEQUALITIES:
        return "undecided"
    ((left, right),) = Equations((question.statement,), frozenset()).build()
    stated = _RELATIONS[question.statement.op](left, right)
    simple = sympy.simplify(stated)
    if simple in (sympy.true, sympy.false):
        return "proved" if simple is sympy.true else "refuted"
    difference = left - right if question.statement.op in ("ge", "gt") else right - left
    predicate = sympy.Q.positive if question.statement.op in ("gt", "lt") else sympy.Q.nonnegative
    answer = sympy.ask(predicate(difference))
    if answer is not None:
        return "proved" if answer else "undecided"
    return _by_solving(stated, list(stated.free_symbols))


def _by_solving(stated: Any, symbols: list[Any]) -> Answer:
    if len(symbols) != 1:
        return "undecided"
    domain = sympy.Interval.open(0, sympy.oo) if symbols[0].is_positive else sympy.S.Reals
    exceptions = sympy.solveset(stated.negated, symbols[0], domain)
    return "proved" if exceptions is sympy.S.EmptySet else "undecided"


def _together(answers: Sequence[Answer]) -> Answer:
    if "refuted" in answers:
        return "refuted"
    return "proved" if answers and set(answers) == {"proved"} else "undecided"


METHODS: dict[str, Callable[[Item, float], Answer]] = {
    "derivcheck": ask_derivcheck,
    "z3": ask_z3,
    "SymPy's solvers": ask_sympy,
}


def main(arguments: Sequence[str] | None = None) -> None:
    options = options_of("bounds", __doc__, arguments)
    compare(_items(options.only), METHODS, options.timeout)



def _items(only: str) -> list[Item]:
    """The inequalities between numbers; sums of symbolic size are beyond the other two."""
    items = []
    for name in _FILES:
        problem = load(Source(name, (_GALLERY / name).read_text(encoding="utf-8")))
        for claim in problem.claims:
            if only in claim.id and claim.expect in ("proved", "refuted"):
                try:
                    elaborated = elaborate(problem, claim)
                    found = tuple(questions(elaborated, elaborated.statement))
                except (LanguageError, Unsupported):
                    continue
                if any(q.statement.op in INEQUALITIES for q in found) and not any(map(_mentions_sums, found)):
                    items.append((problem, claim, found))
    return items


def _mentions_sums(question: Question) -> bool:
    return any(_has(t) for t in (question.goal.statement, *question.goal.facts))


def _has(term: Term) -> bool:
    return term.op in ("sum", "entry", "every", "product") or any(map(_has, term.terms))


if __name__ == "__main__":
    main()
