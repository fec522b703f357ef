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
    if value.contains(0) and abs(value) < arb(10) ** -digits:
        return "0"  # nothing but rounding is left of it
    return str(value.str(digits, radius=False))


def _complex_text(real: str, imaginary: str) -> str:
    if imaginary == "0":
        return real
    times_i = {"1": "I", "-1": "-I"}.get(imaginary, f"{imaginary}*I")
    if real == "0":
        return times_i
    return f"{real} - {times_i[1:]}" if times_i.startswith("-") else f"{real} + {times_i}"


def show_apart(left: Any, right: Any) -> tuple[Shown, Shown]:
    """Both values with as many digits as it takes to see that they differ, also from one that is exact.

    Where that takes too many, with a few: their difference says more then.
    """
    for digits in (DIGITS, 10, 15, 20, 30, 50):
        if _stripped(_rounded(left, digits)) != _stripped(_rounded(right, digits)):
            return show(left, digits), show(right, digits)
    return show(left), show(right)


def _rounded(value: Any, digits: int) -> Shown:
    """So many digits, of rationals too."""
    if type(value) is tuple:
        return [_rounded(item, digits) for item in value]
    if type(value) is fmpq:
        with ctx.workprec(1000):
            return str(arb(value).str(digits, radius=False))
    return scalar_text(value, digits)


def _stripped(shown: Shown) -> Shown:
    """Without trailing zeros after the point, so that 1 and 1.00000 look the same."""
    if isinstance(shown, list):
        return [_stripped(item) for item in shown]
    return shown.rstrip("0").rstrip(".") if "." in shown and "e" not in shown else shown


def show_beside(value: Any, decimal: Shown, places: int) -> Shown:
    """A value in decimals, with as many digits as it takes to see that it does not round to the decimal beside it.

    ``places``: the digits of the decimal after its point; one more is shown at least.
    """
    if type(value) is tuple:
        beside = decimal if isinstance(decimal, list) else [decimal] * len(value)
        return [show_beside(x, d, places) for x, d in zip(value, beside, strict=False)]
    text = ""
    least = _digits_before_point(value) + places + 1
    for digits in (max(DIGITS, least), max(8, least + 2), max(10, least + 4), 15, 20, 30, 50, 100):
        text = _decimal(value, max(digits, least))
        if _stripped(text) != (_stripped(decimal) if isinstance(decimal, str) else None):
            break
    return text


def _digits_before_point(value: Any) -> int:
    """Of the value's whole part; 0 where it cannot be told."""
    size = abs(arb(value)) if type(value) in (arb, fmpq) else arb(0)
    return int(float((size.log() / arb(10).log()).mid())) + 1 if size > 1 else 0


def decimal_text(value: Any, places: int) -> str:
    """A terminating decimal with just so many digits after the point; ``places`` below 0 as ``1.23e5``."""
    number = str(abs(int((value * fmpq(10) ** places).p)))
    sign = "-" if value < 0 else ""
    if places < 0:
        rest = f".{number[1:]}" if len(number) > 1 else ""
        return f"{sign}{number[0]}{rest}e{len(number) - 1 - places}"
    number = number.rjust(places + 1, "0")
    return sign + (f"{number[:-places]}.{number[-places:]}" if places else number)


def exactly(value: Any) -> str:
    """A rational as a decimal, if it ends after a few digits, else as a fraction."""
    return _ending(value) or str(value)


def _ending(value: Any) -> str | None:
    places = next((k for k in range(13) if (value * 10**k).q == 1 and value.height_bits() < 64), None)
    return None if places is None else decimal_text(value, places)


def _decimal(value: Any, digits: int) -> str:
    """A few digits; exactly, if the value is a rational that ends after a few."""
    if type(value) is fmpq:
        ending = _ending(value)
        if ending is not None:
            return ending
        with ctx.workprec(400):
            value = arb(value)
    return str(_stripped(scalar_text(value, digits)))


def show_polynomial(name: str, function: Polynomial) -> tuple[str, str]:
    """A function by what it is at its variables: ``psi(a, b)`` and ``a**2*b``."""
    return f"{name}({', '.join(function.variables)})", _tensor_text(function.terms, function.variables)


def _tensor_text(terms: Any, variables: tuple[str, ...]) -> str:
    if type(terms) is tuple:
        return "[" + ", ".join(_tensor_text(item, variables) for item in terms) + "]"
    return _polynomial_text(terms, variables)


def _polynomial_text(terms: Terms, variables: tuple[str, ...]) -> str:
    text = ""
    for exponents, coefficient in sorted(terms.items, key=lambda term: (sum(term[0]), term[0]), reverse=True):
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
