"""Jobs decided with a cache: what was decided before is delivered at once, and what is new is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from derivcheck.engine.result import Result
from derivcheck.engine.running.cache import Cache, Key, lasts, texts_of
from derivcheck.engine.running.jobs import Job, Outcome, decide
from derivcheck.engine.running.settings import Settings
from derivcheck.language.problem import RawClaim


def decide_the_rest(
    jobs: Sequence[Job],
    settings: Settings,
    deliver: Callable[[int, Outcome], None],
    tick: Callable[[], None] | None,
    cache: Cache,
) -> None:
    """Deliver an outcome for every job, deciding only those that the cache does not know."""
    places = [place for place, job in enumerate(jobs) if job.claim is not None]
    keys = {place: _key(jobs[place], settings) for place in places}
    known = cache.get([keys[place] for place in places], Result)
    known = {places[number]: result for number, result in known.items()}
    for place, result in known.items():
        deliver(place, _placed(result, jobs[place]))
    due = [place for place in range(len(jobs)) if place not in known]
    fresh: list[tuple[Key, Result]] = []

    def keep(number: int, outcome: Outcome) -> None:
        place = due[number]
        if isinstance(outcome, Result) and lasts(outcome, settings):
            fresh.append((keys[place], _unplaced(outcome)))
        deliver(place, outcome)

    try:
        decide([jobs[place] for place in due], settings, keep, tick)
    finally:
        cache.put(fresh)


def _key(job: Job, settings: Settings) -> Key:
    """Everything on which a result depends but the program; a derivation with its lines as they stand in the file."""
    claim = job.claim
    assert claim is not None, "declarations alone are examined every time"
    problem = job.problem
    # Lines of steps are relative to the claim, so the shape of its text in the file is part of what is asked.
    written = [problem.source.position(offset)[0] for offset in _breaks(claim)]
    first = problem.source.position(claim.span.start)[0]
    return (
        "claim",
        (settings.timeout, settings.memory),
        (claim.statement is None, claim.body.text, [g.text for g in claim.given], [n - first for n in written]),
        [texts_of(p) for p in (problem.declarations, problem.definitions, claim.declarations, claim.definitions)],
    )


def _breaks(claim: RawClaim) -> list[int]:
    """Where the lines of a derivation begin in the file."""
    if claim.derivation is None:
        return []
    text, offsets = claim.body.text, claim.body.offsets
    return [offsets[at + 1] for at, character in enumerate(text) if character == "\n"]


def _unplaced(result: Result) -> Result:
    links = tuple(replace(link, line=link.line - result.line) for link in result.links)
    whole = None if result.whole is None else replace(result.whole, line=0)
    return replace(result, links=links, whole=whole)


def _placed(result: Result, job: Job) -> Result:
    """The result as this claim's, with its own name, place and expectation."""
    claim, source = job.claim, job.problem.source
    assert claim is not None, "only claims are kept"
    line, column = source.position(claim.span.start)
    return replace(
        result,
        file=source.name,
        line=line,
        column=column,
        id=claim.id,
        claim=claim.text,
        expected=claim.expect,  # type: ignore[arg-type]  # the form of the file was checked
        expected_step=claim.first_wrong_step,
        links=tuple(replace(link, line=link.line + line) for link in result.links),
        whole=None if result.whole is None else replace(result.whole, line=line),
    )
