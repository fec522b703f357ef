"""The kernel: the only place that makes verdicts.

Everything else may only ask. `proved` takes evidence, derives from it and the claim every obligation, discharges
each by a trusted procedure (normal form, signs, enclosures, a solver's unsat), and cross-examines the
result by direct evaluation, which shares no code with the provers. `refuted` takes a point and evaluates the
claim there. `Proved` and `Refuted` cannot be made without the seal that only this file holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from derivcheck.algebra.enclosure import NoEnclosure, comparison, enclose
from derivcheck.algebra.normal import Answer, holds, vanishes
from derivcheck.algebra.range import magnitude
from derivcheck.algebra.signs import ANY, BY_RELATION
from derivcheck.algebra.term import ONE, PI, RELATIONS, ZERO, Term, call, div, mul, number, relation, sub, symbols
from derivcheck.engine import evidence as ev
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import (
    Goal,
    Question,
    difference,
    exponentiated,
    generic,
    last_alternative,
    residue,
    squared,
)
from derivcheck.engine.result import TrustName
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search import Search, search
from derivcheck.evaluation.witness import Witness, refutes
from derivcheck.language.core import Claim

_SEAL = object()
_EXAMINATIONS = 24
_RANK: dict[TrustName, int] = {"exact": 0, "solver": 1, "cas": 2}


class Rejected(Exception):
    """The evidence does not prove the goal."""


class Unexamined(Exception):
    """Proved, but at no point could both sides be evaluated; ``search`` says what was met."""

    def __init__(self, examination: Search) -> None:
        super().__init__("no point was found at which the claim can be evaluated")
        self.search = examination


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

    def __post_init__(self) -> None:
        _require(self.seal)


def _require(seal: object) -> None:
    if seal is not _SEAL:
        raise TypeError("only the kernel makes verdicts")


def proved(claim: Claim, proofs: list[tuple[Question, Evidence]], deadline: float | None = None) -> Proved:
    """The verdict *proved*, if every question's evidence stands and no evaluation contradicts.

    Raises Rejected, Unexamined or Fault. ``proofs`` must cover all questions of the claim; the caller gets
    them from `goal.questions`.
    """
    if not proofs:
        raise Rejected("no question")
    trust: TrustName = "exact"
    for question, evidence in proofs:
        trust = _weaker(trust, check(question.goal, evidence))
    examination = search(claim, _EXAMINATIONS, seed=1, deadline=deadline)
    if examination.witness is not None:
        raise Fault(f"proved by {[e for _, e in proofs]}, but refuted at {examination.witness.point}")
    if not examination.agreed:
        raise Unexamined(examination)
    return Proved(trust, examination, _SEAL)


def refuted(claim: Claim, instance: Instance) -> Refuted:
    """The verdict *refuted*, if the claim is false at the point. Raises Rejected."""
    witness = refutes(claim, instance)
    if witness is None:
        raise Rejected("the point does not refute the claim")
    return Refuted(witness, _SEAL)


def check(goal: Goal, evidence: Evidence) -> TrustName:
    """How far the evidence's proof of the goal is to be trusted. Raises Rejected if it proves nothing."""
    match evidence:
        case ev.Vanishing():
            return _accept(_decide(goal))
        case ev.Cases(facts=facts, parts=parts):
            _require_cover(facts)
            return _all([(goal.assuming(f), p) for f, p in zip(facts, parts, strict=True)])
        case ev.Alternatives(fact=fact, parts=parts):
            if fact not in goal.facts or fact.op != "or":
                raise Rejected("the alternatives are not given")
            return _all([(goal.assuming(f), p) for f, p in zip(fact.args, parts, strict=True)])
        case ev.Parts(parts=parts):
            _require_form(goal, "and")
            return _all([(goal.about(s), p) for s, p in zip(goal.statement.args, parts, strict=True)])
        case ev.Last(part=part):
            _require_form(goal, "or")
            return check(last_alternative(goal), part)
        case ev.Generic(part=part):
            _require_form(goal, "every")
            return check(generic(goal), part)
        case ev.Squares(left=left, right=right, squares=squares):
            _require_form(goal, "eq")
            return _all(list(zip(squared(goal), (left, right, squares), strict=True)))
        case ev.Exponentials(part=part):
            _require_form(goal, "eq")
            return check(exponentiated(goal), part)
        case ev.Angle(multiple=multiple):
            return _check_angle(goal, multiple)
        case ev.Residues(variable=variable, modulus=modulus, parts=parts):
            if len(parts) != modulus or variable.op != "symbol" or not variable.args[1].integral:
                raise Rejected("the remainders are not all covered")
            return _all([(residue(goal, variable, modulus, r), p) for r, p in enumerate(parts)])
        case ev.Enclosed(precision=precision):
            return _check_enclosure(goal, precision)
        case ev.Rewritten(algorithm=algorithm, part=part):
            _require_form(goal, "eq")
            return _weaker("cas", check(_rewritten(goal, algorithm), part))
    assert_never(evidence)


