"""What has to be proved for a statement to be false at a point: that it is defined there, and its opposite.

For statements about infinitely many values, of which no evaluation shows that they are false: `Exists(x, x**2 == -1)`;
and where two numbers are equal that are only known in enclosures: `log(4) != 2*log(2)`.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.expectation.laws import NoExpectation
from derivcheck.algebra.term import Term, negation, number, substitute
from derivcheck.engine.definedness import conditions
from derivcheck.engine.goal import Goal, values_of
from derivcheck.engine.lowering import Lowering
from derivcheck.engine.tensors import families
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.evaluation.instance import Instance
from derivcheck.language.core import Claim, Symbol, Type


def quantifies(claim: Claim) -> bool:
    """Whether the statement speaks of infinitely many values, of variables that can be given a value."""
    if not all(map(_is_plain, claim.symbols)):
        return False
    try:
        return _mentions(Lowering({}).scalar(claim.statement))
    except Unsupported:
        return False


def _is_plain(symbol: Symbol) -> bool:
    own = symbol.type
    return isinstance(own, Type) and symbol.law is None and symbol.axis is None and not families.is_symbolic(own)


def _mentions(term: Term) -> bool:
    return term.op == "forall" or any(map(_mentions, term.terms))


def obligations(claim: Claim, instance: Instance) -> tuple[Goal, ...] | None:
    """The goals that together say that the statement is false at the point; None if terms cannot say it.

    What is differentiated is so before a number takes the place of a variable.
    """
    values = values_of(claim.symbols, instance)
    if not all(map(_is_plain, claim.symbols)) or not all(type(v) in (int, fmpq) for v in values.values()):
        return None
    try:
        written = Lowering({}).scalar(claim.statement)
        parts = [expand(part) for part in (*conditions(written), negation(written))]
    except (Unsupported, NoDerivative, NoExpectation):
        return None
    there = {name: number(Fraction(str(v))) for name, v in values.items()}
    return tuple(Goal(substitute(part, there), ()) for part in parts)
