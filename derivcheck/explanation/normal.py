"""The normal form of an expression, as a person can read it."""

from __future__ import annotations

from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.expectation.laws import NoExpectation
from derivcheck.algebra.normal_form.answers import attempt
from derivcheck.algebra.normal_form.field import Incomplete, Restart, TooLarge, Vacuous
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.text import text
from derivcheck.engine.goal import questions
from derivcheck.engine.variables import Unsupported
from derivcheck.explanation.scene import Scene, parsed
from derivcheck.language.source import LanguageError
from derivcheck.language.syntax import Relation, Tree


def readable(tree: Tree, scene: Scene) -> Tree | None:
    """A quotient of two expanded expressions, in the claim language; None where there is none."""
    setting = scene.setting
    meaning = setting.meaning(Relation(("eq",), (tree, tree), span=setting.statement.span))
    if meaning is None or not scene.is_scalar(tree):
        return None
    try:
        (question,) = questions(setting.claim_of(meaning), meaning)
        left = expand(question.statement.args[0])
        normaliser = attempt(question.goal.facts, Oracle(False), (left,))
        return parsed(text(normaliser.field.readable_quotient(normaliser.of(left))))
    except (Unsupported, NoDerivative, NoExpectation, ValueError, LanguageError, RecursionError):
        return None
    except (Incomplete, Restart, TooLarge, Vacuous, Split):
        return None
