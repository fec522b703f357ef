"""Vectors and matrices: displays, entries, and the functions of matrix algebra."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce

from derivcheck.language import core, syntax
from derivcheck.language.core import Axis, Expr, Kind, Size, Symbol, Type
from derivcheck.language.elaboration import kinds, shapes
from derivcheck.language.elaboration.context import Context, each, error
from derivcheck.language.elaboration.operators import inverse, transposed, what_met
from derivcheck.language.elaboration.sizes import expression_of, number, size_of
from derivcheck.language.located import quoted
from derivcheck.language.source import LanguageError, Span


def display(node: syntax.Listed, context: Context) -> Expr:
    """``[a, b]`` is a vector, ``[[a, b], [c, d]]`` a matrix by its rows."""
    items = context.values(node.items)
    listed = [isinstance(n, syntax.Listed) for n in node.items]
    if any(listed) and not all(listed):
        raise error("a list holds either numbers or rows", node.span)
    first = items[0].type
    for item, at, is_list in zip(items, node.items, listed, strict=True):
        if item.type.shape and not is_list:
            hint = "a list holds numbers, or rows that are lists themselves; blocks are written block([[A, B], [C, D]])"
            raise error(what_met([item], [at], context), at.span, hint)
        if len(item.type.shape) > 1:
            raise error("lists nest at most twice: vectors and matrices", at.span)
        if not shapes.same(first, item.type):
            met = what_met([items[0], item], [node.items[0], at], context)
            message = f"the rows have different lengths: {met}"
            raise error(message, node.span)
    kind = kinds.joined(kinds.kinds_of(items))
    return core.Array(tuple(items), type=Type(kind, (shapes.span_of(len(items)), *first.shape)), span=node.span)


def entry(node: syntax.Subscript, context: Context) -> Expr:
    """``x[i, j]``, for a name as for any other tensor."""
    if isinstance(node.value, syntax.Name) and node.value.name not in context.bound:
        name = node.value.name
        if context.names.knows(name) and context.names.symbol(name) is None:
            return context.names.entry(name, node, context)
    return entry_of(context.value(node.value), node, context)


def entry_of(tensor: Expr, node: syntax.Subscript, context: Context) -> Expr:
    """The entry of an elaborated tensor. Raises LanguageError for a wrong number or kind of indices."""
    axes = tensor.type.shape
    what = context.text(node.value.span)
    if not axes:
        raise error(f"{what} is a scalar and has no entries", node.span)
    indices = each(lambda n: context.integral(n, "an index"), node.indices)
    if len(indices) != len(axes):
        if tensor.type.row and len(indices) == 1:
            hint = f"write {what[1:-1]}[1, …]"
        else:
            hint = f"write {what[1:-1]}[{', '.join('ijklmn'[: len(axes)])}]"
        count = "1 index is" if len(indices) == 1 else f"{len(indices)} indices are"
        raise error(f"{what} has {len(axes)} axes, but {count} given", node.span, hint)
    outside = zero_outside(tensor)
    if not outside:
        each(lambda k: _check_range(indices[k], node.indices[k].span, axes[k], what, context), range(len(axes)))
    return core.Entry(tensor, tuple(indices), type=Type(entry_kind(tensor)), span=node.span)


def entry_kind(tensor: Expr) -> Kind:
    """The kind of a tensor's entries; only those of a variable are known to have the sign that was declared."""
    if isinstance(tensor, core.Variable):
        return kinds.of_entry(tensor.type.kind, zero_outside(tensor))
    return kinds.joined([tensor.type.kind])


def zero_outside(tensor: Expr) -> bool:
    return isinstance(tensor, core.Variable) and "zero_outside" in tensor.symbol.properties


def _check_range(index: Expr, span: Span, axis: Axis, what: str, context: Context) -> None:
    """Refuses an index that certainly lies outside its axis."""
    bounds = [size_of(index)] * 2
    if isinstance(index, core.Variable) and index.symbol.axis is not None:
        bounds = [index.symbol.axis.first, index.symbol.axis.last]
        if not all(b is None or b.constant is not None for b in (*bounds, axis.first, axis.last)):
            return  # a condition on the sizes, which is for the engine to look at
    low, high = bounds
    below = low is not None and _negative(low - axis.first)
    above = high is not None and axis.last is not None and _negative(axis.last - high)
    if below or above:
        last = "…" if axis.last is None else str(axis.last)
        message = f"the index {context.text(span)} of {what} lies outside {axis.first}..{last}"
        raise error(message, span, "declare the tensor zero_outside if its entries there are 0")


