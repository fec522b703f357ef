"""Asymptotic expansions in a large variable y: what `Limit` evaluates its body with.

An expansion is a finite sum of coefficients times `Growth`s, the fastest first, plus an error that is O of a
growth (none if it is exact). It behaves as a scalar in the evaluator: comparisons say what is true for all large y.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cmp_to_key
from typing import Any

from flint import arb, fmpq

from derivcheck.evaluation.errors import Undefined, Unresolved, Unsupported
from derivcheck.evaluation.values import growth
from derivcheck.evaluation.values.growth import UNIT, Growth, faster
from derivcheck.evaluation.values.jet import Tag, coefficients_of
from derivcheck.evaluation.values.jet import variable as variable_jet
from derivcheck.evaluation.values.scalar import ONE, ZERO, Scalar

#: Orders to which functions are expanded, tried one after the other.
ORDERS = (2, 4, 8)
_INNERMOST = 1 << 40


class Variable:
    """The variable of one limit; ``integral`` if it takes whole values only; functions are expanded to an order."""

    def __init__(self, integral: bool, order: int) -> None:
        self.integral = integral
        self.order = order


class Expansion:
    """``oscillates``: the error is known not to settle down, being a sine of something large, or (-1)**n."""

    __slots__ = ("error", "oscillates", "terms", "variable")

    def __init__(
        self,
        variable: Variable,
        terms: Iterable[tuple[Growth, Scalar]],
        error: Growth | None = None,
        oscillates: bool = False,
    ) -> None:
        self.variable = variable
        self.oscillates = oscillates
        self.terms, self.error = _settled(terms, error, variable.order + 2)

    # --- arithmetic

    def __add__(self, other: Any) -> Expansion:
        other = self.lifted(other)
        error = _larger(self.error, other.error)
        oscillates = (self.oscillates and other.settles()) or (other.oscillates and self.settles())
        return Expansion(self.variable, [*self.terms, *other.terms], error, oscillates)

    def __mul__(self, other: Any) -> Expansion:
        other = self.lifted(other)
        if self.is_zero() or other.is_zero():
            return Expansion(self.variable, ())
        pairs = [(g * h, a * b) for g, a in self.terms for h, b in other.terms]
        errors = [self.error and self.error * other.bound, other.error and other.error * self.bound]
        error = _larger(*errors)
        scaled = (self.is_number() and other.oscillates) or (other.is_number() and self.oscillates)
        return Expansion(self.variable, pairs, error, scaled)

    def __neg__(self) -> Expansion:
        return Expansion(self.variable, [(g, -c) for g, c in self.terms], self.error, self.oscillates)

    def __sub__(self, other: Any) -> Expansion:
        return self + (-self.lifted(other))

    def __rsub__(self, other: Any) -> Expansion:
        return self.lifted(other) - self

    def __truediv__(self, other: Any) -> Expansion:
        return self * self.lifted(other).power(fmpq(-1))

    def __rtruediv__(self, other: Any) -> Expansion:
        return self.lifted(other) / self

    def __pow__(self, exponent: int) -> Expansion:
        return self.power(fmpq(exponent))

    __radd__, __rmul__ = __add__, __mul__

    def __abs__(self) -> Expansion:
        if self.is_zero():
            return self
        return -self if self._side() == -1 else self

    def lifted(self, value: Any) -> Expansion:
        if type(value) is Expansion:
            if value.variable is not self.variable:
                raise Unsupported("limits that are taken together")
            return value
        if type(value) not in (fmpq, arb, int):
            raise Unsupported("a limit of complex numbers")
        return Expansion(self.variable, ((UNIT, fmpq(value) if type(value) is int else value),))

    def of(self, terms: Iterable[tuple[Growth, Scalar]], error: Growth | None = None) -> Expansion:
        return Expansion(self.variable, terms, error)

    # --- what is true for all large y; False where that cannot be told

    def __gt__(self, other: Any) -> bool:
        return bool((self - other)._known_side() == 1)

    def __lt__(self, other: Any) -> bool:
        return bool((self - other)._known_side() == -1)

    def __ge__(self, other: Any) -> bool:
        return bool((self - other)._known_side() in (0, 1))

    def __le__(self, other: Any) -> bool:
        return bool((self - other)._known_side() in (0, -1))

    def is_zero(self) -> bool:
        return not self.terms and self.error is None

    def is_number(self) -> bool:
        """Whether it is a number other than 0."""
        alone = self.error is None and len(self.terms) == 1 and self.terms[0][0] == UNIT
        return alone and self._known_side() is not None

    def settles(self) -> bool:
        """Whether the error tends to 0."""
        return self.error is None or self.error.side < 0

    def is_finite(self) -> bool:
        return True

    def contains(self, value: Any) -> bool:
        return bool((self - value)._known_side() in (None, 0))

    def _known_side(self) -> int | None:
        try:
            return self._side()
        except Unresolved:
            return None

    def _side(self) -> int:
        """The sign for all large y; Unresolved if it cannot be told."""
        if self.is_zero():
            return 0
        _, c = self._leading()
        return 1 if c > 0 else -1

    def _leading(self) -> tuple[Growth, Scalar]:
        if not self.terms or not (self.terms[0][1] > 0 or self.terms[0][1] < 0):
            raise Unresolved("the leading term of an expansion is not known")
        return self.terms[0]

    @property
    def bound(self) -> Growth:
        """A growth that the expansion is O of."""
        return self.terms[0][0] if self.terms else self.error or UNIT

    # --- functions

    def power(self, exponent: Any) -> Expansion:
        """A rational power: the leading term to it, times the binomial series."""
        if exponent == 0:
            return self.lifted(ONE)
        if exponent.q == 1 and 0 < exponent <= self.variable.order and not self._is_monomial():
            return self * self.power(exponent - 1) if exponent > 1 else self
        if self.is_zero():
            if exponent < 0:
                raise Undefined("division by zero")
            return self
        lead, c = self._leading()
        if exponent.q != 1 and not c > 0:
            raise Undefined("a non-integer power of a negative number")
        rest = self.of(self.terms[1:], self.error) * self.of(((lead.raised(-1), 1 / c),))
        coefficients, factor = [ONE], ONE
        for k in range(1, self.variable.order + 1):
            factor = factor * (exponent - k + 1) / k
            coefficients.append(factor)
        whole = c ** int(exponent.p) if exponent.q == 1 else _root(c, exponent)
        return self.of(((lead.raised(exponent), whole),)) * rest.taylor(coefficients)

    def _is_monomial(self) -> bool:
        return len(self.terms) == 1 and self.error is None

    def taylor(self, coefficients: list[Scalar]) -> Expansion:
        """The function with these Taylor coefficients, of an expansion that tends to 0."""
        if self.is_zero():
            return self.lifted(coefficients[0])
        if self.bound.side != -1:
            raise Unresolved("a power series away from its centre")
        total, raised = self.lifted(coefficients[0]), self.lifted(ONE)
        for c in coefficients[1:]:
            raised = raised * self
            total = total + raised * c
        return total + self.of((), self.bound.raised(len(coefficients)))

    def constant(self) -> Scalar:
        """The finite limit. Unresolved if there is none or it is not known."""
        if self.error is not None and self.error.side >= 0:
            raise Unresolved("the limit of an expansion is not known")
        if self.terms and self.terms[0][0].side == 1:
            raise Unresolved("an infinite limit inside of a function")
        return next((c for g, c in self.terms if g == UNIT), ZERO)

    # The functions below are asked for where power series do not help: at infinity and at ends of domains.

    def exp(self) -> Expansion:
        if self.error is not None and self.error.side >= 0:
            raise Unresolved("the exponential of an error that is not small")
        own, small, factor = UNIT, [], ONE
        for g, c in self.terms:
            side = g.side
            if g == UNIT:
                factor = arb(c).exp()
            elif side < 0:
                small.append((g, c))
            else:
                own = own * _exponential(g, c)
        series = [ONE]
        for k in range(1, self.variable.order + 1):
            series.append(series[-1] / k)
        return self.of(((own, factor),)) * self.of(small, self.error).taylor(series)

    def log(self) -> Expansion:
        if self.is_zero() or self._side() == -1:
            raise Undefined("the logarithm of a number that is not positive")
        lead, c = self._leading()
        if lead.logarithm:
            raise Unresolved("the logarithm of a logarithm")
        rest = self.of(self.terms[1:], self.error) * self.of(((lead.raised(-1), 1 / c),))
        parts = [(Growth(power=growth.linear(d), logarithm=q), growth.number(e)) for (d, q), e in lead.exponent]
        parts.append((Growth(logarithm=ONE), growth.number(lead.power)))
        parts.append((UNIT, ZERO if c == 1 else arb(c).log()))
        series = [ZERO, *(fmpq((-1) ** (k + 1), k) for k in range(1, self.variable.order + 1))]
        return self.of(parts) + rest.taylor(series)

    def sqrt(self) -> Expansion:
        return self.power(fmpq(1, 2))

    def sin(self) -> Expansion:
        return self._wave(lambda x: x.sin())

    def cos(self) -> Expansion:
        return self._wave(lambda x: x.cos())

    def _wave(self, rule: Callable[[Any], Any]) -> Expansion:
        grows = bool(self.terms) and self.terms[0][0].side == 1 and self.settles()
        return Expansion(self.variable, (), UNIT, grows and not self.variable.integral)

    def sinh(self) -> Expansion:
        return self.lifted((self.exp() - (-self).exp()) * fmpq(1, 2))

    def cosh(self) -> Expansion:
        return self.lifted((self.exp() + (-self).exp()) * fmpq(1, 2))

    def tanh(self) -> Expansion:
        return self.lifted(self.lifted(ONE) - ((self * fmpq(2)).exp() + ONE).power(fmpq(-1)) * fmpq(2))

    def atan(self) -> Expansion:
        series = [ZERO if k % 2 == 0 else fmpq((-1) ** (k // 2), k) for k in range(self.variable.order + 1)]
        return self.lifted(arb.pi() / 2 * self._side()) - self.power(fmpq(-1)).taylor(series)

    def erf(self) -> Expansion:
        return self.lifted(ONE) - self.erfc()

    def erfc(self) -> Expansion:
        """exp(-u**2)/(u*sqrt(pi)) * (1 + O(u**-2)) for large positive u."""
        if self._side() != 1:
            return self.lifted(fmpq(2)) - (-self).erfc()
        if self._leading()[0].side != 1:
            raise Unresolved("erfc of an expansion without limit")
        tail = (-(self * self)).exp() / (self * arb.pi().sqrt())
        return self.lifted(tail * self.of(((UNIT, ONE),), self.bound.raised(-2)))

    def rounded(self) -> Any:
        """The floor: near a finite limit a number, else off by O(1)."""
        if self.terms and self.terms[0][0].side == 1:
            return self + self.of((), UNIT)
        centre = self.constant()
        whole = fmpq(centre.floor()) if type(centre) is fmpq else centre.floor().unique_fmpz()
        if whole is None:
            raise Unresolved("cannot tell between which integers a number lies")
        return fmpq(whole) - 1 if (self - fmpq(whole))._side() < 0 else fmpq(whole)


def composed(rule: Any, arguments: Sequence[Any]) -> Any:
    """A function of a rule's at expansions (of one argument; others must be constant)."""
    places = [k for k, a in enumerate(arguments) if type(a) is Expansion]
    if len(places) != 1:
        raise Unresolved("a function of several quantities under a limit")
    (place,) = places
    own = arguments[place]
    try:
        centre = own.constant()
        varying = own.of(((g, c) for g, c in own.terms if g != UNIT), own.error)
        return varying.taylor(_coefficients(rule, arguments, place, centre))
    except (Undefined, Unresolved) as reason:
        try:
            return rule.enclose(*arguments)
        except (AttributeError, TypeError):
            raise Unresolved(str(reason)) from None


