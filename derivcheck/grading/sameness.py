"""Whether two texts say the same but for the order of terms and factors, and whether one contains the other.

Nothing is worked out here: a sum is a bag of signed terms, a product a bag of factors and divisors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

from derivcheck.language import syntax
from derivcheck.language.located import Located
from derivcheck.language.parser import parse_located
from derivcheck.language.source import LanguageError
from derivcheck.language.tokens import Mark, tokens

#: A tree without its places: a node's kind and its parts.
Shape = object


def same(left: str, right: str) -> bool:
    """Whether two texts say the same but for the order of terms and factors."""
    first, second = _read(left), _read(right)
    return first is not None and first == second


def contains(text: str, part: str) -> bool:
    """Whether a text has another one in it, perhaps with its terms or factors among others; no mere number."""
    if not any(token.mark is Mark.NAME for token in tokens(part)):
        return False
    whole, piece = _read(text), _read(part)
    return whole is not None and piece is not None and any(_has(shape, piece) for shape in _walk(whole))


def _read(text: str) -> Shape | None:
    try:
        return shape_of(parse_located(Located.contiguous(text, 0)))
    except LanguageError:
        return None


def shape_of(tree: syntax.Tree) -> Shape:
    """A tree without its places, the order of sums and products, zeros in sums and ones in products."""
    if isinstance(tree, syntax.Operation):
        if tree.op in ("add", "sub", "neg"):
            return _bag("add", list(_terms(tree, 1)))
        if tree.op in ("mul", "div"):
            return _bag("mul", list(_factors(tree, 1)))
    values = [getattr(tree, field.name) for field in fields(tree) if field.name != "span"]
    return (type(tree).__name__, *(_shape_of(value) for value in values))


def _shape_of(value: object) -> Shape:
    if isinstance(value, tuple):
        return tuple(_shape_of(part) for part in value)
    return shape_of(value) if isinstance(value, syntax.Node) else value  # type: ignore[arg-type]


def _bag(op: str, parts: list[tuple[int, Shape]]) -> Shape:
    """Parts with their signs or exponents, in an order of their own; one positive part alone is itself."""
    if len(parts) == 1 and parts[0][0] == 1:
        return parts[0][1]
    return (op, *sorted(parts, key=repr))


def _terms(tree: syntax.Tree, sign: int) -> Iterator[tuple[int, Shape]]:
    if isinstance(tree, syntax.Operation) and tree.op in ("add", "sub", "neg"):
        for place, part in enumerate(tree.operands):
            minus = tree.op == "neg" or (tree.op == "sub" and place > 0)
            yield from _terms(part, -sign if minus else sign)
    elif not (isinstance(tree, syntax.Number) and tree.value == 0):
        yield sign, shape_of(tree)


def _factors(tree: syntax.Tree, exponent: int) -> Iterator[tuple[int, Shape]]:
    if isinstance(tree, syntax.Operation) and tree.op in ("mul", "div"):
        for place, part in enumerate(tree.operands):
            below = tree.op == "div" and place > 0
            yield from _factors(part, -exponent if below else exponent)
    elif not (isinstance(tree, syntax.Number) and tree.value == 1):
        yield exponent, shape_of(tree)


def _walk(shape: Shape) -> Iterator[Shape]:
    yield shape
    if isinstance(shape, tuple):
        for part in shape:
            yield from _walk(part)


def _has(whole: Shape, piece: Shape) -> bool:
    if whole == piece:
        return True
    if not (isinstance(whole, tuple) and isinstance(piece, tuple) and whole and piece):
        return False
    return whole[0] == piece[0] and piece[0] in ("add", "mul") and Counter(piece[1:]) <= Counter(whole[1:])
