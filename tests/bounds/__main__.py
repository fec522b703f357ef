"""The long form: mutants of all true bounds; every conflict in words."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from tests.bounds import mutants
from tests.indices.mutants import play
from tests.long_form import Round, main


def _mutants(options: Namespace) -> Iterator[Round]:
    def ask(family: mutants.Family, declare: tuple[str, ...], written: str) -> tuple[str, str]:
        outcome = play(family, written, options.points, options.seconds, declare=declare)
        return outcome.state, outcome.what

    for family, declare, kind, written in mutants.all_mutants():
        name = f"{family.name}, {kind}: {written}"
        yield name, lambda own=(family, declare, written): ask(*own)  # type: ignore[misc]


if __name__ == "__main__":
    sys.exit(main("tests.bounds", __doc__, {"mutants": _mutants}, points=40, seconds=0.5))
