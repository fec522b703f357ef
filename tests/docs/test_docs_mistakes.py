"""The page of mistakes is what the kinds say of themselves."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))
import generate


def test_the_page_of_mistakes_is_up_to_date() -> None:
    assert generate.MISTAKES.read_text(encoding="utf-8") == generate.mistakes(), "run python docs/generate.py"
