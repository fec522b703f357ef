"""When mistakes are looked for: ``--diagnose unexpected`` (the default), ``all`` or ``never``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from derivcheck.diagnosis.jobs import with_diagnoses
from derivcheck.engine.result import Result
from derivcheck.engine.running.jobs import Job
from derivcheck.engine.running.settings import Settings
from derivcheck.report.model import FileReport

if TYPE_CHECKING:
    from derivcheck.cli.verify import Loaded

_CORRECTED = "-corrected"
WHEN = ["unexpected", "all", "never"]


def diagnosed(
    files: Sequence[FileReport], loaded: Sequence[Loaded], settings: Settings, when: str
) -> tuple[FileReport, ...]:
    """The reports, with the mistakes of the claims that are refuted or have no meaning (and were not expected to)."""
    jobs = {
        (file.name, claim.id): Job(file.problem, claim)
        for file in loaded
        if file.problem is not None
        for claim in file.claims
    }
    wanted = [r for file in files for r in file.results if _is_wanted(r, when) and (r.file, r.id) in jobs]
    if not wanted:
        return tuple(files)
    found = with_diagnoses(wanted, [jobs[r.file, r.id] for r in wanted], settings)
    by_id = {(r.file, r.id): r for r in found}
    return tuple(replace(f, results=tuple(by_id.get((r.file, r.id), r) for r in f.results)) for f in files)


def corrected(files: Sequence[FileReport]) -> tuple[FileReport, ...]:
    """The reports, wrong claims with the claim beside them that puts them right, `<id>-corrected`, if it is proved."""
    return tuple(replace(file, results=_with_corrections(file.results)) for file in files)


def _with_corrections(results: Sequence[Result]) -> tuple[Result, ...]:
    proved = {r.id: r.claim for r in results if r.verdict == "proved"}
    return tuple(
        replace(r, correct=proved[r.id + _CORRECTED])
        if r.correct is None and r.verdict in ("refuted", "error") and r.id + _CORRECTED in proved
        else r
        for r in results
    )


def _is_wanted(result: Result, when: str) -> bool:
    is_wrong = result.verdict == "refuted" or (result.verdict == "error" and bool(result.errors))
    return is_wrong and (when == "all" or (when == "unexpected" and not result.as_expected))
