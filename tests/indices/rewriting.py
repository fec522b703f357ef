"""Rewriting of expressions into equal ones, on their text: what a person may do with sums on paper."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable
from random import Random

_NEW = ("o", "q1", "q2", "q3")


def rewritten(text: str, random: Random) -> str:
    """An equal expression: up to four steps, each at a random place where it applies."""
    tree = ast.parse(text, mode="eval")
    # Entries of a symmetric tensor count as independent under a derivative.
    rules = [rule for rule in _RULES if rule is not _symmetric or "D(" not in text]
    for step in range(random.randint(1, 4)):
        places = [(node, rule) for node in ast.walk(tree) for rule in rules if rule(node, random, step) is not None]
        if not places:
            break
        node, rule = random.choice(places)
        new = rule(copy.deepcopy(node), random, step)
        if new is not None:
            tree = ast.fix_missing_locations(_Swap(node, new).visit(tree))
    return ast.unparse(tree)


class _Swap(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _is_sum(node: ast.AST) -> bool:
    """A sum over one index with written bounds."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Sum"):
        return False
    over = node.args[-1]
    return len(node.args) == 2 and isinstance(over, ast.Tuple) and isinstance(over.elts[0], ast.Name)


def _parts(node: ast.AST) -> tuple[ast.expr, str, ast.expr, ast.expr]:
    """Body, index, first, last."""
    assert isinstance(node, ast.Call)
    assert isinstance(node.args[1], ast.Tuple)
    name, first, last = node.args[1].elts
    assert isinstance(name, ast.Name)
    return node.args[0], name.id, first, last


def _sum(body: ast.expr, name: str, first: ast.expr, last: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("Sum"), [body, ast.Tuple([ast.Name(name), first, last])], [])


def _names(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _renamed(node: ast.expr, old: str, new: str | ast.expr) -> ast.expr:
    """Free occurrences only: sums that bind the name again keep it in their bodies."""

    class Rename(ast.NodeTransformer):
        def visit_Name(self, n: ast.Name) -> ast.AST:
            return (ast.Name(new) if isinstance(new, str) else copy.deepcopy(new)) if n.id == old else n

        def visit_Call(self, n: ast.Call) -> ast.AST:
            if _is_sum(n) and _parts(n)[1] == old:
                body, name, first, last = _parts(n)
                return _sum(body, name, self.visit(first), self.visit(last))
            return self.generic_visit(n)

    found: ast.expr = Rename().visit(copy.deepcopy(node))
    return found


def _times(a: ast.expr, b: ast.expr) -> ast.expr:
    return ast.BinOp(a, ast.Mult(), b)


def _commute(node: ast.AST, random: Random, step: int) -> ast.expr | None:
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mult)):
        return ast.BinOp(node.right, node.op, node.left)
    return None


def _distribute(node: ast.AST, random: Random, step: int) -> ast.expr | None:
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)):
        return None
    for inner, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, (ast.Add, ast.Sub)):
            return ast.BinOp(_times(inner.left, other), inner.op, _times(inner.right, copy.deepcopy(other)))
    return None


