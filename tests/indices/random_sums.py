"""Random sums over symbolic sizes, asked for in two ways: direct evaluation at sizes 1 to 4, and the normal form.

Three kinds of rounds. *value*: an expression and its normal form have the same value. *rewriting*: an expression and
what it is rewritten to (sums exchanged, split, multiplied out, renamed, shifted; deltas put in) agree. *slip*: of an
expression and a rewriting of its mutant, wherever they differ, the algebra must not say that they are equal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from derivcheck.algebra.calculus import NoDerivative
from derivcheck.algebra.normal_form.answers import Answer, vanishes
from derivcheck.algebra.normal_form.field import Incomplete, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt
from derivcheck.algebra.normal_form.normaliser import Facts
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import Term, sub
from derivcheck.engine.goal import Question, questions
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.evaluation.errors import EvaluationError, Undefined
from derivcheck.evaluation.evaluate import evaluate
from derivcheck.language.core import Call, Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single
from derivcheck.language.source import LanguageError

from . import explicit
from .explicit import Point, Unbound, apart, random_point, truth
from .mutations import sample
from .rewriting import rewritten

DECLARATIONS = (
    "n, m: size", "i, j, k: index(n)", "a, b: index(m)", "x, y: real[n]", "p: positive[n]", "u: real[m]",
    "A: real[n, n]", "H: real[n, n], symmetric", "W: real[m, n]", "s: real", "r: positive",
)  # fmt: skip
_SHAPES: dict[str, tuple[str, ...]] = {
    "x": ("n",), "y": ("n",), "p": ("n",), "u": ("m",), "A": ("n", "n"), "H": ("n", "n"), "W": ("m", "n"),
    "s": (), "r": (),
}  # fmt: skip
_POSITIVE = frozenset("pr")
_MOST_CASES = 12


class Conflict(Exception):
    """Two ways contradict each other."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Indices in force: those that lie within 1..n, those within 1..m."""

    short: tuple[str, ...] = ("i", "j", "k")
    long: tuple[str, ...] = ("a", "b")


