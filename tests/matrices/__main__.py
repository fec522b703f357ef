"""The long form: mutants of all true claims, many random matrices or blocks; every conflict in words."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from tests.indices.mutants import play
from tests.long_form import Round, main, random_rounds

from . import mutants, random_blocks, random_matrices


def _mutants(options: Namespace) -> Iterator[Round]:
    def ask(family: mutants.Family, declare: tuple[str, ...], written: str) -> tuple[str, str]:
        outcome = play(family, written, options.points, options.seconds, declare=declare)
        return outcome.state, outcome.what

    for family, declare, kind, written in mutants.all_mutants():
        name = f"{family.name}, {kind}: {written}"
        yield name, lambda own=(family, declare, written): ask(*own)  # type: ignore[misc]


def _matrices(options: Namespace) -> Iterator[Round]:
    return random_rounds(random_matrices.play, options.seed, random_matrices.Conflict)


def _blocks(options: Namespace) -> Iterator[Round]:
    return random_rounds(random_blocks.play, options.seed, random_matrices.Conflict)


_KINDS = {"mutants": _mutants, "random": _matrices, "blocks": _blocks}

if __name__ == "__main__":
    sys.exit(main("tests.matrices", __doc__, _KINDS, points=24, seconds=1.5))