def _coefficients(rule: Any, arguments: Sequence[Any], place: int, centre: Scalar) -> Sequence[Scalar]:
    """Of the power series in one argument, by a perturbation."""
    perturbed = variable_jet(Tag(_INNERMOST, arguments[place].variable.order), centre)
    value = rule(*arguments[:place], perturbed, *arguments[place + 1 :])
    return coefficients_of(value, perturbed.tag) or [value]


def variable(integral: bool, order: int, power: int, sign: int, shift: Scalar) -> Expansion:
    """shift + sign * y**power."""
    own = Growth(power=growth.linear(fmpq(power)))
    return Expansion(Variable(integral, order), ((own, fmpq(sign)), (UNIT, shift)))


def exponential(base: Scalar, exponent: Expansion) -> Expansion:
    """base**exponent for a positive number that does not vary: its logarithm is kept exactly."""
    scaled = [(g, growth.times(growth.log_of(base), c)) for g, c in exponent.terms if type(c) is fmpq]
    degrees = [_degree(g) for g, _ in exponent.terms]
    if base == 1:
        return exponent.of(((UNIT, ONE),))
    if len(scaled) < len(exponent.terms) or exponent.error is not None or not {None, _LOGARITHM}.isdisjoint(degrees):
        return exponent.lifted((exponent * arb(base).log()).exp())
    exact = frozenset((d, c) for (_, c), d in zip(scaled, degrees, strict=True) if d != _CONSTANT)
    factor = next((base ** int(c) if c.q == 1 and abs(c) < 1000 else arb(base) ** arb(c)
                   for g, c in exponent.terms if g == UNIT), ONE)  # fmt: skip
    return exponent.of(((Growth(exact), factor),))


