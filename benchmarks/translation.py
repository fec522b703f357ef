"""What SymPy is asked: the equations of an elaborated claim, with derivatives worked out by SymPy itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from derivcheck.algebra.term import Sort, Term
from derivcheck.engine.goal import questions
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.language.core import Claim

#: Left and right side of an equation.
Sides = tuple[Any, Any]


class Unsaid(Exception):
    """The claim cannot be put to `simplify` or `equals`; the message says what stands in the way."""


@dataclass(frozen=True, slots=True)
class Equations:
    """The equations that together are a claim; ``positive`` names what is positive by the interval it lies in."""

    statements: tuple[Term, ...]
    positive: frozenset[str]

    def build(self) -> list[Sides]:
        """As SymPy expressions, derivatives taken and values put in. Raises Unsaid."""
        translation = _Translation(self.positive)
        return [(translation(left), translation(right)) for left, right in (s.args for s in self.statements)]


def equations(claim: Claim) -> Equations:
    """What is to be asked about a claim. Raises Unsaid."""
    if claim.hypotheses:
        raise Unsaid("a hypothesis")
    if any(symbol.properties for symbol in claim.symbols):
        raise Unsaid("a property of a matrix")
    try:
        statements = tuple(question.statement for question in questions(claim, claim.statement))
    except Unsupported as reason:
        raise Unsaid(str(reason)) from None
    if any(statement.op != "eq" for statement in statements):
        raise Unsaid("not an equation")
    lower_bounds = {s.name: s.within[0] for s in claim.symbols if s.within is not None}
    positive = frozenset(name for name, low in lower_bounds.items() if low is not None and low >= 0)
    found = Equations(statements, positive)
    found.build()
    return found


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
    """From the leaves upwards, so that a derivative is taken before a value is put in for its variable."""

    def __init__(self, positive: frozenset[str]) -> None:
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
                return sympy.diff(self(body), (self(variable), order))
            case "subs":
                body, variable, value = map(self, term.args)
                return body.subs(variable, value)
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
