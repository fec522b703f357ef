"""Values and truths at a point, by each path: direct evaluation, enclosure of the term, the normal form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flint

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.normal_form.answers import Answer, Cases, Facts, Normaliser
from derivcheck.algebra.normal_form.field import Incomplete, Polynomial, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt
from derivcheck.algebra.signs.enclosure import NoEnclosure, comparison, enclose
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import RELATIONS, Term
from derivcheck.algebra.text import text
from derivcheck.evaluation.errors import EvaluationError, Undefined, Unresolved, Unsupported
from derivcheck.evaluation.evaluate import evaluate
from derivcheck.language.core import Call, Expr

from .world import Point, balls, instance

_PRECISIONS = (64, 256)
_MOST_CASES = 40


@dataclass(frozen=True, slots=True)
class Direct:
    """What direct evaluation says: a ``value``, rigorously ``undefined``, or (both empty) nothing."""

    value: Any = None
    undefined: bool = False


def direct(expr: Expr, point: Point) -> Direct:
    """The value of an expression, or the truth of a statement."""
    at = instance(point)
    for precision in _PRECISIONS:
        try:
            return Direct(evaluate(expr, at, precision))
        except Undefined:
            return Direct(undefined=True)
        except Unsupported:
            return Direct()
        except Unresolved:
            continue
        except EvaluationError:
            return Direct()
    return Direct()


def enclosed(term: Term, point: Point) -> Any | None:
    """A ball around the value of a term, derivatives carried out; None where there is none to be had."""
    at = balls(point)
    for precision in _PRECISIONS:
        try:
            return enclose(expand(term), precision, at)
        except NoDerivative:
            return None
        except NoEnclosure:
            continue
    return _typed_value(expand(term), point) if mentions(term, _ONLY_DIRECT) else None


def mentions(term: Term, names: frozenset[str]) -> bool:
    """Whether one of the functions occurs."""
    return (term.op == "call" and term.args[0] in names) or any(mentions(t, names) for t in term.terms)


#: Functions of which the algebra has no enclosure: their kernels are evaluated as if they had been typed.
_ONLY_DIRECT = frozenset((
    "besselj", "besseli", "bessely", "besselk", "polygamma", "zeta", "LambertW", "airyai", "airyaiprime", "li", "Shi",
    "fresnels", "legendre", "chebyshevt", "chebyshevu", "hermite", "binomial", "beta", "Mod", "acot", "asec", "acoth",
))  # fmt: skip


def _typed_value(term: Term, point: Point) -> Any | None:
    from .claims import Unusable, typed

    try:
        statement = typed(f"({text(term)}) == 0").statement
    except Unusable:
        return None
    assert isinstance(statement, Call)
    value = direct(statement.args[0], point).value
    return None if value is None or isinstance(value, flint.acb) else value


def apart(a: Any, b: Any) -> bool:
    """Whether two enclosures rigorously differ."""
    with flint.ctx.workprec(_PRECISIONS[-1]):
        difference = flint.arb(a) - flint.arb(b)
        return bool(difference.is_finite() and (difference > 0 or difference < 0))


def truth(condition: Term, point: Point) -> bool | None:
    """The truth of a boolean term by enclosures; None if they cannot tell."""
    match condition.op:
        case "true" | "false":
            return condition.op == "true"
        case "not":
            inner = truth(condition.args[0], point)
            return None if inner is None else not inner
        case "and":
            return _every([truth(c, point) for c in condition.args])
        case "or":
            opposite = _every([None if t is None else not t for t in (truth(c, point) for c in condition.args)])
            return None if opposite is None else not opposite
        case op if op in RELATIONS:
            left, right = (enclosed(side, point) for side in condition.args)
            if left is None or right is None:
                return None
            with flint.ctx.workprec(_PRECISIONS[-1]):
                return comparison(op, left - right)
    return None


def _every(truths: list[bool | None]) -> bool | None:
    return False if False in truths else None if None in truths else True


# --- along the cases that hold at a point


class Uncovered(Exception):
    """None of the cases holds at the point."""


class Undecided(Exception):
    """Balls do not tell which case holds, or the algebra gave up."""


def case_at(facts: Facts, point: Point) -> Term:
    """The fact that holds at the point. Raises Uncovered, Undecided."""
    truths = [truth(f, point) for f in facts]
    if True in truths:
        return facts[truths.index(True)]
    about = facts[0].args[0]
    if all(t is False for t in truths) or any(truth(c, point) is False for c in domain.conditions(about)):
        raise Uncovered(f"no case of {', '.join(map(str, facts))} holds")
    raise Undecided("which case holds")


def answer_at(ask: Callable[[Facts], Answer | Cases], facts: Facts, point: Point) -> tuple[Answer, Facts]:
    """The algebra's answer in the case that holds at the point, and the facts of that case."""
    for _ in range(_MOST_CASES):
        answer = ask(facts)
        if isinstance(answer, Answer):
            return answer, facts
        facts = (*facts, case_at(answer.facts, point))
    raise Undecided("too many cases")


def normal_form_at(term: Term, facts: Facts, point: Point) -> Normaliser:
    """A normaliser that has read the expanded term in the case that holds at the point. Raises Vacuous too."""
    for _ in range(_MOST_CASES):
        try:
            return attempt(facts, Oracle(False), (term,))
        except Split as split:
            facts = (*facts, case_at(split.cases, point))
        except (Incomplete, TooLarge, Restart) as reason:
            raise Undecided(str(reason)) from None
    raise Undecided("too many cases")


def polynomial_at(normaliser: Normaliser, p: Polynomial, point: Point) -> Any | None:
    """A ball around the value of a polynomial in kernels; None if a kernel has no value there."""
    f = normaliser.field
    values = {}
    for i in f.occurring(p):
        values[i] = enclosed(f.kernels[i].term, point)
        if values[i] is None:
            return None
    with flint.ctx.workprec(_PRECISIONS[-1]):
        total = flint.arb(0)
        for monomial, coefficient in p.terms():
            product = flint.arb(coefficient)
            for i, exponent in enumerate(monomial):
                if exponent:
                    product = product * values[i] ** int(exponent)
            total = total + product
        return total if total.is_finite() else None


__all__ = [
    "Direct", "Uncovered", "Undecided", "Vacuous", "answer_at", "apart", "case_at", "direct", "enclosed",
    "normal_form_at", "polynomial_at", "truth",
]  # fmt: skip
