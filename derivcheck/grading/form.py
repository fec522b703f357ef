"""What an answer is written in: operations that are still to be carried out, names, and symbols that are new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from derivcheck.language import core
from derivcheck.language.tokens import Mark, tokens

#: Operations that an answer has to carry out where the reference has; found inside of definitions, too.
_NODES: dict[type, str] = {
    core.Derivative: "D",
    core.Gradient: "D",
    core.Integral: "Integral",
    core.Limit: "Limit",
}
#: All of them.
ALL = frozenset({"D", "Integral", "Limit", "Expect", "Sum", "Product"})
_MOMENTS = frozenset({"Expect", "Var", "Cov"})
_DERIVATIVES = frozenset({"D", "grad", "jac", "hess"})
_NO_SYMBOLS = frozenset("()[],")


def operations(expr: core.Expr) -> frozenset[str]:
    """What an expression leaves to be carried out, also within the definitions that it uses."""
    return frozenset(_operations(expr))


def _operations(expr: core.Expr) -> Iterator[str]:
    seen: set[int] = set()
    waiting: list[object] = [expr]
    while waiting:
        item = waiting.pop()
        if isinstance(item, tuple):
            waiting += item
        elif is_dataclass(item) and not isinstance(item, core.Symbol | core.Type) and id(item) not in seen:
            seen.add(id(item))
            if type(item) in _NODES:
                yield _NODES[type(item)]
            if isinstance(item, core.Call) and item.op in _MOMENTS:
                yield "Expect"
            if isinstance(item, core.Sigma):
                yield item.op
            waiting += [getattr(item, field.name) for field in fields(item)]


def words(text: str) -> Counter[str]:
    """The names, numbers and operators of a text; brackets and commas do not count."""
    found = (t for t in tokens(text) if t.mark is not Mark.COMMENT and t.text not in _NO_SYMBOLS)
    return Counter(t.text for t in found)


def news(before: str, after: str) -> int:
    """How many symbols are new in a line, or have gone from it, whichever are more."""
    old, new = words(before), words(after)
    return max((new - old).total(), (old - new).total())


def left_to_do(asked: core.Expr, reference: core.Expr | None) -> frozenset[str]:
    """The operations that may not remain in an answer: if the question has any, all that the reference lacks."""
    there = operations(asked)
    if not there or reference is None:
        return frozenset()
    return ALL - operations(reference)


def remaining(forbidden: frozenset[str], text: str, expr: core.Expr | None) -> list[str]:
    """Which of the forbidden operations and names an answer still has."""
    there = set(words(text)) | (operations(expr) if expr is not None else frozenset())
    if there & _DERIVATIVES:
        there.add("D")
    return sorted(forbidden & there)


def others(allowed: tuple[str, ...], text: str, known: frozenset[str]) -> list[str]:
    """The names of the assignment in a text, apart from those that are allowed."""
    return sorted(name for name in words(text) if name in known and name not in allowed)
