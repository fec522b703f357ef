"""What is known about the sign of a polynomial in kernels.

Knowledge is a set of possible signs, a subset of {-1, 0, 1}. It comes from the kernels themselves
(an exponential is positive), from facts (declarations, hypotheses, conditions of the written claim, the
case at hand), from enclosures of constants, and last from an SMT solver. Where a sign is needed and not
known, `Split` asks for a case distinction.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.normal_form.constants import constant_sign
from derivcheck.algebra.normal_form.field import Field, Incomplete, Polynomial, Quotient, Vacuous
from derivcheck.algebra.normal_form.state import State
from derivcheck.algebra.normal_form.table import Table
from derivcheck.algebra.signs.monotone import monotone_signs
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import ZERO, Term, relation

Signs = frozenset[int]
ANY: Signs = frozenset((-1, 0, 1))
POSITIVE: Signs = frozenset((1,))
NEGATIVE: Signs = frozenset((-1,))
NULL: Signs = frozenset((0,))
NONNEGATIVE: Signs = frozenset((0, 1))
NONPOSITIVE: Signs = frozenset((-1, 0))
NONZERO: Signs = frozenset((-1, 1))
BY_RELATION: dict[str, Signs] = {
    "eq": NULL, "ne": NONZERO, "lt": NEGATIVE, "le": NONPOSITIVE, "gt": POSITIVE, "ge": NONNEGATIVE,
}  # fmt: skip
_NAMES = {signs: op for op, signs in BY_RELATION.items()}


class Split(Exception):
    """The sign of ``polynomial`` (a term) matters; the cases are ``relations`` with 0, which cover the reals."""

    def __init__(self, polynomial: Term, relations: tuple[str, ...]) -> None:
        super().__init__(f"sign of {polynomial}")
        self.polynomial = polynomial
        self.cases = tuple(relation(op, polynomial, ZERO) for op in relations)


@cache
def product(a: Signs, b: Signs) -> Signs:
    return frozenset(x * y for x in a for y in b)


@cache
def opposite(a: Signs) -> Signs:
    return frozenset(-x for x in a)


def power_signs(a: Signs, exponent: int) -> Signs:
    return a if exponent % 2 else _of_square(a)


@cache
def _of_square(a: Signs) -> Signs:
    return frozenset(x * x for x in a)


@cache
def sum_signs(a: Signs, b: Signs) -> Signs:
    if a == NULL or b == NULL:
        return a if b == NULL else b
    if a <= NONNEGATIVE and b <= NONNEGATIVE:
        return POSITIVE if POSITIVE in (a, b) else NONNEGATIVE
    if a <= NONPOSITIVE and b <= NONPOSITIVE:
        return NEGATIVE if NEGATIVE in (a, b) else NONPOSITIVE
    return ANY


class Knowledge(State):
    """Sign facts about polynomials of one field."""

    def __init__(self, field: Field, oracle: Oracle) -> None:
        self.field = field
        self.oracle = oracle
        self.facts: dict[Term, Signs] = {}
        self.exponential: Callable[[Quotient], Quotient] = _no_exponential
        self.of_indices: Callable[[Polynomial], Signs] = lambda p: ANY  # what is known for all indices around it
        self._memo: Table[Signs] = Table()

    # --- asking

    def signs(self, p: Polynomial) -> Signs:
        """The possible signs of a polynomial, without a solver."""
        found = self._memo.get(p)
        if found is None:
            found = self._memo[p] = self._signs(p)
        return found

    def _signs(self, p: Polynomial) -> Signs:
        if p.is_constant():
            return frozenset((_sign(int(p.leading_coefficient())) if not p.is_zero() else 0,))
        p = self.field.restored(p)
        occurring = self.field.occurring(p)
        if all(i in self.field.constants for i in occurring):
            exact = constant_sign(self.field, p)
            return ANY if exact is None else frozenset((exact,))
        found = self._from_terms(p)
        if len(found) > 1:
            found = found & monotone_signs(self, p)
        if len(found) > 1:
            term = self.field.readable(p)
            found = found & self.facts.get(term, ANY)
            if len(found) > 1:
                found = found & opposite(self.facts.get(self.field.readable(-p), ANY))
            if not found:
                raise Vacuous("contradicting signs")
        return found

    def _from_terms(self, p: Polynomial) -> Signs:
        total: Signs = NULL
        occurring = self.field.occurring(p)
        for monomial, coefficient in p.terms():
            signs = POSITIVE if coefficient > 0 else NEGATIVE
            for i in occurring:
                if monomial[i]:
                    signs = product(signs, power_signs(self._kernel_signs(i), int(monomial[i])))
            total = sum_signs(total, signs)
            if total == ANY:
                return ANY
        return total

    def _kernel_signs(self, index: int) -> Signs:
        kernel = self.field.kernels[index]
        if kernel.kind == "imaginary":
            raise Incomplete("the sign of a complex quantity")
        known = kernel.signs & self.facts.get(kernel.term, ANY)
        if not known:
            raise Vacuous("contradicting signs")
        return known

    def factored(self, a: Quotient) -> tuple[Signs, list[tuple[Polynomial, int]]]:
        """Signs of a quotient's known factors together, and the factors of odd power that are not known strictly."""
        known: Signs = POSITIVE
        open_factors = []
        for part in (a.n, a.d):
            if part.is_zero():
                return NULL, []
            content, factors = self.field.factor(part)
            known = product(known, frozenset((_sign(content),)))
            for f, exponent in factors:
                signs = self.signs(f) & NONZERO if part is a.d else self.signs(f)
                if len(signs) == 1:
                    known = product(known, power_signs(signs, exponent))
                else:
                    open_factors.append((f, exponent))
        return known, open_factors

    def quotient_signs(self, a: Quotient) -> Signs:
        """The possible signs of a quotient, its denominator being nonzero; without a solver."""
        total, open_factors = self.factored(a)
        for f, exponent in open_factors:
            total = product(total, power_signs(self.signs(f), exponent))
        return total & self._unfactored(a)

    def _unfactored(self, a: Quotient) -> Signs:
        """A quotient like (x**2 + y**2)/S may show its sign better before factoring."""
        return product(self.signs(a.n), self.signs(a.d) & NONZERO) if not a.n.is_zero() else NULL

    def signs_here(self, a: Quotient) -> Signs:
        """As `quotient_signs`, with what is known for all indices around it: of no kernel that outlives them."""
        signs = self.quotient_signs(a)
        return signs & self.of_indices(a.n) if a.d.is_one() else signs

    def weak_sign(self, p: Polynomial) -> int:
        """1 if p >= 0 here, -1 if p <= 0; else a split into these two cases."""
        signs = self.signs(p)
        if not signs <= NONNEGATIVE and not signs <= NONPOSITIVE:
            signs = self.solve(p, (NONNEGATIVE, NONPOSITIVE)) & self.of_indices(p)
        if signs <= NONNEGATIVE:
            return 1
        if signs <= NONPOSITIVE:
            return -1
        raise Split(self.field.readable(p), ("ge", "le"))

    def strict_sign(self, p: Polynomial) -> int:
        """The sign of p here; else a split into the cases that are possible."""
        signs = self.signs(p)
        if len(signs) > 1:
            signs = self.solve(p, (POSITIVE, NEGATIVE, NULL))
        if len(signs) == 1:
            return next(iter(signs))
        raise Split(self.field.readable(p), ("gt", "eq", "lt"))

    def solve(self, p: Polynomial, wanted: tuple[Signs, ...]) -> Signs:
        """Ask the solver whether p has one of the wanted sets of signs; learn the answer."""
        known = self.signs(p)
        for signs in wanted:
            if signs & known and self.oracle.proves(self.field, self.facts, p, signs):
                self.learn(p, signs)
                return known & signs
        return known

    def truth(self, op: str, difference: Quotient) -> bool:
        """Whether ``difference op 0`` in this case; else a split that will decide it."""
        wanted = BY_RELATION[op]
        signs = self.quotient_signs(difference)
        if signs <= wanted:
            return True
        if not signs & wanted:
            return False
        _, open_factors = self.factored(difference)
        if not open_factors:
            raise Incomplete("sign of a quotient")
        whole = self._decided_whole(difference, wanted)
        if whole is not None:
            return whole
        if len(open_factors) == 1 and open_factors[0][1] % 2:
            known, _ = self.factored(difference)
            self._split_single(open_factors[0][0], wanted if known == POSITIVE else opposite(wanted))
        for f, _ in open_factors:
            self.strict_sign(f)
        raise Incomplete("sign of a quotient")

    def _decided_whole(self, a: Quotient, wanted: Signs) -> bool | None:
        """Ask the solver about numerator times denominator at once."""
        together = self.field.reduce(a.n * a.d)
        others = ANY - wanted
        found = self.solve(together, (wanted, others)) if len(together) <= 40 else ANY
        return True if found <= wanted else False if not found & wanted else None

    def _split_single(self, f: Polynomial, wanted: Signs) -> None:
        if self.signs(f) & wanted and self.signs(f) - wanted:
            raise Split(self.field.readable(f), (_NAMES[wanted], _NAMES[ANY - wanted]))

    # --- learning

    def learn(self, p: Polynomial, signs: Signs) -> None:
        """From now on p has one of these signs."""
        term = self.field.readable(p)
        known = self.facts.get(term, ANY) & signs
        if not known:
            raise Vacuous("contradicting facts")
        if known == self.facts.get(term):
            return
        self.facts[term] = known
        self._memo.clear()
        found = self.signs(p)
        if not found:
            raise Vacuous("contradicting facts")
        if found in (POSITIVE, NEGATIVE) and self._is_difference_of_integers(p):
            one = self.field.one_polynomial if found == POSITIVE else -self.field.one_polynomial
            self.learn(p - one, NONNEGATIVE if found == POSITIVE else NONPOSITIVE)
        if found <= NONNEGATIVE or found <= NONPOSITIVE:
            self._learn_of_bounded(p if found <= NONNEGATIVE else -p)

    def _learn_of_bounded(self, p: Polynomial) -> None:
        """From ``a*x - b >= 0`` with b > 0 the sign of x."""
        occurring = self.field.occurring(p)
        if len(p) != 2 or len(occurring) != 1 or p.total_degree() != 1:
            return
        own, slope = self.field.generators[occurring[0]], p.derivative(occurring[0])
        if int((p - slope * own).leading_coefficient()) < 0:
            self.learn(own, POSITIVE if int(slope.leading_coefficient()) > 0 else NEGATIVE)

    def _is_difference_of_integers(self, p: Polynomial) -> bool:
        kernels = [self.field.kernels[i] for i in self.field.occurring(p)]
        return len(kernels) > 1 and all(k.kind == "symbol" and is_integral(k.term) for k in kernels)

    def assume(self, op: str, difference: Quotient) -> None:
        """Learn from ``difference op 0``: directly where a single factor's sign is open, else for the solver."""
        wanted = BY_RELATION[op]
        if not self.quotient_signs(difference) & wanted:
            raise Vacuous("a fact that cannot hold")
        known, open_factors = self.factored(difference)
        if 0 not in wanted:
            for f, _ in open_factors:
                self.learn(f, NONZERO)
            open_factors = [] if wanted == NONZERO else [(f, e) for f, e in open_factors if e % 2]
        if len(open_factors) == 1 and open_factors[0][1] % 2 and known in (POSITIVE, NEGATIVE):
            self.learn(open_factors[0][0], wanted if known == POSITIVE else opposite(wanted))
        elif len(open_factors) > 1:
            self.oracle.remember(self.field.readable(self.field.reduce(difference.n * difference.d)), wanted)


def _no_exponential(argument: Quotient) -> Quotient:
    raise Incomplete("exponentials are not known here")


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
