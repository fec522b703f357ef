"""The page of the source documents is what docs/seeds.py writes today."""

from __future__ import annotations

import runpy

from docs_blocks import ROOT


def test_page_of_the_source_documents_is_up_to_date() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "seeds.py"))
    assert script["PAGE"].read_text(encoding="utf-8") == script["page"](), "run `python docs/seeds.py`"
