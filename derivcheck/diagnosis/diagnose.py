"""The mistake by name: edits that make a wrong statement true, looked at by evaluation, then proved, then ranked.

A repair is shown only if the kernel has proved the statement with it. Everything is bounded by counts, so that a busy
machine finds the same (`Effort`).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf

from derivcheck.diagnosis.effort import PER_CANDIDATE, PER_NODE, Effort
from derivcheck.diagnosis.forms import Forms
from derivcheck.diagnosis.kind import Diagnosis, Repair, all_kinds
from derivcheck.diagnosis.pairs import Edit, pairs
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.together import together, under_hypotheses
from derivcheck.diagnosis.trees import children, is_zero, names, same, sequence
from derivcheck.diagnosis.triviality import are_apart, cancellations, inequalities
from derivcheck.engine.proving import is_proved
from derivcheck.engine.strategy import Budget
from derivcheck.evaluation.search.points import points
from derivcheck.evaluation.search.search import QUICK
from derivcheck.evaluation.search.search import search as search_for
from derivcheck.evaluation.search.sieve import Sieve
from derivcheck.language.core import Call, Claim, Expr
from derivcheck.language.syntax import Logic, Name, Relation, Subscript, Tree
from derivcheck.language.writing import written

_ALL = Effort()
#: For each false part of several statements joined by `and`.
_SHARE_OF_PART = 0.4
_POINTS_OF_HYPOTHESIS = 6
_POINTS_OF_PREMISE = 100
_USUAL_STEPS = 50_000  # of evaluating the statement itself
_MOST_PAIRS = 6
_MOST_HYPOTHESES = 30
_MOST_SINGLES = 800  # to be paired
_SHARE_OF_KIND = 0.4
_SHARE_OF_PAIRS = 0.35
_MOST_SHOWN = 3
#: A further repair is shown only if it is about as likely as the first.
_WITHIN = 0.05
#: An edit that makes the text longer is less likely.
_PER_CHARACTER = 0.004
#: What a pair of mistakes costs: what costs more is tried after them.
_AS_UNLIKELY_AS_TWO = 2.9
#: That both sides are the same text is rarely meant.
_OF_SAYING_NOTHING = 0.3


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake that was found: its kind, and the repair, which is proved."""

    kind: Diagnosis
    repair: Repair
    correct: str

    def as_data(self) -> dict[str, str]:
        """What reports show."""
        found = {"kind": self.kind.kind, "message": self.repair.said, "why": self.kind.why, "correct": self.correct}
        return found | ({"given": written(self.repair.given)} if self.repair.given is not None else {})


@dataclass(frozen=True, slots=True)
class _Candidate:
    cost: float
    number: int  # those proposed first go first
    kind: Diagnosis
    repair: Repair
    meaning: Expr
    given: tuple[Expr, ...] = ()


def diagnose(
    setting: Setting, effort: Effort = _ALL, kinds: Sequence[Diagnosis] | None = None, until: float | None = None
) -> tuple[Finding, ...]:
    """At most three proved repairs of a statement that is refuted or has no meaning, the likeliest first.

    ``until``: a moment of `time.process_time`.
    """
    deadline = time.process_time() + effort.seconds if until is None else until
    if isinstance(setting.statement, Logic) and setting.statement.op == "and":
        found = _by_parts(setting, effort, deadline)
        if found:
            return found
    search = _Search(setting, effort, deadline)
    for kind in kinds or all_kinds():
        # What comes from here on costs at least so much: everything cheaper can be settled first.
        search.prove(kind.cost)
        if search.is_over(kind.cost) or not search.look_at(kind):
            break
    search.prove(_AS_UNLIKELY_AS_TWO)
    if not search.found:
        search.prove_pairs()
    if not search.found:
        search.prove(inf)
    return tuple(search.found)


