"""The functions for Python."""

from __future__ import annotations

from pathlib import Path

import pytest
import sympy

import derivcheck


def test_check() -> None:
    assert derivcheck.check("x + x == 2*x", declare=["x: real"]).verdict == "proved"
    assert derivcheck.check("x + x == 3*x", declare=["x: real"]).verdict == "refuted"
    with pytest.raises(ValueError, match="rael"):
        derivcheck.check("x == x", declare=["x: rael"])


def test_relations_of_sympy() -> None:
    x, y = sympy.symbols("x y", real=True)
    assert derivcheck.check(sympy.Eq((x + y) ** 2, x**2 + 2 * x * y + y**2)).verdict == "proved"
    assert derivcheck.check(sympy.Eq(sympy.sqrt(x**2, evaluate=False), y)).verdict == "refuted"


def test_verify_and_load(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("declare: {x: real}\nclaims: [{id: a, claim: x == x}, {id: b, claim: x == 1}]\n", encoding="utf-8")
    assert [claim.id for claim in derivcheck.load(file).claims] == ["a", "b"]
    assert [result.verdict for result in derivcheck.verify(file, jobs=1)] == ["proved", "refuted"]
