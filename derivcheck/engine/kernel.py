"""The kernel: the only place that makes verdicts.

Everything else may only ask. `proved` takes evidence, derives from it and the claim every obligation, discharges
each by a trusted procedure (normal form, signs, enclosures, a solver's unsat), and cross-examines the
result by direct evaluation, which shares no code with the provers. `refuted` takes a point and evaluates the
claim there. `Proved` and `Refuted` cannot be made without the seal that only this file holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, assert_never

from derivcheck.algebra import domain
from derivcheck.algebra.approach import NoRule
from derivcheck.algebra.calculus import expand
from derivcheck.algebra.enclosure import NoEnclosure, comparison, enclose, truth_at
from derivcheck.algebra.field import Vacuous
from derivcheck.algebra.normal import Answer, holds, vanishes
from derivcheck.algebra.range import magnitude
from derivcheck.algebra.signs import ANY, BY_RELATION, Split
from derivcheck.algebra.sums import mentions_bound
from derivcheck.algebra.tendencies import is_infinite
from derivcheck.algebra.term import (
    FALSE,
    ONE,
    PI,
    RELATIONS,
    ZERO,
    Term,
    call,
    div,
    is_integral,
    make,
    mul,
    number,
    relation,
    sub,
    symbols,
)
from derivcheck.engine import evidence as ev
from derivcheck.engine import induction
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import (
    Goal,
    Question,
    difference,
    exponentiated,
    generic,
    last_alternative,
    questions,
    residue,
    squared,
    terms_of_sum,
    values_of,
)
from derivcheck.engine.limiting import evaluated
from derivcheck.engine.mean_value import NotApplicable, obligations
from derivcheck.engine.multiplication import multiplied
from derivcheck.engine.result import TrustName
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search import Search, search
from derivcheck.evaluation.witness import Witness, refutes
from derivcheck.language.core import Claim

_SEAL = object()
_EXAMINATIONS = 24
#: Steps of evaluation for each; where they take more on average, fewer will do.
_STEPS = 50
_RANK: dict[TrustName, int] = {"exact": 0, "solver": 1, "cas": 2}


class Rejected(Exception):
    """The evidence does not prove the goal."""


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

    def __post_init__(self) -> None:
        _require(self.seal)


def _require(seal: object) -> None:
    if seal is not _SEAL:
        raise TypeError("only the kernel makes verdicts")


def proved(claim: Claim, proofs: Sequence[Evidence], deadline: float | None = None) -> Proved:
    """The verdict *proved*, if the evidence stands for each of the claim's questions and no evaluation contradicts.

    ``proofs`` are in the order of `goal.questions`. Raises Rejected, Unexamined, Outside or Fault.
    """
    asked = questions(claim, claim.statement)
    if not asked or len(asked) != len(proofs):
        raise Rejected("not every question has its evidence")
    supports = [support(question.goal, evidence) for question, evidence in zip(asked, proofs, strict=True)]
    examination = search(claim, _EXAMINATIONS, seed=1, deadline=deadline, steps=_STEPS)
    if examination.witness is not None:
        if not _covered(claim, asked, examination.witness.instance):
            raise Outside(examination.witness)
        raise Fault(f"proved by {list(proofs)}, but refuted at {examination.witness.point}")
    if not examination.agreed or not _substantial(asked, supports):
        raise Unexamined(examination)
    return Proved(max((s.trust for s in supports), key=_RANK.__getitem__), examination, _SEAL)


def _substantial(asked: Sequence[Question], supports: Sequence[Support]) -> bool:
    """Whether the proofs are about points: all of them but those of indices that the hypotheses exclude."""
    empty = [q for q, s in zip(asked, supports, strict=True) if not s.substantial]
    return len(empty) < len(asked) and all(_is_excluded(q) for q in empty)


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


class Support(NamedTuple):
    """How far a proof is to be trusted, and whether it is about any point at all."""

    trust: TrustName
    substantial: bool


def check(goal: Goal, evidence: Evidence) -> TrustName:
    """How far the evidence's proof of the goal is to be trusted. Raises Rejected if it proves nothing."""
    return support(goal, evidence).trust


