"""Random expressions of Kronecker products, stacked columns and blocks, as `random_matrices` has them of matrices."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random

from . import random_matrices
from .random_matrices import Drawn, Matrix

_SMALL = ("A", "A", "B", "S", "G", "L", "Q", "H", "eye(n)", "zeros(n, n)", "zeros(n, n)")
#: Operations on large matrices, by how they are made.
_OPERATIONS = ("mul", "mul", "add", "sub", "transpose", "scale", "inverse", "square")


def play(seed: str, points: int = 4) -> str:
    """One round: agreed, or why it says nothing. Raises Conflict."""
    return random_matrices.play(seed, points, _scalar, _point, _value)


def _point(random: Random) -> dict[str, Matrix]:
    while True:
        found = random_matrices.point(random)
        if found["n"][0][0] < 3:
            return found


def _scalar(random: Random) -> Drawn:
    made_of = random.choice(("kron", "block"))
    e = _large(random, made_of, random.randint(0, 2))
    kind = random.choice(("tr", "det", "form", "form"))
    if kind != "form":
        return Drawn(f"{kind}({e.text})", (kind, e.tree))
    left, right = _vector(random, made_of), _vector(random, made_of)
    return Drawn(f"({left.text}).T @ ({e.text}) @ ({right.text})", ("between", left.tree, e.tree, right.tree))


def _vector(random: Random, made_of: str) -> Drawn:
    x, y = random.choice("uv"), random.choice("uv")
    if made_of == "block":
        return Drawn(f"block([[{x}], [{y}]])", ("block", (x,), (y,)))
    if random.random() < 0.5:
        return Drawn(f"kron({x}, {y})", ("kron", x, y))
    e = _small(random)
    return Drawn(f"vec({e.text})", ("vec", e.tree))


def _large(random: Random, made_of: str, depth: int) -> Drawn:
    if depth == 0:
        parts = [_small(random) for _ in range(4)]
        if made_of == "kron":
            return Drawn(f"kron({parts[0].text}, {parts[1].text})", ("kron", parts[0].tree, parts[1].tree))
        a, b, c, d = parts
        if random.random() < 0.4:
            c = Drawn("zeros(n, n)", "zeros(n, n)")
        rows = f"[{a.text}, {b.text}], [{c.text}, {d.text}]"
        return Drawn(f"block([{rows}])", ("block", (a.tree, b.tree), (c.tree, d.tree)))
    op = random.choice(_OPERATIONS)
    a = _large(random, made_of, depth - 1)
    if op in ("mul", "add", "sub"):
        b = _large(random, made_of, 0)
        sign = {"add": "+", "sub": "-", "mul": "@"}[op]
        return Drawn(f"({a.text} {sign} {b.text})", (op, a.tree, b.tree))
    if op == "square":
        return Drawn(f"({a.text})**2", ("mul", a.tree, a.tree))
    if op == "scale":
        return Drawn(f"(c*{a.text})", (op, a.tree))
    return Drawn(f"inv({a.text})" if op == "inverse" else f"({a.text}).T", (op, a.tree))


def _small(random: Random) -> Drawn:
    name = random.choice(_SMALL)
    kind = random.random()
    if kind < 0.15:
        return Drawn(f"{name}.T", ("transpose", name))
    if kind < 0.3:
        other = random.choice(_SMALL)
        return Drawn(f"({name} @ {other})", ("mul", name, other))
    return Drawn(name, name)


def _value(tree: object, point: Mapping[str, Matrix]) -> Matrix | Fraction:
    if tree == "zeros(n, n)":
        return [[Fraction(0)] * len(point["A"]) for _ in point["A"]]
    if isinstance(tree, str):
        return random_matrices.value(tree, point)
    assert isinstance(tree, tuple)
    op, *parts = tree
    if op == "block":
        rows = [[_matrix(p, point) for p in row] for row in parts]
        return [[x for part in line for x in part] for row in rows for line in zip(*row, strict=True)]
    values = {f"part {k}": _matrix(p, point) for k, p in enumerate(parts)}
    match op, list(values.values()):
        case "kron", [a, b]:
            return [[x * y for x in left for y in right] for left in a for right in b]
        case "vec", [a]:
            return [[x] for column in zip(*a, strict=True) for x in column]
        case "between", [x, a, y]:
            return random_matrices.product(random_matrices.product(random_matrices.transposed(x), a), y)[0][0]
    return random_matrices.value((op, *values), {**point, **values})


def _matrix(tree: object, point: Mapping[str, Matrix]) -> Matrix:
    found = _value(tree, point)
    assert isinstance(found, list)
    return found
