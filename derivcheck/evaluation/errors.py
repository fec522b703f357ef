"""Why an expression has no value here: it is undefined, or we cannot tell, or we do not try."""

from __future__ import annotations


class EvaluationError(Exception):
    """An expression did not get a value; the message says why."""


class Undefined(EvaluationError):
    """Rigorously without a value at this point: a zero divisor, the log of a negative number, a kink."""


class Unresolved(EvaluationError):
    """The enclosures are too wide to tell; a higher precision may help."""


class Overlapping(Unresolved):
    """Two numbers that are compared have overlapping enclosures: nothing speaks against their being equal."""


class Unsupported(Unresolved):
    """A construct that direct evaluation does not handle; no precision helps."""


class TooLarge(Unsupported):
    """The value exists but is too big or too long to work out."""


class Crossing(EvaluationError):
    """A choice (a sign, a comparison) at its very boundary under the perturbation with this number.

    The derivative that introduced the perturbation catches it and looks at both sides.
    """

    def __init__(self, number: int) -> None:
        super().__init__("a kink or jump under a derivative")
        self.number = number
