"""Between expressions and sizes: axis lengths and bounds are polynomials in the names of sizes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derivcheck.language import core
from derivcheck.language.core import Expr, Kind, Size, Symbol, Type
from derivcheck.language.source import Span

_LARGEST_POWER = 8
_MOST_TERMS = 10_000


def size_of(expr: Expr) -> Size | None:
    """The size that an expression is, None if it is no polynomial with integer coefficients in sizes."""
    match expr:
        case core.Number() if expr.value.denominator == 1 and expr.places is None:
            return Size.of(int(expr.value))
        case core.Variable(symbol=symbol) if expr.type.kind is Kind.SIZE and not expr.type.shape:
            return Size.named(symbol.name) if symbol.number == 0 and symbol.law is None else None
        case core.Call(op="pow", args=(base, exponent)):
            power = size_of(exponent)
            times = power.constant if power else None
            of_base = size_of(base)
            if of_base is None or times is None or not 0 <= times <= _LARGEST_POWER:
                return None
            return _combined("mul", [Size.of(1), *[of_base] * times])
        case core.Call(op="add" | "sub" | "mul" | "neg"):
            parts = [size_of(a) for a in expr.args]
            known = [p for p in parts if p is not None]
            return _combined(expr.op, known) if len(known) == len(parts) else None
        case _:
            return None


def _combined(op: str, parts: list[Size]) -> Size | None:
    if op == "neg":
        return Size.of(-1) * parts[0]
    result = parts[0]
    for part in parts[1:]:
        if len(result.terms) * len(part.terms) > _MOST_TERMS:
            return None
        result = result + part if op == "add" else result - part if op == "sub" else result * part
    return result


def number(value: int, span: Span) -> Expr:
    """An integer as an expression; a negative one as it would be written."""
    if value < 0:
        positive = number(-value, span)
        return core.Call("neg", (positive,), type=Type(Kind.INTEGER), span=span)
    return core.Number(Fraction(value), type=Type(Kind.NATURAL), span=span)


def expression_of(size: Size, span: Span, symbol: Callable[[str], Symbol]) -> Expr:
    """The size as an expression, its terms in the order in which a size is printed."""
    terms: list[Expr] = []
    for names, coefficient in sorted(size.terms, key=lambda t: (-len(t[0]), t[0])):
        variables: list[Expr] = [core.Variable(symbol(n), type=Type(Kind.SIZE), span=span) for n in names]
        factors = variables if names and abs(coefficient) == 1 else [number(abs(coefficient), span), *variables]
        kind = Type(Kind.NATURAL)
        term = factors[0] if len(factors) == 1 else core.Call("mul", tuple(factors), type=kind, span=span)
        terms.append(term if coefficient > 0 else core.Call("neg", (term,), type=Type(Kind.INTEGER), span=span))
    if not terms:
        return number(0, span)
    if len(terms) == 1:
        return terms[0]
    natural = all(coefficient > 0 for _, coefficient in size.terms)
    return core.Call("add", tuple(terms), type=Type(Kind.NATURAL if natural else Kind.INTEGER), span=span)
