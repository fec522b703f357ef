"""The mistake by name: edits that make a wrong statement true, looked at by evaluation, then proved, then ranked.

A repair is shown only if the kernel has proved the statement with it. Everything is bounded by counts, so that a busy
machine finds the same (`Effort`).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from derivcheck.diagnosis.combined import edit as edits_of
from derivcheck.diagnosis.combined import hypotheses
from derivcheck.diagnosis.combined.apart import Apart
from derivcheck.diagnosis.combined.edit import Edit
from derivcheck.diagnosis.combined.repeated import repeated
from derivcheck.diagnosis.combined.solved import solved
from derivcheck.diagnosis.combined.together import together
from derivcheck.diagnosis.effort import PER_CANDIDATE, PER_NODE, Effort
from derivcheck.diagnosis.forms import Forms
from derivcheck.diagnosis.kind import Diagnosis, Repair, all_kinds
from derivcheck.diagnosis.plausibility import Plausibility
from derivcheck.diagnosis.premises import makes_sense
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import children, same
from derivcheck.engine.proving import is_proved
from derivcheck.engine.strategy import Budget
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search.search import QUICK
from derivcheck.evaluation.search.search import search as search_for
from derivcheck.evaluation.search.sieve import Sieve
from derivcheck.language.core import Call, Expr
from derivcheck.language.syntax import Logic, Relation
from derivcheck.language.writing import written

_ALL = Effort()
#: For each false part of several statements joined by `and`.
_SHARE_OF_PART = 0.4
_GOALS_UNDER_HYPOTHESES = 5  # several of which make cases
_OF_HYPOTHESIS = 0.25  # of a proof: to look for points at which it holds
_USUAL_STEPS = 50_000  # of evaluating the statement itself
_MOST_PAIRS = 6
_MOST_WITH_MEANING = 4
#: Mistakes by which shapes do not fit.
_OF_SHAPES = frozenset({"transpose", "order", "layout", "index"})
_SHARE_OF_KIND = 0.4
_SHARE_OF_PAIRS = 0.25
_MOST_SHOWN = 3
#: A further repair is shown only if it is about as likely as the first.
_WITHIN = 0.05
#: An edit that makes the text longer is less likely.
_PER_CHARACTER = 0.004
#: What a pair of mistakes costs: what costs more is tried after them.
_AS_UNLIKELY_AS_TWO = 2.9


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake that was found, or several at once: their kinds, and the repair, which is proved."""

    kinds: tuple[Diagnosis, ...]
    repair: Repair
    correct: str
    said: tuple[str, ...] = ()  # of each mistake, where there are several

    @property
    def kind(self) -> Diagnosis:
        """That of the likeliest mistake."""
        return self.kinds[0]

    def as_data(self) -> dict[str, str]:
        """What reports show; the names of several kinds are separated by spaces."""
        names, why = " ".join(k.kind for k in self.kinds), "; ".join(k.why for k in self.kinds)
        found = {"kind": self.kind.kind, "kinds": names, "message": self.repair.said, "why": why}
        found["correct"] = self.correct
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
        search.prove_combined()
    if not search.found:
        search.prove_others()
    if search.found:
        return tuple(search.found)
    return _by_links(setting, effort, deadline) or _with_meaning(setting, search.others, effort, deadline)


def _by_links(setting: Setting, effort: Effort, deadline: float) -> tuple[Finding, ...]:
    """Of `a == b == c`, the first comparison that is false repaired on its own."""
    statement = setting.statement
    if not isinstance(statement, Relation) or len(statement.ops) < 2:
        return ()
    for op, *sides in zip(statement.ops, statement.operands, statement.operands[1:], strict=False):
        link = Relation((op,), tuple(sides), span=statement.span)
        meaning = setting.meaning(link)
        if meaning is None:
            return ()
        claim = setting.claim_of(meaning)
        if search_for(claim, QUICK, seed=0, deadline=deadline).witness is not None:
            part = Setting(link, claim, setting.environment, is_link=True, given=setting.given)
            return diagnose(part, effort.part(_SHARE_OF_PART), until=deadline)
    return ()


