"""What SymPy is asked about matrices: both sides of a claim as its matrix expressions of symbolic size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import sympy
from sympy.assumptions import Q

from benchmarks.translation import Unsaid
from derivcheck.language import core
from derivcheck.language.core import Claim, Expr, Kind, Size, Symbol, Type

#: Left and right side of an equation.
Sides = tuple[Any, Any]

_ASSUMED = {
    Kind.REAL: {"real": True},
    Kind.POSITIVE: {"positive": True},
    Kind.NONNEGATIVE: {"nonnegative": True},
    Kind.NONZERO: {"real": True, "nonzero": True},
    Kind.INTEGER: {"integer": True},
    Kind.NATURAL: {"integer": True, "nonnegative": True},
    Kind.SIZE: {"integer": True, "positive": True},
}
_PROPERTIES = {
    "symmetric": (Q.symmetric,),
    "orthogonal": (Q.orthogonal,),
    "invertible": (Q.invertible,),
    "diagonal": (Q.diagonal,),
    "positive_definite": (Q.positive_definite, Q.symmetric, Q.invertible),
}


@dataclass(frozen=True, slots=True)
class Equation:
    """A claim's two sides, and what it declares of its matrices."""

    claim: Claim

    def build(self) -> Sides:
        """As SymPy's matrix expressions, derivatives taken. Raises Unsaid."""
        statement = self.claim.statement
        assert isinstance(statement, core.Call)
        left, right = map(_Translation(), statement.args)
        return (left, right) if _is_matrix(left) == _is_matrix(right) else (_number(left), _number(right))

    def assumptions(self) -> list[Any]:
        return [
            property_(_matrix_symbol(symbol))
            for symbol in self.claim.symbols
            for name in sorted(symbol.properties)
            for property_ in _PROPERTIES[name]
        ]


def equation(claim: Claim) -> Equation:
    """What is to be asked about a claim. Raises Unsaid."""
    statement = claim.statement
    if claim.hypotheses:
        raise Unsaid("a hypothesis")
    if not isinstance(statement, core.Call) or statement.op != "eq":
        raise Unsaid("not an equation")
    if any(not symbol.properties <= _PROPERTIES.keys() for symbol in claim.symbols):
        raise Unsaid("a property of a matrix")
    found = Equation(claim)
    found.build()
    return found


def _is_matrix(value: Any) -> bool:
    return isinstance(value, sympy.MatrixExpr)


def _number(value: Any) -> Any:
    """A matrix of one entry as a number, under which SymPy differentiates."""
    return sympy.Trace(value) if _is_matrix(value) and value.shape == (1, 1) else value


def _size(size: Size | None) -> Any:
    if size is None:
        raise Unsaid("an endless axis")
    named = {n: sympy.Symbol(n, integer=True, positive=True) for n in size.names}
    return sum((c * sympy.prod([named[n] for n in names]) for names, c in size.terms), sympy.Integer(0))


def _shape(type_: Type) -> tuple[Any, Any]:
    """Of a vector that of a column, of a number that of one entry."""
    lengths = [_size(axis.length) for axis in type_.shape]
    if len(lengths) > 2:
        raise Unsaid("an array with more than two axes")
    return tuple(lengths + [sympy.Integer(1)] * (2 - len(lengths)))  # type: ignore[return-value]


def _matrix_symbol(symbol: Symbol) -> Any:
    assert isinstance(symbol.type, Type)
    return sympy.MatrixSymbol(symbol.name, *_shape(symbol.type))


class _Translation:
    def __call__(self, expr: Expr) -> Any:
        match expr:
            case core.Number():
                return sympy.Rational(expr.value.numerator, expr.value.denominator)
            case core.Constant():
                return getattr(sympy, expr.name)
            case core.Variable():
                return self._variable(expr.symbol)
            case core.Gradient():
                return self._gradient(expr)
            case core.Call():
                return self._call(expr)
        raise Unsaid(type(expr).__name__)

    @staticmethod
    def _variable(symbol: Symbol) -> Any:
        if symbol.law is not None or symbol.axis is not None or not isinstance(symbol.type, Type):
            raise Unsaid("something else than matrices and numbers")
        if symbol.type.shape:
            return _matrix_symbol(symbol)
        return sympy.Symbol(symbol.name, **_ASSUMED.get(symbol.type.kind, {}))

    def _gradient(self, expr: core.Gradient) -> Any:
        body, place = self(expr.body), self(expr.target)
        if expr.op == "jac" and expr.body.type.shape:
            return body.diff(place).T  # SymPy's rows are inputs
        first = _number(body).diff(place)
        if expr.op == "hess":
            return first.diff(place)
        return first if expr.op == "grad" else first.T

    def _call(self, expr: core.Call) -> Any:
        if expr.op == "block":
            rows = [row.items for row in expr.args if isinstance(row, core.Array)]
            return sympy.BlockMatrix([[self._as_block(item) for item in row] for row in rows])
        if expr.op in ("eye", "zeros", "ones"):
            made = {"eye": sympy.Identity, "zeros": sympy.ZeroMatrix, "ones": sympy.OneMatrix}[expr.op]
            shape = _shape(expr.type)
            return made(shape[0]) if expr.op == "eye" else made(*shape)
        rule = _RULES.get(expr.op) or getattr(sympy, expr.op, None)
        if rule is None or (expr.type.shape and expr.op not in _RULES):
            raise Unsaid(f"the operation {expr.op}")
        args = [self(a) for a in expr.args]
        if not expr.type.shape and expr.op not in _OF_MATRICES:
            args = [_number(a) for a in args]
        return rule(*args)

    def _as_block(self, expr: Expr) -> Any:
        found = self(expr)
        return found if _is_matrix(found) else found * sympy.Identity(1)


def _added(*parts: Any) -> Any:
    return sum(parts[1:], parts[0])


def _multiplied(*parts: Any) -> Any:
    matrices = [p for p in parts if _is_matrix(p)]
    numbers = sympy.Mul(*(p for p in parts if not _is_matrix(p)))
    return numbers * reduce(sympy.HadamardProduct, matrices) if matrices else numbers


def _product(a: Any, b: Any) -> Any:
    return a * b


def _divided(a: Any, b: Any) -> Any:
    if _is_matrix(b):
        raise Unsaid("an entrywise quotient")
    return a / b


def _norm(a: Any) -> Any:
    return sympy.sqrt(sympy.Trace(a.T * a))


def _power(a: Any, b: Any) -> Any:
    return sympy.HadamardPower(a, b) if _is_matrix(a) else a**b


_RULES: dict[str, Callable[..., Any]] = {
    "add": _added,
    "sub": lambda a, b: a - b,
    "neg": lambda a: -a,
    "mul": _multiplied,
    "div": _divided,
    "pow": _power,
    "matmul": _product,
    "transpose": lambda a: a.T,
    "inverse": lambda a: sympy.Inverse(a),
    "matpow": lambda a, k: sympy.MatPow(a, k),
    "det": lambda a: sympy.Determinant(a),
    "trace": lambda a: sympy.Trace(a),
    "norm": _norm,
    "diag": lambda a: sympy.DiagMatrix(a),
    "kron": lambda a, b: sympy.KroneckerProduct(a, b),
    "inner": lambda a, b: sympy.Trace(a.T * b),
    "outer": lambda a, b: a * b.T,
}
_OF_MATRICES = frozenset({"matmul", "det", "trace", "norm", "inner"})
