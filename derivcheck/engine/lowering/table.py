"""Which function lowers which kind of node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derivcheck.engine.lowering import (
    calculus,
    calls,
    entries,
    functions,
    leaves,
    limits,
    predicates,
    recursion,
    substitution,
    sums,
)
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.language import core

#: Takes the lowering in whose scope the node stands, and the node. Raises Unsupported.
Handler = Callable[[Any, Any], Tensor]

HANDLERS: dict[type[core.Node], Handler] = {
    core.Number: leaves.number_,
    core.Constant: leaves.constant_,
    core.Variable: leaves.variable,
    core.Array: leaves.array,
    core.Call: calls.call_,
    core.Apply: functions.apply,
    core.Entry: entries.entry,
    core.Table: entries.table,
    core.Sigma: sums.sigma,
    core.Derivative: calculus.derivative,
    core.Gradient: calculus.gradient,
    core.Substitution: substitution.substitution,
    core.Recursion: recursion.recursion,
    core.Limit: limits.limit,
    core.Integral: limits.integral,
    core.Quantified: predicates.quantified,
    core.Predicate: predicates.predicate,
}
