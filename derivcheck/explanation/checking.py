"""Which lines are shown: those that the engine has proved to follow, each from the one shown before it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import pairwise

from derivcheck.diagnosis.trees import same
from derivcheck.engine.decide import Decision, decide
from derivcheck.explanation.lines import Line
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Relation, Tree

_SECONDS = 2.0
#: Methods as reasons for an inequality.
_IN_WORDS = {"normal form": "signs of the parts", "enclosure": "calculated with error bounds"}


@dataclass(slots=True)
class Checker:
    """Decides lines under the hypotheses of the claim until a moment of `time.process_time`."""

    scene: Scene
    deadline: float

    def decision(self, relation: str, left: Tree, right: Tree) -> Decision | None:
        """What the engine says of two neighbours; None if they have no meaning or the time is up."""
        seconds = min(_SECONDS, self.deadline - time.process_time())
        setting = self.scene.setting
        meaning = setting.meaning(Relation((relation,), (left, right), span=setting.statement.span))
        if meaning is None or seconds < 0.02:
            return None
        try:
            return decide(setting.claim_of(meaning), seconds)
        except RecursionError:
            return None

    def holds(self, relation: str, left: Tree, right: Tree) -> bool:
        if relation == "eq" and same(left, right):
            return True
        found = self.decision(relation, left, right)
        return found is not None and found.verdict == "proved"

    def joined(self, left: list[Line], right: list[Line], relation: str, said: str) -> list[Line] | None:
        """One chain from the first line on the left to the first on the right, whose lines are turned round."""
        while left:
            for k in range(len(right), 0, -1):
                meet = self._met(left[-1], right[k - 1], relation, said)
                if meet is not None:
                    return [*left, *meet, *_turned(right[:k])]
            left = left[:-1]
        return None

    def _met(self, left: Line, right: Line, relation: str, said: str) -> list[Line] | None:
        if same(left.tree, right.tree) and relation == "eq":
            return []
        found = self.decision(relation, left.tree, right.tree)
        if found is None or found.verdict != "proved":
            return None
        said = said if relation == "eq" or found.method is None else _IN_WORDS.get(found.method, found.method)
        return [replace(right, said=(said,), relation=relation)]


def _turned(right: list[Line]) -> list[Line]:
    return [Line(before.tree, line.said, "eq") for before, line in reversed(list(pairwise(right)))]
