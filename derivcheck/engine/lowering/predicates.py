"""Quantifiers and predicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.engine.tensors import Tensor
from derivcheck.engine.variables import Unsupported
from derivcheck.language import core

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering


def quantified(lowering: Lowering, expr: core.Quantified) -> Tensor:
    raise Unsupported(f"{expr.op} is not decided yet")


def predicate(lowering: Lowering, expr: core.Predicate) -> Tensor:
    raise Unsupported(f"`{expr.op}` is not decided yet")
