"""Functions of deltas and brackets: what is 0 or 1 comes out of a function, ``f(d) = f(0) + d*(f(1) - f(0))``.

Only where both values exist for certain: with d = 1 nothing is asked of ``f(0)``, and a value that need not exist is
no factor. Where a delta is 1, its two arguments agree in everything that it multiplies.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.normal_form.field import Field, Polynomial, Quotient
from derivcheck.algebra.signs.signs import NONNEGATIVE, POSITIVE, Signs

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser

_KINDS = ("delta", "step")
#: Functions with a value for every real argument.
_TOTAL = frozenset(("exp", "sin", "cos", "sinh", "cosh", "tanh", "sech", "asinh", "atan", "sigmoid", "softplus"))
_TOTAL_BY_PIECES = frozenset(("relu", "Abs", "sign", "Max", "Min", "Heaviside", "erf", "erfc", "erfi"))


def occurring(f: Field, arguments: tuple[Quotient, ...]) -> int | None:
    """A delta or bracket that occurs in one of the arguments."""
    found = (i for a in arguments for p in a for i in f.occurring(p) if f.kernels[i].kind in _KINDS)
    return next(found, None)


def at(f: Field, p: Polynomial, index: int, value: int) -> Polynomial:
    """The polynomial with a generator replaced by 0 or 1."""
    return f.reduce(p.subs({f"k{index}": value}))


def function(n: Normaliser, name: str, arguments: tuple[Quotient, ...], apply: Callable[..., Quotient]) -> Quotient:
    """``apply`` of the arguments, taken at both values of every delta and bracket in them."""
    return _separated(n, arguments, apply, lambda *a: name in _TOTAL | _TOTAL_BY_PIECES or _has_value(n, name, *a))


def raised(n: Normaliser, base: Quotient, exponent: Quotient, apply: Callable[..., Quotient]) -> Quotient:
    """A power, likewise."""
    value = n.field.rational_value(exponent)
    if value is not None and value.denominator == 1 and value >= 0:
        return apply(base, exponent)
    return _separated(n, (base, exponent), apply, lambda b, e: _has_power(n, b, e))


def _separated(
    n: Normaliser, arguments: tuple[Quotient, ...], apply: Callable[..., Quotient], exists: Callable[..., bool]
) -> Quotient:
    f = n.field
    index = occurring(f, arguments)
    values = None if index is None else _both(n, arguments, index)
    if index is None or values is None or not all(exists(*a) for a in values):
        return apply(*arguments)
    without, having = (_separated(n, a, apply, exists) for a in values)
    return f.plus(without, f.times(f.generator(index), f.minus(having, without)))


def _both(n: Normaliser, arguments: tuple[Quotient, ...], index: int) -> list[tuple[Quotient, ...]] | None:
    """The arguments at 0 and at 1; None if one of them need not exist."""
    f, found = n.field, []
    for value in (0, 1):
        parts = [(at(f, a.n, index, value), at(f, a.d, index, value)) for a in arguments]
        if any(d.is_zero() or 0 in n.knowledge.signs(d) for _, d in parts):
            return None
        found.append(tuple(f.quotient(*part) for part in parts))
    return found


def _has_value(n: Normaliser, name: str, *arguments: Quotient) -> bool:
    wanted: dict[str, Signs] = {"log": POSITIVE, "sqrt": NONNEGATIVE, "cbrt": NONNEGATIVE}
    return name in wanted and n.knowledge.quotient_signs(arguments[0]) <= wanted[name]


def _has_power(n: Normaliser, base: Quotient, exponent: Quotient) -> bool:
    signs, value = n.knowledge.quotient_signs(base), n.field.rational_value(exponent)
    if signs == POSITIVE:
        return True
    if value is None:
        kernels = [n.field.kernels[i] for p in exponent for i in n.field.occurring(p)]
        return exponent.d.is_one() and all(is_integral(k.term) for k in kernels) and 0 not in signs
    if value.denominator == 1:
        return value >= 0 or 0 not in signs
    return signs <= NONNEGATIVE and (value > 0 or 0 not in signs)


def where_they_agree(f: Field, p: Polynomial) -> Polynomial:
    """The polynomial with every factor of a delta taken at the difference 0 of the delta's arguments."""
    for index in f.occurring(p):
        kernel = f.kernels[index]
        if kernel.kind != "delta":
            continue
        difference = f.minus(*kernel.arguments)
        zero = difference.n
        if not difference.d.is_one() or zero.is_constant() or abs(int(zero.leading_coefficient())) != 1:
            continue
        without = at(f, p, index, 0)
        own = _brackets_at(f, divmod(at(f, p, index, 1) - without, zero)[1], zero)
        p = f.reduce(without + f.generators[index] * own)
    return p


def _brackets_at(f: Field, p: Polynomial, zero: Polynomial) -> Polynomial:
    """Brackets whose argument is a number where ``zero`` is 0, by their value."""
    for index in f.occurring(p):
        kernel = f.kernels[index]
        if kernel.kind == "step" and kernel.arguments[0].d.is_one():
            there = divmod(kernel.arguments[0].n, zero)[1]
            if there.is_constant():
                p = at(f, p, index, int(there.is_zero() or int(there.leading_coefficient()) >= 0))
    return p
