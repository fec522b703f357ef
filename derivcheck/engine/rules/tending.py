"""Limits, integrals and series by their values."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.limits.approach import NoRule
from derivcheck.algebra.limits.tendencies import is_infinite
from derivcheck.algebra.normal_form.field import Vacuous
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.term import Term
from derivcheck.engine.calculus.limiting import evaluated
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, require_defined, support


@dataclass(frozen=True, slots=True)
class Tending(Evidence):
    """Every limit, integral and series replaced by its value: by theorems, with proposed antiderivatives, which are
    checked; and where ``algorithm`` says "SymPy", by SymPy. Without ``part``: the facts say that something exists that
    does not."""

    algorithm: str
    antiderivatives: tuple[tuple[Term, Term], ...]
    part: Evidence | None


def check(goal: Goal, evidence: Tending) -> Support:
    from derivcheck.engine.calculus import sympy_limits

    used: list[Term] = []

    def by_sympy(term: Term) -> Term | None:
        found = sympy_limits.value(term)
        if found is not None and not is_infinite(found):
            require_defined(goal, found)
        used.append(term)
        return found

    try:
        smaller = evaluated(goal, dict(evidence.antiderivatives), by_sympy if evidence.algorithm else None)
    except Vacuous:
        return Support("exact", False)
    except (NoRule, Split) as reason:
        raise Rejected(str(reason)) from None
    if evidence.part is None:
        raise Rejected("everything that is said to exist may exist")
    found = support(smaller, evidence.part)
    return Support("cas", found.substantial) if used else found


RULE = Rule(Tending, check, lambda e: f"limits by {e.algorithm}" if e.algorithm else "limits")
