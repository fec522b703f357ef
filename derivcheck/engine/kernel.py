"""The kernel: the only place that makes verdicts.

Everything else may only ask. `proved` takes evidence, has every obligation derived from it and the claim and
discharged by the trusted `rules`, and cross-examines the result by direct evaluation, which shares no code with the
provers. `refuted` takes a point and evaluates the
claim there. `Proved` and `Refuted` cannot be made without the seal that only this file holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.normal_form.answers import Answer, holds
from derivcheck.algebra.signs.enclosure import truth_at
from derivcheck.algebra.term import FALSE
from derivcheck.engine.denial import obligations
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.generalised import generalised
from derivcheck.engine.goal import Goal, Question, questions, values_of
from derivcheck.engine.result import TrustName
from derivcheck.engine.rule import Rejected, Support, support, weakest
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search.search import Search, search
from derivcheck.evaluation.witness import Witness, is_admitted, is_true_at, refutes
from derivcheck.language.core import Claim

__all__ = [
    "Fault",
    "Outside",
    "Proved",
    "Refuted",
    "Rejected",
    "Unexamined",
    "check",
    "proved",
    "refuted",
    "refuted_by_opposite",
    "support",
]

_SEAL = object()
_EXAMINATIONS = 24
#: Steps of evaluation for each; where they take more on average, fewer will do.
_STEPS = 50


class Unexamined(Exception):
    """Proved, but at no point could both sides be evaluated; ``search`` says what was met."""

    def __init__(self, examination: Search) -> None:
        super().__init__("no point was found at which the claim can be evaluated")
        self.search = examination


class Outside(Exception):
    """Proved under its conditions, but refuted at a point outside of them, at which both sides are defined."""

    def __init__(self, witness: Witness) -> None:
        super().__init__("refuted outside the conditions of the proof")
        self.witness = witness


class Fault(Exception):
    """A proof and a counterexample for the same claim: a bug of derivcheck's own."""


@dataclass(frozen=True, slots=True)
class Proved:
    """True wherever the hypotheses hold and everything is defined."""

    trust: TrustName
    examination: Search
    seal: object

    def __post_init__(self) -> None:
        _require(self.seal)


@dataclass(frozen=True, slots=True)
class Refuted:
    """Rigorously false at a point that satisfies every declaration and hypothesis."""

    witness: Witness
    seal: object
    trust: TrustName = "exact"

    def __post_init__(self) -> None:
        _require(self.seal)


def _require(seal: object) -> None:
    if seal is not _SEAL:
        raise TypeError("only the kernel makes verdicts")


def proved(
    claim: Claim, proofs: Sequence[Evidence], deadline: float | None = None, generalisation: int | None = None
) -> Proved:
    """The verdict *proved*, if the evidence stands for each of the claim's questions and no evaluation contradicts.

    ``proofs`` are in the order of `goal.questions`; ``generalisation``: of this one of the more general claims that
    `generalised` makes. Raises Rejected, Unexamined, Outside or Fault.
    """
    shown = claim if generalisation is None else generalised(claim)[generalisation]
    asked = questions(shown, shown.statement)
    if not asked or len(asked) != len(proofs):
        raise Rejected("not every question has its evidence")
    supports = [support(question.goal, evidence) for question, evidence in zip(asked, proofs, strict=True)]
    # The first of these points are those of the first search: they need not be looked at again.
    examination = search(claim, _EXAMINATIONS, seed=0, deadline=deadline, steps=_STEPS)
    if examination.witness is not None:
        if not _covered(claim, asked, examination.witness.instance):
            raise Outside(examination.witness)
        raise Fault(f"proved by {list(proofs)}, but refuted at {examination.witness.point}")
    if not examination.agreed or not _substantial(claim, asked, supports, examination.example):
        raise Unexamined(examination)
    return Proved(weakest(supports), examination, _SEAL)


def _substantial(
    claim: Claim, asked: Sequence[Question], supports: Sequence[Support], example: Instance | None
) -> bool:
    """Whether the proofs are about points: all of them but those of indices that the hypotheses exclude.

    A proof in which every case is contradictory is about a point all the same where the statement is true at one at
    which the conditions hold: of `a or b`, b may be impossible.
    """
    empty = [q for q, s in zip(asked, supports, strict=True) if not s.substantial]
    about = [q for q in empty if example is not None and _speaks_of(claim, q, example)]
    return len(empty) - len(about) < len(asked) and all(q in about or _is_excluded(q) for q in empty)


def _speaks_of(claim: Claim, question: Question, instance: Instance) -> bool:
    at = values_of(claim.symbols, instance)
    return all(truth_at(expand(c), at) is True for c in question.conditions)


def _is_excluded(question: Question) -> bool:
    answer = holds(FALSE, tuple(expand(f) for f in question.given))
    return isinstance(answer, Answer) and answer.state == "vacuous"


def _covered(claim: Claim, asked: Sequence[Question], instance: Instance) -> bool:
    """Whether the proof speaks about a point: not if a condition under which it was made is false there."""
    at = values_of(claim.symbols, instance)
    return not any(truth_at(expand(c), at) is False for question in asked for c in question.conditions)


def refuted(claim: Claim, instance: Instance) -> Refuted:
    """The verdict *refuted*, if the claim is false at the point. Raises Rejected."""
    witness = refutes(claim, instance)
    if witness is None:
        raise Rejected("the point does not refute the claim")
    return Refuted(witness, _SEAL)


def refuted_by_opposite(claim: Claim, instance: Instance, proofs: Sequence[Evidence]) -> Refuted:
    """The verdict *refuted* for a statement about infinitely many values, if its opposite is proved at the point.

    ``proofs``: of `denial.obligations`, in order. Raises Rejected, or Fault if the statement is seen to be true there.
    """
    asked = obligations(claim, instance)
    if asked is None or len(asked) != len(proofs) or not is_admitted(claim, instance):
        raise Rejected("the opposite is not said by this evidence")
    trust = weakest([support(goal, evidence) for goal, evidence in zip(asked, proofs, strict=True)])
    if is_true_at(claim, instance):
        raise Fault(f"the opposite is proved by {list(proofs)}, but the statement is true")
    shown = instance.shown(claim.symbols)
    return Refuted(Witness(instance, shown, reason="the opposite is proved"), _SEAL, trust)


def check(goal: Goal, evidence: Evidence) -> TrustName:
    """How far the evidence's proof of the goal is to be trusted. Raises Rejected if it proves nothing."""
    return support(goal, evidence).trust
