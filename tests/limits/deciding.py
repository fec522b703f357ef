"""What the tests of limits share: claims, and whether two ways to a limit agree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derivcheck.algebra.limits.tendencies import INFINITY, is_infinite
from derivcheck.algebra.signs.enclosure import NoEnclosure, enclose
from derivcheck.algebra.term import Term
from derivcheck.evaluation.walk import limits
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single


def claim(text: str, *declare: str, given: tuple[str, ...] = ()) -> Claim:
    problem = single(text, declare=list(declare), given=list(given))
    return elaborate(problem, problem.claims[0])


def attempted(work: Callable[[], Any], *errors: type[Exception]) -> Any:
    try:
        return work()
    except errors:
        return None


def agree(proved: Term, found: Any) -> bool:
    if is_infinite(proved) or isinstance(found, limits.Infinite):
        return isinstance(found, limits.Infinite) and is_infinite(proved) and (found.sign == 1) == (proved is INFINITY)
    try:
        return bool((enclose(proved, 128) - found).contains(0))
    except NoEnclosure:
        return True