def _negative(size: Size) -> bool:
    return size.constant is not None and size.constant < 0


def size_symbol(context: Context, span: Span) -> Callable[[str], Symbol]:
    def find(name: str) -> Symbol:
        symbol = context.names.symbol(name)
        if symbol is None:
            raise error(f"{quoted(name)} is not a size", span)
        return symbol

    return find


def zeros_like(tensor: Expr, span: Span, context: Context) -> Expr:
    """Zero in the shape of ``tensor``, for ``grad(L, w) == 0``."""
    type = replace(tensor.type, kind=Kind.NATURAL)
    if any(axis.length is None for axis in type.shape):
        indices = tuple(context.fresh("i", Type(Kind.NATURAL)) for _ in type.shape)
        ranged = tuple(replace(i, axis=a) for i, a in zip(indices, type.shape, strict=True))
        return core.Table(ranged, number(0, span), type=type, span=span)
    sizes = _size_expressions(type, span, context)
    return core.Call("zeros", sizes, type=type, span=span)


def _size_expressions(type: Type, span: Span, context: Context) -> tuple[Expr, ...]:
    find = size_symbol(context, span)
    return tuple(expression_of(a.length, span, find) for a in type.shape if a.length is not None)


def shape(node: syntax.Call, context: Context) -> Expr:
    """``shape(A)``: the tuple of its sizes."""
    (part,) = arguments(node, context, 1)
    if any(axis.length is None for axis in part.type.shape):
        raise error("an infinite sequence has no shape", node.span)
    items = _size_expressions(part.type, node.span, context)
    return core.Array(items, type=Type(Kind.NATURAL, (shapes.span_of(len(items)),)), span=node.span)


# --- functions of matrices ----------------------------------------------------------------------------------------


def arguments(node: syntax.Call, context: Context, least: int, most: int | None = None) -> list[Expr]:
    """The arguments of a call, whose number is checked."""
    check_count(node, least, least if most is None else most)
    return context.values(node.args)


def check_count(node: syntax.Call, least: int, most: int) -> None:
    count = len(node.args)
    if not least <= count <= most:
        due = str(least) if least == most else f"{least} to {most}" if most < 100 else f"at least {least}"
        plural = "" if due == "1" else "s"
        raise error(f"{quoted(node.function.name)} takes {due} argument{plural}, not {count}", node.span)


def _square(node: syntax.Call, context: Context) -> Expr:
    (part,) = arguments(node, context, 1)
    if not shapes.is_square(part.type):
        raise _unfit(node, [part], "needs a square matrix", context)
    return part


def _unfit(node: syntax.Call, parts: list[Expr], need: str, context: Context, hint: str | None = None) -> LanguageError:
    message = f"{quoted(node.function.name)} {need}: {what_met(parts, node.args, context)}"
    return error(message, node.span, hint)


def _inverse(node: syntax.Call, context: Context) -> Expr:
    return inverse(_square(node, context), node.span)


def _transpose(node: syntax.Call, context: Context) -> Expr:
    (part,) = arguments(node, context, 1)
    return transposed(part, node.args[0], node.span, context)


def _square_to_scalar(op: str, real: bool) -> Callable[[syntax.Call, Context], Expr]:
    def elaborate(node: syntax.Call, context: Context) -> Expr:
        part = _square(node, context)
        kind = kinds.at_least_real([part.type.kind]) if real else kinds.signed([part.type.kind])
        return core.Call(op, (part,), type=Type(kind), span=node.span)

    return elaborate


def _constant(op: str, least: int, most: int) -> Callable[[syntax.Call, Context], Expr]:
    def elaborate(node: syntax.Call, context: Context) -> Expr:
        args = arguments(node, context, least, most)
        sizes = [_size_argument(a, n.span, context) for a, n in zip(args, node.args, strict=True)]
        axes = [shapes.span_of(s) for s in sizes]
        type = Type(Kind.NATURAL, tuple(axes * 2 if op == "eye" else axes))
        return core.Call(op, tuple(args), type=type, span=node.span)

    return elaborate


