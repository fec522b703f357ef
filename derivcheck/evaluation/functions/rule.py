"""How a function is evaluated: a rule says its domain, exact values, enclosure and partial derivatives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flint import acb, fmpq

from derivcheck.evaluation.errors import TooLarge, Undefined, Unresolved, Unsupported
from derivcheck.evaluation.values import jet
from derivcheck.evaluation.values.expansion import Expansion, composed
from derivcheck.evaluation.values.jet import Jet, Value
from derivcheck.evaluation.values.scalar import Scalar, ball, bounded, complex_ball, finite

#: Arguments of special functions beyond this magnitude are not worked out: enclosures get slow or useless.
MAX_ARGUMENT = 1_000_000

Enclosure = Callable[..., Any]
Domain = Callable[..., "bool | None"]
Exact = Callable[..., Any]
Slope = Callable[..., Value]


@dataclass(frozen=True, slots=True)
class Rule:
    """One function of scalars.

    ``enclose`` gets balls and returns a ball. ``domain`` gets scalars and says whether the function is
    defined there (None: cannot tell); without it, it is defined everywhere. ``exact`` gets rationals and
    returns a rational, or None where the value is irrational or not known to be rational. ``slopes`` are
    the partial derivatives in terms of values (None: not known). ``complex`` is the enclosure for complex
    balls, None if the function is real only.
    """

    enclose: Enclosure
    slopes: tuple[Slope | None, ...] = (None,)
    domain: Domain | None = None
    exact: Exact | None = None
    complex: Enclosure | None = None
    capped: bool = False

    def __call__(self, *arguments: Value) -> Value:
        for argument in arguments:
            if type(argument) is Jet:
                return jet.chain(arguments, self, self.slopes)
        if Expansion in map(type, arguments):
            return composed(self, arguments)
        return self._at(arguments)

    def _at(self, arguments: tuple[Scalar, ...]) -> Scalar:
        if acb in map(type, arguments):
            return self._at_complex(arguments)
        if self.domain is not None:
            inside = self.domain(*arguments)
            if inside is None:
                raise Unresolved("cannot tell whether the argument is in the function's domain")
            if not inside:
                raise Undefined("the argument is outside the function's domain")
        if self.exact is not None and all(type(a) is fmpq for a in arguments):
            value = self.exact(*arguments)
            if value is not None:
                return bounded(value)
        balls = [ball(a) for a in arguments]
        if self.capped and any(not abs(b) < MAX_ARGUMENT for b in balls):
            raise TooLarge("a special function at too large an argument")
        return finite(self.enclose(*balls))

    def _at_complex(self, arguments: tuple[Scalar, ...]) -> Scalar:
        if self.complex is None:
            raise Unsupported("a function of complex numbers that is not evaluated")
        return finite(self.complex(*[complex_ball(a) for a in arguments]))