def _square(node: ast.AST, random: Random, step: int) -> ast.expr | None:
    """a**2 as a*a."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and ast.unparse(node.right) == "2":
        return _times(node.left, copy.deepcopy(node.left))
    return None


def _rename(node: ast.AST, random: Random, step: int) -> ast.expr | None:
    if not _is_sum(node):
        return None
    body, name, first, last = _parts(node)
    new = random.choice((_NEW[step], "e", "i", "g"))
    return None if new in _names(node) else _sum(_renamed(body, name, new), new, first, last)


def _split(node: ast.AST, random: Random, step: int) -> ast.expr | None:
    """The sum of a sum."""
    if not _is_sum(node):
        return None
    body, name, first, last = _parts(node)
    if not (isinstance(body, ast.BinOp) and isinstance(body.op, (ast.Add, ast.Sub))):
        return None
    again = copy.deepcopy((first, last))
    return ast.BinOp(_sum(body.left, name, first, last), body.op, _sum(body.right, name, *again))


def _out(node: ast.AST, random: Random, step: int) -> ast.expr | None:
    """A factor that does not depend on the index before the sum."""
    if not _is_sum(node):
        return None
    body, name, first, last = _parts(node)
    if not (isinstance(body, ast.BinOp) and isinstance(body.op, ast.Mult)):
        return None
    for factor, rest in ((body.left, body.right), (body.right, body.left)):
        if name not in _names(factor):
            return _times(factor, _sum(rest, name, first, last))
    return None


def _into(node: ast.AST, random: Random, step: int) -> ast.expr | None:
    """A factor before a sum into it; two sums into a double sum."""
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)):
        return None
    for whole, factor in ((node.left, node.right), (node.right, node.left)):
        if _is_sum(whole):
            body, name, first, last = _parts(whole)
            if name not in _names(factor):
                return _sum(_times(body, factor), name, first, last)
            new = _NEW[step]
            if new not in _names(node):
                return _sum(_times(_renamed(body, name, new), factor), new, first, last)
    return None


def _exchange(node: ast.AST, random: Random, step: int) -> ast.expr | None:
    """The order of two sums whose ranges do not depend on each other; of a triangle, seen from the other side."""
    if not _is_sum(node) or not _is_sum(_parts(node)[0]):
        return None
    inner, outer_name, first, last = _parts(node)
    body, name, low, high = _parts(inner)
    if name == outer_name or name in _names(first) | _names(last):
        return None
    if outer_name not in _names(low) | _names(high):
        return _sum(_sum(body, outer_name, first, last), name, low, high)
    if [ast.unparse(b) for b in (first, low, high)] == ["1", "1", outer_name]:
        return _sum(_sum(body, outer_name, ast.Name(name), last), name, first, copy.deepcopy(last))
    return None


def _shift(node: ast.AST, random: Random, step: int) -> ast.expr | None:
    """The index counted from one further on, or backwards."""
    if not _is_sum(node):
        return None
    body, name, first, last = _parts(node)
    one = ast.Constant(1)
    if random.random() < 0.5:
        earlier = ast.BinOp(ast.Name(name), ast.Sub(), one)
        bounds = [ast.BinOp(b, ast.Add(), one) for b in (first, last)]
        return _sum(_renamed(body, name, earlier), name, bounds[0], bounds[1])
    if _names(first) | _names(last) <= {"n"} and ast.unparse(first) == "1" and ast.unparse(last) == "n":
        back = ast.parse(f"n + 1 - {name}", mode="eval").body
        return _sum(_renamed(body, name, back), name, first, last)
    return None


def _peel(node: ast.AST, random: Random, step: int) -> ast.expr | None:
    """A delta put in: f(i) is Sum(delta(i, o)*f(o)) for an index i of the whole range."""
    if not (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name) and isinstance(node.value, ast.Name)):
        return None
    if node.value.id not in "xyp":
        return None
    new = _NEW[step]
    delta = ast.Call(ast.Name("delta"), [ast.Name(node.slice.id), ast.Name(new)], [])
    entry = ast.Subscript(ast.Name(node.value.id), ast.Name(new))
    return _sum(_times(delta, entry), new, ast.Constant(1), ast.Name("n"))


def _exp(node: ast.AST, random: Random, step: int) -> ast.expr | None:
    """exp(a + b) as exp(a)*exp(b)."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "exp"):
        return None
    inner = node.args[0]
    if not (isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Add)):
        return None
    left, right = (ast.Call(ast.Name("exp"), [part], []) for part in (inner.left, inner.right))
    return _times(left, right)


def _symmetric(node: ast.AST, random: Random, step: int) -> ast.expr | None:
    if not (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple) and ast.unparse(node.value) == "H"):
        return None
    return ast.Subscript(node.value, ast.Tuple(list(reversed(node.slice.elts))))


_RULES: tuple[Callable[[ast.AST, Random, int], ast.expr | None], ...] = (
    _commute, _distribute, _square, _rename, _split, _out, _into, _exchange, _shift, _peel, _exp, _symmetric,
)  # fmt: skip
