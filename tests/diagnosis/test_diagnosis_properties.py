"""Texts of trees mean what the trees mean; planted mistakes are found, and repairs proved, on random claims."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.diagnosis.diagnose import diagnose
from derivcheck.diagnosis.trees import factors, product, terms, total
from derivcheck.engine.decide import decide
from derivcheck.evaluation.search.points import points
from derivcheck.evaluation.search.sieve import Sieve
from derivcheck.language import syntax
from derivcheck.language.elaborate import elaborate
from derivcheck.language.elaboration.environment import environment
from derivcheck.language.parser import parse
from derivcheck.language.problem import load, single
from derivcheck.language.source import Source, Span
from derivcheck.language.syntax import Tree
from derivcheck.language.writing import written
from tests.diagnosis.mutants import planted, true_settings

_NOWHERE = Span(0, 0)


def tree_of(text: str) -> Tree:
    return parse(text, lambda start, end: _NOWHERE)


def _trees() -> st.SearchStrategy[Tree]:
    leaves = st.sampled_from(["x", "y", "2", "3"]).map(tree_of)

    def grown(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        pair = st.tuples(parts, parts)
        return st.one_of(
            st.tuples(st.sampled_from(["add", "sub", "mul", "div"]), pair).map(
                lambda t: syntax.Operation(t[0], t[1], span=_NOWHERE)
            ),
            parts.map(lambda p: syntax.Operation("neg", (p,), span=_NOWHERE)),
            parts.map(lambda p: syntax.Operation("pow", (p, tree_of("2")), span=_NOWHERE)),
            parts.map(lambda p: syntax.Call(syntax.Name("exp", span=_NOWHERE), (p,), span=_NOWHERE)),
        )

    return st.recursive(leaves, grown, max_leaves=7)


def _agree(left: Tree, right: Tree) -> bool:
    """Whether two trees have the same values, wherever one of them has a value at a few points."""
    problem = single("x == y", ["x, y: positive"])
    claim = elaborate(problem, problem.claims[0])
    context = environment(problem).context
    sieve = Sieve(points(claim, 4))
    reflexive, equation = (context.boolean(syntax.Relation(("eq",), (left, r), span=_NOWHERE)) for r in (left, right))
    return sieve.passes(equation) or not sieve.passes(reflexive)


@given(_trees())
@settings(max_examples=150, deadline=None)
def test_a_text_is_read_as_it_was_meant(tree: Tree) -> None:
    again = tree_of(written(tree))
    assert _agree(tree, again)
    assert written(tree_of(written(again))) == written(again)


@given(_trees())
@settings(max_examples=100, deadline=None)
def test_sums_and_products_are_put_together_as_they_were(tree: Tree) -> None:
    assert _agree(tree, total(terms(tree)))
    assert _agree(tree, product(factors(tree)))


@pytest.mark.parametrize("path", sorted(Path("problems").rglob("*.yaml"))[::5], ids=lambda p: p.stem)
def test_texts_of_claims_are_written_as_they_are_read(path: Path) -> None:
    for claim in load(Source(str(path), path.read_text(encoding="utf-8"))).claims:
        if claim.statement is not None and claim.expect != "error":
            once = written(tree_of(claim.text))
            assert written(tree_of(once)) == once


def test_repairs_of_planted_mistakes_are_proved() -> None:
    """Read from their texts again, with nothing that was shared while they were looked for."""
    shown = 0
    claims = islice(true_settings(Random(7)), 12)
    for case in (case for id, setting in claims for case in planted(id, setting, per_claim=1, seed=7)):
        for found in diagnose(case.setting):
            meaning = case.setting.environment.context.boolean(tree_of(written(found.repair.statement)))
            hypotheses = found.repair.given
            given_ = () if hypotheses is None else (case.setting.environment.context.boolean(hypotheses),)
            assert decide(case.setting.claim_of(meaning, *given_), 20).verdict == "proved"
            shown += 1
    assert shown
