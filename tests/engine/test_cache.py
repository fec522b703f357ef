"""What a kept decision depends on."""

from __future__ import annotations

from pathlib import Path

import derivcheck
from derivcheck.engine.running.cache import sources

ROOT = Path(derivcheck.__file__).parent


def test_every_part_of_the_program_belongs_to_the_key_of_a_decision() -> None:
    parts = {path.relative_to(ROOT).parts[0] for path in sources()}
    assert {"language", "algebra", "evaluation", "engine", "provers"} <= parts
    assert {*ROOT.rglob("*.py")} == {*sources()}
