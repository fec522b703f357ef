"""Relations and what joins them: ``==``, ``<=``, ``~=``, ``and``, ``=>``; and SymPy's names for them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from derivcheck.language import core, syntax
from derivcheck.language.core import Expr, Kind, Type
from derivcheck.language.elaboration import kinds, layouts, shapes
from derivcheck.language.elaboration.context import Context, each, error
from derivcheck.language.elaboration.operators import agreed, what_met
from derivcheck.language.elaboration.sizes import size_of
from derivcheck.language.elaboration.tensors import zeros_like
from derivcheck.language.located import quoted
from derivcheck.language.source import LanguageError, Span

_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "approx": "~="}


def logic(node: syntax.Logic, context: Context) -> Expr:
    """``and``, ``or``, ``not``, ``=>``, ``<=>`` of statements; a chain of `<=>` joins neighbours."""
    parts = each(context.boolean, node.operands)
    if node.op == "iff":
        return conjunction([joined("iff", pair, node.span) for pair in pairwise(parts)], node.span)
    return joined(node.op, parts, node.span)


def joined(op: str, parts: Sequence[Expr], span: Span) -> Expr:
    return core.Call(op, tuple(parts), type=shapes.BOOLEAN, span=span)


def conjunction(parts: Sequence[Expr], span: Span) -> Expr:
    return parts[0] if len(parts) == 1 else joined("and", parts, span)


def chain(node: syntax.Relation, context: Context) -> Expr:
    """``a == b <= c``: the conjunction of the relations between neighbours."""
    growth = _growth(node, context)
    if growth is not None:
        return growth
    sides = each(lambda n: side(n, context), node.operands)
    links = each(
        lambda k: relation(node.ops[k], (sides[k], sides[k + 1]), node.operands[k : k + 2], context),
        range(len(node.ops)),
    )
    return conjunction(links, node.span)


def side(node: syntax.Tree, context: Context) -> Expr:
    """One side of a relation: a value, or a tuple to compare with a shape."""
    if isinstance(node, syntax.Tupled):
        items = each(context.scalar, node.items)
        type = Type(kinds.joined(kinds.kinds_of(items)), (shapes.span_of(len(items)),))
        return core.Array(tuple(items), type=type, span=node.span)
    return context.value(node)


Pair = tuple[Expr, Expr]


def relation(op: str, sides: Pair, nodes: Sequence[syntax.Tree], context: Context) -> Expr:
    """One relation between two sides, elaborated from two nodes. Raises LanguageError where they cannot be compared."""
    span = nodes[0].span.to(nodes[1].span)
    if op == "approx":
        _check_rounded(nodes[1], context)
    if op in ("eq", "ne", "approx"):
        sides = _comparable(sides, nodes, span, context)
    else:
        each(lambda k: _check_ordered(op, sides[k], nodes[k], context), range(2))
    return core.Call(op, sides, type=shapes.BOOLEAN, span=span)


def _check_ordered(op: str, part: Expr, node: syntax.Tree, context: Context) -> None:
    if part.type.shape:
        hint = "compare entries: x[i] > 0"
        raise error(f"`{_SIGNS[op]}` compares numbers: {what_met([part], [node], context)}", node.span, hint)
    if part.type.kind is Kind.COMPLEX:
        hint = "compare Abs(z), re(z) or im(z)"
        raise error(f"complex numbers have no order: {context.text(node.span)}", node.span, hint)


def _comparable(sides: Pair, nodes: Sequence[syntax.Tree], span: Span, context: Context) -> Pair:
    left, right = sides
    if left.type.shape and _is_zero(right):
        right = zeros_like(left, right.span, context)
    elif right.type.shape and _is_zero(left):
        left = zeros_like(right, left.span, context)
    if not left.type.shape and not right.type.shape:
        return left, right
    if not left.type.shape or not right.type.shape:
        hint = "only 0 can be compared with a tensor; write c*ones(n) for a constant one"
        raise error(what_met([left, right], nodes, context), span, hint)
    if any(isinstance(n, syntax.Tupled) for n in nodes) and not shapes.same(left.type, right.type):
        raise _shapes_differ([left, right], nodes, context, span)
    agreed([left, right], nodes, context, span, layouts.hint((left, right)))
    return left, right


def _shapes_differ(sides: list[Expr], nodes: Sequence[syntax.Tree], context: Context, span: Span) -> LanguageError:
    """Two tuples of different lengths, each spelt out."""
    shown = []
    for side, node in zip(sides, nodes, strict=True):
        text = context.text(node.span)
        sizes = [size_of(i) for i in side.items] if isinstance(side, core.Array) else [None]
        if isinstance(node, syntax.Tupled) or None in sizes:
            shown.append(f"{text} has {len(sizes)} entr{'y' if len(sizes) == 1 else 'ies'}")
        else:
            shown.append(f"{text} is ({', '.join(map(str, sizes))}{',' if len(sizes) == 1 else ''})")
    return error(", ".join(shown), span, "a vector has a shape of one number: (n,)")


def _is_zero(expr: Expr) -> bool:
    return isinstance(expr, core.Number) and expr.value == 0


def _check_rounded(node: syntax.Tree, context: Context) -> None:
    """The right side of `~=` must say to how many digits it was rounded."""
    match node:
        case syntax.Number():
            return
        case syntax.Operation(op="neg", operands=(syntax.Number(),)):
            return
        case syntax.Listed(items=items):
            for item in items:
                _check_rounded(item, context)
        case _:
            hint = "write the digits, as in sigmoid(0.3275) ~= 0.5812"
            message = f"the right side of `~=` must be a number as it was rounded, not {context.text(node.span)}"
            raise error(message, node.span, hint)


def _growth(node: syntax.Relation, context: Context) -> Expr | None:
    """``cost == O(n**3)``, where `O` is not a name of the writer's."""
    last = node.operands[-1]
    if not (isinstance(last, syntax.Call) and last.function.name == "O") or context.known("O"):
        return None
    if node.ops[-1] != "eq" or len(last.args) != 1:
        raise error("growth is written as `cost == O(n**3)`", node.span)
    cost, bound = each(context.scalar, [node.operands[-2], last.args[0]])
    growth = core.Predicate("growth", (cost, bound), type=shapes.BOOLEAN, span=node.operands[-2].span.to(last.span))
    if len(node.ops) == 1:
        return growth
    before = syntax.Relation(node.ops[:-1], node.operands[:-1], span=node.operands[0].span.to(node.operands[-2].span))
    return conjunction([chain(before, context), growth], node.span)