def support(goal: Goal, evidence: Evidence) -> Support:
    """What the evidence proves of the goal. Raises Rejected if nothing."""
    match evidence:
        case ev.Vanishing():
            return _accept(_decide(goal))
        case ev.Cases(facts=facts, parts=parts):
            _require_cover(goal, facts)
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
            return support(last_alternative(goal), part)
        case ev.Generic(part=part):
            _require_form(goal, "every")
            return support(generic(goal), part)
        case ev.Multiplied(matrix=matrix, side=side, part=part):
            product = multiplied(goal, matrix, side)
            if product is None:
                raise Rejected("the matrix does not fit the equation")
            _require_defined(goal, make("inverse", matrix, ONE, ONE))
            return support(product, part)
        case ev.Squares(left=left, right=right, squares=squares):
            _require_form(goal, "eq")
            return _all(list(zip(squared(goal), (left, right, squares), strict=True)))
        case ev.Exponentials(part=part):
            _require_form(goal, "eq")
            return support(exponentiated(goal), part)
        case ev.Angle(multiple=multiple):
            return _check_angle(goal, multiple)
        case ev.Residues(variable=variable, modulus=modulus, parts=parts):
            if modulus < 1 or len(parts) != modulus or variable.op != "symbol" or not variable.args[1].integral:
                raise Rejected("the remainders are not all covered")
            return _all([(residue(goal, variable, modulus, r), p) for r, p in enumerate(parts)])
        case ev.Terms(total=total, indices=indices, strict=strict, part=part):
            if total.op != "sum" or mentions_bound(total) or not all(is_integral(i) for i in indices):
                raise Rejected("not terms of a sum")
            for term in (total, *indices):
                _require_defined(goal, term)
            fact, premises = terms_of_sum(goal, total, indices, strict)
            needed = [_accept(_decide(premise)) for premise in premises]
            found = support(goal.assuming(fact), part)
            return Support(max((s.trust for s in (*needed, found)), key=_RANK.__getitem__), found.substantial)
        case ev.Unfolded(part=part):
            return support(_obligation(induction.unfold(goal)), part)
        case ev.Induction(variable=variable, start=start, base=base, step=step):
            bases = [_obligation(induction.base(goal, variable, start, k)) for k in range(len(base))]
            own = _obligation(induction.step(goal, variable, start, len(base)))
            return _all([*zip(bases, base, strict=True), (own, step)])
        case ev.Enclosed(precision=precision):
            return _check_enclosure(goal, precision)
        case ev.Rewritten(algorithm=algorithm, part=part):
            _require_form(goal, "eq")
            return Support("cas", support(_rewritten(goal, algorithm), part).substantial)
        case ev.Tending():
            return _check_limits(goal, evidence)
        case ev.MeanValue(variable=variable, place=place, apart=apart, parts=parts):
            return _check_mean_value(goal, variable, place, apart, parts)
    assert_never(evidence)


def _obligation(goal: Goal | None) -> Goal:
    if goal is None:
        raise Rejected("the recipe does not fit the goal")
    return goal


def _decide(goal: Goal) -> Answer:
    """The normal form's answer, without further cases."""
    if goal.statement.op == "eq":
        answer = vanishes(difference(goal), goal.facts)
    else:
        answer = holds(goal.statement, goal.facts)
    if not isinstance(answer, Answer):
        raise Rejected("more cases have to be distinguished")
    return answer


def _accept(answer: Answer) -> Support:
    if answer.state not in ("zero", "vacuous"):
        raise Rejected(answer.reason or "the normal form is not zero")
    return Support("solver" if answer.solver else "exact", answer.state == "zero")


def _all(obligations: list[tuple[Goal, Evidence]]) -> Support:
    supports = [support(goal, part) for goal, part in obligations]
    trust = max((s.trust for s in supports), key=_RANK.__getitem__)
    return Support(trust, any(s.substantial for s in supports))


def _require_form(goal: Goal, op: str) -> None:
    if goal.statement.op != op:
        raise Rejected(f"the goal is not of the form {op}")


def _require_cover(goal: Goal, facts: tuple[Term, ...]) -> None:
    """The facts are relations of one term with 0 that leave no sign out; the term has a value wherever the goal has."""
    if not facts or any(f.op not in RELATIONS or f.args != (facts[0].args[0], ZERO) for f in facts):
        raise Rejected("the cases are not about one term")
    if frozenset().union(*(BY_RELATION[f.op] for f in facts)) != ANY:
        raise Rejected("the cases leave something out")
    _require_defined(goal, facts[0].args[0])


def _require_defined(goal: Goal, term: Term) -> None:
    """A term that evidence brings in must be defined wherever the goal is, or it would hide points."""
    for condition in domain.conditions(term):
        if condition not in goal.facts:
            _accept(_decide(goal.about(condition)))


def _check_angle(goal: Goal, multiple: int) -> Support:
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


def _check_enclosure(goal: Goal, precision: int) -> Support:
    statement = goal.statement
    if statement.op not in RELATIONS or statement.op == "eq" or symbols(statement) or precision > 20_000:
        raise Rejected("not a relation between constants that balls can decide")
    try:
        answer = comparison(statement.op, enclose(sub(*statement.args), precision))
    except NoEnclosure as reason:
        raise Rejected(f"no enclosure: {reason}") from None
    if answer is not True:
        raise Rejected("the enclosures do not decide the relation")
    return Support("exact", True)


def _rewritten(goal: Goal, algorithm: str) -> Goal:
    from derivcheck.engine.rewriting import rewrite

    found = rewrite(difference(goal), algorithm)
    if found is None:
        raise Rejected(f"SymPy's {algorithm} does not apply")
    _require_defined(goal, found)
    return goal.about(_equation(found, ZERO))


def _check_limits(goal: Goal, evidence: ev.Tending) -> Support:
    from derivcheck.engine import sympy_limits

    used: list[Term] = []

    def by_sympy(term: Term) -> Term | None:
        found = sympy_limits.value(term)
        if found is not None and not is_infinite(found):
            _require_defined(goal, found)
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


def _check_mean_value(
    goal: Goal, variable: Term, place: Term, apart: bool, parts: tuple[Evidence, ...]
) -> Support:
    try:
        asked = obligations(goal, variable, place, apart)
    except NotApplicable as reason:
        raise Rejected(str(reason)) from None
    if len(asked) != len(parts):
        raise Rejected("not every obligation has its evidence")
    return _all(list(zip(asked, parts, strict=True)))
