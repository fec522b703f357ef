"""``[tool.derivcheck]`` sets defaults, and the command line overrides them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Write = Callable[..., Path]


def configure(place: Path, text: str) -> None:
    (place / "pyproject.toml").write_text(text)


def test_defaults_for_all_options(derivcheck: Run, write: Write, place: Path) -> None:
    write("mine/a.yaml", "refuted == 1")
    configure(
        place,
        '[tool.derivcheck]\npaths = ["mine"]\njobs = 1\ntimeout = 5\nmemory = 500\n'
        'output-format = "json"\nfail-on = "never"\ncolor = "never"\nno-cache = true\n',
    )
    outcome = derivcheck("verify")
    assert outcome.code == 0
    assert json.loads(outcome.out)["summary"]["refuted"] == 1
    assert derivcheck("verify", "--fail-on", "unexpected").code == 1
    assert "mine/a.yaml  Test" in derivcheck("verify", "--output-format", "full").out


def test_the_nearest_table_counts(derivcheck: Run, write: Write, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("problems/a.yaml", "proved == 1")
    configure(place, '[tool.derivcheck]\npaths = ["problems"]\noutput-format = "concise"\n')
    (place / "inner/deep").mkdir(parents=True)
    (place / "inner/pyproject.toml").write_text("[tool.other]\nderivcheck = 1\n")
    monkeypatch.chdir(place / "inner/deep")
    assert derivcheck("verify").out.startswith("../../problems/a.yaml:6:5: proved a")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("timout = 3", "did you mean `timeout`?"),
        ("output_format = 'json'", "did you mean `output-format`?"),
        ("timeout = 'long'", "`timeout` in [tool.derivcheck] must be a number of seconds"),
        ("jobs = 1.5", "`jobs` in [tool.derivcheck] must be an integer"),
        ("jobs = true", "must be an integer"),
        ("jobs = 0", "--jobs 0"),
        ("paths = 'problems'", "must be a list of paths"),
        ("output-format = 'xml'", "there is no output format `xml`"),
        ("no-cache = 1", "must be true or false"),
        ("timeout =", "not valid TOML"),
    ],
)
def test_mistakes_are_named(derivcheck: Run, write: Write, place: Path, text: str, message: str) -> None:
    write("problems/a.yaml", "proved == 1")
    configure(place, f"[tool.derivcheck]\n{text}\n")
    outcome = derivcheck("verify")
    assert outcome.code == 2
    assert message in outcome.err


def test_a_table_that_is_none(derivcheck: Run, write: Write, place: Path) -> None:
    write("problems/a.yaml", "proved == 1")
    configure(place, "tool = {derivcheck = 3}")
    assert "must be a table" in derivcheck("verify").err


def test_other_peoples_broken_files_do_not_matter(derivcheck: Run, write: Write, place: Path) -> None:
    write("problems/a.yaml", "proved == 1")
    configure(place, "this is not toml")
    assert derivcheck("verify").code == 0
