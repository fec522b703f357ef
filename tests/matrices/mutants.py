"""Mutants of the true claims in problems/matrices: none may be both confirmed by the algebra and refuted at a point."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.indices.family_claims import Family

from .mutations import mutants

_FILES = Path(__file__).parents[2] / "problems" / "matrices"

#: A claim's family (what is defined and given), declarations, and one text of it with a slip.
Mutant = tuple[Family, tuple[str, ...], str, str]


def all_mutants() -> list[Mutant]:
    """Every single slip in every true claim, in an order that looks random and is always the same."""
    found = [
        mutant
        for file in sorted(_FILES.glob("*.yaml"))
        for content in [yaml.safe_load(file.read_text("utf-8"))]
        for claim in content["claims"]
        if claim.get("expect", "proved") == "proved" and "claim" in claim
        for mutant in _of(content, claim)
    ]
    Random(0).shuffle(found)
    return found


def _of(file: dict[str, Any], claim: dict[str, Any]) -> list[Mutant]:
    declared = {**file.get("declare", {}), **claim.get("declare", {})}
    defined = {**file.get("define", {}), **claim.get("define", {})}
    given = claim.get("given", [])
    family = Family(
        claim["id"],
        (),
        (),
        tuple(f"{k}: {v}" for k, v in defined.items()),
        (given,) if isinstance(given, str) else tuple(given),
    )
    names = tuple(f"{k}: {v}" for k, v in declared.items())
    return [(family, names, kind, text) for kind, text in mutants(claim["claim"])]
