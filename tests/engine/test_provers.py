"""Every prover by its own examples: what it proves, what it gives up on, and forged evidence that is rejected."""

from __future__ import annotations

import time

import pytest

from derivcheck.engine import kernel
from derivcheck.engine.description import methods
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Question, questions
from derivcheck.engine.prover import Example, Prover, all_provers
from derivcheck.engine.strategy import Budget, Strategy
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

PROVERS = all_provers()
#: Examples that their prover no longer proves itself, by the number of the report.
OPEN = {"-1 < tanh(x) and tanh(-x) == -tanh(x)": 20}


def _marks(example: Example) -> list[pytest.MarkDecorator]:
    known = OPEN.get(example.claim)
    return [] if known is None else [pytest.mark.xfail(strict=True, reason=f"bug {known}")]


PROVES = [pytest.param(p, e, id=f"{p.name}: {e.claim}") for p in PROVERS for e in p.proves]
OWN = [pytest.param(p, e, id=f"{p.name}: {e.claim}", marks=_marks(e)) for p in PROVERS for e in p.proves]
GIVES_UP = [pytest.param(p, e, id=f"{p.name}: {e.claim}") for p in PROVERS for e in p.gives_up]
CORRUPTED = [pytest.param(p, e, forged, id=f"{p.name}: {e.claim}") for p in PROVERS for e, forged in p.corrupted]


def asked(example: Example) -> list[Question]:
    problem = single(example.claim, declare=list(example.declare), define=list(example.define))
    claim = elaborate(problem, problem.claims[0])
    return questions(claim, claim.statement)


def search(*provers: Prover) -> Strategy:
    return Strategy(Budget(time.process_time() + 20), provers or PROVERS)


@pytest.mark.parametrize(("prover", "example"), OWN)
def test_a_prover_proves_its_examples_to_the_kernel(prover: Prover, example: Example) -> None:
    found = [(question.goal, prover.attempt(question.goal, search().prove)) for question in asked(example)]
    assert any(evidence is not None for _, evidence in found)
    for goal, evidence in found:
        if evidence is not None:  # a question that is part of a conjunction may be another prover's
            kernel.check(goal, evidence)
            assert prover.concerns is None or goal.statement.op in prover.concerns


@pytest.mark.parametrize(("prover", "example"), PROVES)
def test_the_provers_together_prove_the_examples_of_each(prover: Prover, example: Example) -> None:
    for question in asked(example):
        evidence = search().prove(question.goal)
        assert evidence is not None
        assert kernel.check(question.goal, evidence) in ("exact", "solver", "cas")
        assert methods([evidence])


@pytest.mark.parametrize(("prover", "example"), GIVES_UP)
def test_a_prover_on_its_own_gives_up(prover: Prover, example: Example) -> None:
    assert any(search(prover).prove(question.goal) is None for question in asked(example))


@pytest.mark.parametrize(("prover", "example", "forged"), CORRUPTED)
def test_the_kernel_rejects_forged_evidence(prover: Prover, example: Example, forged: Evidence) -> None:
    assert not all(_accepted(question, forged) for question in asked(example))


def _accepted(question: Question, evidence: Evidence) -> bool:
    try:
        kernel.check(question.goal, evidence)
    except kernel.Rejected:
        return False
    return True


@pytest.mark.parametrize("prover", PROVERS, ids=lambda p: p.name)
def test_a_prover_has_examples_and_a_documentation(prover: Prover) -> None:
    assert prover.proves
    assert prover.gives_up
    assert prover.corrupted
    module = __import__(prover.attempt.__module__, fromlist=["PROVER"])
    assert module.PROVER is prover
    assert len((module.__doc__ or "").split()) > 10


def test_provers_are_tried_cheapest_first_and_have_names_of_their_own() -> None:
    assert [p.cost for p in PROVERS] == sorted(p.cost for p in PROVERS)
    assert len({p.name for p in PROVERS}) == len(PROVERS)