def alternating(base: Scalar, exponent: Expansion) -> Expansion:
    """base**exponent for a negative number and a whole exponent: only its size is known, and that its sign varies."""
    size = exponential(-base, exponent)
    plain = len(exponent.terms) and exponent.terms[0] == (Growth(power=growth.linear(ONE)), ONE)
    return Expansion(exponent.variable, (), size.bound, bool(plain) and size.bound.side >= 0)


_CONSTANT, _LOGARITHM = (ZERO, ZERO), (ZERO, ONE)


def _degree(g: Growth) -> Any:
    """(d, l) if the growth is y**d*log(y)**l with rational d, and does not tend to 0; else None."""
    value = growth.number(g.power)
    if g.exponent or type(value) is not fmpq or (value, g.logarithm) < _CONSTANT:
        return None
    return value, g.logarithm


def _exponential(g: Growth, c: Scalar) -> Growth:
    """exp(c*g) for a growth to infinity, if it is a growth again."""
    degree = _degree(g)
    if degree == _LOGARITHM:
        return Growth(power=growth.linear(c))
    if degree is not None:
        return Growth(frozenset(((degree, growth.linear(c)),)))
    raise Unresolved("a growth that is not compared")


def _root(c: Scalar, exponent: Any) -> Scalar:
    from derivcheck.evaluation.values.scalar import rational_power

    return rational_power(c, exponent)


def _larger(a: Growth | None, b: Growth | None) -> Growth | None:
    if a is None or b is None:
        return a or b
    return a if faster(a, b) >= 0 else b


def _slower(s: tuple[Growth, Scalar], t: tuple[Growth, Scalar]) -> int:
    return faster(t[0], s[0])


def _settled(
    terms: Iterable[tuple[Growth, Scalar]], error: Growth | None, most: int
) -> tuple[tuple[tuple[Growth, Scalar], ...], Growth | None]:
    """Equal growths together, the fastest first, without zeros and what the error swallows."""
    total: dict[Growth, Scalar] = {}
    for g, c in terms:
        total[g] = total[g] + c if g in total else c
    kept = [(g, c) for g, c in total.items() if not (c.is_zero() if type(c) is arb else c == 0)]
    kept.sort(key=cmp_to_key(_slower))
    if error is not None:
        kept = [(g, c) for g, c in kept if faster(g, error) == 1]
    if len(kept) > most:
        error, kept = kept[most][0], kept[:most]
    return tuple(kept), error
