"""The order of attempts on one claim.

A few simple instances first, where most false claims die; then the cheap provers, some more instances, and the dear
ones; then a long search for a counterexample; then *unknown*, with what was tried. Verdicts come from the kernel alone.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.term import FALSE, Term, rational
from derivcheck.algebra.text import text
from derivcheck.engine import kernel
from derivcheck.engine.calculus.smoothness import smoothness_hint
from derivcheck.engine.conditions import remaining
from derivcheck.engine.definedness import at_the_ends
from derivcheck.engine.denial import obligations, quantifies
from derivcheck.engine.description import methods
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.generalised import generalised
from derivcheck.engine.goal import Goal, Question, questions
from derivcheck.engine.remarks.sharpness import sharpness, written
from derivcheck.engine.remarks.sizes_that_hold import sizes_that_hold
from derivcheck.engine.result import TrustName, VerdictName
from derivcheck.engine.rule import Support, weakest
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.evaluation.instance import Zero
from derivcheck.evaluation.search.ascent import ascent
from derivcheck.evaluation.search.crossings import crossing, has_edges
from derivcheck.evaluation.search.sampling import speaks_of_functions
from derivcheck.evaluation.search.search import Search, points, search
from derivcheck.evaluation.witness import Witness
from derivcheck.language.core import Claim
from derivcheck.language.growth import apart

_FIRST_POINTS = 6
#: Where something is said about all values of an arbitrary function, which most functions satisfy amply.
_FIRST_FUNCTIONS = 60
_MORE_POINTS = 60
_MANY_POINTS = 400
_SHARE_OF_PROOF = 0.6
_SHARE_FOR_ALL_SIZES = 0.15
_SHARE_OF_CONDITIONS = 0.5
_FOR_THE_IMPOSSIBLE = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Decision:
    """What is known of a claim's statement, or of one link of a derivation."""

    verdict: VerdictName
    trust: TrustName | None = None
    conditions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    witness: Witness | None = None
    method: str | None = None
    reason: str | None = None


def decide(claim: Claim, seconds: float) -> Decision:
    """Decide a claim as a whole. Raises `kernel.Fault` if a proof and a counterexample are both found."""
    parts = apart(claim)
    return _together([_Attempt(part, seconds / len(parts)).run() for part in parts])


def _together(decisions: Sequence[Decision]) -> Decision:
    """What follows for a claim from the parts of which it is the conjunction."""
    if len(decisions) == 1:
        return decisions[0]
    for verdict in ("refuted", "error", "unknown"):
        found = next((d for d in decisions if d.verdict == verdict), None)
        if found is not None:
            return found
    return replace(
        decisions[0],
        trust=weakest([Support(d.trust, True) for d in decisions if d.trust is not None]),
        conditions=tuple(dict.fromkeys(c for d in decisions for c in d.conditions)),
        remarks=tuple(dict.fromkeys(r for d in decisions for r in d.remarks)),
        method=", ".join(dict.fromkeys(m for d in decisions for m in (d.method or "").split(", ") if m)),
    )


class _Seen(Exception):
    """A counterexample, met while a proof was looked for."""

    def __init__(self, witness: Witness) -> None:
        super().__init__("refuted while a proof was looked for")
        self.witness = witness


