"""The start of ``derivcheck check '1 + 1 == 2'`` beside the imports that it needs: ``python -m benchmarks.start``.

Measure in an environment with an installed, not an editable, derivcheck: modules must have been compiled.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

_COMMANDS: dict[str, tuple[str, ...]] = {
    "python -c pass": (sys.executable, "-c", "pass"),
    "the imports": (sys.executable, "-c", "import flint, typer, yaml, pydantic"),
    "derivcheck check": (str(Path(sys.executable).with_name("derivcheck")), "check", "1 + 1 == 2"),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, metavar="N", help="how often each is started [default: 15]")
    rounds = parser.parse_args().rounds
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in _COMMANDS}
    with tempfile.TemporaryDirectory() as elsewhere:  # so that the installed package is used, not this directory
        for _ in range(rounds):
            for name, command in _COMMANDS.items():
                times[name].append(_started(command, elsewhere))
    print(f"{'':20}{'elapsed ms':>12}{'processor ms':>14}")
    medians = {name: [statistics.median(column) for column in zip(*rows, strict=True)] for name, rows in times.items()}
    for name, (elapsed, processor) in medians.items():
        print(f"{name:20}{elapsed * 1000:12.0f}{processor * 1000:14.0f}")
    ours, reference = medians["derivcheck check"], medians["the imports"]
    print(f"{'ratio':20}{ours[0] / reference[0]:12.2f}{ours[1] / reference[1]:14.2f}")


def _started(command: Sequence[str], directory: str) -> tuple[float, float]:
    """Elapsed and processor seconds of one start."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, cwd=directory, stdout=subprocess.DEVNULL, check=True)
    elapsed = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
