"""Normalisers that have learnt facts and read terms; what was learnt from facts is kept for other terms."""

from __future__ import annotations

from derivcheck.algebra.normal_form.field import Incomplete, Restart, TooLarge
from derivcheck.algebra.normal_form.normaliser import Facts, Normaliser
from derivcheck.algebra.normal_form.plan import Plan
from derivcheck.algebra.normal_form.state import copied
from derivcheck.algebra.normal_form.universal import instances
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import Term

_MOST_RESTARTS = 60
_MOST_KERNELS = 4_096
_FEWEST_KERNELS = 48
#: Sets of facts that are kept as they were learnt, the ones asked for last: those of a claim and its cases.
_MOST_KEPT = 24


def attempt(facts: Facts, oracle: Oracle, terms: tuple[Term, ...]) -> Normaliser:
    """A normaliser that has learnt the facts and read the terms, with a plan that holds for all of them."""
    plan = Plan(LEARNT.room(facts, oracle))
    for _ in range(_MOST_RESTARTS):
        oracle.extra.clear()
        oracle.alternatives.clear()
        try:
            normaliser = LEARNT.normaliser(facts, oracle, plan)
            for term in terms:
                normaliser.of(term)
        except Restart as change:
            if change.args == ("capacity",):
                if plan.capacity * 2 > _MOST_KERNELS:
                    raise TooLarge("too many different quantities") from None
                plan = plan if plan.changed else Plan(plan.capacity)  # what terms were met is no decision yet
                LEARNT.last = plan.capacity = plan.capacity * 2
            else:
                plan.changed = True
            continue
        LEARNT.last = _enough(normaliser.field.needed)
        return normaliser
    raise Incomplete("the exponents have no common unit")


def _enough(needed: int) -> int:
    capacity = _FEWEST_KERNELS
    while capacity < needed:
        capacity *= 2
    return capacity


class Learnt:
    """Normalisers as they were after they had learnt their facts, before they read a term.

    What is learnt depends on the facts, on whether the solver may be asked, if it has been asked, and on a plan that
    terms have changed; with such a plan nothing is kept. On the capacity only the time depends.
    """

    def __init__(self) -> None:
        #: By the facts, and whether the solver may be asked; None if what was learnt does not depend on it.
        self.kept: dict[tuple[Facts, bool | None], Normaliser] = {}
        #: Room for as many kernels as the attempt before had, as the next is most likely about much the same terms.
        self.last = _FEWEST_KERNELS

    def room(self, facts: Facts, oracle: Oracle) -> int:
        """A guess at the capacity that will do."""
        known = self._known(facts, oracle)
        return self.last if known is None else known.plan.capacity

    def normaliser(self, facts: Facts, oracle: Oracle, plan: Plan) -> Normaliser:
        """A normaliser that has learnt the facts and has this oracle and plan."""
        with oracle.apart():
            return self._learnt(facts, oracle, plan)

    def _learnt(self, facts: Facts, oracle: Oracle, plan: Plan) -> Normaliser:
        known = self._known(facts, oracle) if not plan.changed else None
        if known is not None and known.plan.capacity == plan.capacity:
            return _taken_over(known, oracle, plan)
        normaliser = self._beginning(facts, oracle, plan) if not plan.changed else None
        if normaliser is None:
            normaliser = Normaliser(plan, oracle)
            normaliser.settle_denominators()
            normaliser.learn(facts)
        if not plan.changed:
            own = Oracle(oracle.allowed).take_over(oracle), Plan(plan.capacity).take_over(plan)
            self.kept[(facts, oracle.allowed if oracle.asked else None)] = _with(normaliser, *own)
            if len(self.kept) > _MOST_KEPT:
                del self.kept[next(iter(self.kept))]
        return normaliser

    def _known(self, facts: Facts, oracle: Oracle) -> Normaliser | None:
        """What was learnt from these facts, which is kept from now on as the last that was asked for."""
        for key in ((facts, None), (facts, oracle.allowed)):
            known = self.kept.pop(key, None)
            if known is not None:
                self.kept[key] = known
                return known
        return None

    def _beginning(self, facts: Facts, oracle: Oracle, plan: Plan) -> Normaliser | None:
        """What was learnt from the first of the facts, with the others learnt after them.

        Only where that is the same as to learn all of them one after the other: each could be used at its turn.
        """
        for count in range(len(facts) - 1, 0, -1):
            known = self._known(facts[:count], oracle)
            if known is not None:
                if known.plan.capacity != plan.capacity or known.has_waited or instances(facts):
                    return None
                normaliser = _taken_over(known, oracle, plan)
                normaliser.learn(facts[count:])
                return normaliser
        return None


def _taken_over(known: Normaliser, oracle: Oracle, plan: Plan) -> Normaliser:
    oracle.take_over(known.knowledge.oracle)
    plan.take_over(known.plan)
    return _with(known, oracle, plan)


def _with(normaliser: Normaliser, oracle: Oracle, plan: Plan) -> Normaliser:
    """The same normaliser with an oracle and a plan that are in the same state; neither notices what the other does."""
    return copied(normaliser, {id(normaliser.knowledge.oracle): oracle, id(normaliser.plan): plan})


LEARNT = Learnt()
