"""Random statements as the engine sees them: typed out, elaborated and lowered again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.term import Term
from derivcheck.algebra.text import text
from derivcheck.engine.goal import Question, questions
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.language.core import Call, Claim, Expr
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single
from derivcheck.language.source import LanguageError

from .world import DECLARATIONS


class Unusable(Exception):
    """The random text means nothing to the language, or nothing yet to the engine."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with its one question; ``written`` is what a person would have typed."""

    written: str
    given: tuple[str, ...]
    claim: Claim
    question: Question

    @property
    def facts(self) -> tuple[Term, ...]:
        """Declarations, hypotheses and conditions, derivatives carried out."""
        return self.question.goal.facts

    @property
    def sides(self) -> tuple[Expr, Expr]:
        """Both sides of a relation, for direct evaluation."""
        statement = self.claim.statement
        assert isinstance(statement, Call)
        left, right = statement.args
        return left, right

    @property
    def has_derivative(self) -> bool:
        return "D(" in self.written or any("D(" in g for g in self.given)

    def __str__(self) -> str:
        given = f"   given {', '.join(self.given)}" if self.given else ""
        return f"{self.written}{given}"


def statement(written: Term, given: Sequence[Term] = ()) -> Statement:
    """The claim that such a term is true under such hypotheses. Raises Unusable."""
    return from_text(text(written), [text(g) for g in given])


def typed(written: str, given: Sequence[str] = ()) -> Claim:
    """The elaborated claim. Raises Unusable."""
    problem = single(written, declare=list(DECLARATIONS), given=list(given))
    try:
        return elaborate(problem, problem.claims[0])
    except LanguageError as reason:
        raise Unusable(str(reason)) from None


def from_text(written: str, given: Sequence[str] = ()) -> Statement:
    claim = typed(written, given)
    try:
        (question,) = questions(claim, claim.statement)
        expand(question.statement)
        for fact in (*question.given, *question.conditions):
            expand(fact)
    except (Unsupported, NoDerivative) as reason:
        raise Unusable(str(reason)) from None
    return Statement(written, tuple(given), claim, question)
