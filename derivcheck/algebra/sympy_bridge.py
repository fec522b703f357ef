"""Between our terms and SymPy's expressions, for what SymPy is best at: derivative tables, closed forms.

SymPy is imported only when it is asked. Nothing that a user typed is ever parsed by it.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from derivcheck.algebra.term import Sort, Term, add, call, constant, mul, number, power, symbol


@lru_cache(maxsize=512)
def partial_derivative(name: str, arity: int, position: int) -> tuple[tuple[Term, ...], Term] | None:
    """A function's derivative in one argument, as (placeholders, term in them); None if SymPy has no formula."""
    import sympy

    function = getattr(sympy, name, None)
    if not isinstance(function, sympy.FunctionClass):
        return None
    places = [sympy.Dummy(f"a{k}", real=True) for k in range(arity)]
    ours = tuple(symbol(f"_{k + 1}", Sort.REAL) for k in range(arity))
    try:
        derivative = sympy.diff(function(*places), places[position])
    except (TypeError, ValueError, sympy.SympifyError):
        return None
    found = from_sympy(derivative, dict(zip(places, ours, strict=True)))
    return None if found is None else (ours, found)


def from_sympy(expression: Any, names: dict[Any, Term]) -> Term | None:
    """The expression as a term; None if it has parts that terms do not have."""
    import sympy

    if expression in names:
        return names[expression]
    if expression.is_Rational:
        return number(Fraction(int(expression.p), int(expression.q)))
    if expression in (sympy.pi, sympy.E, sympy.I, sympy.EulerGamma, sympy.Catalan, sympy.GoldenRatio):
        return constant(str(expression))
    args = [from_sympy(a, names) for a in expression.args]
    if any(a is None for a in args):
        return None
    parts: list[Term] = [a for a in args if a is not None]
    if expression.is_Add:
        return add(*parts)
    if expression.is_Mul:
        return mul(*parts)
    if expression.is_Pow:
        return power(*parts)
    if isinstance(expression, sympy.exp):
        return call("exp", *parts)
    if isinstance(expression, sympy.Function) and type(expression).__module__.startswith("sympy."):
        return call(type(expression).__name__, *parts)
    return None


def to_sympy(term: Term, names: dict[Term, Any]) -> Any:
    """The term as a SymPy expression, symbols from ``names`` (filled as needed); ValueError if it has none."""
    import sympy

    match term.op:
        case "number":
            return sympy.Rational(term.args[0].numerator, term.args[0].denominator)
        case "symbol":
            if term not in names:
                names[term] = sympy.Symbol(term.args[0], **_ASSUMPTIONS[term.args[1]])
            return names[term]
        case "constant":
            return getattr(sympy, term.args[0])
        case "add":
            return sympy.Add(*(to_sympy(a, names) for a in term.args))
        case "mul":
            return sympy.Mul(*(to_sympy(a, names) for a in term.args))
        case "power":
            return sympy.Pow(*(to_sympy(a, names) for a in term.args))
        case "call":
            function = getattr(sympy, term.args[0], None)
            if function is not None and (isinstance(function, sympy.FunctionClass) or term.args[0] == "sqrt"):
                return function(*(to_sympy(a, names) for a in term.args[1:]))
    raise ValueError(f"no counterpart of {term.op} in SymPy")


_ASSUMPTIONS: dict[Sort, dict[str, bool]] = {
    Sort.REAL: {"real": True},
    Sort.POSITIVE: {"positive": True},
    Sort.NONNEGATIVE: {"nonnegative": True},
    Sort.NONZERO: {"real": True, "nonzero": True},
    Sort.INTEGER: {"integer": True},
    Sort.NATURAL: {"integer": True, "nonnegative": True},
    Sort.SIZE: {"integer": True, "positive": True},
    Sort.COMPLEX: {},
}
