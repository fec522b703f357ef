"""The form of problem files, and statements from the command line."""

from __future__ import annotations

import pickle
from typing import Any

import jsonschema
import pytest
import yaml
from language_tools import file_complaints

from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import COMMAND_LINE, ProblemFile, check_environment, load, single
from derivcheck.language.schema import json_schema
from derivcheck.language.source import LanguageError, Source

SOFTMAX = """# a comment
title: Softmax and cross-entropy
source: notes.txt
note: of the third lecture
declare:
  C: size
  i, j, k: index(C)
  z, y: real[C]
define:
  yhat[i]: exp(z[i]) / Sum(exp(z[j]), j)
  L: -Sum(y[i]*log(yhat[i]), i)
claims:
  - id: ce-gradient
    title: The gradient
    note: with one-hot labels
    given: Sum(y[i], i) == 1
    claim: D(L, z[k]) == yhat[k] - y[k]
  - id: two
    given:
      - y[k] == 1
      - z[k] > 0
    declare: {x: real}
    define: {a: x + 1}
    claim: a == x
    expect: refuted
  - id: steps
    derivation: |
      D(yhat[i], z[i])
        == yhat[i]*(1 - yhat[i])   # quotient rule
"""


def problem(text: str = SOFTMAX) -> ProblemFile:
    return load(Source("problems/softmax.yaml", text))


def test_a_problem_file() -> None:
    found = problem()
    assert (found.title, found.origin, found.note) == (
        "Softmax and cross-entropy",
        "notes.txt",
        "of the third lecture",
    )
    assert [key.text for key, _ in found.declarations] == ["C", "i, j, k", "z, y"]
    assert [text.text for _, text in found.definitions][1] == "-Sum(y[i]*log(yhat[i]), i)"
    first, second, third = found.claims
    assert (first.id, first.expect, first.title, first.note) == (
        "ce-gradient",
        "proved",
        "The gradient",
        "with one-hot labels",
    )
    assert first.text == "D(L, z[k]) == yhat[k] - y[k]"
    assert [g.text for g in second.given] == ["y[k] == 1", "z[k] > 0"]
    assert second.expect == "refuted"
    assert third.derivation is not None
    assert third.statement is None
    assert third.text.startswith("D(yhat[i], z[i])\n")


def test_a_claim_stands_where_its_key_is() -> None:
    found = problem()
    assert [found.source.position(c.span.start) for c in found.claims] == [(17, 5), (24, 5), (27, 5)]
    span = found.claims[0].span
    assert found.source.text[span.start : span.end] == "claim: D(L, z[k]) == yhat[k] - y[k]"


def test_problems_can_be_sent_to_another_process() -> None:
    copy = pickle.loads(pickle.dumps(problem()))
    check_environment(copy)
    for claim in copy.claims:
        assert elaborate(copy, claim).id == claim.id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello", [("this is not a problem file", (1, 1), "keys title")]),
        ("- a", [("this is not a problem file", (1, 1), "keys title")]),
        ("title: x\n", [("the file has no `claims:`", (1, 1), "list")]),
        ("claims: x", [("`claims` must be a list", (1, 1), "- ")]),
        ("claims: []", [("`claims` is an empty list", (1, 1), None)]),
        ("claims:\n  - a", [("each claim must be keys with values", (2, 5), "key: text")]),
        (
            "clams: []\nclaims:\n  - id: a\n    claim: x",
            [("`clams` is not a key here", (1, 1), "did you mean `claims`?")],
        ),
        (
            "claims:\n  - id: a\n    claim: x\n    expect: maybe",
            [("`maybe` is not a verdict", (4, 13), "proved, refuted, unknown, error")],
        ),
        ("claims:\n  - id: a\n    claimed: x\n    claim: x", [("`claimed` is not a key here", (3, 5), "`claim`")]),
        (
            "claims:\n  - id: a\n    zzz: x\n    claim: x",
            [("`zzz` is not a key here", (3, 5), "the keys are id, title")],
        ),
        (
            "given: x > 0\nclaims:\n  - id: a\n    claim: x\n    source: b",
            [
                ("`given` is not a key here", (1, 1), "belongs to a claim"),
                ("`source` is not a key here", (5, 5), "belongs to the file as a whole"),
            ],
        ),
        ("claims:\n  - id: a", [("this claim has neither `claim:` nor `derivation:`", (2, 5), None)]),
        (
            "claims:\n  - id: a\n    claim: x\n    derivation: y",
            [("a claim has either `claim:` or `derivation:`, not both", (4, 5), None)],
        ),
        ("claims:\n  - claim: x", [("this claim has no `id:`", (2, 5), "give it a name")]),
        (
            "claims:\n  - id: a\n    claim: x\n  - id: a\n    claim: y",
            [("the id `a` stands here a second time", (4, 9), "see line 2")],
        ),
        ("claims:\n  - id: a\n    claim:", [("the text of `claim` is missing", (3, 5), None)]),
        ("claims:\n  - id: a\n    claim: [x]", [("`claim` must be text", (3, 12), "quotes")]),
        (
            "claims:\n  - id: a\n    claim: x\n    given: []",
            [("`given` is an empty list", (4, 5), None)],
        ),
        (
            "claims:\n  - id: a\n    claim: x\n    given: [[y], z]",
            [("`given` must be text", (4, 13), "quotes")],
        ),
        (
            "declare: [x]\nclaims:\n  - id: a\n    claim: x",
            [("`declare` must be keys with values", (1, 1), "key: text")],
        ),
        (
            "define: {f: [a]}\nclaims:\n  - id: a\n    claim: x",
            [("`f` must be text", (1, 13), "quotes")],
        ),
        (
            "declare: {z: ~Normal(a, b)}\nclaims:\n  - id: a\n    claim: z",
            [
                (
                    "the text of `b)` is missing",
                    (1, 25),
                    "within `{…}` a comma ends an entry: put a text with a comma in quotes",
                )
            ],
        ),
        (
            "declare:\n  x:real\nclaims:\n  - id: a\n    claim: x",
            [("a space is missing after the colon", (2, 3), "`x: …`")],
        ),
        (
            "claims:\n  - id: a\n    note: b\n    claim:x == y",
            [("a space is missing after the colon", (4, 5), "`claim: …`")],
        ),
        ("claims:\n  - id:a\n    claim: x", [("a space is missing after the colon", (2, 5), "`id: …`")]),
        ("claims:\n  - id: a\n    given x\n    claim: x", [("a key without `:`", (3, 5), "colon")]),
        ("declare: {x: }\nclaims:\n  - id: a\n    claim: x", [("the text of `x` is missing", (1, 11), None)]),
    ],
)
def test_faults_of_form(text: str, expected: list[tuple[str, tuple[int, int], str | None]]) -> None:
    found = file_complaints(text)
    assert [f[:2] for f in found] == [e[:2] for e in expected]
    for (_, _, hint), (_, _, due) in zip(found, expected, strict=True):
        assert due is None or due in (hint or "")


