"""A matrix, given by its entries, as a person writes it: ``A.T @ A + lam*eye(n)``."""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.algebra.term import ONE, Term, add, applied, neg, rational, symbol, symbols

_SUM, _PRODUCT, _ATOM = 1, 2, 4
_ROW, _COLUMN = symbol("row#"), symbol("column#")


def matrix(term: Term, show: Callable[[Term], str]) -> str | None:
    """The matrix that a lambda stands for; None if its entries are of no form that is known."""
    found = _Writer(term, show).of(applied(term, _ROW, _COLUMN), _ROW, _COLUMN)
    return None if found is None else found[0]


class _Writer:
    def __init__(self, tensor: Term, show: Callable[[Term], str]) -> None:
        last, first = tensor.args[2], tensor.args[1]
        self.size = show(last if first is ONE else add(last, neg(first), ONE))
        self.show = show

    def of(self, body: Term, row: Term, column: Term) -> tuple[str, int] | None:
        """The text, and how tightly it binds."""
        if not symbols(body) & {row, column}:
            return None
        match body.op:
            case "add":
                parts = [self.of(p, row, column) for p in body.args]
                texts = [p[0] for p in parts if p is not None]
                return (" + ".join(texts).replace("+ -", "- "), _SUM) if len(texts) == len(parts) else None
            case "mul":
                return self._scaled(body, row, column)
            case "sum":
                return self._product(body, row, column)
        return self._named(body, row, column)

    def _named(self, body: Term, row: Term, column: Term) -> tuple[str, int] | None:
        indices = body.args[-2:]
        name: str | None = None
        if body.op == "entry" and len(body.args) == 6:
            name = str(body.args[0])
        elif body.op == "call" and body.args[0] == "delta" and set(indices) == {row, column}:
            return f"eye({self.size})", _ATOM
        elif body.op == "inverse":
            inner = matrix(body.args[0], self.show)
            name = None if inner is None else f"inv({inner})"
        elif body.op == "apply" and not body.args[2]:
            name = f"{body.args[0]}({', '.join(self.show(a) for a in body.args[3:-2])})"
        if name is None or set(indices) != {row, column}:
            return None
        return (name if indices == (row, column) else f"{name}.T"), _ATOM

    def _scaled(self, body: Term, row: Term, column: Term) -> tuple[str, int] | None:
        scalars = [f for f in body.args if not symbols(f) & {row, column}]
        others = [f for f in body.args if f not in scalars]
        if len(others) == 2 and not scalars:
            return self._outer(others, row, column)
        if len(others) != 1:
            return None
        found = self.of(others[0], row, column)
        if found is None:
            return None
        if len(scalars) == 1 and rational(scalars[0]) == -1:
            return f"-{_wrapped(found, _PRODUCT)}", _SUM
        factors = [self.show(f) if f.op != "add" else f"({self.show(f)})" for f in scalars]
        return "*".join([*factors, _wrapped(found, _ATOM)]), _PRODUCT

    def _outer(self, factors: list[Term], row: Term, column: Term) -> tuple[str, int] | None:
        left, right = factors if row in symbols(factors[0]) else reversed(factors)
        ends = (left, row), (right, column)
        if any(t.op != "entry" or t.args[4:] != (index,) for t, index in ends):
            return None
        return f"{left.args[0]} @ {right.args[0]}.T", _PRODUCT

    def _product(self, body: Term, row: Term, column: Term) -> tuple[str, int] | None:
        middle, _, _, inside = body.args
        if inside.op != "mul" or len(inside.args) != 2:
            return None
        left, right = inside.args if row in symbols(inside.args[0]) else reversed(inside.args)
        a, b = self.of(left, row, middle), self.of(right, middle, column)
        if a is None or b is None:
            return None
        return f"{_wrapped(a, _PRODUCT)} @ {_wrapped(b, _ATOM)}", _PRODUCT


def _wrapped(found: tuple[str, int], level: int) -> str:
    return found[0] if found[1] >= level else f"({found[0]})"
