"""Expectations, variances and covariances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.engine.tensors import Tensor
from derivcheck.engine.variables import Unsupported
from derivcheck.language import core

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering


def expectation(lowering: Lowering, expr: core.Call) -> Tensor:
    raise Unsupported("expectations are not decided yet")
