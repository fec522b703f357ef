"""Solving an equation between terms for a symbol that occurs in it linearly."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.term import (
    ZERO,
    Term,
    add,
    is_bound,
    make,
    mul,
    number,
    rational,
    sub,
    symbols,
    tensor_of,
)


def solved_for(equation: Term, goal: Term) -> tuple[Term, Term] | None:
    """(symbol, value) such that the equation says symbol == value; symbols of the goal are preferred.

    Only a symbol that occurs outside of every function, with rational numbers as coefficients, is taken,
    so that nothing has to be assumed. An integer is only replaced by what is seen to be an integer, because
    powers with an integral exponent mean more than others.
    """
    difference = sub(*equation.args)
    wanted = symbols(goal)
    candidates = (s for s in symbols(difference) if s.op == "symbol" and not is_bound(s))
    for variable in sorted(candidates, key=lambda s: (s not in wanted, str(s.args[0]))):
        split = _linear(difference, variable)
        if split is None or split[0] == 0:
            continue
        scale = -1 / split[0]
        value = split[1] if scale == 1 else mul(number(scale), split[1])
        if is_integral(value) or not variable.args[1].integral:
            return variable, value
    return None


def solved_tensor(fact: Term) -> tuple[Term, Term] | None:
    """(tensor, lambda) such that the fact says, for every index, which value the tensor's entry has."""
    ranges: list[Term] = []
    while fact.op == "every":
        ranges.append(fact)
        fact = fact.args[3]
    if fact.op != "eq" or not ranges:
        return None
    for own, value in (fact.args, reversed(fact.args)):
        if own.op != "entry" or tensor_of(own) in symbols(value):
            continue
        indices = tuple(r.args[0] for r in ranges)
        if own.args[4:] == indices and own.args[3] == tuple((r.args[1], r.args[2]) for r in ranges):
            for r in reversed(ranges):
                value = make("lambda", *r.args[:3], value)
            return tensor_of(own), value
    return None


def _linear(term: Term, variable: Term) -> tuple[Fraction, Term] | None:
    """(coefficient, rest) with term = coefficient * variable + rest, the rest free of the variable."""
    if term is variable:
        return Fraction(1), ZERO
    if variable not in symbols(term):
        return Fraction(0), term
    if term.op == "add":
        coefficient, rest = Fraction(0), []
        for part in term.args:
            split = _linear(part, variable)
            if split is None:
                return None
            coefficient += split[0]
            if split[1] is not ZERO:
                rest.append(split[1])
        return coefficient, add(*rest)
    if term.op == "mul":
        factor, inner = Fraction(1), None
        for part in term.args:
            value = rational(part)
            if value is not None:
                factor *= value
                continue
            if inner is not None:
                return None
            inner = _linear(part, variable)
            if inner is None:
                return None
        if inner is None:
            return None
        return factor * inner[0], ZERO if inner[1] is ZERO else mul(number(factor), inner[1])
    return None
