"""The search for a counterexample: simple points first, then near boundaries, kinks and zeros."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from flint import ctx

from derivcheck.evaluation.declared import satisfies
from derivcheck.evaluation.errors import EvaluationError, Overlapping, Undefined, Unresolved, Unsupported
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search.hypotheses import Solver
from derivcheck.evaluation.search.sampling import Sampler
from derivcheck.evaluation.search.shrinking import Shrinker
from derivcheck.evaluation.search.study import study
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.evaluation.walk.growth import along, has_one_path
from derivcheck.evaluation.walk.recursion import deep_recursion
from derivcheck.evaluation.walk.relations import COMPARISONS
from derivcheck.evaluation.witness import Witness, refutes
from derivcheck.language.core import Call, Claim
from derivcheck.language.randomness import conditioned

#: A cheap first look, and a thorough one, as numbers of points.
QUICK = 6
DEEP = 400

#: Points drawn in place of one at which a hypothesis fails.
ATTEMPTS = 8
#: Steps of evaluation spent on making one point simpler.
SHRINKING_STEPS = 150_000
#: Steps of one evaluation; what takes longer is left to the final check of a witness.
MAX_STEPS = 100_000

#: Bits worked with; from the first two numbers on that nothing tells apart, only the last.
_PRECISIONS = (64, 256)
#: Boundaries on which a point may be kept while it is made simpler.
_BOUNDARIES_KEPT = 4
#: Points at which enclosures overlap, kept.
_TOUCHED = 3
#: Points that have to agree before long evaluations end the search early, and before very long ones do.
_ENOUGH, _FEW = 8, 3
#: How many times the steps allowed are very long; no domains are compared beyond them, either.
_FAR_TOO_MUCH = 20
#: Steps of evaluation allowed for each point asked for, on average, once enough points agreed.
_STEPS_PER_POINT = 8_000


@dataclass(frozen=True, slots=True)
class Search:
    """What was found: a witness if the claim is refuted, and how the points tried behaved.

    ``tried``: points drawn. ``satisfied``: of these, declarations and hypotheses hold. ``agreed``: of
    these, the statement is defined and nothing speaks against it. ``example``: one at which it is true.
    ``left_only`` and ``right_only``: points at which just one side of a top-level relation is defined.
    ``obstacle``: why nothing could be evaluated, if so. ``touched``: some at which enclosures overlap.
    """

    witness: Witness | None = None
    instance: Instance | None = None
    tried: int = 0
    satisfied: int = 0
    agreed: int = 0
    left_only: Instance | None = None
    right_only: Instance | None = None
    obstacle: str | None = None
    example: Instance | None = None
    touched: tuple[Instance, ...] = ()


def search(
    claim: Claim, effort: int = QUICK, seed: int = 0, deadline: float | None = None, steps: int = _STEPS_PER_POINT
) -> Search:
    """Look at ``effort`` points for one that refutes the claim.

    Stops early at a witness, at the deadline (a value of `time.process_time`), or where evaluations take
    more than ``steps`` for each point asked for, on average, and some points agree. The same claim and seed give
    the same points: asked for more points of the claim that it was asked about last, it goes on where it stopped.
    """
    global _last
    with deep_recursion():
        if _last is None or _last.claim is not claim or _last.seed != seed or _last.number > effort:
            _last = Searcher(claim, seed)
        return _last.run(effort, deadline, steps)


def points(claim: Claim, count: int) -> Iterator[Instance]:
    """Some of the simplest points that may satisfy declarations and hypotheses; one, if nothing varies."""
    if not claim.symbols:
        yield Instance.of()
        return
    searcher = Searcher(claim, 0)
    for number in range(count):
        instance = searcher.point(number, 0)
        if instance is not None:
            yield instance


class Searcher:
    """The search in one sequence of points; ``number``: how many of them it has been at."""

    def __init__(self, claim: Claim, seed: int, deadline: float | None = None) -> None:
        self.claim = claim
        self.seed = seed
        self.number = 0
        known = study(claim)
        self.numbering = known.numbering
        self.landmarks = known.landmarks
        self.random = Random(seed)
        self.solver = Solver(claim, self.numbering)
        self.sampler = Sampler(claim, self.landmarks, seed)
        self.deadline = deadline
        self.spent = 0
        self.precisions: tuple[int, ...] = (*_PRECISIONS, *known.further_precisions)
        self.tried = self.satisfied = self.agreed = 0
        self.left_only: Instance | None = None
        self.right_only: Instance | None = None
        self.obstacle: str | None = None
        self.witness: Witness | None = None
        self.over = False  # a point has settled it
        self.example: Instance | None = None
        self.touched: list[Instance] = []
        self._far_too_much = 0

    def run(self, effort: int, deadline: float | None, steps: int) -> Search:
        """Go on until ``effort`` points in all have been looked at, or there is a reason to stop."""
        self.deadline = deadline
        self._far_too_much = _FAR_TOO_MUCH * effort * steps
        if conditioned(self.claim):
            self.obstacle = "an expectation given an outcome"
            return self._result()
        while self.number < effort and not self.over:
            if self.agreed >= _ENOUGH and self.spent > effort * steps:
                break
            if self.agreed >= _FEW and self.spent > self._far_too_much:
                break
            if self.number and (not self.claim.symbols or has_one_path(self.claim)):
                break  # nothing varies: one point says everything
            if not self._try(self.number):
                break
            self.number += 1
        return self._result()

    def _try(self, number: int) -> bool:
        """Look at a point, or at others instead of it until hypotheses hold at one; False if it is too late."""
        for attempt in range(ATTEMPTS if self.claim.hypotheses else 1):
            if self.late():
                return False
            instance = self.point(number, attempt)
            verdict = self._look_at(instance) if instance is not None else None
            if verdict == "refuted":
                assert instance is not None
                self.witness, self.over = self._found(instance), True
            if verdict is not None:
                break
        return True

    def point(self, number: int, attempt: int) -> Instance | None:
        """A point where the hypothesis equations hold; every third one at or near a boundary of the claim."""
        self.tried += 1
        instance = self.sampler.draw(number, attempt)
        if instance is None:
            return None
        boundaries = self.landmarks.boundaries
        if boundaries and number >= QUICK and number % 3 == 0:
            left, right = boundaries[number // 3 % len(boundaries)]
            touched = self.solver.touch(instance, left, right, self.random)
            if touched is not None:
                instance = touched if self.random.random() < 0.6 else self.sampler.nudged(touched)
        return self.solver.settle(instance, self.random)

    def _look_at(self, instance: Instance) -> str | None:
        """Count the point; what became of the statement there, None if not all hypotheses hold."""
        if not satisfies(self.claim.symbols, instance):
            return None
        verdict = self._verdict(instance)
        if verdict is not None:
            self.satisfied += 1
            self.agreed += verdict == "agreed"
            if verdict == "undefined":
                self._note_domain(instance)
        return verdict

    def _verdict(self, instance: Instance) -> str | None:
        """refuted, agreed, undefined or unresolved; None if a hypothesis is not known to hold."""
        verdict: str | None = None
        for precision in self.precisions:
            with ctx.workprec(precision):
                evaluator = Evaluator(along(self.claim, instance), self.numbering, MAX_STEPS)
                try:
                    if not all(evaluator.holds(h, evaluator.root) for h in self.claim.hypotheses):
                        return None
                    verdict = self._statement(evaluator)
                except (EvaluationError, RecursionError) as error:
                    self._note_obstacle(error)
                finally:
                    self.spent += MAX_STEPS - evaluator.steps
            if verdict in ("refuted", "undefined", "unsupported", "true"):
                self.example = self.example or (instance if verdict == "true" else None)
                break
            if verdict == "overlapping" and self.claim.symbols:
                self.precisions = _PRECISIONS[-1:]  # most likely true: 64 bits will not tell at other points either
        if verdict == "overlapping" and len(self.touched) < _TOUCHED:
            self.touched.append(instance)
        return "agreed" if verdict in ("true", "overlapping") else verdict

    def _statement(self, evaluator: Evaluator) -> str:
        try:
            return "true" if evaluator.holds(self.claim.statement, evaluator.root) else "refuted"
        except Undefined:
            return "undefined"
        except Overlapping:
            return "overlapping"
        except (Unsupported, RecursionError) as error:
            self._note_obstacle(error)
            return "unsupported"
        except Unresolved:
            return "unresolved"

    def _note_obstacle(self, error: Exception) -> None:
        if self.obstacle is None and isinstance(error, Unsupported):
            self.obstacle = str(error)

    def _note_domain(self, instance: Instance) -> None:
        statement = self.claim.statement
        if not isinstance(statement, Call) or statement.op not in COMPARISONS or self.spent > self._far_too_much:
            return
        sides = self._sides_defined(instance)
        if sides == (True, False) and self.left_only is None:
            self.left_only = self._shrunk(instance, (True, False))
        elif sides == (False, True) and self.right_only is None:
            self.right_only = self._shrunk(instance, (False, True))

    def _shrunk(self, instance: Instance, sides: tuple[bool, bool]) -> Instance:
        return self._simplest(instance, lambda c: self._verdict(c) == "undefined" and self._sides_defined(c) == sides)

    def _simplest(self, instance: Instance, keeps: Callable[[Instance], bool]) -> Instance:
        """Shrunk within a budget of steps, so that the same claim always ends at the same point."""
        instance = self._smaller(instance, keeps)
        limit = self.spent + SHRINKING_STEPS

        def affordable(candidate: Instance) -> bool:
            return self.spent < limit and not self.late() and keeps(candidate)

        return Shrinker(self.claim.symbols, self._solvers(instance), affordable).shrink(instance)

    def _solvers(self, instance: Instance) -> list[Solver]:
        """Of the hypotheses alone, and of those together with a boundary that the instance lies on."""
        touched = (b for b in self.landmarks.boundaries if self.solver.touches(instance, *b))
        return [self.solver, *(self.solver.and_where(*b) for b in islice(touched, _BOUNDARIES_KEPT))]

    def late(self) -> bool:
        return self.deadline is not None and time.process_time() > self.deadline

    def _sides_defined(self, instance: Instance) -> tuple[bool | None, bool | None]:
        assert isinstance(self.claim.statement, Call)
        left, right = (self._defined(instance, side) for side in (0, 1))
        return left, right

    def _defined(self, instance: Instance, side: int) -> bool | None:
        assert isinstance(self.claim.statement, Call)
        with ctx.workprec(_PRECISIONS[-1]):
            evaluator = Evaluator(instance, self.numbering, MAX_STEPS)
            try:
                evaluator.value(self.claim.statement.args[side], evaluator.root)
            except Undefined:
                return False
            except (EvaluationError, RecursionError):
                return None
            return True

    def _found(self, instance: Instance) -> Witness | None:
        witness = refutes(self.claim, instance)
        if witness is None:
            return None
        simplest = self._simplest(instance, lambda c: self._verdict(c) == "refuted")
        return refutes(self.claim, simplest) or witness

    def _smaller(self, instance: Instance, keeps: Callable[[Instance], bool]) -> Instance:
        """An instance with smaller sizes that keeps the predicate too, if one turns up quickly."""
        best = instance
        for number in range(30 if instance.sizes else 0):
            least = sum(best.sizes.values())
            if least == len(best.sizes):
                break  # every size is 1
            drawn = self.sampler.draw(number)
            candidate = self.solver.settle(drawn, self.random) if drawn is not None else None
            if (
                candidate is not None
                and sum(candidate.sizes.values()) < least
                and satisfies(self.claim.symbols, candidate)
                and keeps(candidate)
            ):
                best = candidate
        return best

    def _result(self) -> Search:
        return Search(
            self.witness,
            self.witness.instance if self.witness is not None else None,
            self.tried,
            self.satisfied,
            self.agreed,
            self.left_only,
            self.right_only,
            self.obstacle if not self.agreed else None,
            self.example,
            tuple(self.touched),
        )


#: The search that was gone on with last, known by the identity of its claim.
_last: Searcher | None = None