def _with_meaning(setting: Setting, edits: list[Edit], effort: Effort, deadline: float) -> tuple[Finding, ...]:
    """Of a statement that has no meaning: edits that give it one, and what is then still wrong with it."""
    if setting.meaning(setting.statement) is not None:
        return ()
    fitting = [e for e in edits if e.kind.kind in _OF_SHAPES]
    for edit in edits_of.spread(setting.statement, fitting)[:_MOST_WITH_MEANING]:
        after = Setting(edit.repair.statement, setting.claim_of(edit.meaning), setting.environment, given=setting.given)
        for second in diagnose(after, effort.part(_SHARE_OF_PART), until=deadline)[:1]:
            more = Edit(
                second.kind.cost, second.kinds, second.repair, edit.meaning, second.said or (second.repair.said,)
            )
            both = edits_of.combined((edit, more), second.repair.statement, second.repair.given)
            return (Finding(both.kinds, both.repair, _correct(setting, both.repair), both.said),)
    return ()


def _by_parts(setting: Setting, effort: Effort, deadline: float) -> tuple[Finding, ...]:
    """Of several statements joined by `and`, each that is false repaired on its own, and then all of them proved."""
    statement = setting.statement
    assert isinstance(statement, Logic)
    operands = list(statement.operands)
    said: list[str] = []
    kinds: tuple[Diagnosis, ...] = ()
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
        operands[k], kinds = found[0].repair.statement, (*kinds, *found[0].kinds)
        said.append(found[0].repair.said)
    repair = Repair(replace(statement, operands=tuple(operands)), "; ".join(said))
    repaired = setting.meaning(repair.statement)
    if not kinds or repaired is None:
        return ()
    candidate = _Candidate(kinds[0].cost, 0, kinds[0], repair, repaired)
    proved = _is_proved(setting, candidate, Budget(deadline, effort.goals * len(operands)))
    return (Finding(kinds, repair, written(repair.statement)),) if proved else ()


