"""Where a limit, an integral or a series exists: the cases that its rules ask for, as conditions on its parameters."""

from __future__ import annotations

from derivcheck.algebra.limits.approach import NoRule
from derivcheck.algebra.normal_form.field import Vacuous
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.term import TRUE, Term, add, number, rational, relation
from derivcheck.engine.calculus.limiting import evaluated, totals
from derivcheck.engine.calculus.sympy_limits import antiderivative
from derivcheck.engine.goal import Goal

_DEEPEST = 4


def existence(condition: Term, given: tuple[Term, ...]) -> tuple[Term, ...]:
    """Relations under which the condition is seen to hold, if that is so in one case only; else nothing."""
    proposed = {t: a for t in totals(condition) for a in [antiderivative(t)] if a is not None}
    cases = _cases(Goal(condition, given), proposed, 0)
    return tuple(map(_readable, cases[0])) if cases is not None and len(cases) == 1 else ()


def _cases(goal: Goal, proposed: dict[Term, Term], depth: int) -> list[tuple[Term, ...]] | None:
    """The cases in which the goal holds, None if that is not seen for some case."""
    try:
        return [()] if evaluated(goal, proposed).statement is TRUE else []
    except Vacuous:
        return []
    except NoRule:
        return None
    except Split as split:
        if depth == _DEEPEST:
            return None
        found: list[tuple[Term, ...]] = []
        for case in split.cases:
            inner = _cases(goal.assuming(case), proposed, depth + 1)
            if inner is None:
                return None
            found += [(case, *rest) for rest in inner]
        return found


def _readable(fact: Term) -> Term:
    """u - 1 < 0 as u < 1."""
    left, right = fact.args
    value = rational(left.args[-1]) if left.op == "add" and rational(right) == 0 else None
    return fact if value is None else relation(fact.op, add(*left.args[:-1]), number(-value))
