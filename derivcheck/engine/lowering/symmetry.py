"""Matrices that are symmetric though their declarations do not say so: entries of symbolic size carry it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.engine.lowering import Lowering
from derivcheck.engine.tensors.variables import key, variable_tensor
from derivcheck.language.core import Call, Claim, Expr, FunctionType, Symbol, Variable


def symmetrise(lowering: Lowering, claim: Claim) -> None:
    """Covariances of vectors, and matrices that a hypothesis says to be their own transposes."""
    for symbol in (*_covariances(claim), *(s for h in claim.hypotheses for s in _equal_to_transpose(h))):
        if not symbol.number:
            symmetric = replace(symbol, properties=symbol.properties | {"symmetric"})
            lowering.tensors_of[key(symbol)] = variable_tensor(symmetric)


def _covariances(claim: Claim) -> Iterator[Symbol]:
    for variable in claim.symbols:
        law = variable.law
        if law is None or law.indices or isinstance(variable.type, FunctionType) or not variable.type.shape:
            continue
        if isinstance(law.parameters[-1], Variable):
            yield law.parameters[-1].symbol


def _equal_to_transpose(hypothesis: Expr) -> Iterator[Symbol]:
    match hypothesis:
        case Call(op="and", args=args):
            for arg in args:
                yield from _equal_to_transpose(arg)
        case Call(op="eq", args=(left, right)):
            for one, other in ((left, right), (right, left)):
                if isinstance(one, Variable) and isinstance(other, Call) and other.op == "transpose":
                    inner = other.args[0]
                    if isinstance(inner, Variable) and inner.symbol == one.symbol and one.symbol.law is None:
                        yield one.symbol
