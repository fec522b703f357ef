"""Unfolding: values of recursions by their definitions, and sums of one term more than another split."""

from __future__ import annotations

from derivcheck.algebra.sequences.places import is_known
from derivcheck.algebra.sequences.sequences import definition_of, instance
from derivcheck.algebra.term import BINDERS, Term, add, is_bound, make, number, rational, relation, substitute, symbols

Facts = tuple[Term, ...]
#: A recursion, a place, and the component of its value; None for all components.
_Place = tuple[Term, Term, tuple[Term, ...] | None]
#: The names of the components, and what is known to stand there.
_Value = tuple[tuple[Term, ...], Term]
_MOST = 200
_MOST_TERMS = 20


class TooLong(Exception):
    """More steps than are carried out."""


def shifted(index: Term) -> Term:
    """An index with its numbers added up, so that ``t + 1 - 1`` is ``t``."""
    whole, rest = number(0), []
    for part in _flat(index):
        value = rational(part)
        if value is None:
            rest.append(part)
        else:
            whole = number(whole.args[0] + value)
    return add(*rest, whole) if whole.args[0] or not rest else add(*rest)


def _flat(term: Term) -> list[Term]:
    return [p for a in term.args for p in _flat(a)] if term.op == "add" else [term]


def unfolded(statement: Term, facts: Facts) -> tuple[Term, Facts]:
    """The statement, and the facts that help with it, with every value of a recursion replaced by its definition as
    often as the facts allow, and sums of one term more than another split. Raises TooLong.

    An equation ``value == …`` among the facts is made use of everywhere, and then left out: there is nothing that it
    could still be used for.
    """
    equations: dict[_Place, _Value] = {}
    others: list[Term] = []
    for fact in facts:
        found = _equation(fact)
        if found is None or found[0] in equations:
            others.append(fact)
        else:
            equations[found[0]] = found[1]
    unfolding = _Unfolding(facts, equations)
    return unfolding.of(statement), tuple(dict.fromkeys(map(unfolding.of, others)))


def _equation(fact: Term) -> tuple[_Place, _Value] | None:
    """What a fact says of a value of a recursion, or of all components of one."""
    ranges: list[tuple[Term, Term, Term]] = []
    while fact.op == "every":
        ranges.append(fact.args[:3])
        fact = fact.args[3]
    for own, value in (fact.args, fact.args[::-1]) if fact.op == "eq" else ():
        if not _defines(own, value):
            continue
        _, _, _, bounds, place, *components = own.args
        if not ranges:
            return (own.args[0], shifted(place), tuple(map(shifted, components))), ((), value)
        if _is_whole(ranges, bounds[1:], components) and symbols(place).isdisjoint(r[0] for r in ranges):
            return (own.args[0], shifted(place), None), (tuple(components), value)
    return None


def _is_whole(ranges: list[tuple[Term, Term, Term]], axes: tuple[tuple[Term, Term], ...], indices: list[Term]) -> bool:
    """Whether the indices go through all components: elsewhere there are none."""
    found = {(index, *axis) for index, axis in zip(indices, axes, strict=True)}
    return len(found) == len(indices) == len(ranges) and found == set(ranges)


def _named(value: Term) -> Term:
    return make("entry", *value.args[:4], *(shifted(i) for i in value.args[4:]))


def _defines(left: Term, right: Term) -> bool:
    return definition_of(left) is not None and definition_of(left) not in _definitions(right)


def _definitions(term: Term) -> set[Term]:
    own = definition_of(term)
    return {own} if own is not None else {d for part in term.terms for d in _definitions(part)}


class _Unfolding:
    def __init__(self, facts: Facts, equations: dict[_Place, _Value]) -> None:
        self.facts, self.equations = facts, equations
        self.memo: dict[Term, Term] = {}
        self.steps = 0

    def of(self, term: Term) -> Term:
        found = self.memo.get(term)
        if found is None:
            found = self.memo[term] = self._read(term)
        return found

    def _read(self, term: Term) -> Term:
        if definition_of(term) is not None:
            return self._value(_named(make("entry", *term.args[:4], *(self.of(i) for i in term.args[4:]))))
        if term.op == "entry":
            return make("entry", *term.args[:4], *(self.of(i) for i in term.args[4:]))
        if term.op == "sum":
            return self._sum(*term.args)
        if term.op in BINDERS:
            index, first, last, body = term.args
            return make(term.op, index, self.of(first), self.of(last), self.of(body))
        return make(term.op, *(self.of(a) if isinstance(a, Term) else a for a in term.args))

    def _value(self, value: Term) -> Term:
        definition, _, _, _, index, *components = value.args
        for named in (tuple(components), None):
            known = self.equations.get((definition, index, named))
            if known is not None:
                return substitute(known[1], dict(zip(known[0], components, strict=False)))
        _, _, _, last, _, *bases = definition.args
        place = rational(index)
        if place is not None and last - len(bases) < place <= last:
            return self._step(value, bases[int(place) - last - 1])
        if self._holds(relation("ge", index, number(last + 1))):
            return self._step(value, definition.args[4])
        return value

    def _step(self, value: Term, body: Term) -> Term:
        self.steps += 1
        if self.steps > _MOST:
            raise TooLong
        return self.of(instance(value, body))

    def _holds(self, condition: Term) -> bool:
        return not any(is_bound(s) for s in symbols(condition)) and is_known(condition, self.facts)

    def _sum(self, index: Term, first: Term, last: Term, body: Term) -> Term:
        """Few terms are written out; a sum up to n + k is that up to n and the k terms that follow, if there is one."""
        first, last, body = self.of(first), shifted(self.of(last)), self.of(body)
        low, high = rational(first), rational(last)
        if low is not None and high is not None and high - low < _MOST_TERMS:
            return add(*(self.of(substitute(body, {index: number(k)})) for k in range(int(low), int(high) + 1)))
        more = last.args[-1].args[0] if last.op == "add" and last.args[-1].op == "number" else 0
        parts: list[Term] = []
        while more >= 1 and len(parts) < 4 and self._holds(relation("le", first, last)):
            parts.append(self.of(substitute(body, {index: last})))
            last, more = shifted(add(last, number(-1))), more - 1
        return add(make("sum", index, first, last, body), *parts)
