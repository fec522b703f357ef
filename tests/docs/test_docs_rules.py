"""The page of rules is what the rules say of themselves."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))
import generate


def test_the_page_of_rules_is_up_to_date() -> None:
    assert generate.RULES.read_text(encoding="utf-8") == generate.rules(), "run python docs/generate.py"
