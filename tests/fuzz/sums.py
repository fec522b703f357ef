"""Rounds about sums of symbolic size: random index expressions, rewritten or with a slip, at small sizes.

Expressions are nested tuples: ``("sum", index, first, last, body)``, ``("add", …)``, ``("entry", name, index, …)``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random
from typing import Any

from derivcheck.engine import kernel
from derivcheck.engine.goal import questions
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance, exact
from derivcheck.evaluation.truth import truth
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single
from derivcheck.language.source import LanguageError

from .statements import Contradiction

Node = Any
_INDICES = ("i", "j", "k", "l", "m")
DECLARATIONS = (
    "n: size", "i, j, k, l, m: index(n)", "x, y: real[n]", "a, b: real[n, n]", "p: positive[n]", "c: real",
)  # fmt: skip
_AXES = {"x": 1, "y": 1, "p": 1, "a": 2, "b": 2}


def sums_round(random: Random) -> str:
    """What came of it: proved, false, or nothing. Raises Contradiction."""
    free = random.choice(((), (), ("i",), ("i", "j")))
    left = _expression(random, list(free), random.choice((2, 3, 3)))
    slip = random.random() < 0.6
    right = _slipped(left, random, list(free)) if slip else _rewritten(left, random)
    if random.random() < 0.2:
        left, right = (("derivative", e, ("entry", "x", "k")) for e in (left, right))
    written = f"{shown(left)} == {shown(right)}"
    claim = _claim(written)
    if claim is None:
        return ""
    verdicts = [_at(claim, _instance(random, size), random) for size in (1, 2, 2, 3, 3)]
    if False in verdicts and not slip:
        raise Contradiction(f"refuted, though rewritten: {written}")
    proved = _is_proved(claim)
    if proved and False in verdicts:
        raise Contradiction(f"proved, but false: {written}")
    return "proved" if proved else "false" if False in verdicts else ""


def _claim(written: str) -> Claim | None:
    problem = single(written, declare=list(DECLARATIONS))
    try:
        return elaborate(problem, problem.claims[0])
    except LanguageError:
        return None


def _at(claim: Claim, instance: Instance, random: Random) -> bool | None:
    values = dict(instance.values)
    for symbol in claim.symbols:
        if symbol.axis is not None:
            values[(symbol.name, symbol.number)] = exact(random.randint(1, instance.sizes["n"]))
    try:
        return truth(claim.statement, Instance(instance.sizes, values), 128)
    except EvaluationError:
        return None


def _instance(random: Random, n: int) -> Instance:
    def draw(axes: int, least: int) -> Any:
        return [draw(axes - 1, least) for _ in range(n)] if axes else random.randint(least, 4)

    return Instance.of({"n": n}, c=random.randint(-3, 3), **{
        name: draw(axes, 1 if name == "p" else -3) for name, axes in _AXES.items()
    })  # fmt: skip


def _is_proved(claim: Claim) -> bool:
    try:
        strategy = Strategy(Budget(time.process_time() + 2, 6))
        for question in questions(claim, claim.statement):
            evidence = strategy.prove(question.goal)
            if evidence is None:
                return False
            kernel.check(question.goal, evidence)
    except (Unsupported, OutOfTime, kernel.Rejected):
        return False
    return True


# --- making expressions


def _expression(random: Random, free: list[str], depth: int) -> Node:
    draw = random.random()
    if depth <= 0 or (draw < 0.1 and free):
        return _matrix_entry(random, free) if free and random.random() < 0.4 else _leaf(random, free)
    if draw < 0.5:
        return _sum(random, free, depth)
    parts = [_expression(random, free, depth - 1) for _ in range(2)]
    if draw < 0.8:
        return ("mul", *parts)
    if draw < 0.9:
        return ("add", *parts)
    if draw < 0.94:
        return ("power", parts[0], 2)
    if draw < 0.97:
        return ("call", random.choice(("exp", "Abs", "sin")), parts[0])
    return ("div", parts[0], ("add", ("number", 20), ("power", parts[1], 2)))


def _sum(random: Random, free: list[str], depth: int) -> Node:
    unused = [i for i in _INDICES if i not in free]
    if not unused:
        return _leaf(random, free)
    index = random.choice(unused)
    first, last = ("number", 1), ("name", "n")
    draw = random.random()
    if draw < 0.08 and free:
        last = ("name", random.choice(free))
    elif draw < 0.12 and free:
        first = ("name", random.choice(free))
    elif draw < 0.17:
        first, last = ("number", 0), ("add", ("name", "n"), ("number", 1))
        return ("sum", index, first, last, _without_entries(random, [*free, index], depth - 1, index))
    inside = [*free, index]
    if depth > 1 and random.random() < 0.4:
        factors = (_sum(random, inside, 1), _sum(random, inside, 1), _matrix_entry(random, inside))
        return ("sum", index, first, last, ("mul", *factors[: random.choice((2, 3))]))
    return ("sum", index, first, last, _expression(random, inside, depth - 1))


def _without_entries(random: Random, free: list[str], depth: int, index: str) -> Node:
    """A summand that may use the index as a number and in deltas, not to index tensors."""
    others = [i for i in free if i != index]
    inside = next((i for i in _INDICES if i not in free), None)
    if inside is None:
        return ("name", index)
    delta = ("call", "delta", ("name", index), ("name", inside))
    contracted = ("sum", inside, ("number", 1), ("name", "n"), ("mul", delta, _leaf(random, [*others, inside])))
    factor = _expression(random, others, depth - 1) if others else ("number", 2)
    return ("mul", random.choice((contracted, ("name", index), ("power", ("name", index), 2))), factor)


def _matrix_entry(random: Random, free: list[str]) -> Node:
    return ("entry", random.choice(("a", "b")), *(random.choice(free) for _ in range(2)))


def _choice(random: Random, free: list[str]) -> Node:
    """A bracket or a choice by an index or by an entry."""
    i, j = ("name", random.choice(free)), ("name", random.choice(free))
    shifted = ("add", j, ("number", random.choice((-1, 0, 1))))
    if random.random() < 0.3:
        return ("call", random.choice(("relu", "Abs", "sign")), ("entry", "x", i[1]))
    condition = ("compare", random.choice(("<", "<=", ">", ">=", "==", "!=")), i, shifted)
    if random.random() < 0.3:
        condition = ("compare", random.choice(("<", ">=", "!=")), ("entry", "x", i[1]), ("number", 0))
    if random.random() < 0.5:
        return ("call", "indicator", condition)
    return ("choice", ("entry", "y", j[1]), condition, ("entry", "x", i[1]))


def _leaf(random: Random, free: list[str]) -> Node:
    if not free or random.random() < 0.08:
        return random.choice((("name", "c"), ("number", random.choice((1, 2, -1, 3))), ("name", "n")))
    draw = random.random()
    if draw < 0.12:
        return ("name", random.choice(free))
    if draw < 0.28 and len(free) > 1:
        return ("call", "delta", *(("name", i) for i in random.sample(free, 2)))
    if draw < 0.4:
        return _choice(random, free)
    name = random.choice(("x", "x", "y", "p", "a", "a", "b"))
    return ("entry", name, *(random.choice(free) for _ in range(_AXES[name])))


# --- changing them


def _rewritten(node: Node, random: Random) -> Node:
    """The same by other means: renamed indices, sums exchanged, products turned round, factors taken in."""
    if not isinstance(node, tuple):
        return node
    node = tuple(_rewritten(part, random) for part in node)
    match node:
        case ("sum", index, first, last, body):
            fresh = [i for i in _INDICES if i not in _names(body)]
            if fresh and random.random() < 0.6:
                other = random.choice(fresh)
                return ("sum", other, first, last, _renamed(body, {index: other}))
            match body:
                case ("sum", inner, low, high, rest) if inner != index and random.random() < 0.7:
                    if index not in _names(low) | _names(high) and inner not in _names(first) | _names(last):
                        return ("sum", inner, low, high, ("sum", index, first, last, rest))
                case ("add", a, b):
                    return ("add", ("sum", index, first, last, a), ("sum", index, first, last, b))
        case ("mul", ("sum", index, first, last, body), factor) if index not in _names(factor):
            return ("sum", index, first, last, ("mul", factor, body))
        case ("mul", a, *others):
            return ("mul", *others, a)
        case ("add", a, b):
            return ("add", b, a)
        case ("power", a, 2):
            return ("mul", a, a)
        case ("choice", a, condition, b):
            on = ("call", "indicator", condition)
            return ("add", ("mul", on, a), ("mul", ("add", ("number", 1), ("mul", ("number", -1), on)), b))
        case ("compare", ">=", a, b):
            return ("compare", "<=", b, a)
    return node


def _slipped(node: Node, random: Random, free: list[str]) -> Node:
    """One index exchanged for another, or the two of a matrix entry, or a delta left out."""
    places = [at for at, part in _places(node, (), free) if part[0] in ("entry", "name", "sum") or part[1] == "delta"]
    if not places:
        return ("mul", ("number", 2), node)
    return _changed(node, random.choice(places), random, list(free))


def _places(node: Node, at: tuple[int, ...], free: list[str]) -> Iterator[tuple[tuple[int, ...], Node]]:
    yield at, node
    for k, part in enumerate(node):
        if isinstance(part, tuple):
            yield from _places(part, (*at, k), free)


def _changed(node: Node, at: tuple[int, ...], random: Random, bound: list[str]) -> Node:
    if at:
        inside = [*bound, node[1]] if node[0] == "sum" and at[0] == 4 else bound
        return (*node[: at[0]], _changed(node[at[0]], at[1:], random, inside), *node[at[0] + 1 :])
    match node:
        case ("entry", name, *indices):
            if len(indices) == 2 and random.random() < 0.5:
                return ("entry", name, *reversed(indices))
            k = random.randrange(len(indices))
            indices[k] = random.choice(bound or indices)
            return ("entry", name, *indices)
        case ("name", _) if bound:
            return ("name", random.choice(bound))
        case ("sum", index, first, _, body):
            return ("sum", index, first, ("add", ("name", "n"), ("number", -1)), body)
    return ("number", 1)


def _names(node: Node) -> set[str]:
    if isinstance(node, str):
        return {node}
    return set().union(*map(_names, node)) if isinstance(node, tuple) else set()


def _renamed(node: Node, names: dict[str, str]) -> Node:
    if isinstance(node, str):
        return names.get(node, node)
    return tuple(_renamed(part, names) for part in node) if isinstance(node, tuple) else node


def shown(node: Node) -> str:
    """As a person would type it."""
    match node:
        case ("number", value):
            return f"({value})"
        case ("name", name):
            return str(name)
        case ("entry", name, *indices):
            return f"{name}[{', '.join(indices)}]"
        case ("sum", index, first, last, body):
            return f"Sum({shown(body)}, ({index}, {shown(first)}, {shown(last)}))"
        case ("compare", op, a, b):
            return f"{shown(a)} {op} {shown(b)}"
        case ("choice", a, condition, b):
            return f"Piecewise(({shown(a)}, {shown(condition)}), ({shown(b)}, True))"
        case ("call", name, *args):
            return f"{name}({', '.join(map(shown, args))})"
        case ("derivative", body, target):
            return f"D({shown(body)}, {shown(target)})"
        case ("power", base, exponent):
            return f"({shown(base)})**{exponent}"
        case ("div", a, b):
            return f"({shown(a)})/({shown(b)})"
        case ("add" | "mul" as op, *parts):
            return f"({(' + ' if op == 'add' else '*').join(map(shown, parts))})"
    raise ValueError(node)