def _size_argument(part: Expr, span: Span, context: Context) -> Size:
    size = None if part.type.shape else size_of(part)
    if size is None or (size.constant is not None and size.constant < 1):
        hint = "a size is a positive integer, or a declared size such as n, 2*n or n + 1"
        raise error(f"{context.text(span)} is not a size", span, hint)
    return size


def _diagonal(node: syntax.Call, context: Context) -> Expr:
    args = arguments(node, context, 1, 1000)
    part = args[0]
    if len(args) > 1 and all(not a.type.shape for a in args):
        type = Type(kinds.joined(kinds.kinds_of(args)), (shapes.span_of(len(args)),))
        part = core.Array(tuple(args), type=type, span=node.args[0].span.to(node.args[-1].span))
    elif len(args) > 1 or not shapes.is_vector(part.type):
        raise _unfit(node, args, "makes a matrix from a vector", context)
    kind = kinds.joined([part.type.kind, Kind.NATURAL])
    return core.Call("diag", (part,), type=Type(kind, part.type.shape * 2), span=node.span)


def _norm(node: syntax.Call, context: Context) -> Expr:
    (part,) = arguments(node, context, 1)
    if len(part.type.shape) not in (1, 2):
        hint = "write Abs(x)" if not part.type.shape else None
        raise _unfit(node, [part], "is for vectors and matrices", context, hint)
    return core.Call("norm", (part,), type=Type(Kind.REAL), span=node.span)


def _inner(node: syntax.Call, context: Context) -> Expr:
    left, right = arguments(node, context, 2)
    if not left.type.shape or not shapes.same(left.type, right.type):
        raise _unfit(node, [left, right], "needs two tensors of one shape", context)
    type = Type(kinds.joined(kinds.kinds_of([left, right])))
    return core.Call("inner", (left, right), type=type, span=node.span)


def _outer(node: syntax.Call, context: Context) -> Expr:
    left, right = arguments(node, context, 2)
    if not (shapes.is_vector(left.type) and shapes.is_vector(right.type)):
        raise _unfit(node, [left, right], "needs two vectors", context)
    type = Type(kinds.joined(kinds.kinds_of([left, right])), (left.type.shape[0], right.type.shape[0]))
    return core.Call("outer", (left, right), type=type, span=node.span)


def _kronecker(node: syntax.Call, context: Context) -> Expr:
    left, right = arguments(node, context, 2)
    if not all(len(p.type.shape) in (1, 2) and None not in shapes.lengths(p.type) for p in (left, right)):
        raise _unfit(node, [left, right], "needs two matrices or vectors", context)
    count = max(len(left.type.shape), len(right.type.shape))
    pairs = zip(*(_lengths(p.type, count) for p in (left, right)), strict=True)
    axes = tuple(shapes.span_of(a * b) for a, b in pairs)
    type = Type(kinds.joined(kinds.kinds_of([left, right])), axes)
    return core.Call("kron", (left, right), type=type, span=node.span)


def _lengths(type: Type, count: int = 2) -> list[Size]:
    """The lengths of axes that end; with a second one, a vector is a column and a number a matrix of one entry."""
    known = [length for length in shapes.lengths(type) if length is not None]
    return known + [Size.of(1)] * (count - len(known))


def _block(node: syntax.Call, context: Context) -> Expr:
    """``block([[A, b], [c.T, d]])``: a matrix by its blocks; of one column of vectors a vector."""
    check_count(node, 1, 1)
    rows = node.args[0]
    if not isinstance(rows, syntax.Listed) or not all(isinstance(r, syntax.Listed) for r in rows.items):
        hint = "write block([[A, B], [C, D]]), and block([[x], [y]]) for vectors below one another"
        raise error(f"{quoted(node.function.name)} takes a list of rows", node.span, hint)
    listed = each(lambda row: _row(row, context), [r for r in rows.items if isinstance(r, syntax.Listed)])
    first = listed[0]
    for row, at in zip(listed, rows.items, strict=True):
        widths = [[_lengths(item.type)[1] for item in r.items] for r in (first, row)]
        if widths[0] != widths[1]:
            shown = " and ".join(f"({', '.join(map(str, own))})" for own in widths)
            raise error(f"the blocks of the rows have different widths: {shown}", at.span)
    height = reduce(lambda a, b: a + b, (_lengths(row.type)[0] for row in listed))
    kind = kinds.joined(kinds.kinds_of(listed))
    is_vector = all(len(row.items) == 1 and len(row.items[0].type.shape) < 2 for row in listed)
    shape = (shapes.span_of(height), *first.type.shape[1:])[: 1 if is_vector else 2]
    return core.Call("block", tuple(listed), type=Type(kind, shape), span=node.span)


