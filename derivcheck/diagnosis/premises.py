"""Whether a further hypothesis makes sense: it holds somewhere, and the statement says something there."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.diagnosis.kind import Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search.points import points
from derivcheck.evaluation.search.search import search
from derivcheck.evaluation.search.sieve import Sieve
from derivcheck.language.core import Call, Claim, Expr
from derivcheck.language.syntax import Name, Relation, Tree

_POINTS = 6
_STEPS = 20_000
_ORDERS = frozenset({"lt", "le", "gt", "ge"})
_POINTS_OF_PREMISE = 100


def makes_sense(
    setting: Setting, repair: Repair, meaning: Expr, given: tuple[Expr, ...], deadline: float, met: list[Instance]
) -> bool:
    """Whether a statement with further hypotheses holds at points at which those hold, and says something there.

    The points are added to those that were ``met``.
    """
    claim = setting.claim_of(meaning, *given)
    found = points(claim, _POINTS, seed=5, deadline=deadline, steps=_STEPS)
    met += found
    sieve = Sieve(found)
    if not found or not sieve.passes(meaning) or _is_empty(claim, deadline):
        return False
    return not (_is_equation_of_one(repair.given) and _vanishes(sieve, meaning))


def _is_equation_of_one(hypothesis: Tree | None) -> bool:
    """Whether a name is said to have one value."""
    return isinstance(hypothesis, Relation) and hypothesis.ops == ("eq",) and isinstance(hypothesis.operands[0], Name)


def _vanishes(sieve: Sieve, statement: Expr) -> bool:
    """Whether nothing is left to be said: everywhere both sides of an equation are 0, those of an inequality equal."""
    if not isinstance(statement, Call) or len(statement.args) != 2:
        return False
    sides = [sieve.entries(side) for side in statement.args if isinstance(side, Expr)]
    if statement.op == "eq":
        return all(entries is not None and not any(entries) for side in sides for entries in side)
    is_inequality = statement.op in _ORDERS and len(sides) == 2
    return is_inequality and all(a is not None and a == b for a, b in zip(*sides, strict=True))


def _is_empty(claim: Claim, deadline: float) -> bool:
    """Whether no point is found at which an implication's premise holds."""
    statement = claim.statement
    if not isinstance(statement, Call) or statement.op != "implies":
        return False
    denied = replace(claim, statement=replace(statement, op="not", args=statement.args[:1]))
    return search(denied, _POINTS_OF_PREMISE, seed=0, deadline=deadline).witness is None
