"""What SymPy finds: limits, sums without end and integrals (marked ``cas``), and antiderivatives, which are checked."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.limits.tendencies import INFINITY, MINUS_INFINITY
from derivcheck.algebra.sympy_bridge import from_sympy, to_sympy
from derivcheck.algebra.term import MINUS_ONE, ONE, Term, add, call, make, mul, neg, number, power


@lru_cache(maxsize=256)
def value(term: Term) -> Term | None:
    """The value of a limit, integral or series by SymPy's algorithms, `INFINITY` included; None if it finds none."""
    import sympy

    names: dict[Term, Any] = {}
    try:
        body, own, *rest = term.args
        written, variable = to_sympy(_elementary(expand(body)), names), to_sympy(own, names)
        ends = [_to_sympy_end(r, names) for r in rest if isinstance(r, Term)]
        if term.op == "limit":
            found = _limit(written, variable, ends[0], term.args[3])
        elif term.op == "series":
            found = sympy.summation(written, (variable, ends[0], sympy.oo))
        else:
            found = sympy.integrate(written, (variable, *ends))
    except Exception:  # SymPy raises what it likes; any failure only means: no value
        return None
    return None if found is None else _back(found, names)


def _limit(written: Any, variable: Any, point: Any, direction: str) -> Any:
    """From both sides unless said: SymPy's own default is one-sided."""
    import sympy

    if point in (sympy.oo, -sympy.oo):
        return sympy.limit(written, variable, point)
    sides = [sympy.limit(written, variable, point, side) for side in "+-" if side in direction]
    return sides[0] if all(s == sides[0] for s in sides) else None


@lru_cache(maxsize=256)
def antiderivative(term: Term) -> Term | None:
    """A function whose derivative (difference for a series, ratio for a product) should be the body; the kernel
    checks it."""
    import sympy

    names: dict[Term, Any] = {}
    try:
        body, own = (term.args[3], term.args[0]) if term.op == "product" else term.args[:2]
        written, variable = to_sympy(_elementary(expand(body)), names), to_sympy(own, names)
        if term.op == "integral":
            found = sympy.integrate(written, variable, conds="none")
        elif term.op == "product":
            found = _antiratio(written, variable)
        else:
            found = _antidifference(written, variable)
    except Exception:
        return None
    return None if found is None else _back(found, names)


def _antidifference(written: Any, variable: Any) -> Any:
    import sympy
    from sympy.concrete.gosper import gosper_term

    ratio = sympy.simplify(written.subs(variable, variable + 1) / written)
    if not ratio.has(variable) and ratio != 1:
        return written / (ratio - 1)
    found = gosper_term(written, variable)
    return None if found is None else written * found


def _antiratio(written: Any, variable: Any) -> Any:
    """F with F(k + 1)/F(k) = f(k) for a quotient of linear factors: those an integer apart telescope, the others are
    powers of numbers and factorials."""
    import sympy

    shifts: dict[Any, int] = {}
    found, above_and_below = sympy.Integer(1), sympy.fraction(sympy.together(written))
    for part, sign in zip(above_and_below, (1, -1), strict=True):
        number, factors = sympy.factor_list(part, variable)
        found *= number ** (sign * variable)
        for factor, multiplicity in factors:
            slope, shift = sympy.Poly(factor, variable).all_coeffs()
            found *= slope ** (sign * multiplicity * variable)
            shifts[shift / slope] = shifts.get(shift / slope, 0) + sign * multiplicity
    while shifts:
        start = next(iter(shifts))
        near = sorted((s for s in shifts if (s - start).is_Integer), key=lambda s: s - start)
        degree = sum(shifts[s] for s in near)
        if degree and not near[-1].is_Integer:
            return None
        if degree:
            found *= sympy.factorial(variable + near[-1] - 1) ** degree
        held = 0
        for s, after in pairwise(near):
            held -= shifts[s]
            found *= sympy.prod((variable + s + k) ** held for k in range(int(after - s)))
        shifts = {s: e for s, e in shifts.items() if s not in near}
    return found


def _back(found: Any, names: dict[Term, Any]) -> Term | None:
    import sympy

    if found in (sympy.oo, -sympy.oo):
        return INFINITY if found == sympy.oo else MINUS_INFINITY
    if found.has(sympy.oo, -sympy.oo, sympy.zoo, sympy.nan, sympy.AccumBounds, sympy.Integral, sympy.Sum, sympy.Limit):
        return None
    return from_sympy(found, {theirs: ours for ours, theirs in names.items()})


def _to_sympy_end(term: Term, names: dict[Term, Any]) -> Any:
    import sympy

    return sympy.oo if term is INFINITY else -sympy.oo if term is MINUS_INFINITY else to_sympy(term, names)


def _elementary(term: Term) -> Term:
    """Without the functions that SymPy does not know."""
    args = tuple(_elementary(a) if isinstance(a, Term) else a for a in term.args)
    if term.op == "call":
        match args[0]:
            case "sigmoid":
                return power(add(ONE, call("exp", neg(args[1]))), MINUS_ONE)
            case "softplus":
                return call("log", add(ONE, call("exp", args[1])))
            case "relu":
                return call("Max", args[1], number(0))
            case "tanh":
                double = call("exp", mul(number(2), args[1]))
                return mul(add(double, MINUS_ONE), power(add(double, ONE), MINUS_ONE))
    return term if args == term.args else make(term.op, *args)