class Expressions:
    """Random expressions as text."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def scalar(self, depth: int, scope: Scope) -> str:
        draw = self.random.random()
        if depth <= 0:
            return self._leaf(scope)
        if draw < 0.42:
            return self._sum(depth, scope)
        if draw < 0.56:
            return f"({self.scalar(depth - 1, scope)} {self.random.choice('+-')} {self.scalar(depth - 1, scope)})"
        if draw < 0.72:
            return f"{self.scalar(depth - 1, scope)}*{self.scalar(depth - 1, scope)}"
        if draw < 0.77:
            return f"({self.scalar(depth - 1, scope)})**2"
        if draw < 0.81:
            return f"D({self.scalar(depth - 1, scope)}, {self._entry(scope)})"
        if draw < 0.84:
            return (
                f"Piecewise(({self.scalar(depth - 1, scope)}, {self._condition(scope)}), ({self._leaf(scope)}, True))"
            )
        return self._function(depth, scope)

    def _function(self, depth: int, scope: Scope) -> str:
        inner = self.scalar(depth - 1, scope)
        return self.random.choice((
            f"exp({inner})", f"exp({inner})", f"1/(2 + ({inner})**2)", f"log(1 + ({inner})**2)", f"sigmoid({inner})",
            f"1/Sum(exp({self._bound(depth - 1, scope)}", f"log(Sum(exp({self._bound(depth - 1, scope)}",
            f"Abs({inner})", f"sqrt(1 + ({inner})**2)", f"tanh({inner})", f"1/({inner})",
        ))  # fmt: skip

    def _bound(self, depth: int, scope: Scope) -> str:
        """The rest of ``Sum(exp(`` over an index, the brackets of one more function left to be closed by `closed`."""
        name, over, inner = self._range(scope)
        return f"{self.scalar(depth - 1, inner)}), ({name}, {over}))"

    def _sum(self, depth: int, scope: Scope) -> str:
        name, over, inner = self._range(scope)
        return f"Sum({self.scalar(depth - 1, inner)}, ({name}, {over}))"

    def _range(self, scope: Scope) -> tuple[str, str, Scope]:
        """A bound index (a new name, or one that is in force and now means something else) and its range."""
        names = ("i", "j", "k", "e", "f", "g")
        name = self.random.choice(names)
        without = Scope(tuple(s for s in scope.short if s != name), tuple(s for s in scope.long if s != name))
        if self.random.random() < 0.2:
            return name, "1, m", Scope(without.short, (*without.long, name))
        ranges = ["1, n"] * 6 + ["2, n", "1, n - 1", "1, n - 1"]
        if without.short:
            other = self.random.choice(without.short)
            ranges += [f"1, {other}", f"{other}, n", f"1, {other} - 1", f"{other} + 1, n"]
        return name, self.random.choice(ranges), Scope((*without.short, name), without.long)

    def _short(self, scope: Scope) -> str:
        if not scope.short:
            return "1"
        name = self.random.choice(scope.short[-3:])
        return f"n + 1 - {name}" if self.random.random() < 0.06 else name

    def _long(self, scope: Scope) -> str:
        return self.random.choice(scope.long[-2:]) if scope.long else "1"

    def _entry(self, scope: Scope) -> str:
        name = self.random.choice(("x", "x", "y", "p", "u", "A", "A", "H", "W"))
        indices = [self._short(scope) if axis == "n" else self._long(scope) for axis in _SHAPES[name]]
        return f"{name}[{', '.join(indices)}]"

    def _leaf(self, scope: Scope) -> str:
        draw = self.random.random()
        if draw < 0.64:
            return self._entry(scope)
        if draw < 0.82:
            return self._delta(scope)
        if draw < 0.86:
            return f"indicator({self._condition(scope)})"
        if draw < 0.91 and scope.short:
            return self.random.choice(scope.short)
        return self.random.choice(("s", "r", "2", "n", "1", "3", "(n - 1)"))

    def _condition(self, scope: Scope) -> str:
        if self.random.random() < 0.5:
            return f"{self._short(scope)} {self.random.choice(('<=', '<', '>=', '!=', '=='))} {self._short(scope)}"
        return f"{self._entry(scope)} {self.random.choice(('<=', '>', '!='))} {self.random.choice(('0', '1', 's'))}"

    def _delta(self, scope: Scope) -> str:
        if self.random.random() < 0.2:
            return f"delta({self._long(scope)}, {self.random.choice((self._long(scope), self._short(scope)))})"
        shift = self.random.choice(("", "", "", "", " + 1", " - 1"))
        return f"delta({self._short(scope)}, {self._short(scope)}{shift})"


def _closed(text: str) -> str:
    return text + ")" * (text.count("(") - text.count(")"))


def expression(random: Random) -> str:
    return _closed(Expressions(random).scalar(random.choice((2, 3, 3, 4)), Scope()))


@dataclass(frozen=True, slots=True)
class Statement:
    written: str
    claim: Claim
    question: Question

    @property
    def difference(self) -> Term:
        return sub(*self.question.goal.statement.args)

    @property
    def facts(self) -> Facts:
        return self.question.goal.facts


def statement(written: str, declare: tuple[str, ...] = DECLARATIONS) -> Statement | None:
    """An equation in terms; None if the language or the engine does not take it."""
    try:
        problem = single(written, declare=list(declare))
        claim = elaborate(problem, problem.claims[0])
        (question,) = questions(claim, claim.statement)
        _ = question.goal
    except (LanguageError, Unsupported, NoDerivative, ValueError):
        return None
    return Statement(written, claim, question)


def _direct(s: Statement, side: int, point: Point) -> Any | None:
    """The value of a side by direct evaluation; None if there is none."""
    assert isinstance(s.claim.statement, Call)
    try:
        return evaluate(s.claim.statement.args[side], point.instance(), 128)
    except (EvaluationError, Undefined):
        return None


def _point(random: Random) -> Point:
    return random_point(random, _SHAPES, _POSITIVE)


def _in_domain(s: Statement, point: Point) -> bool:
    return all(truth(f, point) is True for f in s.facts)


def _case(facts: Facts, cases: tuple[Term, ...], point: Point) -> Facts | None:
    """The facts and the case that holds at the point; None if it cannot be told."""
    truths = [truth(c, point) for c in cases]
    if True in truths:
        return (*facts, cases[truths.index(True)])
    if all(t is False for t in truths):
        raise Conflict(f"no case of {cases} holds at {point}")
    return None


# --- rounds


def value_round(random: Random) -> str:
    """An expression, directly and by its normal form."""
    s = statement(f"{expression(random)} == 0")
    if s is None:
        return "not a claim"
    outcomes = [same_value(s, _point(random)) for _ in range(3)]
    return max(outcomes, key=("no value", "no normal form", "unscoped label", "agreed").index)


def same_value(s: Statement, point: Point) -> str:
    found = _direct(s, 0, point)
    if found is None or not _in_domain(s, point):
        return "no value"
    written = s.question.goal.statement.args[0]
    try:
        own = explicit.value(written, point)
    except Unbound as name:
        raise Conflict(f"{name} is free in the lowered term of {s.written}") from None
    if own is not None and apart(own, found):
        raise Conflict(f"lowered to {written} = {own}, directly {found}: {s.written} at {point}")
    normal = _normal_form(s, written, point)
    if normal is None:
        return "no normal form"
    try:
        reached = explicit.value(normal, point)
    except Unbound:
        return "unscoped label"
    if reached is None:
        return "no value"
    if apart(reached, found):
        raise Conflict(f"normal form {normal} = {reached}, directly {found}: {s.written} at {point}")
    return "agreed"


def _normal_form(s: Statement, written: Term, point: Point) -> Term | None:
    """The normal form in the case that holds at the point, as a term."""
    facts: Facts | None = s.facts
    for _ in range(_MOST_CASES):
        assert facts is not None
        try:
            normaliser = attempt(facts, Oracle(False), (written,))
            return normaliser.field.readable_quotient(normaliser.of(written))
        except Split as split:
            facts = _case(facts, split.cases, point)
            if facts is None:
                return None
        except (Incomplete, TooLarge, Restart):
            return None
        except Vacuous as reason:
            raise Conflict(f"the normal form sees no point ({reason}): {s.written} at {point}") from None
    return None


def rewriting_round(random: Random) -> str:
    """An expression and its rewriting: equal by construction."""
    left = expression(random)
    s = statement(f"{left} == {rewritten(left, random)}")
    if s is None:
        return "not a claim"
    outcomes = []
    for _ in range(2):
        point = _point(random)
        sides = [_direct(s, side, point) for side in (0, 1)]
        if None in sides or not _in_domain(s, point):
            continue
        if apart(*sides):
            raise Conflict(f"a rewriting that is not equal: {s.written} at {point}")
        outcomes.append(_confirmed(s, point))
    return "rewriting proved" if "zero" in outcomes else "rewriting not proved" if outcomes else "no value"


def slip_round(random: Random) -> str:
    """An expression and a rewriting of its mutant; where they differ, the algebra must not call them equal."""
    left = expression(random)
    chosen = sample(left, 1, random)
    s = statement(f"{left} == {rewritten(chosen[0][1], random)}") if chosen else None
    if s is None:
        return "not a claim"
    outcome = "no difference"
    for _ in range(3):
        point = _point(random)
        sides = [_direct(s, side, point) for side in (0, 1)]
        if None in sides or not _in_domain(s, point) or not apart(*sides):
            continue
        if _confirmed(s, point) == "zero":
            raise Conflict(f"confirmed, but {sides[0]} and {sides[1]}: {s.written} at {point}")
        outcome = "slip seen"
    return outcome


def _confirmed(s: Statement, point: Point) -> str:
    """The algebra's answer in the case that holds at the point."""
    facts: Facts | None = s.facts
    for _ in range(_MOST_CASES):
        assert facts is not None
        answer = vanishes(s.difference, facts, False)
        if isinstance(answer, Answer):
            if answer.state == "vacuous":
                raise Conflict(f"said to have no point ({answer.reason}): {s.written} at {point}")
            return answer.state
        facts = _case(facts, answer.facts, point)
        if facts is None:
            return "open"
    return "open"


ROUNDS: tuple[Callable[[Random], str], ...] = (value_round, value_round, rewriting_round, slip_round)


def play(seed: str) -> str:
    """One round; what came of it. Raises Conflict."""
    random = Random(seed)
    return random.choice(ROUNDS)(random)
