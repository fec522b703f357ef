"""How a statement about all values fails: the place, in the words of the predicate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import key
from derivcheck.evaluation.showing import show
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.evaluation.walk.quantifiers import Place, deciding_place
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language.core import Call, Expr, Predicate, Quantified, Symbol
from derivcheck.language.meaning import meaning, primed, weight


def why(evaluator: Evaluator, statement: Predicate | Quantified) -> str | None:
    """Why a predicate or a quantified statement is false at the evaluator's instance; None if that is not found."""
    try:
        if isinstance(statement, Predicate):
            return _of_predicate(evaluator, statement)
        place = deciding_place(evaluator, statement, evaluator.root) if statement.op == "ForAll" else None
        return None if place is None else f"it fails at {_shown(statement.variables, place)}"
    except EvaluationError:
        return None


def _of_predicate(evaluator: Evaluator, predicate: Predicate) -> str | None:
    meant = evaluator.numbering.known_of(predicate, meaning) or meaning(predicate)
    if isinstance(meant, Call) and meant.op == "and":
        equal, meant = meant.args  # of a definite matrix: symmetry, and a sign
        if not evaluator.holds(equal, evaluator.root):
            return "the matrix is not symmetric"
    if isinstance(meant, Quantified):
        place = deciding_place(evaluator, meant, evaluator.root)
        said = _WORDS.get(predicate.op)
        return None if place is None or said is None else said(evaluator, predicate, meant, place)
    if isinstance(meant, Call) and predicate.op == "stationary":
        return f"the derivative there is {_text(evaluator.value(meant.args[0], evaluator.root))}"
    return None


def _chord(evaluator: Evaluator, predicate: Predicate, meant: Quantified, place: Place) -> str:
    between, chord = _sides(evaluator, meant.body, place)
    ends = [_shown(predicate.variables, place), _shown_primed(predicate.variables, place)]
    share = _text(place[key(weight(predicate))])
    return f"from {ends[0]} to {ends[1]}, {share} of the way, the value is {between}, above the chord's {chord}"


def _two(evaluator: Evaluator, predicate: Predicate, meant: Quantified, place: Place) -> str:
    assert isinstance(meant.body, Call), "an implication"
    first, second = _sides(evaluator, meant.body.args[1], place)
    variables = predicate.variables
    return f"at {_shown(variables, place)} the value is {first}, at {_shown_primed(variables, place)} it is {second}"


def _below(evaluator: Evaluator, predicate: Predicate, meant: Quantified, place: Place) -> str:
    there, least = _sides(evaluator, meant.body, place)
    return f"at {_shown(predicate.variables, place)} the value is {there}, less than {least}"


def _direction(evaluator: Evaluator, predicate: Predicate, meant: Quantified, place: Place) -> str:
    assert isinstance(meant.body, Call), "a comparison, or an alternative to v being 0"
    comparison = meant.body if meant.body.op == "ge" else meant.body.args[1]
    form, _ = _sides(evaluator, comparison, place)
    return f"v.T @ A @ v is {form} for v = {_text(place[key(meant.variables[0])])}"


_WORDS: dict[str, Callable[[Evaluator, Predicate, Quantified, Place], str]] = {
    "convex": _chord,
    "increasing": _two,
    "decreasing": _two,
    "strictly_increasing": _two,
    "strictly_decreasing": _two,
    "minimizer": _below,
    "positive_definite": _direction,
    "positive_semidefinite": _direction,
}


def _sides(evaluator: Evaluator, comparison: Expr, place: Place) -> tuple[str, str]:
    scope: Scope = evaluator.root
    for name, value in place.items():
        scope = scope.bind(name, value)
    assert isinstance(comparison, Call), "a comparison"
    left, right = (_text(evaluator.value(side, scope)) for side in comparison.args)
    return left, right


def _shown(variables: Sequence[Symbol], place: Place, primes: bool = False) -> str:
    named = ((v.name, place[key(primed(v) if primes else v)]) for v in variables)
    return ", ".join(f"{name} = {_text(value)}" for name, value in named)


def _shown_primed(variables: Sequence[Symbol], place: Place) -> str:
    return _shown(variables, place, primes=True)


def _text(value: Any) -> str:
    shown = show(value)
    return shown if isinstance(shown, str) else f"[{', '.join(map(str, shown))}]".replace("'", "")
