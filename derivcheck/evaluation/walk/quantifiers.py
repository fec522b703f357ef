"""Statements about all values of real variables: looked at in many places, at one of which they may be seen to fail.

A place that is found decides: `ForAll` is false, `Exists` true. Otherwise nothing speaks against the statement
(`Overlapping`), which is not the same as its being true. Places at which the statement has no value do not count.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from flint import fmpq

from derivcheck.evaluation.declared import admits, has_property
from derivcheck.evaluation.errors import EvaluationError, Overlapping, Undefined, Unresolved, Unsupported
from derivcheck.evaluation.instance import Instance, Key, key
from derivcheck.evaluation.values.tensor import entries
from derivcheck.evaluation.walk import growth
from derivcheck.evaluation.walk.for_all import holds_for_all
from derivcheck.evaluation.walk.numbering import Numbering
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language import core
from derivcheck.language.core import Expr, FunctionType, Number, Symbol
from derivcheck.language.meaning import meaning

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator

#: Places looked at where nothing else varies, and at each of many instances; a quarter are of the simplest numbers.
_PLACES, _PLACES_EACH = 160, 32
#: Of so many places one has its numbers close to zero and to each other, where a slope has changed its sign.
_CLOSE = 3
#: The part of the steps left that may be spent on one quantifier.
_SHARE = 0.7
_STEPS = 30_000

#: Values of the bound variables.
Place = dict[Key, Any]


def quantified(evaluator: Evaluator, node: core.Quantified, scope: Scope) -> bool:
    """Whether a place decides, or the statement is seen to hold for all values; Overlapping otherwise.

    Undefined if the statement inside has no value at any place.
    """
    decisive = node.op == "Exists"
    # Not at each of the places of another quantifier: there are many of them, and hardly any of them matters.
    if node.op == "ForAll" and not scope.depth and holds_for_all(evaluator, node, scope):
        return True
    if deciding_place(evaluator, node, scope) is not None:
        return decisive
    raise Overlapping("a quantifier over infinitely many values")


def deciding_place(evaluator: Evaluator, node: core.Quantified, scope: Scope) -> Place | None:
    """A place at which the statement inside is true (of `Exists`) or false (of `ForAll`), rigorously."""
    if any(isinstance(v.type, FunctionType) or v.law is not None for v in node.variables):
        raise Unsupported("a quantifier over functions or random variables")
    decisive, random = node.op == "Exists", Random(0)
    limit = max(evaluator.steps * (1 - _SHARE), evaluator.steps - _STEPS)
    defined = False
    trouble: EvaluationError = Undefined("a statement that is nowhere defined")
    instance = evaluator.instance
    varies = instance.values or instance.sizes or instance.functions
    count = (_PLACES_EACH if varies else _PLACES) >> 3 * scope.depth
    for number in range(count):
        if evaluator.steps < limit:
            break
        place = _drawn(evaluator, node, random, None if 4 * number < count else number)
        if place is None:
            continue
        inner = scope.deeper()
        for name, value in place.items():
            inner = inner.bind(name, value)
        try:
            if evaluator.holds(node.body, inner) is decisive:
                return place
            defined = True
        except Overlapping:
            defined = True
        except EvaluationError as error:
            trouble = error if isinstance(error, Unresolved) else trouble
    if not defined:
        raise trouble
    return None


def _drawn(evaluator: Evaluator, node: core.Quantified, random: Random, number: int | None) -> Place | None:
    """Values that the declarations of the variables allow; without a number, the simplest."""
    from derivcheck.evaluation.search.landmarks import Landmarks
    from derivcheck.evaluation.search.sampling import MODES, Drawing

    landmarks = Landmarks(evaluator.numbering.known_of(node.body, _rationals), (), ())
    drawing = Drawing(random, landmarks, "plain" if number is None else MODES[number % len(MODES)])
    values: Place = {}
    for variable in node.variables:
        assert not isinstance(variable.type, FunctionType), "refused before"
        value = drawing.value(variable, variable.type, evaluator.sizes)
        is_close = number is not None and number % _CLOSE == 0 and variable.type.kind is core.Kind.REAL
        values[key(variable)] = value / 8 if is_close and type(value) is fmpq else value
    instance = Instance(evaluator.sizes, values)
    return values if all(admits(v, instance) for v in node.variables) else None


def _rationals(body: Expr) -> tuple[Any, ...]:
    """The rational numbers that occur."""
    from derivcheck.evaluation.search.landmarks import nodes

    found = (n.value for n in nodes(Numbering(), body) if isinstance(n, Number))
    return tuple(dict.fromkeys(fmpq(v.numerator, v.denominator) for v in found if abs(v) < 10**9))


def predicate(evaluator: Evaluator, node: core.Predicate, scope: Scope) -> bool:
    """By its definition; the definiteness of an exact matrix by its minors."""
    if node.op == "growth":
        return growth.holds(evaluator, node, scope)
    if node.op in ("positive_definite", "positive_semidefinite"):
        matrix = evaluator.value(node.args[0], scope)
        if all(type(x) is fmpq for x in entries(matrix)):
            return has_property(matrix, node.op)
    meant = evaluator.numbering.known_of(node, meaning)
    if meant is None:
        raise Unsupported(f"{node.op} is not evaluated directly")
    return evaluator.holds(meant, scope)


def is_finite(variable: Symbol) -> bool:
    """Whether a variable is an index that can be gone through."""
    return variable.axis is not None and variable.axis.last is not None
