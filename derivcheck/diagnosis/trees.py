"""Syntax trees taken apart and put together: their nodes with their places, sums as terms, products as factors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from derivcheck.language import syntax
from derivcheck.language.located import quoted
from derivcheck.language.source import Span
from derivcheck.language.syntax import Call, Name, Number, Operation, Tree
from derivcheck.language.writing import written

#: Calls whose first argument is a value, and what the others are.
_ARGUMENTS = {
    **dict.fromkeys(("Sum", "Product", "Integral"), "range"),
    **dict.fromkeys(("D", "Derivative", "diff", "grad", "jac", "hess", "Subs", "Limit"), "target"),
    **dict.fromkeys(("convex", "increasing", "decreasing", "strictly_increasing", "strictly_decreasing"), "target"),
    **dict.fromkeys(("minimizer", "stationary"), "target"),
}
_OF_INDICES = frozenset({"delta", "KroneckerDelta"})
#: What is worked out on one side, so that a mistake is looked for on the other.
OPERATORS = frozenset({"D", "Derivative", "diff", "grad", "jac", "hess", "Expect", "Var", "Cov", "Integral", "Limit"})
_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Spot:
    """A node and its place. ``role``: value, index, range (of a sum), target (of a derivative) or statement."""

    node: Tree
    path: tuple[int, ...]
    role: str
    parents: tuple[Tree, ...] = ()

    @property
    def parent(self) -> Tree | None:
        return self.parents[-1] if self.parents else None


def children(tree: Tree) -> tuple[Tree, ...]:
    """The nodes directly below, in the order of the text."""
    match tree:
        case syntax.Operation() | syntax.Relation() | syntax.Logic():
            return tree.operands
        case syntax.Call():
            return tree.args
        case syntax.Subscript():
            return (tree.value, *tree.indices)
        case syntax.Transpose():
            return (tree.value,)
        case syntax.Listed() | syntax.Tupled():
            return tree.items
        case syntax.Number() | syntax.Name() | syntax.Direction():
            return ()
    assert_never(tree)


def with_children(tree: Tree, new: tuple[Tree, ...]) -> Tree:
    """The same node over other ones."""
    match tree:
        case syntax.Operation() | syntax.Relation() | syntax.Logic():
            return replace(tree, operands=new)
        case syntax.Call():
            return replace(tree, args=new)
        case syntax.Subscript():
            return replace(tree, value=new[0], indices=new[1:])
        case syntax.Transpose():
            return replace(tree, value=new[0])
        case syntax.Listed() | syntax.Tupled():
            return replace(tree, items=new)
        case syntax.Number() | syntax.Name() | syntax.Direction():
            return tree
    assert_never(tree)


def replaced(tree: Tree, path: Sequence[int], new: Tree) -> Tree:
    """The tree with another node at a place."""
    if not path:
        return new
    parts = list(children(tree))
    parts[path[0]] = replaced(parts[path[0]], path[1:], new)
    return with_children(tree, tuple(parts))


def renamed(tree: Tree, names: dict[str, str]) -> Tree:
    """The tree with other names, all at once."""
    if isinstance(tree, Name):
        return name(names.get(tree.name, tree.name))
    return with_children(tree, tuple(renamed(c, names) for c in children(tree)))


def substituted(tree: Tree, values: dict[str, Tree]) -> Tree:
    """The tree with other trees for names; functions keep theirs."""
    if isinstance(tree, Name):
        return values.get(tree.name, tree)
    return with_children(tree, tuple(substituted(c, values) for c in children(tree)))


def walk(tree: Tree, role: str = "value") -> Iterator[Spot]:
    """Every node with its place, the outer ones first."""
    pending = [Spot(tree, (), role)]
    while pending:
        spot = pending.pop()
        yield spot
        below = children(spot.node)
        for k in reversed(range(len(below))):
            inner = Spot(below[k], (*spot.path, k), _role(spot, k), (*spot.parents, spot.node))
            pending.append(inner)


def _role(spot: Spot, k: int) -> str:
    match spot.node:
        case syntax.Subscript() if k:
            return "index"
        case syntax.Call(function=Name(name=name)):
            if name in _OF_INDICES:
                return "index"
            return _ARGUMENTS.get(name, "value") if k else "value"
        case syntax.Relation() | syntax.Logic():
            return "value" if isinstance(spot.node, syntax.Relation) else "statement"
        case syntax.Tupled():
            return spot.role
    return spot.role if spot.role in ("index", "range", "target") else "value"


# --- making nodes -----------------------------------------------------------------------------------------------------


def number(value: Fraction | int) -> Tree:
    """A number; a fraction as a quotient."""
    value = Fraction(value)
    if value < 0:
        return Operation("neg", (number(-value),), span=_NOWHERE)
    if value.denominator == 1:
        return Number(value, span=_NOWHERE)
    parts = (Number(Fraction(value.numerator), span=_NOWHERE), Number(Fraction(value.denominator), span=_NOWHERE))
    return Operation("div", parts, span=_NOWHERE)


def name(text: str) -> Name:
    return Name(text, span=_NOWHERE)


def call(function: str, *args: Tree) -> Call:
    return Call(name(function), args, span=_NOWHERE)


def operation(op: str, *operands: Tree) -> Tree:
    return Operation(op, operands, span=_NOWHERE)


def same(left: Tree, right: Tree) -> bool:
    """Whether two trees are the same text."""
    if left is right:
        return True
    if type(left) is not type(right):
        return False
    match left, right:
        case (Number(), Number()):
            return left.value == right.value and left.places == right.places
        case (Name(), Name()):
            return left.name == right.name
        case (syntax.Direction(), syntax.Direction()):
            return left.text == right.text
        case (Call(), Call()):
            if left.function.name != right.function.name:
                return False
        case (Operation(), Operation()):
            if left.op != right.op:
                return False
        case (syntax.Logic(), syntax.Logic()):
            if left.op != right.op:
                return False
        case (syntax.Relation(), syntax.Relation()):
            if left.ops != right.ops:
                return False
    below, others = children(left), children(right)
    return len(below) == len(others) and all(map(same, below, others))


def names(tree: Tree) -> set[str]:
    """All names in it."""
    return {s.node.name for s in walk(tree) if isinstance(s.node, Name)}


# --- sums and products ------------------------------------------------------------------------------------------------

#: A sign (1 or -1) and what it belongs to.
Term = tuple[int, Tree]
#: 1 for the numerator or -1 for the denominator, and a factor.
Factor = tuple[int, Tree]


def terms(tree: Tree) -> list[Term]:
    """A sum as signed terms; what is no sum is its only term."""
    match tree:
        case Operation(op="add"):
            return [t for operand in tree.operands for t in terms(operand)]
        case Operation(op="sub", operands=(left, right)):
            return [*terms(left), *((-s, t) for s, t in terms(right))]
        case Operation(op="neg", operands=(inner,)):
            return [(-s, t) for s, t in terms(inner)]
        case Operation(op="mul" | "div" | "matmul", operands=(Operation(op="neg", operands=(inner,)), *rest)):
            return [(-1, replace(tree, operands=(inner, *rest)))]
    return [(1, tree)]


def total(parts: Sequence[Term]) -> Tree:
    """A sum of signed terms; the empty one is 0. A positive term comes first where the first is negative alone."""
    if not parts:
        return number(0)
    nodes = [t if s > 0 else operation("neg", t) for s, t in parts]
    if len(nodes) == 1:
        return nodes[0]
    if len(nodes) == 2 and parts[1][0] < 0:
        return operation("sub", nodes[0], parts[1][1])
    return operation("add", *nodes)


def moved(bound: Tree, step: int) -> Tree:
    """A whole number and so much more, without a sum of two numbers at its end."""
    parts = terms(bound)
    sign, last = parts[-1]
    if isinstance(last, Number):
        value = sign * last.value + step
        parts = parts[:-1]
        if value or not parts:
            parts.append((1 if value >= 0 else -1, number(abs(value))))
        return total(parts)
    return total([*parts, (1 if step > 0 else -1, number(abs(step)))])


def factors(tree: Tree) -> list[Factor]:
    """A product or quotient as factors above and below; what is neither is its only factor."""
    match tree:
        case Operation(op="mul"):
            return [f for operand in tree.operands for f in factors(operand)]
        case Operation(op="div", operands=(above, below)):
            return [*factors(above), *((-s, f) for s, f in factors(below))]
    return [(1, tree)]


def product(parts: Sequence[Factor]) -> Tree:
    """A product of the factors above over that of those below."""
    above = [f for s, f in parts if s > 0 and not is_one(f)]
    below = [f for s, f in parts if s < 0]
    top = number(1) if not above else above[0] if len(above) == 1 else operation("mul", *above)
    if not below:
        return top
    return operation("div", top, below[0] if len(below) == 1 else operation("mul", *below))


def gathered(parts: Sequence[Factor]) -> list[Factor]:
    """The factors with equal ones as powers, and numbers as one; those above first."""
    numbers, kept = Fraction(1), list[tuple[Tree, Fraction]]()
    for side, factor in parts:
        if isinstance(factor, Number) and factor.places is None and factor.value:
            numbers *= factor.value**side
            continue
        base, power = _base(factor)
        place = next((k for k, (b, _) in enumerate(kept) if same(b, base)), None)
        if place is None:
            kept.append((base, side * power))
        else:
            kept[place] = (base, kept[place][1] + side * power)
    powers = [(1 if p > 0 else -1, b if abs(p) == 1 else operation("pow", b, number(abs(p)))) for b, p in kept if p]
    found = [(1, number(Fraction(numbers.numerator))), *(f for f in powers if f[0] > 0)]
    found += [(-1, number(Fraction(numbers.denominator))), *(f for f in powers if f[0] < 0)]
    return [f for f in found if not is_one(f[1])]


def bare(tree: Tree) -> Tree:
    """The base of a power with a number as exponent, or the tree itself."""
    return _base(tree)[0]


def _base(tree: Tree) -> tuple[Tree, Fraction]:
    match tree:
        case Operation(op="pow", operands=(base, Number() as exponent)) if exponent.places is None:
            return base, exponent.value
    return tree, Fraction(1)


def sequence(tree: Tree) -> list[Tree]:
    """The factors of a product, be it of matrices, in their order; what is none is its only factor."""
    match tree:
        case Operation(op="mul" | "matmul"):
            return [f for operand in tree.operands for f in sequence(operand)]
    return [tree]


def transposed(tree: Tree) -> Tree:
    """The transpose; that of a transpose is what was transposed, also of one factor of a product."""
    match tree:
        case syntax.Transpose():
            return tree.value
        case Operation(op="matmul", operands=(left, right)) if _is_transposed(left) or _is_transposed(right):
            return replace(tree, operands=(transposed(right), transposed(left)))
    return syntax.Transpose(tree, span=tree.span)


def _is_transposed(tree: Tree) -> bool:
    return isinstance(tree, syntax.Transpose)


def is_sum(tree: Tree | None) -> bool:
    return isinstance(tree, Operation) and tree.op in ("add", "sub", "neg")


def is_product(tree: Tree | None) -> bool:
    return isinstance(tree, Operation) and tree.op in ("mul", "div")


def is_exponent(spot: Spot) -> bool:
    return isinstance(spot.parent, Operation) and spot.parent.op == "pow" and spot.path[-1] == 1


def is_one(tree: Tree) -> bool:
    return isinstance(tree, Number) and tree.value == 1


def is_zero(tree: Tree) -> bool:
    return isinstance(tree, Number) and tree.value == 0


def shown(tree: Tree) -> str:
    """A tree as messages show it, in backquotes."""
    return quoted(written(tree))


def listed(several: Sequence[Tree], word: str = "and") -> str:
    """Trees as messages list them: `a`, `b` and `c`."""
    *first, last = map(shown, several)
    return f"{', '.join(first)} {word} {last}" if first else last


def is_worked_out(tree: Tree, operators: frozenset[str] = OPERATORS) -> bool:
    """Whether it contains one of these operators."""
    return any(isinstance(s.node, Call) and s.node.function.name in operators for s in walk(tree))
