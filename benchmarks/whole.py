"""All claims of problem files, one after the other in one process, by stage: ``python -m benchmarks.whole``.

Workers are left out, and so is what they cost; what one claim leaves in memory serves the next, as in a worker.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.stages import STAGES, Stages
from derivcheck.engine.check import check_claim
from derivcheck.language.problem import ProblemFile, RawClaim, load
from derivcheck.language.source import Source

_SLOWEST = 12
_SECONDS = 60


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.whole", description=__doc__)
    parser.add_argument("paths", nargs="*", default=["problems"], help="files or directories [default: problems]")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth claim [default: 1]")
    chosen = parser.parse_args()
    claims = list(_claims(chosen.paths))[:: chosen.every]
    gc.freeze()
    took: list[tuple[float, str]] = []
    with Stages() as stages:
        for problem, claim in claims:
            start = time.process_time()
            check_claim(problem, claim, problem.source, _SECONDS)
            took.append((time.process_time() - start, claim.id))
    _report(took, stages)


def _claims(paths: list[str]) -> Iterator[tuple[ProblemFile, RawClaim]]:
    for path in map(Path, paths):
        for file in sorted(path.rglob("*.yaml")) if path.is_dir() else [path]:
            problem = load(Source(str(file), file.read_text()))
            yield from ((problem, claim) for claim in problem.claims)


def _report(took: list[tuple[float, str]], stages: Stages) -> None:
    total = sum(seconds for seconds, _ in took)
    print(f"{len(took)} claims, {total:.1f} s, median {1000 * statistics.median(s for s, _ in took):.0f} ms")
    for stage in STAGES:
        print(f"{stage:14}{stages.seconds[stage]:8.1f} s")
    for seconds, name in sorted(took, reverse=True)[:_SLOWEST]:
        print(f"{seconds:8.2f} s  {name}")


if __name__ == "__main__":
    main()
