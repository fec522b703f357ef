"""Equations between quotients of sequences without their denominators."""

from __future__ import annotations

from derivcheck.algebra.normal_form.field import Field, Incomplete, Polynomial, Quotient, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt
from derivcheck.algebra.sequences.sequences import definition_of
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import ZERO, Term, make, mul, power, relation


def numerators(equation: Term, facts: tuple[Term, ...]) -> Term | None:
    """``value == …`` if the equation, multiplied out, is linear in one value of a recursion, else ``numerator == 0``.

    None if there is no denominator. A candidate only: it has still to be shown that one follows from the other.
    """
    try:
        normaliser = attempt(facts, Oracle(False), equation.args)
        f = normaliser.field
        difference = f.minus(*(normaliser.of(side) for side in equation.args))
    except (Incomplete, TooLarge, Vacuous, Split, Restart):
        return None
    if difference.d.is_constant():
        return None
    values = [i for i in f.occurring(difference.n) if definition_of(f.kernels[i].term) is not None]
    if len(values) == 1:
        solved = _solved(f, difference.n, values[0])
        if solved is not None:
            return relation("eq", f.kernels[values[0]].term, _with_powers(f.readable_quotient(solved)))
    return relation("eq", _with_powers(f.readable(difference.n)), ZERO)


def _with_powers(term: Term) -> Term:
    """``exp(log(b)*t)`` as ``b**t``."""
    if term.op == "call" and term.args[0] == "exp" and term.args[1].op == "mul":
        logarithm = next((a for a in term.args[1].args if a.op == "call" and a.args[0] == "log"), None)
        if logarithm is not None:
            return power(logarithm.args[1], mul(*(a for a in term.args[1].args if a is not logarithm)))
    return make(term.op, *(_with_powers(a) if isinstance(a, Term) and a.op != "recursion" else a for a in term.args))


def _solved(f: Field, p: Polynomial, index: int) -> Quotient | None:
    """The value at which the polynomial is 0, if it is a constant times the generator and something else."""
    slope = p.derivative(index)
    if not slope.is_constant() or slope.is_zero():
        return None
    return f.negative(f.quotient(p - slope * f.generators[index], slope))
