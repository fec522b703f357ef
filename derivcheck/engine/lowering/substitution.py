"""An expression at a value of a variable, after the derivatives in the expression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from derivcheck.algebra.term import Sort, Term, entry, make, symbol
from derivcheck.engine.lowering.entrywise import combined
from derivcheck.engine.tensors import explicit, families
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.variables import SORTS, Key, key
from derivcheck.language import core
from derivcheck.language.core import Expr, Kind, Symbol, Type

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering


def substitution(lowering: Lowering, expr: core.Substitution) -> Tensor:
    """The body with a place holder, and the value put there after the derivatives in the body."""
    body, variable, value = expr.body, expr.variable, lowering.of(expr.value)
    if isinstance(value, Family):
        if not _differentiates(body, key(variable)):
            return lowering.bound({key(variable): value}).of(body)
        return _at_family(lowering, body, variable, value)
    holder = _placeholders(variable, value)
    inner = lowering.bound({key(variable): holder}).of(body)
    for place, part in zip(explicit.entries(holder), explicit.entries(value), strict=True):
        inner = combined(lambda t, p=place, v=part: make("subs", t, p, v), [inner])
    return inner


def _at_family(lowering: Lowering, body: Expr, variable: Symbol, value: Family) -> Tensor:
    """The body with a tensor that cannot be typed, and the value's entries in its place after the derivatives."""
    name = f"{variable.name}#{variable.number}"
    holder = Family(value.axes, lambda *i: entry(name, Sort.REAL, value.bounds, *i))
    inner = lowering.bound({key(variable): holder}).of(body)
    place, tensor = make("tensor", name), families.as_lambda(value)
    return combined(lambda term: make("at", term, place, tensor), [inner])


def _placeholders(variable: Symbol, value: Tensor) -> Tensor:
    """Symbols for a bound variable, in the shape of its value; their names cannot be typed."""
    kind = variable.type.kind if isinstance(variable.type, Type) else Kind.REAL
    count = iter(range(1, len(explicit.entries(value)) + 1))
    base = f"{variable.name}#{variable.number}"
    scalar = isinstance(value, Term)
    return explicit.entrywise(lambda _: symbol(base if scalar else f"{base}[{next(count)}]", SORTS[kind]), value)


def _differentiates(body: Expr, variable: Key) -> bool:
    """Whether something in the body is differentiated with respect to the variable."""
    seen: set[int] = set()
    waiting: list[Any] = [body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += node
        elif isinstance(node, core.Node) and id(node) not in seen:
            seen.add(id(node))
            targets = [t for t, _ in node.targets] if isinstance(node, core.Derivative) else []
            targets += [node.target] if isinstance(node, core.Gradient) else []
            bases = [t.tensor if isinstance(t, core.Entry) else t for t in targets]
            if any(isinstance(t, core.Variable) and key(t.symbol) == variable for t in bases):
                return True
            waiting += [getattr(node, name) for name in node.__dataclass_fields__ if name not in ("type", "span")]
    return False
