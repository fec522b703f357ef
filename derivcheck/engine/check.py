"""One claim of a problem file, from its text to a result. Mistakes of the writer become results, never exceptions."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import cast

from derivcheck.engine import kernel
from derivcheck.engine.decide import decide
from derivcheck.engine.derivations.derivation import derivation
from derivcheck.engine.outcome import with_decision
from derivcheck.engine.result import Result, VerdictName
from derivcheck.engine.running.jobs import located
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import ProblemFile, RawClaim
from derivcheck.language.source import LanguageError, Source


def check_claim(problem: ProblemFile, claim: RawClaim, source: Source, deadline_seconds: float) -> Result:
    """Elaborate and decide one claim in this process."""
    started = time.process_time()
    line, column = source.position(claim.span.start)
    blank = Result(
        file=source.name,
        line=line,
        column=column,
        id=claim.id,
        claim=claim.text,
        verdict="unknown",
        expected=cast(VerdictName, claim.expect),
        expected_step=claim.first_wrong_step,
    )
    result = _checked(blank, problem, claim, source, deadline_seconds)
    return replace(result, seconds=time.process_time() - started)


def _checked(blank: Result, problem: ProblemFile, raw: RawClaim, source: Source, seconds: float) -> Result:
    try:
        claim = elaborate(problem, raw)
        if claim.links:
            return derivation(blank, claim, source, seconds)
        return with_decision(blank, decide(claim, seconds))
    except LanguageError as error:
        errors = tuple(located(c, source) for c in error.complaints)
        return replace(blank, verdict="error", errors=errors, reason=errors[0].message)
    except RecursionError:
        return replace(blank, reason="the expression is nested too deeply")
    except kernel.Fault as fault:
        return replace(blank, fault=str(fault), reason="internal fault: please report it")
