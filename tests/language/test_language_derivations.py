"""Derivations: where a link begins, what it relates, its reason and its place."""

from __future__ import annotations

import pytest
from language_tools import shown

from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import load
from derivcheck.language.source import LanguageError, Source

HEAD = "declare: {x: real, y: real}\ndefine: {f(u): u**2}\nclaims:\n  - id: a\n    derivation: |\n"


def source(*lines: str) -> Source:
    return Source("f.yaml", HEAD + "".join(f"      {line}\n" for line in lines))


def derivation(*lines: str) -> Claim:
    problem = load(source(*lines))
    return elaborate(problem, problem.claims[0])


def fault(*lines: str) -> tuple[str, tuple[int, int], str | None]:
    problem = load(source(*lines))
    with pytest.raises(LanguageError) as caught:
        elaborate(problem, problem.claims[0])
    first = caught.value.complaints[0]
    return first.message, problem.source.position(first.span.start), first.hint


def links(*lines: str) -> list[str]:
    return [shown(link.statement) for link in derivation(*lines).links]


def test_each_line_is_a_link() -> None:
    claim = derivation("x + x", "  == 2*x    # collect", "  == x*2", "  <= x*3   # wrong")
    assert [shown(link.statement) for link in claim.links] == [
        "eq(add(x, x), mul(2, x))",
        "eq(mul(2, x), mul(x, 2))",
        "le(mul(x, 2), mul(x, 3))",
    ]
    assert [link.reason for link in claim.links] == ["collect", None, "wrong"]
    assert [link.text for link in claim.links] == ["== 2*x", "== x*2", "<= x*3"]
    assert shown(claim.statement) == f"and({', '.join(shown(link.statement) for link in claim.links)})"


def test_neighbours_share_their_expression() -> None:
    first, second = derivation("x", "== y", "== x").links
    assert first.statement.args[1] is second.statement.args[0]  # type: ignore[union-attr]


def test_places() -> None:
    claim = derivation("x", "  == y   # why", "  == x +", "     y")
    where = source("x", "  == y   # why", "  == x +", "     y")
    assert [where.position(link.span.start) for link in claim.links] == [(7, 9), (8, 9)]
    assert [where.text[link.span.start : link.span.end].split() for link in claim.links] == [
        ["==", "y"],
        ["==", "x", "+", "y"],
    ]


def test_a_single_link_is_the_statement() -> None:
    claim = derivation("x", "== y")
    assert claim.statement is claim.links[0].statement


def test_links_go_on_over_lines() -> None:
    assert links("f(x", "  + y)", "", "== (x + y)*(", "  x + y)", "# a remark", "== x") == [
        "eq((pow(u', 2) | u' = add(x, y)), mul(add(x, y), add(x, y)))",
        "eq(mul(add(x, y), add(x, y)), x)",
    ]


def test_reasons_over_several_lines() -> None:
    claim = derivation("x   # not a link", "== y    # first", "   + 0  # second")
    assert claim.links[0].reason == "first second"


def test_the_first_line_may_have_a_relation() -> None:
    assert links("x == y   # one", "== x") == ["eq(x, y)", "eq(y, x)"]
    assert links("x == y <= x") == ["eq(x, y)", "le(y, x)"]


def test_relations_in_brackets_make_no_link() -> None:
    assert links("Piecewise((x, x > 0), (y, True))", "== x") == ["eq(piecewise(x, gt(x, 0), y, true), x)"]


def test_all_relations() -> None:
    for sign, op in {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}.items():
        assert links("x", f"{sign} y") == [f"{op}(x, y)"]
    assert links("x", "== y", "~= 0.50") == ["eq(x, y)", "approx(y, 1/2)"]


def test_statements_follow_from_each_other() -> None:
    claim = derivation("x**2 == 4", "=> x == 2 or x == -2   # roots", "<=> Abs(x) == 2")
    assert [shown(link.statement) for link in claim.links] == [
        "implies(eq(pow(x, 2), 4), or(eq(x, 2), eq(x, neg(2))))",
        "iff(or(eq(x, 2), eq(x, neg(2))), eq(Abs(x), 2))",
    ]
    assert claim.links[0].reason == "roots"


def test_hypotheses_apply_to_all_links() -> None:
    text = HEAD.replace("    derivation", "    given: x > 0\n    derivation") + "      x\n      == y\n"
    problem = load(Source("f", text))
    assert len(elaborate(problem, problem.claims[0]).hypotheses) == 1


@pytest.mark.parametrize(
    ("lines", "message", "place"),
    [
        (["x"], "a derivation has at least one step", (6, 7)),
        (["x", "y"], "a derivation has at least one step", (6, 7)),
        (["x", "= x"], "a derivation has at least one step", (6, 7)),
        (["x", "== 2y"], "an operator is missing", (7, 10)),
        (["x", "== z"], "`z` is not declared", (7, 10)),
        (["== x", "== y"], "there is no expression here", (6, 7)),
        (["x ==", "== y"], "there is no expression here", None),
        (["x", "== y", "=> x == y"], "this line continues values, but others continue statements with `=>`", (7, 7)),
        (["x == y => y == x", "== x"], "`=>` stands within a step", (6, 14)),
        (["x", "=> y == 1"], "`x` is a value, where a statement is needed", (6, 7)),
        (["x", "~= y"], None, (7, 10)),
    ],
)
def test_mistakes(lines: list[str], message: str | None, place: tuple[int, int] | None) -> None:
    found = fault(*lines)
    assert message is None or found[0] == message
    assert place is None or found[1] == place


def test_mistakes_in_several_lines() -> None:
    problem = load(source("x", "== 2y", "== z", "== x y"))
    with pytest.raises(LanguageError) as caught:
        elaborate(problem, problem.claims[0])
    assert len(caught.value.complaints) == 2  # what cannot be read hides what is not declared


def test_derivations_in_other_scalar_styles() -> None:
    quoted, block, single = '"x\\n == y # r\\n == x"', "|-\n      x\n        == y # r\n        == x", None
    single = "'x\n\n      == y # r\n\n      == x'"
    for text in (quoted, block, single):
        problem = load(Source("f", HEAD.replace(" |\n", " ") + text + "\n"))
        claim = elaborate(problem, problem.claims[0])
        assert [link.text for link in claim.links] == ["== y", "== x"]
        for link in claim.links:
            assert problem.source.text[link.span.start : link.span.end] == link.text
