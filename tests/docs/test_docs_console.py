"""Every command that the documentation shows prints what the documentation says, times aside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_blocks import ROOT, blocks, console_output, pages, without_times, write_files

SET_UP = (
    "python -m pip install . && derivcheck verify problems",
    "python -m pip install '.[test]' && pytest",
)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_console_blocks_show_what_is_printed(page: Path, tmp_path: Path) -> None:
    write_files(page, tmp_path)
    for block in blocks(page, "console"):
        assert without_times(block.text) == without_times(console_output(block, tmp_path))


def test_readme_shows_the_commands_to_set_up() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    for command in SET_UP:
        assert command in lines


def test_readme_runs_something() -> None:
    assert len(blocks(ROOT / "README.md", "console")) >= 4


def test_links_lead_somewhere() -> None:
    for page in pages():
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
