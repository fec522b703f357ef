"""What is worked out once for a claim, however many searches look at it."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.evaluation.search.landmarks import Landmarks, nodes, survey
from derivcheck.evaluation.walk.numbering import Numbering
from derivcheck.evaluation.walk.relations import COMPARISONS
from derivcheck.language.core import Call, Claim, Constant, Expr, Number

#: Bits for claims about a few constants, tried after the usual ones: tanh(100) differs from 1 in the 289th.
FURTHER_PRECISIONS = (1024, 4096, 16384)
#: Different nodes of such a claim, at most.
MAX_NODES = 200
#: What is quick to enclose at any of these precisions.
_CHEAP = COMPARISONS | frozenset({
    "neg", "add", "sub", "mul", "div", "pow", "and", "or", "not", "implies", "iff", "sqrt", "exp", "log", "Abs", "Max",
    "Min", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh",
    "acosh", "atanh", "sigmoid", "softplus", "relu", "sign", "erf", "erfc",
})


@dataclass(frozen=True, slots=True)
class Study:
    """A claim, the numbers of its nodes, where to look, and whether high precision costs little.

    ``further_precisions``: what to try where the usual precisions leave a statement open.
    """

    claim: Claim
    numbering: Numbering
    landmarks: Landmarks
    further_precisions: tuple[int, ...] = ()


_last: Study | None = None


def study(claim: Claim) -> Study:
    """The study of a claim; that of the claim last asked for is kept, known by its identity."""
    global _last
    if _last is None or _last.claim is not claim:
        numbering = Numbering()
        further = FURTHER_PRECISIONS if _is_cheap(claim, numbering) else ()
        _last = Study(claim, numbering, survey(claim, numbering), further)
    return _last


def _is_cheap(claim: Claim, numbering: Numbering) -> bool:
    """A claim about constants, of few nodes, all of them quick: decided by its form, so that it is always the same."""
    if claim.symbols or claim.hypotheses:
        return False
    found = list(nodes(numbering, claim.statement))
    return len(found) <= MAX_NODES and all(map(_is_quick, found))


def _is_quick(node: Expr) -> bool:
    return isinstance(node, (Number, Constant)) or (isinstance(node, Call) and node.op in _CHEAP)
