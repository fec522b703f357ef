"""One claim of a problem file, from its text to a result. Mistakes of the writer become results, never exceptions."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import cast

from derivcheck.engine import kernel
from derivcheck.engine.decide import Decision, decide, link_claims
from derivcheck.engine.jobs import located
from derivcheck.engine.result import Counterexample, LinkResult, Result, VerdictName
from derivcheck.evaluation.search import search
from derivcheck.evaluation.witness import Witness
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import ProblemFile, RawClaim
from derivcheck.language.source import LanguageError, Source

_POINTS = 60  # looked at for one at which all steps of a derivation are defined


def check_claim(problem: ProblemFile, claim: RawClaim, source: Source, deadline_seconds: float) -> Result:
    """Elaborate and decide one claim in this process."""
    started = time.monotonic()
    line, column = source.position(claim.span.start)
    blank = Result(
        file=source.name,
        line=line,
        column=column,
        id=claim.id,
        claim=claim.text,
        verdict="unknown",
        expected=cast(VerdictName, claim.expect),
    )
    result = _checked(blank, problem, claim, source, deadline_seconds)
    return replace(result, seconds=time.monotonic() - started)


def _checked(blank: Result, problem: ProblemFile, raw: RawClaim, source: Source, seconds: float) -> Result:
    try:
        claim = elaborate(problem, raw)
        if claim.links:
            return _with_links(blank, claim, source, seconds)
        return _with_decision(blank, decide(claim, seconds))
    except LanguageError as error:
        errors = tuple(located(c, source) for c in error.complaints)
        return replace(blank, verdict="error", errors=errors, reason=errors[0].message)
    except RecursionError:
        return replace(blank, reason="the expression is nested too deeply")
    except kernel.Fault as fault:
        return replace(blank, fault=str(fault), reason="internal fault: please report it")


def _with_decision(blank: Result, decision: Decision) -> Result:
    return replace(
        blank,
        verdict=decision.verdict,
        trust=decision.trust,
        conditions=decision.conditions,
        remarks=decision.remarks,
        counterexample=None if decision.witness is None else counterexample(decision.witness),
        method=decision.method,
        reason=decision.reason,
    )


def _with_links(blank: Result, claim: Claim, source: Source, seconds: float) -> Result:
    """Every link on its own: proved if all are, refuted if one is; an undecided link does not stop later ones."""
    links, decisions = [], []
    share = seconds / max(1, len(claim.links))
    for number, (link, part) in enumerate(zip(claim.links, link_claims(claim), strict=True), start=1):
        decision = decide(part, share)
        decisions.append(decision)
        line, _ = source.position(link.span.start)
        shown = None if decision.witness is None else counterexample(decision.witness)
        links.append(
            LinkResult(number, link.text, decision.verdict, line, decision.reason, shown, decision.conditions)
        )
    result = _combined(blank, decisions, tuple(links))
    if result.verdict == "proved" and not search(claim, _POINTS, seed=1).agreed:
        reason = "every step holds where it is defined, but no point was found at which all of them are"
        return replace(result, verdict="unknown", trust=None, conditions=(), remarks=(), reason=reason)
    return result


def _combined(blank: Result, decisions: list[Decision], links: tuple[LinkResult, ...]) -> Result:
    verdicts = [d.verdict for d in decisions]
    wrong = next((k for k, v in enumerate(verdicts, start=1) if v in ("refuted", "error")), None)
    leading = next((k for k, v in enumerate(verdicts) if v != "proved"), 0) if wrong is None else wrong - 1
    result = _with_decision(blank, decisions[leading])
    if wrong is None and "unknown" not in verdicts:
        conditions = dict.fromkeys(c for d in decisions for c in d.conditions)
        remarks = dict.fromkeys(r for d in decisions for r in d.remarks)
        trust = max((d.trust or "exact" for d in decisions), key=("exact", "solver", "cas").index)
        result = replace(result, trust=trust, conditions=tuple(conditions), remarks=tuple(remarks))
    elif result.reason:
        result = replace(result, reason=f"step {leading + 1}: {result.reason}")
    return replace(result, links=links, first_wrong_step=wrong)


def counterexample(witness: Witness) -> Counterexample:
    """A witness as plain data."""
    return Counterexample(witness.point, witness.left, witness.right, witness.difference, witness.reason)
