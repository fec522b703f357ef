"""Every rule does what its examples say, and what it then says is proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck.engine.decide import decide
from derivcheck.explanation.documentation import documented
from derivcheck.explanation.lines import once
from derivcheck.explanation.rule import Example, Rule, all_rules
from derivcheck.explanation.scene import parsed, scene_of
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single
from derivcheck.language.writing import written

EXAMPLES = [(rule, example) for rule in all_rules() for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.name}: {e.before}" for r, e in EXAMPLES])
def test_a_rule_does_what_its_examples_say_and_that_is_proved(rule: Rule, example: Example) -> None:
    problem = single(f"{example.before} == {example.after}", example.declare, example.define, example.given)
    claim = problem.claims[0]
    found = once(parsed(example.before), rule, scene_of(problem, claim))
    assert found is not None
    assert written(found) == example.after
    assert decide(elaborate(problem, claim), 20).verdict == "proved"


def test_there_is_one_file_for_each_rule_and_it_says_what_it_is() -> None:
    files = {p.stem for p in Path("derivcheck/explanation/rules").glob("*.py")} - {"__init__"}
    assert len(files) == len(all_rules()) == len({rule.name for rule in all_rules()})
    assert all(rule.formula and rule.examples for rule in all_rules())


def test_whatever_a_line_says_can_be_looked_up() -> None:
    said = ["rule of L'Hôpital", "rule-of-lhopital", "Quotient rule", "mean of `X`", "definition of `yhat` and `S`"]
    said += ["`D(mu, x[k])` from above", "claim `softmax-jacobian`", "a sum that is zero"]
    said += ["sum rule", "entry of a product", "algebra", "multiplied out and collected", "derivative of `tanh`"]
    said += [word for rule in all_rules() for word in (rule.name, *rule.also, rule.backwards or rule.name)]
    assert [word for word in said if documented(word) is None] == []
    assert documented("no such rule") is None


def test_a_claim_may_be_called_as_a_reason_begins() -> None:
    for name in ("variance-of-the-sample-variance", "claim-1", "definition-of-a-limit", "mean-from-above"):
        assert documented(name) is None
