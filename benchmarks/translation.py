"""What SymPy is asked: the equations of an elaborated claim, as expressions in which nothing is worked out yet."""

from __future__ import annotations

from typing import Any

import sympy

from derivcheck.algebra.term import Sort, Term
from derivcheck.engine.goal import questions
from derivcheck.engine.lowering import Unsupported
from derivcheck.language.core import Claim

#: Left and right side.
Equation = tuple[Any, Any]


class Unsaid(Exception):
    """The claim cannot be put to `simplify` or `equals`; the message says what stands in the way."""


def equations(claim: Claim) -> list[Equation]:
    """The equations that together are the claim. Raises Unsaid."""
    if claim.hypotheses:
        raise Unsaid("a hypothesis")
    if any(symbol.properties for symbol in claim.symbols):
        raise Unsaid("a property of a matrix")
    try:
        asked = questions(claim, claim.statement)
    except Unsupported as reason:
        raise Unsaid(str(reason)) from None
    signs = {s.name: s.within for s in claim.symbols if s.within is not None}
    translation = _Translation({name for name, (low, _) in signs.items() if low is not None and low >= 0})
    return [_equation(translation, question.statement) for question in asked]


def _equation(translation: _Translation, statement: Term) -> Equation:
    if statement.op != "eq":
        raise Unsaid("not an equation")
    left, right = (translation(side) for side in statement.args)
    return left, right


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
_RELATIONS = {"eq": sympy.Eq, "ne": sympy.Ne, "lt": sympy.Lt, "le": sympy.Le, "gt": sympy.Gt, "ge": sympy.Ge}
_LOGIC = {"and": sympy.And, "or": sympy.Or, "not": sympy.Not}
_OWN = {
    "sigmoid": lambda u: 1 / (1 + sympy.exp(-u)),
    "softplus": lambda u: sympy.log(1 + sympy.exp(u)),
    "relu": lambda u: sympy.Max(0, u),
    "indicator": lambda condition: sympy.Piecewise((1, condition), (0, True)),
}


class _Translation:
    """``positive`` names symbols that are positive because of the interval that they are declared in."""

    def __init__(self, positive: set[str]) -> None:
        self.positive = positive
        self.memo: dict[Term, Any] = {}

    def __call__(self, term: Term) -> Any:
        found = self.memo.get(term)
        if found is None:
            found = self.memo[term] = self._translate(term)
        return found

    def _translate(self, term: Term) -> Any:
        match term.op:
            case "number":
                return sympy.Rational(term.args[0].numerator, term.args[0].denominator)
            case "symbol":
                name, sort = term.args
                return sympy.Symbol(name, **({"positive": True} if name in self.positive else _ASSUMPTIONS[sort]))
            case "constant":
                return getattr(sympy, term.args[0])
            case "add":
                return sympy.Add(*map(self, term.args))
            case "mul":
                return sympy.Mul(*map(self, term.args))
            case "power":
                return sympy.Pow(*map(self, term.args))
            case "call":
                return self._function(term.args[0])(*map(self, term.args[1:]))
            case "piecewise":
                parts = [self(part) for part in term.args]
                return sympy.Piecewise(*zip(parts[::2], parts[1::2], strict=True))
            case "derivative":
                body, variable, order = term.args
                return sympy.Derivative(self(body), (self(variable), order))
            case "subs":
                return sympy.Subs(*map(self, term.args))
            case "true" | "false":
                return sympy.true if term.op == "true" else sympy.false
            case op if op in _RELATIONS:
                return _RELATIONS[op](*map(self, term.args))
            case op if op in _LOGIC:
                return _LOGIC[op](*map(self, term.args))
        return self._other(term)

    def _other(self, term: Term) -> Any:
        if term.op == "apply" and not term.args[2]:
            return sympy.Function(term.args[0])(*map(self, term.args[3:]))
        raise Unsaid(f"the operation {term.op}")

    @staticmethod
    def _function(name: str) -> Any:
        found = _OWN.get(name) or getattr(sympy, name, None)
        if found is None:
            raise Unsaid(f"the function {name}")
        return found