class _Attempt:
    def __init__(self, claim: Claim, seconds: float) -> None:
        self.claim = claim
        self.start = time.process_time()
        self.seconds = seconds

    def _until(self, share: float) -> float:
        return self.start + self.seconds * share

    def run(self) -> Decision:
        count = _FIRST_FUNCTIONS if speaks_of_functions(self.claim) else _FIRST_POINTS
        first = search(self.claim, count, seed=0, deadline=self._until(0.2))
        if first.witness is not None:
            return self._refuted(first.witness)
        crossed = self._crossed() if len(self.claim.symbols) == 1 else None
        touched = self._denied(first) if first.touched and has_edges(self.claim) else None
        found = crossed or touched
        if found is not None:
            return found
        for number in range(len(generalised(self.claim))):
            general = self._prove(_SHARE_FOR_ALL_SIZES, number)
            if isinstance(general, Decision):
                return general
        proof = self._prove(_SHARE_OF_PROOF)
        if isinstance(proof, Decision):
            return proof
        deep = search(self.claim, _MANY_POINTS, seed=2, deadline=self._until(0.95))
        if deep.witness is not None:
            return self._refuted(deep.witness)
        crossed = self._crossed() if len(self.claim.symbols) > 1 else None
        if crossed is not None:
            return crossed
        nowhere = self._nowhere() if deep.satisfied and not deep.agreed else None
        denied = self._denied(deep) if quantifies(self.claim) or has_edges(self.claim) else None
        return nowhere or denied or Decision("unknown", reason=_with_points(proof, deep))

    def _crossed(self) -> Decision | None:
        """Refuted at a number that is known by a change of sign, or where a bound is missed by little."""
        witness = crossing(self.claim) or ascent(self.claim)
        if witness is None:
            return None
        irrational = any(type(value) is Zero for value in witness.instance.values.values())
        return self._refuted(witness, "counterexample by a change of sign" if irrational else "counterexample")

    def _refuted(self, witness: Witness, method: str = "counterexample") -> Decision:
        verdict = kernel.refuted(self.claim, witness.instance)
        remarks = sizes_that_hold(self.claim, verdict.witness.instance)
        return Decision("refuted", trust="exact", remarks=remarks, witness=verdict.witness, method=method)

    def _prove(self, share: float, generalisation: int | None = None) -> Decision | str:
        """The verdict proved (or an error that a proof attempt brings to light), else why there is none.

        ``generalisation``: which of the more general claims for all sizes is proved in place of the claim.
        """
        try:
            strategy = Strategy(Budget(self._until(share)), before_dear=self._look_again)
            return self._prove_by(strategy, generalisation)
        except kernel.Rejected:
            pass  # once more, every part being checked where it is found
        try:
            return self._prove_by(Strategy(Budget(self._until(share)), careful=True), generalisation)
        except kernel.Rejected as reason:
            return f"a proof was found that the kernel does not accept: {reason}"

    def _prove_by(self, strategy: Strategy, generalisation: int | None) -> Decision | str:
        """As `_prove`. Raises Rejected."""
        claim = self.claim if generalisation is None else generalised(self.claim)[generalisation]
        try:
            asked = questions(claim, claim.statement)
            proofs: list[Evidence] = []
            for question in asked:
                evidence = strategy.prove(question.goal)
                if evidence is None:
                    hint = smoothness_hint(question.goal, strategy.prove)
                    return hint or f"no proof was found ({len(strategy.tried)} methods tried)"
                proofs.append(evidence)
            verdict = kernel.proved(self.claim, proofs, self._until(0.9), generalisation)
        except Unsupported as reason:
            return str(reason)
        except kernel.Outside as outside:
            return self._refuted(outside.witness)
        except _Seen as seen:
            return self._refuted(seen.witness)
        except OutOfTime as reason:
            return f"no proof was found: {reason}"
        except kernel.Unexamined as unexamined:
            return self._unexamined(asked, unexamined.search)
        return Decision(
            "proved",
            trust=verdict.trust,
            conditions=remaining(asked, time.process_time() + self.seconds * _SHARE_OF_CONDITIONS),
            remarks=(*_domain_remarks(self.claim, verdict.examination), *self._sharpness()),
            method=methods(proofs) if generalisation is None else f"{methods(proofs)}, for all sizes",
        )

    def _look_again(self) -> None:
        """Some tens of points take less time than dear methods on a claim that is false. Raises _Seen."""
        found = search(self.claim, _MORE_POINTS, seed=2, deadline=self._until(0.4))
        if found.witness is not None:
            raise _Seen(found.witness)

    def _denied(self, looked: Search) -> Decision | None:
        """Refuted by a proof of the opposite at one of the simplest points, where no evaluation tells."""
        for instance in points(self.claim, _FIRST_POINTS) if quantifies(self.claim) else looked.touched:
            asked = obligations(self.claim, instance)
            proofs = [] if asked is None else [self._shown(goal) for goal in asked]
            found = [proof for proof in proofs if proof is not None]
            if asked is None or len(found) < len(asked):
                continue
            try:
                verdict = kernel.refuted_by_opposite(self.claim, instance, found)
            except kernel.Rejected:
                continue
            method = f"the opposite by {methods(found)}"
            return Decision("refuted", trust=verdict.trust, witness=verdict.witness, method=method)
        return None

    def _shown(self, goal: Goal) -> Evidence | None:
        try:
            return Strategy(Budget(self._until(0.95))).prove(goal)
        except OutOfTime:
            return None

    def _sharpness(self) -> tuple[str, ...]:
        found = sharpness(self.claim, self._until(0.95))
        return () if found is None else (found,)

    def _nowhere(self) -> Decision | None:
        """An error, if the statement has no value anywhere."""
        try:
            asked = questions(self.claim, self.claim.statement)
        except Unsupported:
            return None
        if not asked or not all(_impossible((*q.given, *q.conditions)) for q in asked):
            return None
        return Decision("error", reason=_nowhere_defined(asked[0]))

    def _unexamined(self, asked: Sequence[Question], examination: Search) -> Decision | str:
        """Nothing is proved from nothing: say whether hypotheses or domains leave no point at all."""
        if examination.agreed:
            return "the proof found no point to speak of, though the statement can be evaluated at some"
        for question in asked:
            if _impossible(question.given):
                return Decision("error", reason="the hypotheses cannot all hold")
        if all(_impossible((*q.given, *q.conditions)) for q in asked):
            return Decision("error", reason=_nowhere_defined(asked[0]))
        if not examination.satisfied:
            return "a proof was found, but no point that satisfies the hypotheses to cross-examine it at"
        return "a proof was found, but at no point could both sides be evaluated to cross-examine it"


