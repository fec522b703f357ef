"""Goals without limits: every limit (integral, series) in a statement replaced by what it is under the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from derivcheck.algebra.abstractions import is_abstracted
from derivcheck.algebra.domain import conditions
from derivcheck.algebra.limits.antiderivatives import Divergent, diverges, harmonic, value_of
from derivcheck.algebra.limits.approach import NoLimit, NoRule
from derivcheck.algebra.limits.limits import defined_near, limit_of
from derivcheck.algebra.limits.partial import closed, endless, partial
from derivcheck.algebra.limits.tendencies import INFINITY, is_infinite
from derivcheck.algebra.normal_form.field import Vacuous
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.term import (
    ABSTRACTIONS,
    FALSE,
    TRUE,
    Term,
    is_bound,
    make,
    negation,
    relation,
    symbols,
)
from derivcheck.engine.goal import Goal

#: Antiderivatives of integrals, antidifferences of series.
Antiderivatives = Mapping[Term, Term]
#: What is asked where the rules do not reach: a term (op limit, integral or series) to its value.
Oracle = Callable[[Term], "Term | None"]


def mentions_limits(term: Term) -> bool:
    return any(map(is_abstracted, symbols(term))) and _occurs(term, {})


def _occurs(term: Term, memo: dict[Term, bool]) -> bool:
    found = memo.get(term)
    if found is None:
        found = memo[term] = term.op in ABSTRACTIONS or any(_occurs(t, memo) for t in term.terms)
    return found


def totals(term: Term) -> Iterator[Term]:
    """The integrals and series in a term, the outer ones first, and the sums and products in limits as series."""
    if term.op in ("integral", "series"):
        yield term
    elif term.op in ("limit", "tends"):
        yield from map(endless, partial(term.args[0]))
    for part in term.terms:
        yield from totals(part)


def evaluated(goal: Goal, antiderivatives: Antiderivatives, oracle: Oracle | None = None) -> Goal:
    """The goal with every limit, integral and series in its statement replaced.

    Raises NoRule where one is not found, Split where it depends on a sign, Vacuous where the facts say that something
    is defined that is not.
    """
    walk = _Walk(goal, antiderivatives, oracle)
    try:
        found = walk.of(goal.statement)
    except (NoRule, Split):
        walk.check_facts()
        raise
    if found is FALSE or found is goal.statement:
        walk.check_facts()
    return goal.about(found)


class _Walk:
    def __init__(self, goal: Goal, antiderivatives: Antiderivatives, oracle: Oracle | None) -> None:
        self.facts = tuple(f for f in goal.facts if not mentions_limits(f))
        self.given = frozenset(goal.facts)
        self.antiderivatives = antiderivatives
        self.oracle = oracle

    def check_facts(self) -> None:
        """Raises Vacuous if a limit that is said to exist does not, or a condition near a point fails there."""
        for fact in self.given:
            if fact.op in ("defined", "near") and mentions_limits(fact):
                try:
                    false = self.of(fact) is FALSE
                except (NoRule, Split):
                    continue
                if false:
                    raise Vacuous("what is said to be defined is not")

    def of(self, term: Term) -> Term:
        if not mentions_limits(term):
            return term
        try:
            return self._read(term)
        except Split as split:
            if any(is_abstracted(s) or is_bound(s) for s in symbols(split.polynomial)):
                raise NoRule(f"the {split} for every value of a bound variable") from None
            raise

    def _read(self, term: Term) -> Term:
        match term.op:
            case "tends":
                return self._tends(term)
            case "near":
                condition, own, point, direction = term.args
                held = defined_near(self.of(condition), own, self.of(point), direction, self.facts)
                return TRUE if held else FALSE
            case "defined" if term.args[0].op in ABSTRACTIONS:
                return TRUE if self._finite(term.args[0]) is not None else FALSE
            case "limit" | "integral" | "series":
                value = self._finite(term)
                if value is not None:
                    return value
                if make("defined", term) in self.given:
                    raise Vacuous("what is said to be defined is not")
                raise NoRule("a value that does not exist")
            case "not":
                return negation(self.of(term.args[0]))
            case "sum" | "product" | "every" | "lambda" | "functional" | "apply":
                raise NoRule("a limit for every index")
        return make(term.op, *(self.of(a) if isinstance(a, Term) else a for a in term.args))

    def _tends(self, term: Term) -> Term:
        target = self.of(term.args[4])
        try:
            found = self._limit(make("limit", *term.args[:4]))
        except NoLimit:
            return FALSE
        if is_infinite(found) or is_infinite(target):
            return TRUE if found is target else FALSE
        return relation("eq", found, target)

    def _finite(self, term: Term) -> Term | None:
        """The value, None if it is proved that there is no finite one."""
        try:
            found = self._limit(term) if term.op == "limit" else self._total(term)
        except (NoLimit, Divergent):
            return None
        return None if is_infinite(found) else found

    def _limit(self, term: Term) -> Term:
        body, own, point, direction = term.args
        body, point = self.of(body), self.of(point)
        near: list[Term] = []
        for condition in conditions(body):
            if own in symbols(condition):
                written = make("near", condition, own, point, direction)
                if written not in self.given and not defined_near(condition, own, point, direction, self.facts):
                    raise NoRule("not defined near the point")
                near.append(condition)
        try:
            return self._by_rules(body, own, point, direction, tuple(near))
        except NoRule:
            return self._asked(make("limit", body, own, point, direction))

    def _by_rules(self, body: Term, own: Term, point: Term, direction: str, near: tuple[Term, ...]) -> Term:
        def eventually(condition: Term) -> bool:
            return defined_near(condition, own, point, direction, self.facts)

        try:
            written = closed(body, self.antiderivatives.get, (*self.facts, *near), eventually)
        except NoRule:
            if body.op == "sum":
                return self._of_partial_sums(body, own, point, direction)
            written = body
        return limit_of(written, own, point, direction, self.facts, near)

    def _of_partial_sums(self, body: Term, own: Term, point: Term, direction: str) -> Term:
        """The value of a series as the limit of its partial sums; they may grow beyond all bounds."""
        series = endless(body)
        if own in symbols(series):
            raise NoRule("no sum of one series")
        if limit_of(body.args[2], own, point, direction, self.facts) is not INFINITY:
            raise NoRule("the sum has an end")
        return harmonic(series, self.facts) or self._asked(series)

    def _total(self, term: Term) -> Term:
        """An integral or a series."""
        body, own, first, last = term.args
        whole = make(term.op, self.of(body), own, self.of(first), self.of(last))
        if term.op == "series":
            try:
                if diverges(whole, self.facts):
                    raise Divergent("the terms do not tend to 0")
            except NoRule:
                pass
        antiderivative = self.antiderivatives.get(whole)
        if antiderivative is not None:
            return value_of(whole, antiderivative, self.facts)
        return self._asked(whole)

    def _asked(self, term: Term) -> Term:
        found = None if self.oracle is None else self.oracle(term)
        if found is None:
            raise NoRule("no rule for this limit")
        return found
