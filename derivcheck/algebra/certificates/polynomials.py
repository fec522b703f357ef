"""An inequality between terms as one between polynomials in independent quantities, with what is known of them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.normal_form.answers import eliminated
from derivcheck.algebra.normal_form.field import Incomplete, Quotient, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt
from derivcheck.algebra.normal_form.normaliser import Facts, Normaliser
from derivcheck.algebra.signs.signs import ANY, NEGATIVE, NONNEGATIVE, NONPOSITIVE, NONZERO, POSITIVE, Signs, Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import ONE, Term, number, power, sub
from derivcheck.algebra.visible import is_complex

Polynomial = Any  # flint.fmpz_mpoly

#: What reading a term may raise.
_NOT_READ = (Incomplete, TooLarge, Vacuous, Split, Restart)
_MOST_TERMS = 120
_MOST_GENERATORS = 14
_MOST_DEGREE = 8
_MOST_KNOWN = 8
_TRIALS = 60
_VALUES = (0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 3.0)


class Known(NamedTuple):
    """A polynomial that is not negative where the facts hold; positive, if ``strict``."""

    polynomial: Polynomial
    strict: bool


class Polynomials(NamedTuple):
    """``multiplier``, which is positive, times the difference of both sides is the polynomial ``difference``.

    ``relations``: generator, degree and monic polynomial, as those of a field; ``known``: what is not negative.
    """

    normaliser: Normaliser
    multiplier: Term
    difference: Polynomial
    generators: tuple[int, ...]
    relations: tuple[tuple[int, int, Polynomial], ...]
    known: tuple[Known, ...]

    @property
    def one(self) -> Polynomial:
        return self.normaliser.field.one_polynomial

    def reduce(self, p: Polynomial) -> Polynomial:
        """The canonical remainder modulo the relations."""
        changed = bool(self.relations)
        while changed:
            changed = False
            for index, degree, monic in self.relations:
                if p.degrees()[index] >= degree:
                    p, changed = divmod(p, monic)[1], True
        return p

    def readable(self, p: Polynomial) -> Term:
        return self.normaliser.field.readable(p)

    def is_nonnegative(self, term: Term) -> bool:
        """Whether a term is seen not to be negative."""
        try:
            return self.normaliser.knowledge.quotient_signs(self.normaliser.of(term)) <= NONNEGATIVE
        except _NOT_READ:
            return False

    def monomials(self, degree: int) -> Iterator[Polynomial]:
        """All products of at most this many generators."""
        gens = self.normaliser.field.generators
        for count in range(degree + 1):
            for chosen in itertools.combinations_with_replacement(self.generators, count):
                product = self.one
                for index in chosen:
                    product = product * gens[index]
                yield product

    def is_negative_somewhere(self) -> bool:
        """Whether the difference is seen to be negative where all that is known holds; then it is no sum of squares."""
        if self.relations:
            return False
        place = {index: k for k, index in enumerate(self.generators)}
        conditions = [_compact(k.polynomial, place) for k in self.known]
        difference = _compact(self.difference, place)
        draw = random.Random(0)
        for trial in range(_TRIALS):
            values = [1.0 if trial == 0 else draw.choice(_VALUES) for _ in self.generators]
            if _value(difference, values) < -1e-9 and all(_value(c, values) >= 0 for c in conditions):
                return True
        return False


def polynomials(inequality: Term, facts: Facts) -> Polynomials | None:
    """The difference of both sides, unless it is too large, or its sign is plain."""
    left, right = inequality.args
    term = expand(sub(left, right) if inequality.op in ("ge", "gt") else sub(right, left))
    if is_complex(term) or any(map(is_complex, facts)):
        return None
    oracle = Oracle(False)
    try:
        written, given = eliminated(term, tuple(expand(f) for f in facts))
        normaliser = attempt(given, oracle, (written,))
        value = normaliser.of(written)
        if normaliser.knowledge.quotient_signs(value) <= NONNEGATIVE:
            return None
        return _independent(normaliser, oracle, *_without_denominator(normaliser, value))
    except _NOT_READ:
        return None


def _without_denominator(normaliser: Normaliser, value: Quotient) -> tuple[Term, Polynomial]:
    """A positive multiplier, and the multiple of the value by it, which is a polynomial."""
    f = normaliser.field
    bottom = ONE if value.d.is_one() else f.readable(value.d)
    if normaliser.knowledge.signs(value.d) == POSITIVE:
        return bottom, f.reduce(value.n)
    return power(bottom, number(2)), f.reduce(value.n * value.d)


def _independent(normaliser: Normaliser, oracle: Oracle, multiplier: Term, p: Polynomial) -> Polynomials | None:
    """Without the bases of roots, of which the roots' powers take the place."""
    f = normaliser.field
    roots: dict[int, tuple[int, int]] = {}
    relations = []
    for index, degree, monic in f.relations:
        base = f.only_generator(f.generators[index] ** degree - monic)
        if base is None or any(monic is not other and other.degrees()[base] > 0 for _, _, other in f.relations):
            relations.append((index, degree, monic))
        else:
            roots[base] = (index, degree)
    p = _with_roots(f.context, p, roots)
    used = set(f.occurring(p))
    for index, _, monic in relations:
        if index in used:
            used |= set(f.occurring(monic))
    if not used or len(used) > _MOST_GENERATORS or len(p) > _MOST_TERMS or int(p.total_degree()) > _MOST_DEGREE:
        return None
    if any(f.kernels[i].kind == "imaginary" for i in used):
        return None
    known = [
        Known(_with_roots(f.context, q.polynomial, roots), q.strict)
        for q in _known(normaliser, oracle, [*used, *(b for b in roots)])
    ]
    kept = {str(k.polynomial): k for k in sorted(known, key=lambda k: k.strict) if _fits(f, k.polynomial, used, p)}
    own = tuple(r for r in relations if r[0] in used)
    return Polynomials(normaliser, multiplier, p, tuple(sorted(used)), own, tuple(kept.values())[:_MOST_KNOWN])


