"""Decisions that outlive one attempt at a normal form.

Exponential monomials are independent only if all exponents share one denominator and each monomial one
unit; all roots of a base need one order. These become known only while a term is read; when a decision must
change, the attempt is abandoned (`Restart`) and made again with the better plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm

from derivcheck.algebra.normal_form.field import Restart
from derivcheck.algebra.term import Term, make, symbols, tensor_of


@dataclass(slots=True)
class Plan:
    """``capacity``: generators; ``denominators`` and ``units`` by kind of exponential; ``orders`` of roots by base;
    ``shifts`` of the gamma family by kind and argument; ``cuts``, where products begin and end, by their factor;
    ``changed``: decisions have been changed."""

    capacity: int
    denominators: dict[str, Term] = field(default_factory=dict)
    units: dict[tuple[str, Term], Fraction] = field(default_factory=dict)
    orders: dict[Term, int] = field(default_factory=dict)
    shifts: dict[tuple[str, Term], int] = field(default_factory=dict)
    cuts: dict[Term, list[Term]] = field(default_factory=dict)
    changed: bool = False

    def take_over(self, other: Plan) -> Plan:
        """Decide as another plan does."""
        self.denominators, self.units = dict(other.denominators), dict(other.units)
        self.orders, self.shifts = dict(other.orders), dict(other.shifts)
        self.cuts = {factor: list(places) for factor, places in other.cuts.items()}
        return self

    def unit(self, kind: str, monomial: Term, coefficient: Fraction) -> Fraction:
        """The unit of a monomial, of which ``coefficient`` must be an integer multiple."""
        known = self.units.get((kind, monomial))
        if known is None:
            self.units[(kind, monomial)] = abs(coefficient)
            return abs(coefficient)
        if (coefficient / known).denominator != 1:
            self.units[(kind, monomial)] = _common_unit(known, coefficient)
            raise Restart("unit")
        return known

    def order(self, base: Term, wanted: int) -> int:
        """The order of the root kernel of a base, a multiple of ``wanted``."""
        known = self.orders.get(base)
        if known is None:
            self.orders[base] = known = wanted
        elif known % wanted:
            self.orders[base] = lcm(known, wanted)
            raise Restart("order")
        return known

    def shift(self, kind: str, argument: Term, wanted: int) -> int:
        """The largest integer that is added to an argument of a function that is known up to integer shifts."""
        known = self.shifts.get((kind, argument))
        if known is None:
            self.shifts[(kind, argument)] = known = wanted
        elif known < wanted:
            self.shifts[(kind, argument)] = wanted
            raise Restart("shift")
        return known

    def refine_denominator(self, kind: str, denominator: Term) -> Restart:
        """Use a larger common denominator; units found so far were relative to the old one."""
        self.denominators[kind] = denominator
        self.units = {key: unit for key, unit in self.units.items() if key[0] != f"{kind}/D"}
        return Restart("denominator")


def _common_unit(a: Fraction, b: Fraction) -> Fraction:
    """The largest fraction of which both are integer multiples."""
    return Fraction(gcd(a.numerator * b.denominator, b.numerator * a.denominator), a.denominator * b.denominator)


def without_indices(term: Term) -> Term:
    """The term with all entries of a tensor taken as one: what it says of every entry alike."""
    if not any(s.op == "tensor" for s in symbols(term)):
        return term
    if term.op == "entry":
        return tensor_of(term)
    if term.op == "mul":
        return make("mul", *sorted((without_indices(a) for a in term.args), key=str))
    return make(term.op, *(without_indices(a) if isinstance(a, Term) else a for a in term.args))