def _row(node: syntax.Listed, context: Context) -> core.Array:
    """Blocks beside one another, all of the same height."""
    items = context.values(node.items)
    for item, at in zip(items, node.items, strict=True):
        if len(item.type.shape) > 2 or None in shapes.lengths(item.type):
            raise error(what_met([item], [at], context) + ", which is no block", at.span)
        if _lengths(item.type)[0] != _lengths(items[0].type)[0]:
            met = what_met([items[0], item], [node.items[0], at], context)
            raise error(f"the blocks of a row have different heights: {met}", node.span)
    sizes = [_lengths(item.type) for item in items]
    width = reduce(lambda a, b: a + b, (columns for _, columns in sizes))
    kind = kinds.joined(kinds.kinds_of(items))
    axes = (shapes.span_of(sizes[0][0]), shapes.span_of(width))
    return core.Array(tuple(items), type=Type(kind, axes), span=node.span)


def _stacked(node: syntax.Call, context: Context) -> Expr:
    (part,) = arguments(node, context, 1)
    if not shapes.is_matrix(part.type):
        raise _unfit(node, [part], "needs a matrix", context)
    return vec(part, node.span)


def vec(matrix: Expr, span: Span) -> Expr:
    """The columns of a matrix, one below the other."""
    rows, columns = shapes.lengths(matrix.type)
    assert rows is not None, "a matrix has finite axes"
    assert columns is not None, "a matrix has finite axes"
    type = Type(kinds.joined([matrix.type.kind]), (shapes.span_of(rows * columns),))
    return core.Call("vec", (matrix,), type=type, span=span)


def _softmax(node: syntax.Call, context: Context) -> Expr:
    (part,) = arguments(node, context, 1)
    _vector(part, node, context)
    return core.Call("softmax", (part,), type=replace(part.type, kind=Kind.REAL), span=node.span)


def _logsumexp(node: syntax.Call, context: Context) -> Expr:
    (part,) = arguments(node, context, 1)
    _vector(part, node, context)
    return core.Call("logsumexp", (part,), type=Type(Kind.REAL), span=node.span)


def _vector(part: Expr, node: syntax.Call, context: Context) -> None:
    if part.type.kind is Kind.COMPLEX or not (shapes.is_vector(part.type) or part.type.row):
        hint = "write a list: softmax([a, b, c])" if not part.type.shape else None
        raise _unfit(node, [part], "needs a real vector", context, hint)


def _explicit(node: syntax.Call, context: Context) -> Expr:
    """``Matrix([[a, b], [c, d]])`` is the list itself."""
    check_count(node, 1, 1)
    if not isinstance(node.args[0], syntax.Listed):
        raise error(f"{quoted(node.function.name)} takes a list of rows", node.span)
    return context.value(node.args[0])


FORMS: dict[str, Callable[[syntax.Call, Context], Expr]] = {
    "shape": shape,
    "inv": _inverse,
    "Inverse": _inverse,
    "transpose": _transpose,
    "Transpose": _transpose,
    "det": _square_to_scalar("det", real=False),
    "Determinant": _square_to_scalar("det", real=False),
    "tr": _square_to_scalar("trace", real=False),
    "trace": _square_to_scalar("trace", real=False),
    "Trace": _square_to_scalar("trace", real=False),
    "eigmax": _square_to_scalar("eigmax", real=True),
    "eigmin": _square_to_scalar("eigmin", real=True),
    "eye": _constant("eye", 1, 1),
    "Identity": _constant("eye", 1, 1),
    "zeros": _constant("zeros", 1, 8),
    "ones": _constant("ones", 1, 8),
    "diag": _diagonal,
    "norm": _norm,
    "inner": _inner,
    "outer": _outer,
    "kron": _kronecker,
    "vec": _stacked,
    "block": _block,
    "BlockMatrix": _block,
    "softmax": _softmax,
    "logsumexp": _logsumexp,
    "Matrix": _explicit,
    "Vector": _explicit,
}
