"""Solving an equation for a symbol that occurs once, operation by operation.

What is found is a candidate: whether it solves the equation, and where it is defined, is for others to check.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.algebra.term import (
    MINUS_ONE,
    ONE,
    Term,
    add,
    call,
    div,
    mul,
    neg,
    number,
    power,
    rational,
    sub,
    symbols,
)

_INVERSES: dict[str, Callable[[Term], Term]] = {
    "exp": lambda y: call("log", y),
    "log": lambda y: call("exp", y),
    "sqrt": lambda y: power(y, number(2)),
    "sigmoid": lambda y: call("log", div(y, sub(ONE, y))),
    "softplus": lambda y: call("log", sub(call("exp", y), ONE)),
    "tanh": lambda y: call("atanh", y),
    "sinh": lambda y: call("asinh", y),
    "tan": lambda y: call("atan", y),
    "atan": lambda y: call("tan", y),
}


def inverted(term: Term, variable: Term, value: Term) -> Term | None:
    """A value of the variable at which the term may have the given value; None if that is not seen."""
    while term is not variable:
        moving = [k for k, a in enumerate(term.args) if isinstance(a, Term) and variable in symbols(a)]
        if len(moving) != 1:
            return None
        (place,) = moving
        others = [a for k, a in enumerate(term.args) if k != place]
        match term.op:
            case "add":
                value = add(value, *(neg(a) for a in others))
            case "mul":
                value = mul(value, *(power(a, MINUS_ONE) for a in others))
            case "power" if place == 0 and rational(term.args[1]):
                exponent = rational(term.args[1])
                assert exponent is not None, "it is not zero"
                value = power(value, number(1 / exponent))
            case "call" if term.args[0] in _INVERSES and place == 1 and len(term.args) == 2:
                value = _INVERSES[term.args[0]](value)
            case _:
                return None
        term = term.args[place]
    return value
