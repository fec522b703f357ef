"""What a claim says about where to look: its constants, what it compares, and the sizes it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flint import fmpq

from derivcheck.evaluation.instance import axis_names, key, size_names
from derivcheck.evaluation.walk.numbering import Numbering
from derivcheck.language.core import (
    Apply,
    Array,
    Axis,
    Call,
    Claim,
    Constant,
    Derivative,
    Entry,
    Expr,
    Gradient,
    Integral,
    Limit,
    Number,
    Predicate,
    Quantified,
    Recursion,
    Sigma,
    Substitution,
    Table,
    Variable,
)

MAX_CONSTANTS = 24
MAX_BOUNDARIES = 40
_ORDERS = frozenset({"eq", "ne", "lt", "le", "gt", "ge"})
#: Functions whose behaviour changes where the argument is zero.
_TURNING = frozenset({"Abs", "sign", "relu", "Heaviside", "sqrt", "log", "floor", "ceiling"})


@dataclass(frozen=True, slots=True)
class Landmarks:
    """``constants``: rationals that occur. ``boundaries``: pairs of numbers whose equality is a place to look
    (None for zero): compared sides, arguments of Max and Abs, divisors. ``sizes``: names of sizes."""

    constants: tuple[Any, ...]
    boundaries: tuple[tuple[Expr, Expr | None], ...]
    sizes: tuple[str, ...]


def children(node: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside a node."""
    match node:
        case Number() | Constant() | Variable():
            return ()
        case Call(args=args) | Apply(args=args) | Predicate(args=args):
            return args
        case Entry(tensor=tensor, indices=indices):
            return (tensor, *indices)
        case Array(items=items):
            return items
        case Table(body=body) | Quantified(body=body):
            return (body,)
        case Sigma(lower=lower, upper=upper, body=body) | Integral(lower=lower, upper=upper, body=body):
            return (lower, upper, body)
        case Derivative(body=body, targets=targets):
            return (body, *[target for target, _ in targets])
        case Gradient(body=body, target=target):
            return (body, target)
        case Substitution(body=body, value=value):
            return (body, value)
        case Limit(body=body, point=point):
            return (body, point)
        case Recursion(base=base, step=step, index=index):
            return (*[e for _, e in base], step, index)


def nodes(numbering: Numbering, *roots: Expr) -> Iterator[Expr]:
    """Every node once, in the order in which it is met; of those with one number the first."""
    seen: set[int] = set()
    stack = list(reversed(roots))
    while stack:
        node = stack.pop()
        number = numbering(node)
        if number not in seen:
            seen.add(number)
            yield node
            stack.extend(reversed(children(node)))


def survey(claim: Claim, numbering: Numbering) -> Landmarks:
    """Walk a claim once and note its landmarks."""
    known = {key(s) for s in claim.symbols}
    constants: dict[Any, None] = {}
    boundaries: list[tuple[Expr, Expr | None]] = []
    sizes: dict[str, None] = {name: None for s in claim.symbols for name in sorted(size_names(s))}
    for node in nodes(numbering, claim.statement, *claim.hypotheses):
        for axis in _axes(node):
            sizes.update(dict.fromkeys(sorted(axis_names(axis))))
        if isinstance(node, Number) and len(constants) < MAX_CONSTANTS and abs(node.value) < 10**9:
            constants[fmpq(node.value.numerator, node.value.denominator)] = None
        elif isinstance(node, Call) and len(boundaries) < MAX_BOUNDARIES and node is not claim.statement:
            boundaries.extend(pair for pair in _boundaries(node) if _known(pair, known, numbering))
    return Landmarks(tuple(constants), tuple(boundaries), tuple(sizes))


def _axes(node: Expr) -> Iterator[Axis]:
    yield from node.type.shape
    if isinstance(node, Table):
        for symbol in node.indices:
            if symbol.axis is not None:
                yield symbol.axis


def _boundaries(node: Call) -> Iterator[tuple[Expr, Expr | None]]:
    if node.op in _ORDERS and not node.args[0].type.shape:
        yield node.args[0], node.args[1]
    elif node.op in ("Max", "Min"):
        yield from ((node.args[0], other) for other in node.args[1:])
    elif node.op in _TURNING and not node.args[0].type.shape:
        yield node.args[0], None
    elif node.op == "div" and not node.args[1].type.shape and not isinstance(node.args[1], Number):
        yield node.args[1], None


def _known(pair: tuple[Expr, Expr | None], known: set[Any], numbering: Numbering) -> bool:
    """Whether both sides can be evaluated outside of any binder."""
    free = numbering.free(pair[0]) | (numbering.free(pair[1]) if pair[1] is not None else frozenset())
    return bool(free) and free <= known