class _Search:
    """Candidates against which no point speaks, and the repairs proved so far."""

    def __init__(self, setting: Setting, effort: Effort, deadline: float) -> None:
        self.setting = setting
        self.sieve = setting.sieve
        self.effort = effort
        self.deadline = deadline
        self.typed = len(written(setting.statement))
        self.forms = Forms()
        self.plausibility = Plausibility(setting, self.sieve, self.forms)
        self.seen: set[tuple[int, int | None]] = {(self.forms(setting.statement), None)}
        # What was spent on the points so far does not count, but for what is more than usual.
        self.work: float = effort.work + min(self.sieve.steps, _USUAL_STEPS)
        self.proofs: float = effort.proofs
        self.goals = effort.goals_in_all
        self.survivors: list[_Candidate] = []
        self.others: list[Edit] = []
        self.hypotheses: list[Edit] = []
        self.met: list[Instance] = []  # points at which some of them hold
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
                if self.plausibility.is_trivial(repair, meaning):
                    continue
                extra = repair.extra + self.plausibility.unlikely(repair)
                longer = len(written(repair.statement)) + len(written(given) if given else "") - self.typed
                cost = kind.cost + extra + _PER_CHARACTER * max(0, longer)
                self.survivors.append(_Candidate(cost, len(self.seen), kind, repair, meaning, hypotheses))
            else:
                kept = self.others if given is None else self.hypotheses
                kept.append(edits_of.of(kind.cost + repair.extra, kind, repair, meaning))
        return self.left > 0 and time.process_time() < self.deadline

    @property
    def left(self) -> float:
        """The work that is left."""
        return self.work - self.sieve.steps - PER_NODE * self.setting.elaborated

    def _makes_sense(self, candidate: _Candidate) -> bool:
        """Whether a further hypothesis does."""
        repair, meaning, given = candidate.repair, candidate.meaning, candidate.given
        return makes_sense(self.setting, repair, meaning, given, self.deadline, self.met)

    def _needs_no_premise(self, candidate: _Candidate) -> bool:
        """Whether what a repaired implication concludes is true without what it assumes."""
        meaning = candidate.meaning
        if not isinstance(meaning, Call) or meaning.op != "implies":
            return False
        alone = replace(candidate, meaning=meaning.args[1])
        return _is_proved(self.setting, alone, Budget(self.deadline, self.effort.goals))

    def prove_combined(self) -> None:
        """Prove several edits at once none of which is enough."""
        self.others.sort(key=lambda e: e.cost)
        for edits in self._combinations():
            if self._prove_one(edits):
                return
            self._renew()

    def prove_others(self) -> None:
        """Prove what is less likely than several mistakes at once."""
        self._renew()
        self.prove(inf)

    def _combinations(self) -> Iterator[Iterable[Edit]]:
        """What may be wrong together, the likelier ways first; each has its own share of the work."""
        self._renew()
        yield repeated(self.setting.statement, self.others)
        apart = Apart(self.setting, self.sieve, self.others, self._renew())
        yield apart.pairs()
        yield hypotheses.boundaries(self.others, self.hypotheses)
        yield together(self.setting.statement, self.others)
        yield solved(self.setting, self.others)
        yield apart.triples()
        yield hypotheses.two(self.setting, (self.sieve, Sieve(self.met)), self.hypotheses)

    def _renew(self) -> int:
        """A new share of work, and room for proofs."""
        steps = int(_SHARE_OF_PAIRS * self.effort.work)
        self.work += steps - self.left
        self.proofs, self.goals = max(self.proofs, _MOST_PAIRS), max(self.goals, self.effort.goals)
        return steps

    def _prove_one(self, edits: Iterable[Edit]) -> bool:
        """Whether one of these repairs is proved, the first of which is then found."""
        for edit in edits:
            self.work -= PER_CANDIDATE
            if self.left < 0 or self.proofs <= 0 or self.goals <= 0 or time.process_time() > self.deadline:
                break
            meaning, given = self._meaning(edit.repair)
            if meaning is None or not _is_possible(self.sieve, meaning, given):
                continue
            if self.plausibility.is_trivial(edit.repair, meaning):
                continue
            candidate = _Candidate(edit.cost, 0, edit.kind, edit.repair, meaning, given)
            if given and not self._makes_sense(candidate):
                self.proofs -= _OF_HYPOTHESIS
            elif self._is_proved(candidate) and not self._needs_no_premise(candidate):
                correct = _correct(self.setting, edit.repair)
                self.found.append(Finding(edit.kinds, edit.repair, correct, edit.said))
                return True
        return False

    def _meaning(self, repair: Repair) -> tuple[Expr | None, tuple[Expr, ...]]:
        """What a repaired statement says, and under which further hypotheses; None if it says nothing."""
        meaning, given = self.setting.meaning(repair.statement), repair.given
        joined = isinstance(given, Logic) and given.op == "and"
        parts = () if given is None else children(given) if joined else (given,)
        found = tuple(m for m in map(self.setting.meaning, parts) if m is not None)
        return (meaning, found) if len(found) == len(parts) else (None, ())

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
            if candidate.given and not self._makes_sense(candidate):
                of = edits_of.of(candidate.cost, candidate.kind, candidate.repair, candidate.meaning)
                self.hypotheses.append(of)
                continue
            if self._is_proved(candidate) and not self._needs_no_premise(candidate):
                self.first = min(self.first, candidate.cost)
                correct = _correct(self.setting, candidate.repair)
                self.found.append(Finding((candidate.kind,), candidate.repair, correct))
            elif not candidate.given:
                self.others.append(edits_of.of(candidate.cost, candidate.kind, candidate.repair, candidate.meaning))

    def _is_proved(self, candidate: _Candidate) -> bool:
        is_wide = len(candidate.given) > 1
        allowed = self.effort.goals * _GOALS_UNDER_HYPOTHESES if is_wide else min(self.effort.goals, self.goals)
        budget = Budget(self.deadline, allowed)
        proved = _is_proved(self.setting, candidate, budget)
        self.proofs -= budget.goals < allowed  # what a few points refute is no attempt
        self.goals -= allowed - budget.goals
        return proved


def _is_possible(sieve: Sieve, meaning: Expr, given: tuple[Expr, ...]) -> bool:
    """Whether no point looked at speaks against it."""
    if given:
        return sieve.excuses(given, meaning)
    return sieve.is_empty or sieve.passes(meaning)


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
