"""Claims and terms from text, for the tests of the algebra; without any cross-examination by direct evaluation."""

from __future__ import annotations

import time
from collections.abc import Sequence

from derivcheck.algebra import domain
from derivcheck.algebra.normal_form.answers import Answer, Facts, holds, vanishes
from derivcheck.algebra.term import Term, relation, sub
from derivcheck.algebra.text import text
from derivcheck.engine import kernel
from derivcheck.engine.goal import Goal, Question, questions
from derivcheck.engine.lowering import Lowering
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

#: What the names of the tests are, unless a test declares its own.
DECLARATIONS = ("x, y, z, a, b: real", "p, r: positive", "q: nonnegative", "w: nonzero", "n, k: integer", "m: natural")


def question(claim: str, *declare: str, given: Sequence[str] = ()) -> Question:
    """The claim in terms."""
    (found,) = all_questions(claim, *declare, given=given)
    return found


def all_questions(claim: str, *declare: str, given: Sequence[str] = ()) -> list[Question]:
    """The claim in terms, part by part."""
    problem = single(claim, declare=list(declare or DECLARATIONS), given=list(given))
    elaborated = elaborate(problem, problem.claims[0])
    return questions(elaborated, elaborated.statement)


def term(written: str, *declare: str) -> Term:
    """The term that an expression becomes."""
    found: Term = question(f"({written}) == 0", *declare).statement.args[0]
    return found


def condition(written: str, *declare: str) -> Term:
    """The boolean term that a statement becomes."""
    problem = single(written, declare=list(declare or DECLARATIONS))
    return Lowering().scalar(elaborate(problem, problem.claims[0]).statement)


def confirmed(claim: str, *declare: str, given: Sequence[str] = (), seconds: float = 5) -> bool:
    """Whether the provers find a proof and the kernel accepts it; nothing is evaluated at points."""
    return all(proven(q.goal, seconds) for q in all_questions(claim, *declare, given=given))


def proven(goal: Goal, seconds: float = 5) -> bool:
    strategy = Strategy(Budget(time.process_time() + seconds, 25))
    try:
        evidence = strategy.prove(goal)
    except OutOfTime:
        return False
    if evidence is None:
        return False
    try:
        return kernel.support(goal, evidence).substantial
    except kernel.Rejected:
        return False


def equal(left: str, right: str, *declare: str, given: Sequence[str] = ()) -> bool:
    """Whether the normal form alone, case by case, shows that both sides are equal where they are defined."""
    goal = question(f"({left}) == ({right})", *declare, given=given).goal
    return _everywhere(sub(*goal.statement.args), goal.facts, 0)


def always(statement: str, *declare: str, given: Sequence[str] = ()) -> bool:
    """Whether signs alone, case by case, show a comparison."""
    goal = question(statement, *declare, given=given).goal
    return _everywhere(goal.statement, goal.facts, 0)


def _everywhere(asked: Term, facts: Facts, depth: int) -> bool:
    answer = holds(asked, facts) if asked.op in _BOOLEAN else vanishes(asked, facts)
    if isinstance(answer, Answer):
        return answer.state in ("zero", "vacuous")
    return depth < 12 and all(_everywhere(asked, (*facts, f), depth + 1) for f in answer.facts)


_BOOLEAN = frozenset(("eq", "ne", "lt", "le", "gt", "ge", "and", "or", "not", "true", "false"))


def conditions(written: str, *declare: str) -> list[str]:
    """The conditions of an expression, as text."""
    return [text(c) for c in domain.conditions(term(written, *declare))]


__all__ = [
    "DECLARATIONS", "always", "condition", "conditions", "confirmed", "equal", "proven", "question", "relation", "term",
]  # fmt: skip