def _by_parts(setting: Setting, effort: Effort, deadline: float) -> tuple[Finding, ...]:
    """Of several statements joined by `and`, each that is false repaired on its own, and then all of them proved."""
    statement = setting.statement
    assert isinstance(statement, Logic)
    operands = list(statement.operands)
    said: list[str] = []
    kind = None
    for k, operand in enumerate(operands):
        meaning = setting.meaning(operand)
        if meaning is None:
            return ()
        claim = setting.claim_of(meaning)
        if search_for(claim, QUICK, seed=0, deadline=deadline).witness is None:
            continue
        part = Setting(operand, claim, setting.environment, setting.is_link)
        found = diagnose(part, effort.part(_SHARE_OF_PART), until=deadline)
        if not found or found[0].repair.given is not None:
            return ()
        operands[k], kind = found[0].repair.statement, kind or found[0].kind
        said.append(found[0].repair.said)
    repair = Repair(replace(statement, operands=tuple(operands)), "; ".join(said))
    repaired = setting.meaning(repair.statement)
    if kind is None or repaired is None:
        return ()
    candidate = _Candidate(kind.cost, 0, kind, repair, repaired)
    proved = _is_proved(setting, candidate, Budget(deadline, effort.goals * len(operands)))
    return (Finding(kind, repair, written(repair.statement)),) if proved else ()


