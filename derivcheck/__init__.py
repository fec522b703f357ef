"""A checker of symbolic derivations: proved, refuted with a counterexample, or honestly unknown.

``check`` decides one statement, ``verify`` the claims of a file, ``load`` reads a file. All else is imported when it is
needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derivcheck.engine.result import Result
    from derivcheck.language.problem import ProblemFile

__all__ = ["check", "load", "verify"]


def check(
    claim: str | Any,
    *,
    declare: Sequence[str] = (),
    define: Sequence[str] = (),
    given: Sequence[str] = (),
    timeout: float = 10.0,
) -> Result:
    """Decide a statement: ``check("x + x == 2*x", declare=["x: real"])``, or a relation of SymPy's.

    SymPy's relations are written as text of the claim language; what their symbols are assumed to be is declared.
    Raises ValueError where a declaration or definition is wrong.
    """
    from derivcheck.engine.running.jobs import Examined
    from derivcheck.engine.running.settings import Settings
    from derivcheck.engine.running.statement import Statement, decide_statement

    if not isinstance(claim, str):
        declare = [*declare, *(f"{s.name}: {_kind(s)}" for s in sorted(claim.free_symbols, key=str))]
        claim = str(claim)
    statement = Statement(claim, tuple(declare), tuple(define), tuple(given))
    found = decide_statement(statement, Settings(timeout=timeout, jobs=1))
    if isinstance(found, Examined):
        raise ValueError("; ".join(error.message for error in found.errors))
    return found


def load(path: str | Path) -> ProblemFile:
    """A problem file. Raises OSError, or `derivcheck.language.source.LanguageError` with all that is wrong with it."""
    from derivcheck.language.document import read_source
    from derivcheck.language.problem import load as read

    return read(read_source(path))


def verify(path: str | Path, *, timeout: float = 10.0, jobs: int | None = None) -> list[Result]:
    """The results of all claims of a file, in their order. Raises as `load` does."""
    from derivcheck.engine.result import Result
    from derivcheck.engine.running.jobs import Outcome, decide, jobs_of
    from derivcheck.engine.running.settings import Settings
    from derivcheck.language.problem import check_environment

    problem = load(path)
    check_environment(problem)
    settings = Settings(timeout=timeout) if jobs is None else Settings(timeout=timeout, jobs=jobs)
    outcomes: dict[int, Outcome] = {}
    decide(jobs_of(problem, problem.claims), settings, outcomes.__setitem__)
    return [o for _, o in sorted(outcomes.items(), key=lambda item: item[0]) if isinstance(o, Result)]


def _kind(symbol: Any) -> str:
    """What a symbol of SymPy's is assumed to be, as a declaration says it."""
    if symbol.is_integer:
        return "size" if symbol.is_positive else "natural" if symbol.is_nonnegative else "integer"
    kinds = ("positive", "nonnegative", "real")
    return next((kind for kind in kinds if getattr(symbol, f"is_{kind}")), "complex")
