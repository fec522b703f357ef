"""The way from a claim as typed to a claim as meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derivcheck.language.core import Claim, Expr, Link
from derivcheck.language.elaboration.context import Context, in_order
from derivcheck.language.elaboration.derivation import links, start
from derivcheck.language.elaboration.environment import local_environment
from derivcheck.language.elaboration.outline import without_lets
from derivcheck.language.elaboration.relations import conjunction
from derivcheck.language.elaboration.symbols import free_symbols
from derivcheck.language.located import Located
from derivcheck.language.parser import parse_located
from derivcheck.language.problem import ProblemFile, RawClaim
from derivcheck.language.source import Complaint, LanguageError

_DEEP = "the claim is too deeply nested once its definitions are unfolded"


def elaborate(problem: ProblemFile, claim: RawClaim) -> Claim:
    """The meaning of a claim. Raises LanguageError with everything that is wrong with it.

    Complaints about the file's own declarations and definitions are raised where the claim uses them.
    """
    try:
        return _elaborate(problem, claim)
    except RecursionError:
        raise LanguageError(Complaint(_DEEP, claim.span, "state it in smaller steps")) from None


def with_lets_defined(claim: RawClaim) -> RawClaim:
    """A derivation's `let` lines moved to the claim's definitions. Raises LanguageError."""
    if claim.derivation is None or "let" not in claim.derivation.text:
        return claim
    lets, rest = without_lets(claim.body)
    return replace(claim, derivation=rest, definitions=(*claim.definitions, *lets))


def _elaborate(problem: ProblemFile, claim: RawClaim) -> Claim:
    typed, claim = claim.text, with_lets_defined(claim)
    environment = local_environment(problem, claim)
    complaints: list[Complaint] = []
    context = environment.context

    def attempt(step: Callable[[], None]) -> None:
        try:
            step()
        except LanguageError as found:
            complaints.extend(found.complaints)

    hypotheses: list[Expr] = []
    steps: list[Link] = []
    statements: list[Expr] = []
    attempt(environment.check)
    for text in claim.given:
        attempt(lambda t=text: hypotheses.append(_statement(t, context)))  # type: ignore[misc]
    if claim.derivation is not None:
        attempt(lambda: steps.extend(links(claim.body, context)))
    else:
        attempt(lambda: statements.append(_statement(claim.body, context)))
    if complaints:
        raise LanguageError(*in_order(complaints))
    statement = statements[0] if statements else conjunction([s.statement for s in steps], claim.body.whole)
    return Claim(
        claim.id,
        typed,
        claim.span,
        free_symbols([*hypotheses, statement], environment.symbol),
        tuple(hypotheses),
        statement,
        tuple(steps),
        tuple(" ".join(text.text.split()) for text in claim.given),
        start(claim.body) if steps else None,
    )


def _statement(text: Located, context: Context) -> Expr:
    return context.boolean(parse_located(text))