class _Search:
    """Candidates against which no point speaks, and the repairs proved so far."""

    def __init__(self, setting: Setting, effort: Effort, deadline: float) -> None:
        self.setting = setting
        self.sieve = setting.sieve
        self.effort = effort
        self.deadline = deadline
        self.typed = len(written(setting.statement))
        self.cancellations = cancellations(setting.statement)
        self.forms = Forms()
        self.seen: set[tuple[int, int | None]] = {(self.forms(setting.statement), None)}
        # What was spent on the points so far does not count, but for what is more than usual.
        self.work: float = effort.work + min(self.sieve.steps, _USUAL_STEPS)
        self.proofs = effort.proofs
        self.goals = effort.goals_in_all
        self.survivors: list[_Candidate] = []
        self.others: list[Edit] = []
        self.hypotheses: list[Edit] = []
        self.found: list[Finding] = []
        self.first = inf  # the cost of the first repair proved

    def look_at(self, kind: Diagnosis) -> bool:
        """Sieve the repairs of a kind; False if nothing is left to be spent. A text is looked at only once."""
        least = self.left - _SHARE_OF_KIND * self.effort.work
        for repair in kind.repairs(self.setting):
            given = repair.given
            form = (self.forms(repair.statement), None if given is None else self.forms(given))
            if form in self.seen:
                continue
            self.seen.add(form)
            self.work -= PER_CANDIDATE
            if self.left < max(0, least) or time.process_time() > self.deadline:
                break
            meaning, hypotheses = self._meaning(repair)
            if meaning is None:
                continue
            if _is_possible(self.sieve, meaning, hypotheses):
                if self._is_trivial(repair, meaning):
                    continue
                extra = repair.extra + _OF_SAYING_NOTHING * self._repeats_a_side(repair)
                longer = len(written(repair.statement)) + len(written(given) if given else "") - self.typed
                cost = kind.cost + extra + _PER_CHARACTER * max(0, longer)
                self.survivors.append(_Candidate(cost, len(self.seen), kind, repair, meaning, hypotheses))
            else:
                kept = self.others if given is None else self.hypotheses
                kept.append(Edit(kind.cost + repair.extra, kind, repair, meaning))
        return self.left > 0 and time.process_time() < self.deadline

    @property
    def left(self) -> float:
        """The work that is left."""
        return self.work - self.sieve.steps - PER_NODE * self.setting.elaborated

    def _is_trivial(self, repair: Repair, meaning: Expr) -> bool:
        """Whether the repair cancels something, or is an inequality between numbers of different signs."""
        if cancellations(repair.statement) > self.cancellations or _is_tautology(repair.statement):
            return True
        if isinstance(meaning, Call) and meaning.op == "implies" and not self.sieve.is_met(*meaning.args):
            return True  # nothing is said
        if _says_nothing(repair) and not names(self.setting.statement) <= names(repair.statement):
            return True  # one side was only copied
        return repair.given is None and any(self._is_apart(r) for r in inequalities(repair.statement, meaning))

    def _is_apart(self, inequality: tuple[Tree, Expr]) -> bool:
        """Whether an inequality compares numbers of different signs, none of which is a written 0."""
        tree, meaning = inequality
        if not isinstance(meaning, Call) or any(is_zero(s) for s in children(tree)):
            return False
        sides = [self.sieve.entries(side) for side in meaning.args if isinstance(side, Expr)]
        return len(sides) == 2 and are_apart(*sides)

    def _needs_no_premise(self, candidate: _Candidate) -> bool:
        """Whether what a repaired implication concludes is true without what it assumes."""
        meaning = candidate.meaning
        if not isinstance(meaning, Call) or meaning.op != "implies":
            return False
        alone = replace(candidate, meaning=meaning.args[1])
        return _is_proved(self.setting, alone, Budget(self.deadline, self.effort.goals))

    def _repeats_a_side(self, repair: Repair) -> bool:
        """Whether one side has become the other one, or a multiple of it, which it was not before."""
        old, new = self.setting.statement, repair.statement
        if not _is_equation(new):
            return False
        return (self._is_multiple(new) and not self._is_multiple(old)) or (_is_circular(new) and not _is_circular(old))

    def _is_multiple(self, equation: Tree) -> bool:
        """Whether the factors of one side are among those of the other, in a row."""
        one, other = ([*map(self.forms, sequence(side))] for side in children(equation))
        whole, part = (one, other) if len(one) > len(other) else (other, one)
        return any(whole[k : k + len(part)] == part for k in range(len(whole)))

    def prove_pairs(self) -> None:
        """Prove pairs of edits neither of which is enough."""
        self.others.sort(key=lambda e: e.cost)
        steps = int(_SHARE_OF_PAIRS * self.effort.work)
        apart = pairs(self.setting, self.sieve, self.others[:_MOST_SINGLES], steps)[:_MOST_PAIRS]
        boundaries = [e for e in self.others if e.kind.kind == "boundary"]
        hypotheses = sorted(self.hypotheses, key=lambda e: e.cost)[:_MOST_HYPOTHESES]
        for edits in (apart, under_hypotheses(boundaries, hypotheses), together(self.setting.statement, self.others)):
            self.work += steps - self.left
            self.proofs, self.goals = max(self.proofs, _MOST_PAIRS), max(self.goals, self.effort.goals)
            if self._prove_one(edits):
                return

    def _prove_one(self, edits: Iterable[Edit]) -> bool:
        """Whether one of these repairs is proved, the first of which is then found."""
        for edit in edits:
            self.work -= PER_CANDIDATE
            if self.left < 0 or self.proofs <= 0 or self.goals <= 0 or time.process_time() > self.deadline:
                break
            meaning, given = self._meaning(edit.repair)
            if meaning is None or not _is_possible(self.sieve, meaning, given):
                continue
            if self._is_trivial(edit.repair, meaning):
                continue
            candidate = _Candidate(edit.cost, 0, edit.kind, edit.repair, meaning, given)
            if (not given or _survives(self.setting, candidate, self.deadline)) and self._is_proved(candidate):
                self.found.append(Finding(edit.kind, edit.repair, _correct(self.setting, edit.repair)))
                return True
        return False

    def _meaning(self, repair: Repair) -> tuple[Expr | None, tuple[Expr, ...]]:
        """What a repaired statement says, and under which further hypotheses; None if it says nothing."""
        meaning = self.setting.meaning(repair.statement)
        given = self.setting.meaning(repair.given) if repair.given is not None else None
        if meaning is None or (given is None) != (repair.given is None):
            return None, ()
        return meaning, () if given is None else (given,)

    def is_over(self, cost: float) -> bool:
        """Whether nothing that costs so much would be shown."""
        return len(self.found) == _MOST_SHOWN or cost > self.first + _WITHIN

    def prove(self, below: float) -> None:
        """Prove what survived and costs less than ``below``, the cheapest first, one of each kind."""
        self.survivors.sort(key=lambda c: (-c.cost, -c.number))
        while self.survivors and self.survivors[-1].cost < below:
            candidate = self.survivors.pop()
            if self.is_over(candidate.cost) or self.proofs <= 0 or self.goals <= 0:
                return
            if any(f.kind is candidate.kind for f in self.found):
                continue
            if candidate.given and not _survives(self.setting, candidate, self.deadline):
                continue
            if self._is_proved(candidate) and not self._needs_no_premise(candidate):
                self.first = min(self.first, candidate.cost)
                self.found.append(Finding(candidate.kind, candidate.repair, _correct(self.setting, candidate.repair)))
            elif not candidate.given:
                self.others.append(Edit(candidate.cost, candidate.kind, candidate.repair, candidate.meaning))

    def _is_proved(self, candidate: _Candidate) -> bool:
        allowed = min(self.effort.goals, self.goals)
        budget = Budget(self.deadline, allowed)
        proved = _is_proved(self.setting, candidate, budget)
        self.proofs -= budget.goals < allowed  # what a few points refute is no attempt
        self.goals -= allowed - budget.goals
        return proved


