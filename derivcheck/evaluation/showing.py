"""Values as people write them: fractions, a few digits of irrational numbers, lists for tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import acb, arb, ctx, fmpq

if TYPE_CHECKING:
    from derivcheck.evaluation.instance import Polynomial, Terms

#: A text, or nested lists of texts for a vector or matrix.
Shown = str | list[Any]

#: Significant digits of irrational numbers.
DIGITS = 6
#: Rationals with more bits than this are shown by their leading digits.
MAX_EXACT_BITS = 200


def show(value: Any, digits: int = DIGITS) -> Shown:
    """A value of an instance or of an evaluation; rationals exactly."""
    if type(value) is tuple:
        return [show(item, digits) for item in value]
    return scalar_text(value, digits)


def scalar_text(value: Any, digits: int = DIGITS) -> str:
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is fmpq:
        return str(value) if value.height_bits() <= MAX_EXACT_BITS else arb(value).str(digits, radius=False)
    if type(value) is arb:
        return _ball_text(value, digits)
    if type(value) is acb:
        return _complex_text(_ball_text(value.real, digits), _ball_text(value.imag, digits))
    return _complex_text(str(value.real), str(value.imaginary))


def _ball_text(value: Any, digits: int) -> str:
    if value.is_exact():
        exact = value.fmpq() if abs(value) < 10**digits and value * 2**20 == (value * 2**20).floor() else None
        if exact is not None:
            return str(exact)
    return str(value.str(digits, radius=False))


def _complex_text(real: str, imaginary: str) -> str:
    if imaginary == "0":
        return real
    times_i = {"1": "I", "-1": "-I"}.get(imaginary, f"{imaginary}*I")
    if real == "0":
        return times_i
    return f"{real} - {times_i[1:]}" if times_i.startswith("-") else f"{real} + {times_i}"


def show_apart(left: Any, right: Any) -> tuple[Shown, Shown]:
    """Both values with as many digits as it takes to see that they differ."""
    for digits in (DIGITS, 10, 15, 20, 30, 50, 100, 200):
        shown = show(left, digits), show(right, digits)
        if _stripped(shown[0]) != _stripped(shown[1]):
            break
    return shown


def _stripped(shown: Shown) -> Shown:
    """Without trailing zeros after the point, so that 1 and 1.00000 look the same."""
    if isinstance(shown, list):
        return [_stripped(item) for item in shown]
    return shown.rstrip("0").rstrip(".") if "." in shown and "e" not in shown else shown


def show_rounded(value: Any, decimal: Any) -> tuple[Shown, Shown]:
    """A value beside the decimal that it does not round to, both in decimals."""
    if type(value) is tuple or type(decimal) is tuple:
        count = len(value) if type(value) is tuple else len(decimal)
        pairs = [show_rounded(_item(value, k), _item(decimal, k)) for k in range(count)]
        return [p[0] for p in pairs], [p[1] for p in pairs]
    for digits in (DIGITS, 8, 10, 15, 20, 30, 50, 100):
        shown = _decimal(value, digits), _decimal(decimal, 100)
        if shown[0] != shown[1]:
            break
    return shown


def _item(tensor: Any, k: int) -> Any:
    return tensor[k] if type(tensor) is tuple else tensor


def _decimal(value: Any, digits: int) -> str:
    """Digits without an exponent where that is readable, and without trailing zeros."""
    with ctx.workprec(400):
        text = str(arb(value).str(digits, radius=False)) if type(value) is fmpq else scalar_text(value, digits)
    return str(_stripped(text))


def show_polynomial(name: str, function: Polynomial) -> str:
    """A function as ``psi(a, b) = a**2*b``."""
    return f"{name}({', '.join(function.variables)}) = {_tensor_text(function.terms, function.variables)}"


def _tensor_text(terms: Any, variables: tuple[str, ...]) -> str:
    if type(terms) is tuple:
        return "[" + ", ".join(_tensor_text(item, variables) for item in terms) + "]"
    return _polynomial_text(terms, variables)


def _polynomial_text(terms: Terms, variables: tuple[str, ...]) -> str:
    text = ""
    for exponents, coefficient in terms.items:
        if not coefficient:
            continue
        factors = [v if e == 1 else f"{v}**{e}" for v, e in zip(variables, exponents, strict=True) if e]
        size = abs(coefficient)
        if size != 1 or not factors:
            factors.insert(0, str(size))
        text += (" - " if coefficient < 0 else " + ") + "*".join(factors)
    if not text:
        return "0"
    return "-" + text[3:] if text.startswith(" - ") else text[3:]
