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


def points(claim: Claim, count: int, seed: int = 0, deadline: float | None = None) -> list[Instance]:
    """Up to ``count`` instances that satisfy the claim's declarations and hypotheses; the same for the same seed."""
    found: list[Instance] = []
    with deep_recursion():
        searcher = Searcher(claim, seed, deadline)
        for number in range(4 * count):
            for attempt in range(ATTEMPTS if claim.hypotheses else 1):
                instance = searcher.point(number, attempt)
                if instance is not None and _admissible(claim, instance, searcher):
                    found.append(instance)
                    break
            if len(found) >= count or searcher.late():
                break
    return found


def _admissible(claim: Claim, instance: Instance, searcher: Searcher) -> bool:
    if not satisfies(claim.symbols, instance):
        return False
    with ctx.workprec(_PRECISION):
        evaluator = Evaluator(instance, searcher.numbering)
        try:
            return all(evaluator.holds(h, evaluator.root) for h in claim.hypotheses)
        except (EvaluationError, RecursionError):
            return False
