"""Limits and integrals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.engine.tensors import Tensor
from derivcheck.engine.variables import Unsupported
from derivcheck.language import core

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering


def limit(lowering: Lowering, expr: core.Limit) -> Tensor:
    raise Unsupported("limits are not decided yet")


def integral(lowering: Lowering, expr: core.Integral) -> Tensor:
    raise Unsupported("integrals are not decided yet")