def _impossible(facts: Sequence[Term]) -> bool:
    facts = [*facts, *(end for fact in facts for end in at_the_ends(fact))]
    strategy = Strategy(Budget(time.process_time() + _FOR_THE_IMPOSSIBLE, 12))
    try:
        return strategy.prove(Goal(FALSE, tuple(expand(f) for f in facts))) is not None
    except OutOfTime:
        return False


_LEAVES = " (an index leaves its axis)"
_POWER = " (of a negative number only powers with whole exponents: floor(…) around an exponent says that it is whole)"


def _nowhere_defined(question: Question) -> str:
    for condition in question.conditions:
        if _impossible((*question.given, condition)):
            leaves = condition.op == "every" and condition.args[-1].op == "le"  # nothing else is asked of that form
            power = condition.op == "gt" and _is_base(condition.args[0], question.statement)
            return f"the statement is nowhere defined: it needs {text(condition)}" + _LEAVES * leaves + _POWER * power
    return "the statement is nowhere defined"


def _is_base(number: Term, term: Term) -> bool:
    """Whether a power of this number occurs."""
    value = rational(number)
    own = value is not None and value < 0 and term.op == "power" and term.args[0] is number
    return own or any(_is_base(number, part) for part in term.terms)


def _with_points(reason: str, examination: Search) -> str:
    if not examination.satisfied:
        return f"{reason}; no point was found that satisfies the hypotheses"
    if not examination.agreed:
        return f"{reason}; the statement could not be evaluated at any point"
    # How many points were looked at depends on how busy the machine is, so it is not said.
    return f"{reason}; no counterexample was found"


def _domain_remarks(claim: Claim, examination: Search) -> tuple[str, ...]:
    remarks = []
    for instance, defined, other in (
        (examination.left_only, "left", "right"),
        (examination.right_only, "right", "left"),
    ):
        if instance is not None:
            point = written(instance.shown(claim.symbols))
            remarks.append(f"{defined} is defined at {point}, {other} is not")
    return tuple(remarks)
