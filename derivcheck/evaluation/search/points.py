"""Points at which declarations and hypotheses hold, to hold other statements against."""

from __future__ import annotations

from flint import ctx

from derivcheck.evaluation.declared import satisfies
from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search.search import ATTEMPTS, Searcher
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.evaluation.walk.recursion import deep_recursion
from derivcheck.language.core import Claim

_PRECISION = 64


def points(
    claim: Claim, count: int, seed: int = 0, deadline: float | None = None, steps: int | None = None
) -> list[Instance]:
    """Up to ``count`` instances that satisfy the claim's declarations and hypotheses; the same for the same seed.

    ``steps``: of evaluation, after which no further ones are looked at.
    """
    found: dict[int, Instance] = {}
    left = steps
    tries = ((number, attempt) for number in range(4 * count) for attempt in range(ATTEMPTS if claim.hypotheses else 1))
    with deep_recursion():
        searcher = Searcher(claim, seed, deadline)
        for number, attempt in tries:
            if len(found) >= count or searcher.late() or (left is not None and left < 0):
                break
            instance = searcher.point(number, attempt) if number not in found else None
            if instance is not None:
                is_admissible, used = _admissible(claim, instance, searcher)
                left = None if left is None else left - used
                if is_admissible:
                    found[number] = instance
    return list(found.values())


def _admissible(claim: Claim, instance: Instance, searcher: Searcher) -> tuple[bool, int]:
    """Whether declarations and hypotheses hold, and the steps that it took to see."""
    if not satisfies(claim.symbols, instance):
        return False, 0
    with ctx.workprec(_PRECISION):
        evaluator = Evaluator(instance, searcher.numbering)
        before = evaluator.steps
        try:
            holds = all(evaluator.holds(h, evaluator.root) for h in claim.hypotheses)
        except (EvaluationError, RecursionError):
            holds = False
        return holds, before - evaluator.steps
