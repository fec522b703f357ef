"""How the time of a whole decision grows with the number of logits or samples: ``python -m benchmarks.growth``.

Every claim is decided once, from its text and from empty caches; times are processor milliseconds, by stage.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

from benchmarks import families
from benchmarks.families import Family
from benchmarks.methods import empty_caches
from benchmarks.stages import STAGES, Stages
from derivcheck.engine.check import check_claim
from derivcheck.language.problem import load
from derivcheck.language.source import Source

_LOGITS = (3, 10, 30, 50, 100)
_SAMPLES = (4, 8, 16)
_FAMILIES: tuple[tuple[str, Family, Sequence[int]], ...] = (
    ("softmax Jacobian, off the diagonal", families.softmax_off_diagonal, _LOGITS),
    ("gradient of cross-entropy", families.cross_entropy, _LOGITS),
    ("gradient of squared error on softmax", families.squared_error, _LOGITS),
    ("batch normalisation, backward", families.batch_norm, _SAMPLES),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--written-out", action="store_true", help="a scalar for every entry, definitions unfolded")
    parser.add_argument("--largest", type=int, default=100, metavar="C", help="leave larger sizes out [default: 100]")
    parser.add_argument("--only", default="", metavar="TEXT", help="families whose name contains this")
    options = parser.parse_args()
    for name, family, sizes in _FAMILIES:
        if options.only in name:
            _grow(name, family, [size for size in sizes if size <= options.largest], options.written_out)


def _grow(name: str, family: Family, sizes: Sequence[int], written_out: bool) -> None:
    print(name)
    print(f"{'size':>6}{'characters':>12}{'total ms':>10}" + "".join(f"{stage:>13}" for stage in STAGES))
    _decide(family, 3, written_out)  # imports that happen on first use are nobody's time
    for size in sizes:
        length, verdict, total, stages = _decide(family, size, written_out)
        parts = "".join(f"{stages.seconds[stage] * 1000:13.1f}" for stage in STAGES)
        print(f"{size:6}{length:12}{total * 1000:10.1f}{parts}" + ("" if verdict == "proved" else f"  {verdict}!"))
    print(flush=True)


def _decide(family: Family, size: int, written_out: bool) -> tuple[int, str, float, Stages]:
    statement = family(size)
    text = families.problem([families.written_out(statement) if written_out else statement])
    source = Source("growth", text)
    problem = load(source)
    claim = problem.claims[0]
    empty_caches()
    with Stages() as stages:
        start = time.process_time()
        verdict = check_claim(problem, claim, source, 60).verdict
        total = time.process_time() - start
    return len(claim.text), verdict, total, stages


if __name__ == "__main__":
    main()
