"""Proofs in words: every kind of evidence is told, and every statement that is shown is one that holds."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal, questions
from derivcheck.engine.kernel import check
from derivcheck.engine.prover import Example, all_provers
from derivcheck.engine.rule import all_rules
from derivcheck.engine.strategy import Budget, Strategy
from derivcheck.explanation.narrator import all_narrators, is_decided
from derivcheck.explanation.proof import narrated
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

EXAMPLES = [example for prover in all_provers() for example in prover.proves]


def proofs(example: Example) -> Iterator[tuple[Goal, Evidence]]:
    problem = single(example.claim, example.declare, example.define)
    claim = elaborate(problem, problem.claims[0])
    strategy = Strategy(Budget(time.process_time() + 20))
    for question in questions(claim, claim.statement):
        evidence = strategy.prove(question.goal)
        assert evidence is not None
        yield question.goal, evidence


def told(goal: Goal, evidence: Evidence) -> Iterator[tuple[Goal, Evidence | str, Goal]]:
    """Every part that is told, however deep, with the goal that it belongs to."""
    narrator = all_narrators().get(type(evidence))
    if narrator is None:
        return
    telling = narrator.tell(goal, evidence)
    if telling.shown is not None:
        yield telling.shown, "", goal
    for part in telling.parts:
        yield part.goal, part.evidence, goal
        if isinstance(part.evidence, Evidence):
            yield from told(part.goal, part.evidence)


def test_every_narrator_tells_of_a_kind_of_evidence() -> None:
    """A kind that has none is told by the names of the methods in it."""
    assert set(all_narrators()) <= set(all_rules())


@pytest.mark.parametrize("example", EXAMPLES, ids=[e.claim for e in EXAMPLES])
def test_every_part_of_a_proof_that_is_told_holds(example: Example) -> None:
    """The kernel accepts each smaller statement with its evidence; what has none is what the next one assumes."""
    for goal, evidence in proofs(example):
        parts = list(told(goal, evidence))
        assumed = {fact for part, _, _ in parts for fact in part.facts}
        for part, own, _ in parts:
            if isinstance(own, Evidence):
                check(part, own)
            else:
                assert part.statement in assumed or is_decided(part)


TOLD = [
    ("Exists(x, x**2 == u)", ("x: real", "u: positive"), "such a value is "),
    ("convex(log(1 + exp(x)), x)", ("x: real",), "its domain is convex"),
    ("strictly_increasing(sigmoid(x), x)", ("x: real",), "its domain has no gaps"),
    ("x*y <= (x**2 + y**2)/2", ("x, y: real",), "the difference of both sides, factored"),
    ("ForAll(x, x**2 >= 0)", ("x: real",), "for all values: take any"),
    ("n**2 + n == O(n**2)", ("n: size",), "bounds the quotient"),
    ("Sum(x[i]*y[i], i)**2 <= Sum(x[i]**2, i)*Sum(y[i]**2, i)", ("n: size", "i: index(n)", "x, y: real[n]"), "Schwarz"),
    ("Abs(x + y) <= Abs(x) + Abs(y)", ("x, y: real",), "cases, by the sign of"),
]


@pytest.mark.parametrize(("claim", "declare", "said"), TOLD, ids=[claim for claim, _, _ in TOLD])
def test_what_is_told(claim: str, declare: tuple[str, ...], said: str) -> None:
    problem = single(claim, declare)
    notes = narrated(elaborate(problem, problem.claims[0]), time.process_time() + 20)
    assert any(said in note.said for note in notes)
    assert all(note.formula is not None for note in notes if note.statement)


def test_nothing_is_said_twice() -> None:
    problem = single("convex(logsumexp(z), z)", ("n: size", "z: real[n]"))
    notes = narrated(elaborate(problem, problem.claims[0]), time.process_time() + 20)
    statements = [note.statement for note in notes if note.statement]
    assert len(statements) == len(set(statements)) > 2


def test_names_that_proofs_introduce_can_be_typed() -> None:
    problem = single("convex(Abs(x), x)", ("x: real",))
    notes = narrated(elaborate(problem, problem.claims[0]), time.process_time() + 20)
    assert not any(c in note.statement + note.said + note.label for note in notes for c in "#∀°~")
