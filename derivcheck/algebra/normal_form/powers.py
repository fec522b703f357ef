"""Exponentials, logarithms, roots and symbolic powers as kernels.

- ``exp`` of a sum becomes a product of kernels ``exp(unit * monomial / denominator)``.
- ``log u`` is the sum of ``e * log|p|`` over the irreducible factors of u (u > 0 where it is written).
- ``u**(1/q)`` is the product of roots ``|p|**(e/q)``, with the relation ``R**q = |p|`` by the sign of p.
- ``p**n`` for integral n is a kernel of its own unless p > 0 is known.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.normal_form.exponents import content_of, exponent_of, pieces, prime_powers
from derivcheck.algebra.normal_form.field import (
    Field,
    Incomplete,
    Kernel,
    Polynomial,
    Quotient,
    Vacuous,
)
from derivcheck.algebra.normal_form.plan import Plan, without_indices
from derivcheck.algebra.normal_form.state import State
from derivcheck.algebra.signs.signs import ANY, NONNEGATIVE, NONZERO, NULL, POSITIVE, Knowledge, Split
from derivcheck.algebra.sums.ranges import mentions_bound
from derivcheck.algebra.term import IMAGINARY_UNIT, MINUS_ONE, Term, call, number, power


class Powers(State):
    """The rules for powers in one field."""

    def __init__(self, field: Field, knowledge: Knowledge, plan: Plan) -> None:
        self.field, self.knowledge, self.plan = field, knowledge, plan
        self.common: dict[str, Polynomial] = {}
        self.is_nonnegative: Callable[[Quotient], bool] = lambda value: False  # with the ranges of bound indices
        self.is_null: Callable[[Quotient], Quotient] = lambda value: field.zero  # as a delta, of an integer
        self.turn: Callable[[Quotient], tuple[Quotient, Quotient]] = _no_angles
        self.log_of_product: Callable[[Kernel], Quotient | None] = lambda kernel: None
        self.absolute_product: Callable[[Quotient], Quotient | None] = lambda value: None

    # --- exponentials

    def exp(self, argument: Quotient) -> Quotient:
        f = self.field
        real, angle = self._real_and_imaginary(argument)
        if angle is not None:
            cosine, sine = self.turn(angle)
            return f.times(self.exp(real), f.plus(cosine, f.times(self._imaginary_unit(), sine)))
        result, argument = self._collapse_logarithms(argument)
        for monomial, coefficient, denominator in self.split_exponent("exp", argument):
            kind = "exp" if denominator.is_one() else "exp/D"
            unit = self.plan.unit(kind, without_indices(f.readable(monomial)), coefficient)
            kernel_argument = f.quotient(monomial * unit.numerator, denominator * unit.denominator)
            base = f.generator(self._exp_kernel(kernel_argument))
            result = f.times(result, f.integer_power(base, exponent_of(coefficient / unit)))
        return result

    def _real_and_imaginary(self, argument: Quotient) -> tuple[Quotient, Quotient | None]:
        """(a, b) with argument = a + I*b; b is None where I does not occur."""
        f = self.field
        index = f.find("imaginary", IMAGINARY_UNIT)
        if index is None or max(argument.n.degrees()[index], argument.d.degrees()[index]) <= 0:
            return argument, None
        if argument.d.degrees()[index] > 0:
            raise Incomplete("an exponent with a complex denominator")
        slope = argument.n.derivative(index)
        rest = argument.n - slope * f.generators[index]
        return f.quotient(rest, argument.d), f.quotient(slope, argument.d)

    def _imaginary_unit(self) -> Quotient:
        index = self.field.find("imaginary", IMAGINARY_UNIT)
        assert index is not None
        return self.field.generator(index)

    def _exp_kernel(self, argument: Quotient) -> int:
        f = self.field
        term = call("exp", f.readable_quotient(argument))
        found = f.find("exp", term)
        if found is not None:
            return found
        occurring = f.occurring(argument.n) + f.occurring(argument.d)
        if any(f.kernels[i].kind == "imaginary" for i in occurring):
            raise Incomplete("the exponential of a complex number")
        constant = all(i in f.constants for i in occurring)
        return f.add_kernel(Kernel("exp", term, POSITIVE, constant, argument=argument))

    def split_exponent(self, kind: str, argument: Quotient) -> list[tuple[Polynomial, Fraction, Polynomial]]:
        """The argument as a sum of coefficient * monomial / denominator.

        The denominator is 1 or the common denominator D of all arguments. The numerator is divided by D first, so
        that the monomials and the fractions m/D together are independent over the rationals.
        """
        f = self.field
        if f.is_zero(argument):
            return []
        content = content_of(argument.d)
        primitive = divmod(argument.d, f.context.constant(content))[0]
        if primitive.is_one():
            return pieces(f, argument.n, Fraction(1, content), f.one_polynomial)
        common = self.common.get(kind, f.one_polynomial)
        multiple, rest = divmod(common, primitive)
        if not rest.is_zero():
            larger = common * divmod(primitive, common.gcd(primitive))[0]
            raise self.plan.refine_denominator(kind, f.readable(larger))
        numerator = argument.n * multiple
        leading = int(common.leading_coefficient())
        scale = leading ** (int(numerator.total_degree()) + 1)
        whole, proper = divmod(numerator * scale, common)
        unit = Fraction(1, content * scale)
        return pieces(f, whole, unit, f.one_polynomial) + pieces(f, proper, unit, common)

    def _collapse_logarithms(self, argument: Quotient) -> tuple[Quotient, Quotient]:
        """Take exp(c*log|p|) = |p|**c out of an exponent, c a rational number."""
        f = self.field
        result = f.one
        for index, kernel in list(f.kernels.items()):
            if kernel.kind != "log" or argument.n.degrees()[index] <= 0:
                continue
            content = content_of(argument.d)
            primitive = divmod(argument.d, f.context.constant(content))[0]
            coefficient = divmod(argument.n.derivative(index), primitive)[0]
            value = Fraction(int(coefficient.to_dict().get((0,) * f.capacity, 0)), content)
            if value:
                result = f.times(result, self.absolute_power(kernel.base, value))
                argument = f.minus(argument, f.scaled(f.generator(index), value))
        return result, argument

    # --- logarithms

    def log(self, argument: Quotient) -> Quotient:
        """log of a quantity that is positive wherever it is written."""
        if self.field.is_zero(argument) or not self.knowledge.quotient_signs(argument) & POSITIVE:
            raise Vacuous("logarithm of a number that is not positive")
        return self.log_absolute(argument)

    def log_absolute(self, argument: Quotient) -> Quotient:
        """log|u| as a combination of logarithms of irreducible factors and of primes."""
        f = self.field
        parts = []
        for part, direction in ((argument.n, 1), (argument.d, -1)):
            content, factors = f.factor(part)
            for prime, exponent in prime_powers(abs(content)):
                parts.append(f.scaled(self._log_kernel(prime), Fraction(direction * exponent)))
            for p, exponent in factors:
                parts.append(f.scaled(self._log_factor(p), Fraction(direction * exponent)))
        return f.total(parts)

    def _log_factor(self, p: Polynomial) -> Quotient:
        f = self.field
        index = f.only_generator(p)
        if index is not None:
            kernel = f.kernels[index]
            match kernel.kind:
                case "exp":
                    assert kernel.argument is not None
                    return kernel.argument
                case "root":
                    return f.scaled(self._log_of(kernel.base), Fraction(1, kernel.order))
                case "power":
                    assert kernel.argument is not None
                    return f.times(kernel.argument, self._log_of(kernel.base))
                case "product":
                    found = self.log_of_product(kernel)
                    if found is not None:
                        return found
        recombined = self._recombine(p)
        return self._log_kernel(p) if recombined is None else recombined

    def _log_of(self, base: Polynomial | int | None) -> Quotient:
        if isinstance(base, int):
            return self._log_kernel(base) if base != 1 else self.field.zero
        assert base is not None
        return self.log_absolute(Quotient(base, self.field.one_polynomial))

    def _recombine(self, p: Polynomial) -> Quotient | None:
        """log|p| through log|q| of a conjugate q that has its kernel already: p*q has lost its root."""
        f = self.field
        roots = [i for i in f.occurring(p) if f.kernels[i].kind == "root"]
        if not roots or f.find("log", self._log_term(p)) is not None:
            return None
        for index, kernel in list(f.kernels.items()):
            if kernel.kind != "log" or isinstance(kernel.base, int) or not set(roots) & set(f.occurring(kernel.base)):
                continue
            together = f.reduce(p * kernel.base)
            if not together.is_zero() and not set(roots) & set(f.occurring(together)):
                whole = self.log_absolute(Quotient(together, f.one_polynomial))
                return f.minus(whole, f.generator(index))
        return None

    def _log_term(self, base: Polynomial | int) -> Term:
        if isinstance(base, int):
            return call("log", number(base))
        readable = self.field.readable(base)
        return call("log", readable if self.knowledge.signs(base) & NONZERO == POSITIVE else call("Abs", readable))

    def _log_kernel(self, base: Polynomial | int) -> Quotient:
        f = self.field
        term = self._log_term(base)
        index = f.find("log", term)
        if index is None:
            constant = isinstance(base, int) or all(i in f.constants for i in f.occurring(base))
            signs = POSITIVE if isinstance(base, int) else ANY
            index = f.add_kernel(Kernel("log", term, signs, constant, base=base))
        return f.generator(index)

    # --- roots

    def rational_power(self, base: Quotient, exponent: Fraction) -> Quotient:
        """base**exponent for an exponent that is not an integer; base is nonnegative wherever it is written."""
        f = self.field
        if f.is_zero(base):
            if exponent > 0:
                return f.zero
            raise Vacuous("a negative power of zero")
        if not self.knowledge.quotient_signs(base) & NONNEGATIVE:
            raise Vacuous("a root of a negative number")
        result = f.one
        for part, direction in ((base.n, 1), (base.d, -1)):
            content, factors = f.factor(part)
            for prime, e in prime_powers(abs(content)):
                result = f.times(result, self.absolute_power(prime, direction * e * exponent))
            for p, e in factors:
                result = f.times(result, self.absolute_power(p, direction * e * exponent))
        return result

    def absolute_power(self, base: Polynomial | int | None, exponent: Fraction) -> Quotient:
        """|base|**exponent for a prime number or an irreducible polynomial."""
        f = self.field
        assert base is not None
        if isinstance(base, int):
            if exponent.denominator == 1:
                return f.integer_power(f.integer(base), exponent_of(exponent))
            return self._root(base, number(base), f.context.constant(base), POSITIVE, exponent)
        index = f.only_generator(base)
        kernel = f.kernels[index] if index is not None else None
        if kernel is not None and kernel.kind == "exp":
            assert kernel.argument is not None
            return self.exp(f.scaled(kernel.argument, exponent))
        if kernel is not None and kernel.kind == "root":
            return self.absolute_power(kernel.base, exponent / kernel.order)
        sign = 1 if exponent.denominator == 1 and exponent % 2 == 0 else self.knowledge.weak_sign(base)
        oriented = base if sign > 0 else -base
        if exponent.denominator == 1:
            return f.integer_power(Quotient(oriented, f.one_polynomial), exponent_of(exponent))
        signs = POSITIVE if 0 not in self.knowledge.signs(base) else NONNEGATIVE
        return self._root(oriented, f.readable(oriented), oriented, signs, exponent)

    def _root(
        self, base: Polynomial | int, term: Term, value: Polynomial, signs: frozenset[int], exponent: Fraction
    ) -> Quotient:
        f = self.field
        order = self.plan.order(term, exponent.denominator)
        kernel_term = power(term, number(Fraction(1, order)))
        index = f.find("root", kernel_term)
        if index is None:
            constant = all(i in f.constants for i in f.occurring(value))
            index = f.add_kernel(Kernel("root", kernel_term, signs, constant, base=base, order=order))
            f.relate(index, order, f.generators[index] ** order - value)
        return f.integer_power(f.generator(index), exponent_of(exponent * order))

    # --- symbolic powers

    def symbolic_power(self, base: Quotient, exponent: Quotient, exponent_term: Term) -> Quotient:
        """base**exponent for an exponent that is not a number."""
        f = self.field
        if self.knowledge.quotient_signs(exponent) == NULL:
            return f.one
        if f.is_zero(base):
            return self._power_of_zero(exponent, is_integral(exponent_term))
        if not is_integral(exponent_term):
            if not self.knowledge.quotient_signs(base) & NONNEGATIVE:
                raise Vacuous("a real power of a negative number")
            if self.knowledge.signs_here(base) != POSITIVE and self.knowledge.truth("eq", base):
                return f.zero
            return self.exp(f.times(exponent, self.log_absolute(base)))
        return self._integral_power(base, exponent)

    def _integral_power(self, base: Quotient, exponent: Quotient) -> Quotient:
        f = self.field
        result = f.one
        for part, direction in ((base.n, f.one), (base.d, f.negative(f.one))):
            times = f.times(exponent, direction)
            content, factors = f.factor(part)
            if content < 0:
                result = f.times(result, self._power_of(MINUS_ONE, f.context.constant(-1), times))
            for prime, e in prime_powers(abs(content)):
                result = f.times(result, self.exp(f.times(times, f.scaled(self._log_kernel(prime), Fraction(e)))))
            for p, e in factors:
                result = f.times(result, self._factor_power(p, f.scaled(times, Fraction(e))))
        return result

    def _factor_power(self, p: Polynomial, exponent: Quotient) -> Quotient:
        """p**exponent for an irreducible p and an integral exponent."""
        f = self.field
        if self.knowledge.signs(p) == POSITIVE:
            return self.exp(f.times(exponent, self._log_factor(p)))
        if 0 in self.knowledge.signs(p) and not self._keeps_domain(exponent):
            whole = Quotient(p, f.one_polynomial)
            if self.knowledge.truth("eq", whole):
                return self._power_of_zero(exponent, True)
        index = f.only_generator(p)
        if index is not None and f.kernels[index].kind == "power" and f.kernels[index].base is not None:
            kernel = f.kernels[index]
            assert kernel.argument is not None
            return self._power_of(f.readable(kernel.base), kernel.base, f.times(kernel.argument, exponent))
        return self._power_of(f.readable(p), p, exponent)

    def _keeps_domain(self, exponent: Quotient) -> bool:
        """Whether every part of the exponent is nonnegative, so that the parts of a power of 0 are defined if it is."""
        f = self.field
        for monomial, coefficient in exponent.n.terms():
            part = f.monomial(monomial)
            known = self.knowledge.signs(part) <= NONNEGATIVE or self.is_nonnegative(Quotient(part, f.one_polynomial))
            if coefficient < 0 or not known:
                return False
        return True

    def _power_of_zero(self, exponent: Quotient, integral: bool) -> Quotient:
        """0, and 1 where an integral exponent is 0; of an exponent that a sum runs over, a delta."""
        try:
            if self.knowledge.truth("gt", exponent):
                return self.field.zero
            if integral and self.knowledge.truth("eq", exponent):
                return self.field.one
        except Split as split:
            if not mentions_bound(split.polynomial) or not integral:
                raise
            if not self.is_nonnegative(exponent):
                raise Incomplete("a power of zero that may be negative, under a sum") from None
            return self.is_null(exponent)
        raise Vacuous("a negative power of zero")

    def _power_of(self, term: Term, base: Polynomial, exponent: Quotient) -> Quotient:
        """base**exponent as a product of kernels base**(unit * monomial)."""
        f = self.field
        if not exponent.d.is_one():
            raise Incomplete("an integral exponent with a denominator")
        result = f.one
        for monomial, coefficient in exponent.n.terms():
            if not any(monomial):
                result = f.times(result, f.integer_power(Quotient(base, f.one_polynomial), int(coefficient)))
                continue
            if not all(is_integral(f.kernels[i].term) for i, e in enumerate(monomial) if e):
                raise Incomplete("an exponent that mixes integers and reals")
            key = f.monomial(monomial)
            unit = self.plan.unit("power", power(term, f.readable(key)), Fraction(int(coefficient)))
            argument = f.scaled(Quotient(key, f.one_polynomial), unit)
            kernel = f.generator(self._power_kernel(term, base, argument))
            result = f.times(result, f.integer_power(kernel, exponent_of(Fraction(int(coefficient)) / unit)))
        return result

    def _power_kernel(self, term: Term, base: Polynomial, argument: Quotient) -> int:
        f = self.field
        kernel_term = power(term, f.readable_quotient(argument))
        index = f.find("power", kernel_term)
        if index is None:
            flips = base.is_constant()
            even = int(argument.n.leading_coefficient()) % 2 == 0
            signs = POSITIVE if flips and even else NONZERO if flips else self._power_kernel_signs(base, even)
            index = f.add_kernel(Kernel("power", kernel_term, signs, False, argument=argument, base=base))
            if flips:
                f.relate(index, 1 if even else 2, f.generators[index] ** (1 if even else 2) - f.one_polynomial)
        return index

    def _power_kernel_signs(self, base: Polynomial, even: bool) -> frozenset[int]:
        nonzero = 0 not in self.knowledge.signs(base)
        if even:
            return POSITIVE if nonzero else NONNEGATIVE
        return NONZERO if nonzero else ANY


def _no_angles(angle: Quotient) -> tuple[Quotient, Quotient]:
    raise Incomplete("angles are not known here")
