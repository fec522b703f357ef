"""The normal form of an expression, as a person can read it."""

from __future__ import annotations

from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.expectation.laws import NoExpectation
from derivcheck.algebra.normal_form.field import Field, Incomplete, Polynomial, Quotient, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import MINUS_ONE, ONE, ZERO, Term, add, mul, number, power, rational, relation
from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal, questions
from derivcheck.engine.rule import is_decided
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.explanation.scene import Scene, parsed
from derivcheck.language.source import LanguageError
from derivcheck.language.syntax import Relation, Tree

_RELATIONS = frozenset({"eq", "ne", "lt", "le", "gt", "ge"})
_LONG = 30  # characters of a side that is worth shortening
_MUCH = 0.75


def readable(tree: Tree, scene: Scene) -> Tree | None:
    """A quotient of two expanded expressions, in the claim language; None where there is none."""
    setting = scene.setting
    meaning = setting.meaning(Relation(("eq",), (tree, tree), span=setting.statement.span))
    if meaning is None or not scene.is_scalar(tree):
        return None
    try:
        (question,) = questions(setting.claim_of(meaning), meaning)
        found = _normalised(question.statement.args[0], question.goal.facts)
        return None if found is None else parsed(text(found[0].readable_quotient(found[1])))
    except (Unsupported, NoDerivative, NoExpectation, ValueError, LanguageError, RecursionError):
        return None


def factored(term: Term, facts: tuple[Term, ...]) -> Term | None:
    """The normal form of a term under facts as a quotient of products of powers; None where it depends on cases."""
    found = _normalised(term, facts)
    if found is None:
        return None
    field, quotient = found
    if quotient.n.is_zero():
        return ZERO
    above, below = (_factors(p, field) for p in (quotient.n, quotient.d))
    return mul(*above, *(power(b, MINUS_ONE) for b in [mul(*below)] if b is not ONE))


def shortened(goal: Goal) -> Term:
    """A relation, its long sides by their normal forms where those are much shorter."""
    statement = goal.statement
    if statement.op not in _RELATIONS:
        return statement
    return relation(statement.op, *(_shorter(side, goal) for side in statement.args))


def _shorter(side: Term, goal: Goal) -> Term:
    own = text(side)
    found = factored(side, goal.facts) if len(own) > _LONG else None
    if found is None or len(text(found)) > _MUCH * len(own) or "exp(log(" in text(found):
        return side
    return found if is_decided(goal.about(relation("eq", side, found))) else side


def _factors(p: Polynomial, field: Field) -> list[Term]:
    content, factors = field.factor(p)
    found = [(_positive_first(field.readable(f)), e) for f, e in factors]
    powers = [base if e == 1 else power(base, number(e)) for base, e in found]
    return [number(content), *powers] if content != 1 or not powers else powers


def _positive_first(term: Term) -> Term:
    """A sum that does not begin with a minus if it can."""
    return add(*sorted(term.args, key=_is_negative)) if term.op == "add" else term


def _is_negative(term: Term) -> bool:
    value = rational(term.args[0] if term.op == "mul" else term)
    return value is not None and value < 0


def _normalised(term: Term, facts: tuple[Term, ...]) -> tuple[Field, Quotient] | None:
    try:
        left = expand(term)
        normaliser = attempt(facts, Oracle(False), (left,))
        return normaliser.field, normaliser.of(left)
    except (Incomplete, Restart, TooLarge, Vacuous, Split, NoDerivative):
        return None
