"""Results with their mistakes named: every claim in a worker of its own, after all verdicts are known.

A diagnosis that hangs or fails thus costs no verdict; the result then has none.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from derivcheck.engine.result import LinkResult, Result
from derivcheck.engine.running.jobs import Job
from derivcheck.engine.running.process import Lost
from derivcheck.engine.running.settings import Settings
from derivcheck.engine.running.statement import Statement
from derivcheck.engine.running.workers import run
from derivcheck.language.problem import ProblemFile, RawClaim, single
from derivcheck.language.source import LanguageError

_MOST_STEPS = 3
_TIMEOUT = 200.0  # seconds after which the worker is stopped, should it not stop by itself

#: The mistakes of a statement as data; those of a derivation by the numbers of its steps. 0 is a single statement, or
#: the derivation as a whole.
Found = dict[int, tuple[dict[str, str], ...]]

#: Where a claim stands: in a file, or on a command line.
Place = Job | Statement


@dataclass(frozen=True, slots=True)
class _Task:
    place: Place
    numbers: tuple[int, ...]


def with_diagnoses(results: Sequence[Result], places: Sequence[Place], settings: Settings) -> list[Result]:
    """The results, those of refuted claims with what is wrong with them and what would be right."""
    return diagnosed(results, places, settings)[0]


def diagnosed(
    results: Sequence[Result],
    places: Sequence[Place],
    settings: Settings,
    share: float = 1.0,
    until: float | None = None,
) -> tuple[list[Result], frozenset[int]]:
    """The results as `with_diagnoses` gives them, and the numbers of those for which there was no time.

    ``share``: of the usual effort for each; none is begun after the moment ``until`` of the monotonic clock.
    """
    paired = enumerate(zip(results, places, strict=True))
    wanted = [(k, _Task(place, _steps(result))) for k, (result, place) in paired if _is_wrong(result)]
    found: dict[int, Found | str] = {}
    late: set[int] = set()

    def deliver(number: int, answer: Found | str | Lost | None) -> None:
        if answer is None:
            late.add(wanted[number][0])
        elif not isinstance(answer, Lost):
            found[wanted[number][0]] = answer

    if wanted:
        limits = replace(settings, timeout=_TIMEOUT)
        importlib.import_module("derivcheck.diagnosis.diagnose")  # before there are workers, which inherit it
        run(partial(_diagnosed, share, until), [task for _, task in wanted], limits, deliver)
    return [_with(result, found.get(k, {})) for k, result in enumerate(results)], frozenset(late)


def _is_wrong(result: Result) -> bool:
    """What is refuted, and statements whose parts do not fit together."""
    return result.fault is None and (result.verdict == "refuted" or (bool(result.errors) and not result.links))


def _steps(result: Result) -> tuple[int, ...]:
    """The steps to be diagnosed: the first wrong one, and others that are wrong, too, but for one that undoes it."""
    if not result.links:
        return (0,)
    wrong = (link.number for link in result.links if link.verdict == "refuted")
    found = tuple(number for number in wrong if number != result.undone_by)[:_MOST_STEPS]
    return (*found, 0) if result.whole is not None and result.whole.verdict == "refuted" else found


def _diagnosed(share: float, until: float | None, task: _Task) -> Found | str | None:
    """What was found; or, if a proof and a counterexample of one repair were, what is to be reported as a fault.

    None if it is too late to begin.
    """
    if until is not None and time.monotonic() >= until:
        return None
    from derivcheck.diagnosis.diagnose import diagnose
    from derivcheck.diagnosis.effort import Effort
    from derivcheck.diagnosis.settings import setting_of, settings_of_links
    from derivcheck.engine.kernel import Fault

    try:
        problem, raw = _read(task.place)
        if task.numbers == (0,):
            settings = {0: setting_of(problem, raw)}
        else:
            settings = settings_of_links(problem, raw, task.numbers)
    except LanguageError:
        return {}  # it cannot even be read
    effort = Effort().part(share)
    try:
        return {n: tuple(f.as_data() for f in diagnose(s, effort)) for n, s in settings.items()}
    except Fault as fault:
        return f"while the mistake was looked for: {fault}"


def _read(place: Place) -> tuple[ProblemFile, RawClaim]:
    if isinstance(place, Statement):
        problem = single(place.claim, place.declare, place.define, place.given)
        return problem, problem.claims[0]
    assert place.claim is not None, "only claims are diagnosed"
    return place.problem, place.claim


def _with(result: Result, found: Found | str) -> Result:
    if isinstance(found, str):
        return replace(result, fault=found)
    if not found:
        return result
    if not result.links:
        return replace(result, diagnosis=found.get(0, ()))
    links = tuple(_with_link(link, found) for link in result.links)
    entire = None if result.whole is None else _with_link(result.whole, found)
    return replace(result, links=links, whole=entire, diagnosis=found.get(result.first_wrong_step or 0, ()))


def _with_link(link: LinkResult, found: Found) -> LinkResult:
    return replace(link, diagnosis=found.get(link.number, ()))
