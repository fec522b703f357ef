"""The reference page: its examples are problem files, and it leaves nothing out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from derivcheck.language import limits
from derivcheck.language.elaborate import elaborate
from derivcheck.language.elaboration.declarations import PROPERTIES
from derivcheck.language.elaboration.expressions import RESERVED
from derivcheck.language.elaboration.functions import CONSTANTS, FUNCTIONS
from derivcheck.language.model import ClaimModel, ProblemModel
from derivcheck.language.problem import check_environment, load
from derivcheck.language.source import LanguageError, Source

PAGE = (Path(__file__).parents[2] / "docs" / "language.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
PROSE = re.sub(r"``.+?``", "", re.sub(r"^```.*?^```$", "", PAGE, flags=re.MULTILINE | re.DOTALL))
WORDS = set(re.findall(r"[A-Za-z_][A-Za-z_0-9]*", " ".join(re.findall(r"`([^`]+)`", PROSE))))


@pytest.mark.parametrize("text", EXAMPLES, ids=[re.sub("title: ", "", e.split("\n")[0]) for e in EXAMPLES])
def test_examples(text: str) -> None:
    problem = load(Source("docs/language.md", text))
    check_environment(problem)
    for claim in problem.claims:
        if claim.expect == "error":
            with pytest.raises(LanguageError):
                elaborate(problem, claim)
        else:
            elaborate(problem, claim)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize(
    "names", [FUNCTIONS, CONSTANTS, RESERVED, PROPERTIES, ClaimModel.model_fields, ProblemModel.model_fields]
)
def test_every_name_is_on_the_page(names: object) -> None:
    assert isinstance(names, (dict, frozenset, set))
    assert set(names) <= WORDS


def test_the_limits_are_those_of_the_page() -> None:
    for bound in (limits.FILE_CHARACTERS, limits.EXPRESSION_CHARACTERS, limits.NODES, limits.DIGITS):
        assert f"{bound:,}" in PAGE
    for bound in (limits.FILE_DEPTH, limits.BRACKETS, limits.SIGNS, limits.HEIGHT):
        assert str(bound) in PAGE
