"""The long form: all mutants, or many random sums; a summary line, and every conflict in words."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from random import Random

from tests.long_form import Round, main, random_rounds

from . import mutants, random_sums


def _mutants(options: Namespace) -> Iterator[Round]:
    found = mutants.all_mutants()
    Random(options.seed).shuffle(found)

    def ask(family: mutants.Family, written: str) -> tuple[str, str]:
        outcome = mutants.play(family, written, options.points, options.seconds)
        return outcome.state, outcome.what

    for family, kind, written in found:
        yield f"{kind}: {written}", lambda family=family, written=written: ask(family, written)  # type: ignore[misc]


def _sums(options: Namespace) -> Iterator[Round]:
    return random_rounds(random_sums.play, options.seed, random_sums.Conflict)


if __name__ == "__main__":
    sys.exit(main("tests.indices", __doc__, {"mutants": _mutants, "sums": _sums}, points=150, seconds=3.0))
