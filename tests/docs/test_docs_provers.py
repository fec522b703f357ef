"""The page of provers is what docs/generate.py writes today."""

from __future__ import annotations

import runpy

from docs_blocks import ROOT


def test_provers_page_is_up_to_date() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "generate.py"))
    assert script["PAGE"].read_text(encoding="utf-8") == script["page"](), "run `python docs/generate.py`"
