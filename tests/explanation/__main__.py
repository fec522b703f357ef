"""``python -m tests.explanation [-v] [RECORD]``: explains every proved claim, and reads every line again.

With a RECORD, a file of one JSON object a line, what stands in it is not examined again: the survey can be interrupted
and goes on where it was. Prints how many claims there are, how many explanations name more than algebra, how many lines
were shown, and those that are not proved when they are read again; with ``-v`` also the claims without more than
algebra.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from derivcheck.engine.running.jobs import Job
from derivcheck.engine.running.process import Lost
from derivcheck.engine.running.settings import Settings
from derivcheck.engine.running.workers import run
from tests.explanation.claims import FILES, proved_claims, told, wrong_lines

_LIMITS = Settings(timeout=400.0, memory=3000, jobs=1)
_SECONDS = 8.0
_NOTHING: dict[str, Any] = {"more": False, "said": [], "lines": 0, "notes": 0, "wrong": []}


def examined(job: Job) -> dict[str, Any]:
    """What one claim's explanation has, as plain data."""
    assert job.claim is not None
    found = told(job.problem, job.claim, _SECONDS)
    return {
        "more": found.says_more_than_algebra,
        "said": sorted(found.said),
        "lines": sum(len(part.lines) - 1 for part in found.parts),
        "notes": len(found.notes),
        "wrong": [text for part in found.parts for text in wrong_lines(part)],
    }


def survey(record: Path | None) -> list[dict[str, Any]]:
    """What was found of every claim of all files, those in the record as they were found before."""
    texts = record.read_text(encoding="utf-8").splitlines() if record is not None and record.exists() else []
    known = {row["claim"]: row for row in map(json.loads, texts)}
    jobs = {f"{path}::{claim.id}": Job(problem, claim) for path, problem, claim in proved_claims(FILES)}
    waiting = [name for name in jobs if name not in known]

    def deliver(number: int, answer: dict[str, Any] | Lost) -> None:
        row = _NOTHING | {"failed": str(answer)} if isinstance(answer, Lost) else answer
        known[waiting[number]] = {"claim": waiting[number], **row}
        if record is not None:
            with record.open("a", encoding="utf-8") as file:
                file.write(json.dumps(known[waiting[number]]) + "\n")

    run(examined, [jobs[name] for name in waiting], _LIMITS, deliver)
    return [known[name] for name in jobs]


def main() -> None:
    arguments = [a for a in sys.argv[1:] if a != "-v"]
    rows = survey(Path(arguments[0]) if arguments else None)
    more = sum(row["more"] for row in rows)
    print(f"{len(rows)} claims, {more} explained by more than algebra ({more / len(rows):.1%})")
    print(f"{sum(r['lines'] for r in rows)} lines, {sum(len(r['wrong']) for r in rows)} not proved when read again")
    for row in rows:
        for text in row["wrong"]:
            print(f"NOT PROVED {row['claim']}: {text}")
        if "failed" in row:
            print(f"FAILED {row['claim']}: {row['failed']}")
        elif not row["more"] and "-v" in sys.argv:
            print(f"only algebra: {row['claim']}")


if __name__ == "__main__":
    main()
