"""Files that cannot be read as problem files: said with the place and a reason, exit code 2, at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hostile_files import BAD_FILES
from hostile_runs import Outcome, Run, run

GOOD = "claims:\n  - {id: good, claim: 1 + 1 == 2}\n"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every bad file, and a good one among them."""
    place = tmp_path_factory.mktemp("bad")
    for name, bad in BAD_FILES.items():
        (place / f"{name}.yaml").write_bytes(bad.bytes)
    (place / "good.yaml").write_text(GOOD)
    return place


@pytest.fixture(scope="module")
def outcome(directory: Path) -> Outcome:
    return run(directory, "verify", ".", "--output-format", "json")


def _errors(outcome: Outcome, name: str) -> list[dict[str, Any]]:
    return [e for e in outcome.report["errors"] if Path(e["file"]).stem == name]


@pytest.mark.parametrize("name", BAD_FILES)
def test_the_reason_and_its_place(outcome: Outcome, name: str) -> None:
    bad = BAD_FILES[name]
    found = [(e["line"], e["column"]) for e in _errors(outcome, name) if bad.message in e["message"]]
    assert (bad.line, bad.column) in found, _errors(outcome, name)


@pytest.mark.parametrize("name", BAD_FILES)
def test_few_words(outcome: Outcome, name: str) -> None:
    for error in _errors(outcome, name):
        assert len(error["message"]) < 200
    assert len(_errors(outcome, name)) <= 60


def test_bad_files_cost_no_other_file_anything(outcome: Outcome) -> None:
    assert outcome.code == 2
    assert outcome.err == ""
    assert outcome.results["good"]["verdict"] == "proved"
    assert outcome.report["summary"]["total"] == 1


def test_all_of_them_at_once_are_quick(outcome: Outcome) -> None:
    assert outcome.seconds < 10


def test_nothing_is_executed(outcome: Outcome, directory: Path) -> None:
    assert outcome.code == 2
    assert not (directory / "executed").exists()


@pytest.mark.parametrize("style", ["full", "concise"])
def test_other_formats_show_the_same_without_control_characters(directory: Path, style: str) -> None:
    outcome = run(directory, "verify", ".", "--output-format", style, "--color", "never")
    assert outcome.code == 2
    for name in BAD_FILES:
        assert f"{name}.yaml:" in outcome.out
    assert not [c for c in outcome.out if ord(c) < 32 and c != "\n"]


@pytest.mark.parametrize("name", ["alias-bomb", "brackets", "ten-megabytes", "maybe"])
def test_each_alone_exits_with_2(directory: Path, name: str) -> None:
    outcome = run(directory, "verify", f"{name}.yaml")
    assert (outcome.code, outcome.err) == (2, "")
    assert BAD_FILES[name].message in " ".join(outcome.out.split())
    assert outcome.seconds < 5


@pytest.mark.parametrize("name", ["alias-bomb", "latin-1"])
def test_on_standard_input(derivcheck: Run, name: str) -> None:
    outcome = derivcheck("verify", "-", stdin=BAD_FILES[name].bytes)
    assert outcome.code == 2
    assert "<stdin>:" in outcome.out
    assert BAD_FILES[name].message in outcome.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.yaml"], "`missing.yaml` does not exist"),
        (["empty-directory"], "no problem files in `empty-directory`"),
        (["directory.yaml"], "no problem files in `directory.yaml`"),
        (["a\x1b[31mb.yaml"], "`a\\x1b[31mb.yaml` does not exist"),
        (["[red].yaml"], "`[red].yaml` does not exist"),
        ([], "problems"),
    ],
)
def test_paths_without_a_file(derivcheck: Run, tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "empty-directory").mkdir()
    (tmp_path / "directory.yaml").mkdir()
    outcome = derivcheck("verify", *arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert message in outcome.err
    assert "\x1b" not in outcome.err


def test_a_file_that_may_not_be_read(derivcheck: Run, tmp_path: Path) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text(GOOD)
    path.chmod(0)
    try:
        path.read_text()
    except PermissionError:
        outcome = derivcheck("verify", "secret.yaml")
        assert outcome.code == 2
        assert "secret.yaml" in outcome.out + outcome.err
    else:
        pytest.skip("this user may read everything")


def test_oddities_that_are_accepted(derivcheck: Run, tmp_path: Path) -> None:
    """A byte order mark, lines that end as on Windows, and tabs between the words of a claim."""
    text = 'declare:\n  x: real\nclaims:\n  - id: odd\n    claim: "x\t==\tx + y"\n'
    (tmp_path / "odd.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    outcome = derivcheck("verify", "odd.yaml", "--output-format", "json")
    assert outcome.code == 1
    (error,) = outcome.results["odd"]["errors"]
    assert (error["line"], error["column"], error["message"]) == (5, 22, "`y` is not declared")
