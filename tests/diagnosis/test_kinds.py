"""Every kind of mistake names the mistakes of its own examples, and shows only repairs that are proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck.diagnosis.diagnose import Finding, diagnose
from derivcheck.diagnosis.kind import Diagnosis, Example, all_kinds
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.settings import setting_of
from derivcheck.engine.decide import decide
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single
from derivcheck.language.writing import written

EXAMPLES = [(kind, example) for kind in all_kinds() for example in kind.examples]


def setting(example: Example) -> Setting:
    problem = single(example.claim, example.declare, example.define, example.given)
    return setting_of(problem, problem.claims[0])


def proved(example: Example, found: Finding) -> bool:
    """Whether the repaired text, read from its beginning, is proved."""
    more = (written(found.repair.given),) if found.repair.given is not None else ()
    text = written(found.repair.statement)
    problem = single(text, example.declare, example.define, (*example.given, *more))
    return decide(elaborate(problem, problem.claims[0]), 20).verdict == "proved"


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=[f"{k.kind}: {e.claim}" for k, e in EXAMPLES])
def test_the_mistake_is_named_first_and_what_is_shown_is_proved(kind: Diagnosis, example: Example) -> None:
    found = diagnose(setting(example))
    assert [f.kind.kind for f in found[:1]] == [kind.kind]
    assert found[0].correct == example.correct
    assert len(found) <= 3
    assert all(proved(example, f) for f in found)


def test_there_is_one_file_for_each_kind_and_it_says_what_it_is() -> None:
    files = {p.stem for p in Path("derivcheck/diagnosis/kinds").glob("*.py")} - {"__init__"}
    assert {k.kind.replace("-", "_") for k in all_kinds()} == files
    assert all(k.why and k.examples for k in all_kinds())


def test_a_true_statement_has_no_mistake_to_be_named() -> None:
    """Repairs of a true claim would be edits that keep it true: nobody asks for them, and they must be proved, too."""
    example = Example("D(x**2, x) == 2*x", "", ("x: real",))
    assert all(proved(example, f) for f in diagnose(setting(example)))


def test_nothing_is_shown_that_cannot_be_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    example = Example("D(x**2, x) == x", "2*x", ("x: real",))
    assert diagnose(setting(example)) != ()
    monkeypatch.setattr("derivcheck.diagnosis.diagnose.is_proved", lambda claim, budget: False)
    assert diagnose(setting(example)) == ()
