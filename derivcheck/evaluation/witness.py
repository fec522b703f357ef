"""Whether an instance refutes a claim: everything is checked here, rigorously, from the claim alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from flint import ctx

from derivcheck.evaluation.declared import satisfies
from derivcheck.evaluation.errors import EvaluationError, Unresolved, Unsupported
from derivcheck.evaluation.evaluate import PRECISIONS
from derivcheck.evaluation.explanation import Explanation, explain, quoted
from derivcheck.evaluation.instance import Instance, Zero
from derivcheck.evaluation.search.study import study
from derivcheck.evaluation.showing import Shown, exactly
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.evaluation.walk.growth import along
from derivcheck.evaluation.walk.recursion import deep_recursion
from derivcheck.language.core import Call, Claim, Expr, Number
from derivcheck.language.randomness import conditioned


@dataclass(frozen=True, slots=True)
class Witness:
    """A point that satisfies every declaration and hypothesis and at which the statement is false."""

    instance: Instance
    point: dict[str, Shown]
    left: Shown | None = None
    right: Shown | None = None
    difference: str | None = None
    reason: str | None = None


def refutes(claim: Claim, instance: Instance) -> Witness | None:
    """The witness if the instance satisfies all declarations and hypotheses and the statement is false there.

    None if it does not, or if that cannot be told rigorously at any precision.
    """
    if conditioned(claim) or not satisfies(claim.symbols, instance):
        return None
    for precision in (*PRECISIONS, *study(claim).further_precisions):
        try:
            explanation = _refutation(claim, instance, precision)
        except Unsupported:
            return None
        except Unresolved:
            continue
        except (EvaluationError, RecursionError):
            return None
        if explanation is None:
            return None
        shown = along(claim, instance).shown(claim.symbols)
        return Witness(instance, shown, *_with_zeros(claim, instance, explanation))
    return None


def is_admitted(claim: Claim, instance: Instance) -> bool:
    """Whether the instance rigorously satisfies all declarations and hypotheses."""
    return satisfies(claim.symbols, instance) and all(_is_true(claim, h, instance) for h in claim.hypotheses)


def is_true_at(claim: Claim, instance: Instance) -> bool:
    """Whether the statement is seen to be true."""
    return _is_true(claim, claim.statement, instance)


def _is_true(claim: Claim, statement: Expr, instance: Instance) -> bool:
    with deep_recursion(), ctx.workprec(PRECISIONS[0]):
        evaluator = Evaluator(instance, study(claim).numbering)
        try:
            return evaluator.holds(statement, evaluator.root)
        except (EvaluationError, RecursionError):
            return False


def _refutation(claim: Claim, instance: Instance, precision: int) -> Explanation | None:
    """How the statement fails, None if a hypothesis is false or the statement true; raises as `truth`."""
    with deep_recursion(), ctx.workprec(precision):
        evaluator = Evaluator(along(claim, instance), study(claim).numbering)
        for hypothesis in claim.hypotheses:
            if not evaluator.holds(hypothesis, evaluator.root):
                return None
        if evaluator.holds(claim.statement, evaluator.root):
            return None
        return explain(evaluator, claim.statement, partial(quoted, claim))


def _with_zeros(claim: Claim, instance: Instance, explanation: Explanation) -> Explanation:
    """With what is known of the numbers that cannot be written down."""
    said = [_about(claim, name[0], value) for name, value in instance.values.items() if type(value) is Zero]
    return explanation._replace(reason="; ".join([*filter(None, [explanation.reason]), *said])) if said else explanation


def _about(claim: Claim, name: str, zero: Zero) -> str:
    difference = _difference(zero, quoted(claim, zero.left), quoted(claim, zero.right))
    return f"{difference} changes its sign between {name} = {exactly(zero.low)} and {exactly(zero.high)}"


def _difference(zero: Zero, left: str | None, right: str | None) -> str:
    if not left or not right or zero.left.span == zero.right.span:
        return "the difference of two sides"
    if isinstance(zero.right, Number) and not zero.right.value:
        return f"`{left}`"
    bracketed = right.startswith("-") or (isinstance(zero.right, Call) and zero.right.op in ("add", "sub"))
    return f"`{left} - ({right})`" if bracketed else f"`{left} - {right}`"
