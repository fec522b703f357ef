"""Functions along the segment between two points: where they are continuous, differentiable, and how they bend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.term import (
    ONE,
    ZERO,
    Sort,
    Term,
    add,
    applied,
    make,
    mul,
    rational,
    sub,
    substitute,
    symbol,
    symbols,
    with_tensor,
)
from derivcheck.algebra.visible import is_complex
from derivcheck.engine.quantified import another, entries_of
from derivcheck.engine.rule import NotApplicable
from derivcheck.engine.tensors import families
from derivcheck.engine.tensors.families import Family

#: Functions that are continuous wherever they are defined.
_CONTINUOUS = frozenset({
    "exp", "log", "sqrt", "cbrt", "sin", "cos", "tan", "sec", "cot", "csc", "asin", "acos", "atan", "sinh", "cosh",
    "tanh", "sech", "coth", "csch", "asinh", "acosh", "atanh", "sigmoid", "softplus", "erf", "erfc", "erfi", "gamma",
    "loggamma", "Abs", "relu", "Max", "Min",
})  # fmt: skip
#: Of these, those whose derivatives are found by rules wherever `domain` says.
_SMOOTH = _CONTINUOUS - {"Abs", "relu", "Max", "Min"}
#: Sorts whose numbers lie without gaps.
_WITHOUT_GAPS = (Sort.REAL, Sort.POSITIVE, Sort.NONNEGATIVE)


def require_smooth(f: Term, variables: Sequence[Term]) -> None:
    """A real function, continuous where it is defined and smooth where `domain` says. Raises NotApplicable."""
    if is_complex(f):
        raise NotApplicable("complex numbers occur")
    for variable in variables:
        own = variable if variable.op == "symbol" else next(entries_of(variable, f), None)
        if own is None or own.args[1] not in _WITHOUT_GAPS or (own.op == "entry" and own.args[2]):
            raise NotApplicable("the variables do not range over all numbers between two")
    if not _is_made_of(_SMOOTH, f, frozenset(variables)):
        raise NotApplicable("not a function that is known to be smooth where it is differentiable")


def require_continuous(f: Term, variable: Term) -> None:
    """A real function of a real number, continuous where it is defined. Raises NotApplicable."""
    if is_complex(f) or variable.op != "symbol" or variable.args[1] not in _WITHOUT_GAPS:
        raise NotApplicable("not a real function of a real number")
    if not _is_made_of(_CONTINUOUS, f, frozenset((variable,))):
        raise NotApplicable("not a function that is known to be continuous where it is defined")


def _is_made_of(functions: frozenset[str], term: Term, variables: frozenset[Term]) -> bool:
    if symbols(term).isdisjoint(variables):
        return True
    match term.op:
        case "symbol":
            return True
        case "entry":
            return all(symbols(i).isdisjoint(variables) for i in term.args[4:])
        case "add" | "mul" | "apply":  # arbitrary functions are differentiable
            return all(_is_made_of(functions, t, variables) for t in term.terms)
        case "functional":
            *_, argument = (t for t in term.terms if t.op == "lambda")
            return all(_is_made_of(functions, t, variables) for t in term.terms if t is argument or t.op != "component")
        case "sum" | "lambda":
            _, first, last, body = term.args
            constant = symbols(first).isdisjoint(variables) and symbols(last).isdisjoint(variables)
            return constant and _is_made_of(functions, body, variables)
        case "power":
            base, exponent = term.args
            if symbols(exponent).isdisjoint(variables):
                return _is_made_of(functions, base, variables)
            value = rational(base)
            positive = (value is not None and value > 0) or (base.op == "constant" and base.args[0] in ("E", "pi"))
            return positive and _is_made_of(functions, exponent, variables)
        case "call":
            return term.args[0] in functions and all(_is_made_of(functions, t, variables) for t in term.terms)
    return False


@dataclass(frozen=True, slots=True)
class Course:
    """A function at a point and its derivative in a direction: where the derivative exists, and what it is."""

    conditions: tuple[Term, ...]
    derivative: Term


def course(f: Term, variables: Sequence[Term], point: Sequence[Term], direction: Sequence[Term], order: int) -> Course:
    """The derivative of f(point + s*direction) by s at s = 0. Raises NotApplicable."""
    s = parameter(f, *point, *direction)
    moved = [_moved(p, v, s) for p, v in zip(point, direction, strict=True)]
    found = at_point(f, variables, moved)
    conditions = list(domain.conditions(found))
    try:
        for _ in range(order):
            step = make("derivative", found, s, 1)
            conditions += domain.conditions(step)
            found = expand(step)
    except NoDerivative as name:
        raise NotApplicable(f"the derivative of {name} is not known") from None
    here = {s: ZERO}
    own = tuple(dict.fromkeys(substitute(expand(c), here) for c in conditions))
    return Course(own, substitute(found, here))


def at_point(f: Term, variables: Sequence[Term], point: Sequence[Term]) -> Term:
    """The function with all variables at their values at once."""
    numbers = {v: p for v, p in zip(variables, point, strict=True) if v.op == "symbol"}
    tensors = [(v, p) for v, p in zip(variables, point, strict=True) if v.op == "tensor"]
    tensors = [(v, p) for v, p in tensors if v in symbols(f)]
    holders = [(v, another(v, f, *point)) for v, _ in tensors]
    for v, holder in holders:
        f = with_tensor(f, v, holder)
    f = substitute(f, numbers)
    for (_, holder), (_, value) in zip(holders, tensors, strict=True):
        f = with_tensor(f, tensor_in(holder), value)
    return f


def fresh(variables: Sequence[Term], f: Term, *others: Term) -> list[Term]:
    """A point of which nothing is known, as values for the variables."""
    found: list[Term] = []
    for variable in variables:
        found.append(another(variable, f, *others, *found))
    return found


def directions(variables: Sequence[Term], f: Term, *others: Term) -> list[Term]:
    """Any direction: real numbers in the place of the variables."""
    found: list[Term] = []
    for variable in variables:
        own = another(variable, f, *others, *found)
        found.append(symbol(own.args[0], Sort.REAL) if own.op == "symbol" else _as_real(own))
    return found


def between(start: Sequence[Term], end: Sequence[Term], share: Term) -> list[Term]:
    """The point that lies this share of the way from the start to the end."""
    rest = sub(ONE, share)
    return [_combined(lambda a, b: add(mul(rest, a), mul(share, b)), a, b) for a, b in zip(start, end, strict=True)]


def steps(start: Sequence[Term], end: Sequence[Term]) -> list[Term]:
    """From the start to the end."""
    return [_combined(lambda a, b: sub(b, a), a, b) for a, b in zip(start, end, strict=True)]


def parameter(*terms: Term) -> Term:
    """A number that occurs nowhere."""
    taken = {str(s.args[0]) for t in terms for s in symbols(t)}
    return symbol(next(n for n in (f"s∀{k}" for k in range(len(taken) + 1)) if n not in taken))


def _moved(p: Term, v: Term, s: Term) -> Term:
    return _combined(lambda a, b: add(a, mul(s, b)), p, v)


def _combined(rule: Callable[[Term, Term], Term], a: Term, b: Term) -> Term:
    """A rule for numbers, on tensors entry by entry."""
    if a.op != "lambda":
        return rule(a, b)
    bounds, body = [], a
    while body.op == "lambda":
        bounds.append((body.args[1], body.args[2]))
        body = body.args[3]
    return families.as_lambda(Family(tuple(bounds), lambda *i: rule(applied(a, *i), applied(b, *i))))


def tensor_in(value: Term) -> Term:
    """The tensor whose entries a lambda gives."""
    while value.op == "lambda":
        value = value.args[3]
    return make("tensor", value.args[0])


def _as_real(value: Term) -> Term:
    tensor = tensor_in(value)
    own = next(entries_of(tensor, value))
    bounds = own.args[3]
    return families.as_lambda(Family(bounds, lambda *i: make("entry", own.args[0], Sort.REAL, False, bounds, *i)))
