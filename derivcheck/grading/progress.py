"""Which true steps lead nowhere, so that a wrong derivation cannot be padded with them: no points are won by them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from derivcheck.grading import form
from derivcheck.grading.derivations import Route, asked_sides
from derivcheck.grading.sameness import same
from derivcheck.language.question import RawQuestion
from derivcheck.language.reference import asks_for_value


def returning(lines: Sequence[str]) -> frozenset[int]:
    """The links of a chain that go round: all from a line to where it is written again."""
    idle: set[int] = set()
    for last in range(1, len(lines)):
        first = next((k for k in range(last) if same(lines[k], lines[last])), None)
        idle |= set(range(last if first is None else first, last))
    return frozenset(idle)


def unconnected(
    equations: Sequence[tuple[str, str]], question: RawQuestion, forbidden: frozenset[str]
) -> frozenset[int]:
    """The equations of a list that carry nothing out and have no side in common with any that does, or the question."""
    if not forbidden:
        return frozenset()
    working = {k for k, (left, right) in enumerate(equations) if _carries_out(left, right, forbidden)}
    ends = [side for k in sorted(working) for side in equations[k]]
    if asks_for_value(question):
        ends.append(question.ask.text)
    elif (cut := asked_sides(question.ask)) is not None:
        ends += [cut[0].text, cut[1].text]
    others = set(range(len(equations))) - working
    sided = (k for k in others if any(equations[k]))  # an inequality has no sides here; it is not judged
    return frozenset(k for k in sided if not any(same(a, b) for a in equations[k] for b in ends))


def adrift(way: Route, forbidden: frozenset[str]) -> bool:
    """Whether a derivation has nothing to do with the question and carries nothing out."""
    pairs = (*pairwise(way.lines), *way.equations)
    return not way.connected and not any(_carries_out(*pair, forbidden) for pair in pairs)


def _carries_out(left: str, right: str, forbidden: frozenset[str]) -> bool:
    """Whether one side still has an operation that the other has not."""
    return bool(form.remaining(forbidden, left, None)) != bool(form.remaining(forbidden, right, None))
