"""``derivcheck explain``: one claim with its words, its formula and how it was decided."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Write = Callable[..., Path]

SOFTMAX = """\
title: Softmax
declare:
  C: size
  i, j, k: index(C)
  z, unused: real[C]
define:
  yhat[i]: exp(z[i]) / Sum(exp(z[j]), j)
  other: z[1]
claims:
  - id: jacobian
    title: The Jacobian of softmax
    given: z[1]/z[2] > 0
    claim: D(yhat[i], z[k]) == yhat[i]*(delta(i, k) - yhat[k])
"""


def test_everything_about_a_claim(derivcheck: Run, place: Path) -> None:
    (place / "problems").mkdir()
    (place / "problems/softmax.yaml").write_text(SOFTMAX, encoding="utf-8")
    outcome = derivcheck("explain", "jacobian")
    assert outcome.code == 0
    told, _, derivation = outcome.out.partition("\nDerivation\n")
    assert told == (
        "jacobian  problems/softmax.yaml:13:5\n"
        "The Jacobian of softmax\n"
        "\n"
        "Claim\n"
        "    D(yhat[i], z[k]) == yhat[i]*(delta(i, k) - yhat[k])\n"
        "\n"
        "    ∂yhatᵢ\n"
        "    ────── = yhatᵢ⋅(δᵢₖ - yhatₖ)\n"
        "     ∂zₖ\n"
        "\n"
        "Given\n"
        "    z₁\n"
        "    ── > 0\n"
        "    z₂\n"
        "\n"
        "Result\n"
        "    proved exactly, by derivcheck's own algebra (as expected)\n"
        "    where       x != 0\n"
        "    method      normal form\n"
    )
    derivation, _, names = derivation.partition("\n\nDefined\n")
    assert names == (
        "               zᵢ\n"
        "              ℯ\n"
        "    yhatᵢ = ───────\n"
        "             C   zⱼ\n"
        "             ∑  ℯ\n"
        "            j=1\n"
        "\n"
        "Declared\n"
        "    C: size\n"
        "    i, j, k: index(C)\n"
        "    z: real[C]\n"
    )
    assert derivation.startswith("    ∂yhatᵢ\n    ──────\n     ∂zₖ\n\n")
    assert derivation.splitlines()[-1].split("  ")[-1] == "definition of `yhat`"
    for rule in ("quotient rule", "derivative under the sum", "chain rule, own variable", "contraction of a delta"):
        assert rule in derivation


def test_a_refuted_claim_shows_both_sides_and_what_is_correct(derivcheck: Run, write: Write) -> None:
    write("problems/a.yaml", "refuted == x")
    outcome = derivcheck("explain", "problems/a.yaml::a")
    assert outcome.code == 1
    assert outcome.out.endswith(
        "Result\n"
        "    refuted by a counterexample (expected proved)\n"
        "    correct     Abs(x)\n"
        "    at          x = -1\n"
        "    left        1\n"
        "    right       -1\n"
        "    difference  2\n"
        "\n"
        "Declared\n"
        "    x: real\n"
    )


def test_a_derivation_is_drawn_as_a_chain(derivcheck: Run, place: Path) -> None:
    steps = "      x/2\n        == x**2   # because\n        == x**3\n"
    (place / "a.yaml").write_text(f"declare: {{x: real}}\nclaims:\n  - id: steps\n    derivation: |\n{steps}")
    out = derivcheck("explain", "a.yaml::steps").out
    assert "    x\n    ─\n    2\n\n         2\n      = x\n\n         3\n      = x\n" in out


def test_a_claim_that_means_nothing_still_has_an_explanation(derivcheck: Run, write: Write) -> None:
    write("problems/a.yaml", "wrong == 1")
    outcome = derivcheck("explain", "a")
    assert outcome.code == 1
    assert "`wrong` is not declared" in outcome.out
    assert "Claim\n    wrong == 1\n\n" in outcome.out


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("b", "there is no claim `b` in `problems`"),
        ("problems/a.yaml::aa", "there is no claim `aa` in `problems/a.yaml`"),
        ("nowhere.yaml::a", "`nowhere.yaml` does not exist"),
        ("problems/bad.yaml::a", "problems/bad.yaml:1:1"),
        ("", "there is no claim ``"),
        ("::", "a path is empty"),
        ("[red]\x1b", "[red]\\x1b"),
    ],
)
def test_targets_that_are_not_there(derivcheck: Run, write: Write, place: Path, target: str, message: str) -> None:
    write("problems/a.yaml", "proved == 1")
    (place / "problems/bad.yaml").write_text("nonsense")
    outcome = derivcheck("explain", target)
    assert outcome.code == 2
    assert message in outcome.err
    assert outcome.out == ""


def test_an_id_that_several_files_have(derivcheck: Run, write: Write) -> None:
    write("problems/a.yaml", "proved == 1")
    write("problems/b.yaml", "proved == 1")
    outcome = derivcheck("explain", "a")
    assert outcome.code == 2
    assert "`problems/a.yaml::a`, `problems/b.yaml::a`" in outcome.err


@pytest.mark.parametrize(
    ("target", "name", "example"), [("quotient-rule", "quotient rule", "before"), ("sign", "sign", "wrong")]
)
def test_rules_and_kinds_of_mistakes_in_every_format(derivcheck: Run, target: str, name: str, example: str) -> None:
    told = derivcheck("explain", target)
    assert told.code == 0
    assert told.out.startswith(f"{name}\n\n")
    assert f"\n{example}  " in told.out
    assert derivcheck("explain", target, "--output-format", "markdown").out.startswith(f"## {name}\n\n")
    (article,) = json.loads(derivcheck("explain", target, "--output-format", "json").out)["articles"]
    assert article["name"] == name
    assert all(example in pair for pair in article["examples"])