def _is_possible(sieve: Sieve, meaning: Expr, given: tuple[Expr, ...]) -> bool:
    """Whether no point looked at speaks against it."""
    if given:
        return all(sieve.excuses(g, meaning) for g in given)
    return sieve.is_empty or sieve.passes(meaning)


def _survives(setting: Setting, candidate: _Candidate, deadline: float) -> bool:
    """Whether a statement with a further hypothesis holds at points at which that holds."""
    claim = setting.claim_of(candidate.meaning, *candidate.given)
    found = points(claim, _POINTS_OF_HYPOTHESIS, seed=5, deadline=deadline)
    return bool(found) and Sieve(found).passes(candidate.meaning) and not _is_empty(claim, deadline)


def _is_empty(claim: Claim, deadline: float) -> bool:
    """Whether no point is found at which an implication's premise holds."""
    statement = claim.statement
    if not isinstance(statement, Call) or statement.op != "implies":
        return False
    denied = replace(claim, statement=replace(statement, op="not", args=statement.args[:1]))
    return search_for(denied, _POINTS_OF_PREMISE, seed=0, deadline=deadline).witness is None


def _is_tautology(tree: Tree) -> bool:
    """Whether a statement follows from itself."""
    return isinstance(tree, Logic) and tree.op in ("implies", "iff") and same(*tree.operands)


def _is_equation(tree: Tree) -> bool:
    return isinstance(tree, Relation) and tree.ops == ("eq",)


def _is_circular(equation: Tree) -> bool:
    """Whether one side is a name or an entry, of which the other one is made."""
    one, other = children(equation)
    return _is_made_of(one, other) or _is_made_of(other, one)


def _is_made_of(side: Tree, other: Tree) -> bool:
    tensor = other.value if isinstance(other, Subscript) else other
    return isinstance(tensor, Name) and tensor.name in names(side)


def _says_nothing(repair: Repair) -> bool:
    """Whether both sides are the same text."""
    tree = repair.statement
    return isinstance(tree, Relation) and len(tree.operands) == 2 and same(*tree.operands)


def _is_proved(setting: Setting, candidate: _Candidate, budget: Budget) -> bool:
    try:
        return is_proved(setting.claim_of(candidate.meaning, *candidate.given), budget)
    except RecursionError:
        return False


def _correct(setting: Setting, repair: Repair) -> str:
    """The right-hand side, if that alone is changed; else the statement."""
    old, new = setting.statement, repair.statement
    if isinstance(old, Relation) and isinstance(new, Relation) and old.ops == new.ops and len(old.ops) == 1:
        (left, right), (new_left, new_right) = old.operands, new.operands
        if same(left, new_left) and not same(right, new_right):
            return written(new_right)
    return written(new)