_NAMED_LOGIC = {"And": "and", "Or": "or", "Not": "not", "Implies": "implies", "Equivalent": "iff"}
_NAMED_RELATIONS = {"Eq": "eq", "Ne": "ne", "Lt": "lt", "Le": "le", "Gt": "gt", "Ge": "ge"}


def named_logic(node: syntax.Call, context: Context) -> Expr:
    """``And(a, b)``, ``Not(a)`` and so on."""
    op = _NAMED_LOGIC[node.function.name]
    count = len(node.args)
    if count == 0 or (op == "not" and count != 1) or (op == "implies" and count != 2) or (op == "iff" and count < 2):
        raise error(f"{quoted(node.function.name)} has another number of arguments", node.span)
    if op in ("and", "or") and count == 1:
        return context.boolean(node.args[0])
    return logic(syntax.Logic(op, node.args, span=node.span), context)


def named_relation(node: syntax.Call, context: Context) -> Expr:
    """``Eq(a, b)`` and so on."""
    if len(node.args) != 2:
        raise error(f"{quoted(node.function.name)} compares two values", node.span)
    left, right = each(lambda n: side(n, context), node.args)
    return relation(_NAMED_RELATIONS[node.function.name], (left, right), node.args, context)


FORMS = {**dict.fromkeys(_NAMED_LOGIC, named_logic), **dict.fromkeys(_NAMED_RELATIONS, named_relation)}