def _decide(goal: Goal) -> Answer:
    """The normal form's answer, without further cases."""
    if goal.statement.op == "eq":
        answer = vanishes(difference(goal), goal.facts)
    else:
        answer = holds(goal.statement, goal.facts)
    if not isinstance(answer, Answer):
        raise Rejected("more cases have to be distinguished")
    return answer


def _accept(answer: Answer) -> TrustName:
    if answer.state not in ("zero", "vacuous"):
        raise Rejected(answer.reason or "the normal form is not zero")
    return "solver" if answer.solver else "exact"


def _all(obligations: list[tuple[Goal, Evidence]]) -> TrustName:
    trust: TrustName = "exact"
    for goal, part in obligations:
        trust = _weaker(trust, check(goal, part))
    return trust


def _weaker(a: TrustName, b: TrustName) -> TrustName:
    return a if _RANK[a] >= _RANK[b] else b


def _require_form(goal: Goal, op: str) -> None:
    if goal.statement.op != op:
        raise Rejected(f"the goal is not of the form {op}")


def _require_cover(facts: tuple[Term, ...]) -> None:
    """The facts are relations of one term with 0 that leave no sign out."""
    if not facts or any(f.op not in RELATIONS or f.args != (facts[0].args[0], ZERO) for f in facts):
        raise Rejected("the cases are not about one term")
    if frozenset().union(*(BY_RELATION[f.op] for f in facts)) != ANY:
        raise Rejected("the cases leave something out")


def _check_angle(goal: Goal, multiple: int) -> TrustName:
    _require_form(goal, "eq")
    if multiple < 1:
        raise Rejected("an angle's multiple is at least 1")
    angle = difference(goal)
    bound = magnitude(angle, goal.facts)
    full_turn = enclose(div(mul(number(2), PI), number(multiple)), 128)
    if bound is None or not bound < full_turn:
        raise Rejected("the angle may be more than a full turn")
    cosine = call("cos", mul(number(multiple), angle))
    return _accept(_decide(goal.about(_equation(cosine, ONE))))


def _equation(left: Term, right: Term) -> Term:


    return relation("eq", left, right)


def _check_enclosure(goal: Goal, precision: int) -> TrustName:
    statement = goal.statement
    if statement.op not in RELATIONS or statement.op == "eq" or symbols(statement) or precision > 20_000:
        raise Rejected("not a relation between constants that balls can decide")
    try:
        answer = comparison(statement.op, enclose(sub(*statement.args), precision))
    except NoEnclosure as reason:
        raise Rejected(f"no enclosure: {reason}") from None
    if answer is not True:
        raise Rejected("the enclosures do not decide the relation")
    return "exact"


def _rewritten(goal: Goal, algorithm: str) -> Goal:
    from derivcheck.engine.rewriting import rewrite

    found = rewrite(difference(goal), algorithm)
    if found is None:
        raise Rejected(f"SymPy's {algorithm} does not apply")
    return goal.about(_equation(found, ZERO))