def _fits(f: Any, known: Polynomial, used: set[int], p: Polynomial) -> bool:
    small = not known.is_constant() and int(known.total_degree()) <= int(p.total_degree())
    return small and set(f.occurring(known)) <= used


def _with_roots(context: Any, p: Polynomial, roots: dict[int, tuple[int, int]]) -> Polynomial:
    """The polynomial with each base replaced by the power of its root."""
    if not roots:
        return p
    found: dict[tuple[int, ...], int] = {}
    for monomial, coefficient in p.terms():
        moved = list(monomial)
        for base, (root, degree) in roots.items():
            moved[root] += degree * moved[base]
            moved[base] = 0
        key = tuple(moved)
        found[key] = found.get(key, 0) + int(coefficient)
    return context.from_dict({m: c for m, c in found.items() if c})


def _known(normaliser: Normaliser, oracle: Oracle, generators: Sequence[int]) -> Iterator[Known]:
    """What kernels and facts say of signs, as polynomials that are not negative."""
    f = normaliser.field
    for index in generators:
        yield from _by_sign(f.generators[index], f.kernels[index].signs)
    for term, signs in (*normaliser.knowledge.facts.items(), *oracle.extra.items()):
        value = normaliser.of(term)
        if value.d.is_one():
            yield from _by_sign(value.n, signs)


def _by_sign(p: Polynomial, signs: Signs) -> Iterator[Known]:
    if signs == ANY:
        return
    if signs <= NONNEGATIVE:
        yield Known(p, signs == POSITIVE)
    if signs <= NONPOSITIVE:
        yield Known(-p, signs == NEGATIVE)
    if signs == NONZERO:
        yield Known(p * p, True)


def _compact(p: Polynomial, place: dict[int, int]) -> list[tuple[float, list[tuple[int, int]]]]:
    return [(float(int(c)), [(place[i], int(e)) for i, e in enumerate(m) if e]) for m, c in p.terms()]


def _value(p: list[tuple[float, list[tuple[int, int]]]], values: Sequence[float]) -> float:
    total = 0.0
    for coefficient, powers in p:
        for k, e in powers:
            coefficient *= values[k] ** e
        total += coefficient
    return total
