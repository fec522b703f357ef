"""The largest (smallest) value of a family of numbers, by what defines it.

Where such a value stands in a claim, a new symbol takes its place, of which two facts are known: no value of the family
is larger, and at some index of the range it is one of them. In the domain of the claim the range is not empty and every
value is defined, so that there is exactly one such number: what holds for all numbers of which the facts hold, holds
for the largest value.
"""

from __future__ import annotations

from derivcheck.algebra.emptiness import never_empty
from derivcheck.algebra.sums import mentions_bound
from derivcheck.algebra.term import RELATIONS, Sort, Term, make, relation, substitute, symbol, symbols
from derivcheck.algebra.text import text
from derivcheck.engine.tensors.variables import Unsupported

_EXTREMA = {"maximum": "le", "minimum": "ge"}
#: What has no value where a part of it has none; alternatives are true if one is, but false only if all have values.
_STRICT = RELATIONS | {"and", "or", "not", "add", "mul", "power", "call"}
#: These likewise, where their range is not empty.
_OVER_RANGES = frozenset(("sum", "product", "every"))


class Extrema:
    """Names for largest and smallest values, the same in all parts of a claim, and what is known of them."""

    def __init__(self) -> None:
        self._names: dict[Term, Term] = {}
        self._facts: dict[Term, tuple[Term, ...]] = {}

    def named(self, term: Term) -> Term:
        """The term with names in the place of largest and smallest values. Raises Unsupported where that cannot be."""
        if not _mentions_extremum(term):
            return term
        if term.op in _EXTREMA:
            return self._name(term)
        if term.op not in _STRICT and not (term.op in _OVER_RANGES and never_empty(*term.args[1:3])):
            raise Unsupported("a largest or smallest value that is differentiated, or within another operation")
        return make(term.op, *(self.named(a) if isinstance(a, Term) else a for a in term.args))

    def facts(self, statement: Term, given: tuple[Term, ...]) -> tuple[Term, ...]:
        """What is known of the names in a statement, or in hypotheses (not in their alternatives, which may hold where
        the name stands for nothing)."""
        terms = (statement, *(g for g in given if not _has_alternatives(g)))
        found = (f for own, known in self._facts.items() if any(own in symbols(t) for t in terms) for f in known)
        return tuple(dict.fromkeys(found))

    def _name(self, term: Term) -> Term:
        if mentions_bound(term):
            raise Unsupported("a largest or smallest value that depends on an index around it")
        if term not in self._names:
            index, first, last, body = term.args
            if _mentions_extremum(body):
                raise Unsupported("a largest or smallest value within another")
            alike = sum(text(other) == text(term) for other in self._names)
            own = self._names[term] = symbol(text(term) + "'" * alike)
            place = symbol(f"place {len(self._names)}", Sort.INTEGER)
            self._facts[own] = (
                make("every", index, first, last, relation(_EXTREMA[term.op], body, own)),
                relation("le", first, place),
                relation("le", place, last),
                relation("eq", own, substitute(body, {index: place})),
            )
        return self._names[term]


def _has_alternatives(term: Term) -> bool:
    return term.op in ("or", "not") or any(map(_has_alternatives, term.terms))


def _mentions_extremum(term: Term) -> bool:
    return term.op in _EXTREMA or any(map(_mentions_extremum, term.terms))
