"""Which lines are shown: those that the engine has proved to follow, each from the one shown before it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from derivcheck.diagnosis.trees import factors, same, terms
from derivcheck.engine import kernel
from derivcheck.engine.derivations.chain import restates
from derivcheck.engine.description import methods
from derivcheck.engine.generalised import generalised
from derivcheck.engine.goal import questions
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.evaluation.search.search import search
from derivcheck.explanation.lines import Line
from derivcheck.explanation.patterns import summed
from derivcheck.explanation.reasons import signs
from derivcheck.explanation.rule import all_rules
from derivcheck.explanation.scene import Scene
from derivcheck.language.core import Claim
from derivcheck.language.syntax import Relation, Tree
from derivcheck.language.writing import written

_SHARE = 0.25  # of all the time there is, for one line
_MOST = 0.65  # of it, for lines from both sides before they meet
_FIRST_POINTS = 4
#: Methods as reasons for an inequality.
_IN_WORDS = {"normal form": "signs of the parts", "enclosure": "calculated with error bounds"}


@dataclass(frozen=True, slots=True)
class Checker:
    """Decides lines under the hypotheses of the claim until a moment of `time.process_time`.

    ``seconds``: for one line.
    """

    scene: Scene
    deadline: float
    seconds: float

    @staticmethod
    def until(scene: Scene, deadline: float) -> Checker:
        return Checker(scene, deadline, _SHARE * (deadline - time.process_time()))

    def sooner(self) -> Checker:
        """A checker that leaves time for what has to be decided after it."""
        now = time.process_time()
        return replace(self, deadline=now + _MOST * (self.deadline - now))

    def method(self, relation: str, left: Tree, right: Tree) -> str | None:
        """How the engine proves that two neighbours stand in a relation; None if it does not, in time."""
        seconds = min(self.seconds, self.deadline - time.process_time())
        claim = self._claim(relation, left, right)
        if claim is None or seconds < 0.02:
            return None
        try:
            return "definition" if restates(claim) else proved(claim, seconds)
        except RecursionError:
            return None

    def restates(self, left: Tree, right: Tree) -> bool:
        """Whether two expressions are the same by definition."""
        claim = self._claim("eq", left, right)
        return claim is not None and restates(claim)

    def _claim(self, relation: str, left: Tree, right: Tree) -> Claim | None:
        setting = self.scene.setting
        meaning = setting.meaning(Relation((relation,), (left, right), span=setting.statement.span))
        return None if meaning is None else setting.claim_of(meaning)

    def holds(self, relation: str, left: Tree, right: Tree) -> bool:
        return (relation == "eq" and same(left, right)) or self.method(relation, left, right) is not None

    def joined(
        self, left: list[Line], right: list[Line], relation: str, said: str, near: Sequence[tuple[int, int]] = ()
    ) -> list[Line] | None:
        """One chain from the first line on the left to the first on the right, whose lines are turned round.

        ``near``: the numbers of lines, on the left and on the right, between which there is little to do.
        """
        for i, k in near:
            meet = self._met(left[i], right[k], relation, said)
            if meet is not None:
                return [*left[: i + 1], *meet, *_turned(right[: k + 1])]
        for chain in _beginnings(left, relation):
            for k in range(len(right), 0, -1):
                other = right[k - 1].tree
                if len(chain) > 1 and relation == "eq" and self._is_other_writing(chain[-1], chain[-2], other):
                    return [*chain[:-1], replace(chain[-1], tree=other), *_turned(right[:k])]
                meet = self._met(chain[-1], right[k - 1], relation, said)
                if meet is not None:
                    return [*chain, *meet, *_turned(right[:k])]
        return None

    def _is_other_writing(self, line: Line, before: Line, other: Tree) -> bool:
        """Whether a line looks like another tree, which can stand in its place."""
        return _look_alike(line.tree, other) and self.holds("eq", before.tree, other)

    def _met(self, left: Line, right: Line, relation: str, said: str) -> list[Line] | None:
        if same(left.tree, right.tree) and relation == "eq":
            return []
        method = self.method(relation, left.tree, right.tree)
        if method is None:
            return None
        if relation != "eq":
            words = signs(self.scene, left.tree, right.tree)
            return [replace(right, said=(_in_words(method), *words), relation=relation)]
        if _have_one_summand(left.tree, right.tree):
            said = "order of summation"
        return [replace(right, said=(said,), relation=relation)]


def _beginnings(lines: list[Line], relation: str) -> list[list[Line]]:
    """The lines, without the last of them and so on; of an inequality the first line alone comes second."""
    found = [lines[:n] for n in range(len(lines), 0, -1)]
    return found if relation == "eq" or len(found) < 3 else [found[0], found[-1], *found[1:-1]]


def _look_alike(one: Tree, other: Tree) -> bool:
    """Whether two trees are written in the same way, signs of products aside."""
    return _parts(one) == _parts(other)


def _parts(tree: Tree) -> list[tuple[int, list[tuple[int, str]]]]:
    """The terms of a tree, and the factors of each."""
    return [(sign, [(where, written(factor)) for where, factor in factors(term)]) for sign, term in terms(tree)]


def _have_one_summand(left: Tree, right: Tree) -> bool:
    """Whether two sums of sums have the same summand, so that they differ in their ranges."""
    return _depth(left)[0] == _depth(right)[0] > 1 and same(_depth(left)[1], _depth(right)[1])


def _depth(tree: Tree) -> tuple[int, Tree]:
    """How many sums a tree begins with, and what stands under them."""
    sum_ = summed(tree)
    if sum_ is None:
        return 0, tree
    depth, summand = _depth(sum_.args[0])
    return depth + len(sum_.args) - 1, summand


def _in_words(method: str) -> str:
    """Methods as a reason: what they are called to readers, the normal form only where there is nothing else."""
    names = [name for name in method.split(", ") if not name.startswith("in ")]
    special = [name for name in names if name != "normal form"] or names
    return " and ".join(_IN_WORDS.get(name, name) for name in special)


def proved(claim: Claim, seconds: float) -> str | None:
    """The methods by which the kernel proves a claim; None if it does not, or some point speaks against it."""
    start = time.process_time()
    if search(claim, _FIRST_POINTS, seed=0, deadline=start + 0.3 * seconds).witness is not None:
        return None
    return _by_methods(claim, None, start + seconds) or next(
        (m for k in range(len(generalised(claim))) if (m := _by_methods(claim, k, start + seconds)) is not None), None
    )


def _by_methods(claim: Claim, general: int | None, until: float) -> str | None:
    """The methods of a proof of the claim, or of one for all sizes of which it is an instance."""
    shown = claim if general is None else generalised(claim)[general]
    strategy = Strategy(Budget(until))
    try:
        proofs = [strategy.prove(question.goal) for question in questions(shown, shown.statement)]
        found = [proof for proof in proofs if proof is not None]
        if len(found) < len(proofs):
            return None
        kernel.proved(claim, found, until, general)
    except (Unsupported, OutOfTime, kernel.Rejected, kernel.Outside, kernel.Unexamined):
        return None
    return methods(found)


def _turned(right: list[Line]) -> list[Line]:
    backwards = {rule.name: rule.backwards for rule in all_rules() if rule.backwards}
    return [
        Line(before.tree, tuple(backwards.get(said, said) for said in line.said), "eq")
        for before, line in reversed(list(pairwise(right)))
    ]
