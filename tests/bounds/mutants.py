"""Mutants of true bounds: none may be both confirmed by the provers and refuted at a point."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.bounds import (
    mutations,
    test_extrema,
    test_hypotheses,
    test_mean_values,
    test_predicates,
    test_sums_of_squares,
    test_tangent_lines,
    test_turning_points,
)
from tests.indices.family_claims import Family

_PROBLEMS = Path(__file__).parents[2] / "problems"

#: A claim's family (what is defined and given), declarations, kind of slip, and the text with it.
Mutant = tuple[Family, tuple[str, ...], str, str]
_Bound = tuple[Family, tuple[str, ...], str]


def all_mutants() -> list[Mutant]:
    """Every single slip in every true bound, in an order that looks random and is always the same."""
    found: dict[Mutant, None] = {}
    for family, declare, claim in _bounds():
        for kind, written, given in mutations.mutants(claim, family.given):
            own = Family(family.name, (), (), family.define, given)
            found[own, declare, kind, written] = None
    mutants = list(found)
    Random(0).shuffle(mutants)
    return mutants


def _bounds() -> Iterator[_Bound]:
    for file in sorted(_PROBLEMS.rglob("*.yaml")):
        content = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
        for claim in content.get("claims", ()):
            if claim.get("expect", "proved") == "proved" and any(c in claim.get("claim", "") for c in "<>"):
                yield _of_file(content, claim)
    for claim, declaration in test_mean_values.BOUNDS:
        yield Family("mean values", (), ()), (declaration,), claim.format(c=1)
    for claim, _ in test_turning_points.BOUNDS:
        yield Family("turning points", (), ()), ("x: real", "p: positive"), claim
    for claim in test_sums_of_squares.TRUE:
        yield Family("squares", (), ()), test_sums_of_squares.NAMES, claim.format(k=1)
    for module in (test_extrema, test_hypotheses, test_predicates, test_tangent_lines):
        for claim in module.TRUE:
            if any(c in claim for c in "<>"):
                yield Family("statements", (), ()), module.NAMES, claim


def _of_file(file: dict[str, Any], claim: dict[str, Any]) -> _Bound:
    declared = {**file.get("declare", {}), **claim.get("declare", {})}
    defined = {**file.get("define", {}), **claim.get("define", {})}
    given = claim.get("given", [])
    define = tuple(f"{k}: {v}" for k, v in defined.items())
    family = Family(claim["id"], (), (), define, (given,) if isinstance(given, str) else tuple(given))
    return family, tuple(f"{k}: {v}" for k, v in declared.items()), " ".join(claim["claim"].split())