def test_all_faults_of_form_at_once() -> None:
    text = "titel: x\nclaims:\n  - claim: x\n    expect: maybe\n  - id: b\n  - id: b\n    claim: [x]\n"
    assert [place[0] for _, place, _ in file_complaints(text)] == [1, 3, 4, 5, 6, 7]


def test_the_schema_accepts_what_is_read_and_refuses_the_rest() -> None:
    schema = json_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    good: dict[str, Any] = yaml.safe_load(SOFTMAX)
    validator.validate(good)
    validator.validate({"define": {"eta": 0.1, "n": 3}, "claims": [{"id": "a", "claim": "eta > 0"}]})
    for bad in (
        {},
        {"claims": []},
        {"claims": [{"claim": "x"}]},
        {"claims": [{"id": "a"}]},
        {"claims": [{"id": "a", "claim": "x", "derivation": "y"}]},
        {"claims": [{"id": "a", "claim": "x", "expect": "maybe"}]},
        {"claims": [{"id": "a", "claim": "x", "other": "y"}]},
        {"claims": [{"id": "a", "claim": None}]},
    ):
        assert not validator.is_valid(bad), bad
    assert "$defs" not in str(schema)


def test_a_single_statement() -> None:
    found = single("f(x) > y", ["x, y: real"], ["f(x): x**2"], ["x > 0", "y < 0"])
    assert found.source.name == COMMAND_LINE
    assert found.source.text.split("\n")[0] == "f(x) > y"
    check_environment(found)
    claim = elaborate(found, found.claims[0])
    assert claim.hypothesis_texts == ("x > 0", "y < 0")
    assert [s.name for s in claim.symbols] == ["x", "y"]


def test_a_single_statement_that_is_not_one() -> None:
    with pytest.raises(LanguageError) as caught:
        single("", ["x real", "y:"], ["f"])
    assert [c.message for c in caught.value.complaints].count("a name, a colon and a text are due here") == 3
    assert any(c.message == "there is no expression here" for c in caught.value.complaints)


def test_the_files_environment_is_checked_as_a_whole() -> None:
    text = """
declare: {x: rel, D: real, "y, y": real}
define: {f: x + nowhere, unused: 2x, g(u): u + nowhere}
claims: [{id: a, claim: 1 == 1}]
"""
    found = load(Source("f", text))
    with pytest.raises(LanguageError) as caught:
        check_environment(found)
    assert [c.message for c in caught.value.complaints] == [
        "`rel` is not a type",
        "`D` cannot be declared: it has a fixed meaning",
        "`y` is declared twice",
        "`nowhere` is not declared",
        "an operator is missing",
        "`nowhere` is not declared",
    ]
    assert elaborate(found, found.claims[0]).text == "1 == 1"  # what the claim does not use does not matter to it
