"""A derivation decided: every link on its own, then what became of the chain as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from derivcheck.engine.decide import Decision, decide
from derivcheck.engine.derivations.chain import link_claims, restates, whole
from derivcheck.engine.outcome import counterexample, with_decision
from derivcheck.engine.result import LinkResult, Result
from derivcheck.evaluation.search.search import search
from derivcheck.language.core import Claim, Link
from derivcheck.language.elaboration.outline import references
from derivcheck.language.source import Source

_POINTS = 60  # looked at for one at which all steps of a derivation are defined
_LET = re.compile(r"\s*let\s")
_SHARE_OF_WHOLE = 0.5  # of what a link may take


def derivation(blank: Result, claim: Claim, source: Source, seconds: float) -> Result:
    """Proved if all links are, refuted if one is; an undecided link does not stop later ones."""
    share = seconds / (len(claim.links) + 1)
    parts = link_claims(claim)
    decisions = [_decided(part, link, share) for part, link in zip(parts, claim.links, strict=True)]
    links = tuple(
        _link(number, link, part, decision, source)
        for number, (link, part, decision) in enumerate(zip(claim.links, parts, decisions, strict=True), start=1)
    )
    result = replace(_combined(blank, decisions, links), start=_start(claim))
    if result.verdict == "proved":
        return _with_common_point(result, claim)
    return _with_whole(result, claim, share * _SHARE_OF_WHOLE)


def _decided(part: Claim, link: Link, seconds: float) -> Decision:
    """The decision on a link; that its premises cannot hold is no mistake of its own."""
    decision = decide(part, seconds)
    if decision.verdict == "error" and link.premises and decision.reason == "the hypotheses cannot all hold":
        named = " and ".join(f"({p})" for p in link.premises)
        return Decision("unknown", reason=f"it rests on {named}, which cannot hold")
    return decision


def _link(number: int, link: Link, part: Claim, decision: Decision, source: Source) -> LinkResult:
    line, _ = source.position(link.span.start)
    others = [n for n in references(link.reason) if n not in link.premises]
    return LinkResult(
        number,
        link.text,
        decision.verdict,
        line,
        decision.reason,
        counterexample(decision.witness),
        decision.conditions,
        link.premises,
        decision.verdict == "proved" and restates(part),
        link.reason,
        tuple(f"({n}) is not an earlier step" for n in others),
    )


def _combined(blank: Result, decisions: list[Decision], links: tuple[LinkResult, ...]) -> Result:
    verdicts = [d.verdict for d in decisions]
    wrong = next((k for k, v in enumerate(verdicts, start=1) if v in ("refuted", "error")), None)
    leading = next((k for k, v in enumerate(verdicts) if v != "proved"), 0) if wrong is None else wrong - 1
    result = with_decision(blank, decisions[leading])
    if wrong is None and "unknown" not in verdicts:
        conditions = dict.fromkeys(c for d in decisions for c in d.conditions)
        remarks = dict.fromkeys(r for d in decisions for r in d.remarks)
        trust = max((d.trust or "exact" for d in decisions), key=("exact", "solver", "cas").index)
        result = replace(result, trust=trust, conditions=tuple(conditions), remarks=tuple(remarks))
    elif result.reason:
        result = replace(result, reason=f"step {leading + 1}: {result.reason}")
    return replace(result, links=links, first_wrong_step=wrong)


def _with_common_point(result: Result, claim: Claim) -> Result:
    """Still proved if there is a point at which all steps are defined."""
    if search(claim, _POINTS, seed=1).agreed:
        return result
    reason = "every step holds where it is defined, but no point was found at which all of them are"
    return replace(result, verdict="unknown", trust=None, conditions=(), remarks=(), reason=reason)


def _with_whole(result: Result, claim: Claim, seconds: float) -> Result:
    """Whether the result is right in spite of a link that is not, and which later link undoes the mistake."""
    entire = whole(claim)
    if entire is None:
        return result
    decision = decide(entire, seconds)
    found = LinkResult(
        0,
        entire.text,
        decision.verdict,
        result.line,
        decision.reason,
        counterexample(decision.witness),
        decision.conditions,
    )
    undone = _undone_by(result, claim, seconds) if decision.verdict == "proved" else None
    remark = _remark(result.first_wrong_step, undone, decision)
    remarks = (*result.remarks, remark) if remark else result.remarks
    return replace(result, whole=found, undone_by=undone, remarks=remarks)


def _undone_by(result: Result, claim: Claim, seconds: float) -> int | None:
    """The first wrong link after the first wrong one up to which the chain as a whole is right."""
    later = [link.number for link in result.links if link.verdict == "refuted"][1:]
    for number in later:
        part = whole(claim, number)
        if part is not None and decide(part, seconds).verdict == "proved":
            return number
    return None


def _remark(wrong: int | None, undone: int | None, decision: Decision) -> str | None:
    if decision.verdict == "refuted":
        return "the result is wrong" if wrong is not None else None
    if decision.verdict != "proved":
        return None
    if wrong is None:
        return "the result is right, though not every step could be decided"
    if undone is None:
        return f"the result is right although step {wrong} is wrong"
    return f"the result is right: step {wrong} is wrong and step {undone} undoes it"


def _start(claim: Claim) -> tuple[str, ...]:
    lets: Sequence[str] = [line.split("#")[0].strip() for line in claim.text.split("\n") if _LET.match(line)]
    return (*lets, *([claim.start] if claim.start else []))
