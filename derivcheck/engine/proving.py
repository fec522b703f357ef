"""Whether a claim can be proved, for those who ask no more: without a proof, no counterexample is searched for."""

from __future__ import annotations

from derivcheck.engine import kernel
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import questions
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.evaluation.search.search import QUICK, search
from derivcheck.language.core import Claim


def is_proved(claim: Claim, budget: Budget) -> bool:
    """Whether the kernel proves the claim within a budget. Raises `kernel.Fault`."""
    if search(claim, QUICK, seed=0, deadline=budget.deadline).witness is not None:
        return False
    strategy, proofs = Strategy(budget), list[Evidence]()
    try:
        for question in questions(claim, claim.statement):
            evidence = strategy.prove(question.goal)
            if evidence is None:
                return False
            proofs.append(evidence)
        kernel.proved(claim, proofs, budget.deadline)
    except (Unsupported, OutOfTime, kernel.Rejected, kernel.Outside, kernel.Unexamined):
        return False
    return True
