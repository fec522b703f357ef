"""Syntax trees as text: what parses to the same meaning, with no more parentheses than needed."""

from __future__ import annotations

from typing import assert_never

from derivcheck.language import syntax
from derivcheck.language.syntax import Tree

#: Operators as they are typed.
SIGNS = {
    "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "approx": "~=",
    "implies": "=>", "iff": "<=>", "and": "and", "or": "or",
    "mul": "*", "div": "/", "matmul": " @ ", "pow": "**",
}  # fmt: skip
#: How tightly each form holds its parts together.
_IFF, _IMPLIES, _OR, _AND, _NOT, _RELATION, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(11)
_LOGIC = {"iff": _IFF, "implies": _IMPLIES, "or": _OR, "and": _AND}


def written(tree: Tree) -> str:
    """The tree as it is typed."""
    return _text(tree)[0]


def _text(tree: Tree) -> tuple[str, int]:
    match tree:
        case syntax.Number():
            return _number(tree), _ATOM
        case syntax.Name():
            return tree.name, _ATOM
        case syntax.Direction():
            return f"'{tree.text}'", _ATOM
        case syntax.Operation():
            return _operation(tree)
        case syntax.Relation():
            parts = [_within(o, _SUM) for o in tree.operands]
            rest = (f" {SIGNS[op]} {part}" for op, part in zip(tree.ops, parts[1:], strict=True))
            return parts[0] + "".join(rest), _RELATION
        case syntax.Logic(op="not"):
            return f"not {_within(tree.operands[0], _NOT)}", _NOT
        case syntax.Logic():
            level = _LOGIC[tree.op]
            return f" {SIGNS[tree.op]} ".join(_within(o, level + 1) for o in tree.operands), level
        case syntax.Call():
            return f"{tree.function.name}({_list(tree.args)})", _ATOM
        case syntax.Subscript():
            return f"{_within(tree.value, _ATOM)}[{_list(tree.indices)}]", _ATOM
        case syntax.Transpose():
            return f"{_within(tree.value, _ATOM)}.T", _ATOM
        case syntax.Listed():
            return f"[{_list(tree.items)}]", _ATOM
        case syntax.Tupled():
            return f"({_list(tree.items)}{',' * (len(tree.items) == 1)})", _ATOM
    assert_never(tree)


def _list(trees: tuple[Tree, ...]) -> str:
    return ", ".join(map(written, trees))


def _within(tree: Tree, level: int) -> str:
    """The tree where only what holds together as tightly as ``level`` needs no parentheses."""
    text, own = _text(tree)
    return text if own >= level else f"({text})"


def _number(tree: syntax.Number) -> str:
    places = tree.places
    if places is None:
        return str(tree.value)
    if places <= 0:
        return f"{tree.value.numerator}" + (f"e{-places}" if places else ".")
    digits = str(int(abs(tree.value) * 10**places)).rjust(places + 1, "0")
    return f"{'-' if tree.value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def _operation(tree: syntax.Operation) -> tuple[str, int]:
    first, *rest = tree.operands
    match tree.op:
        case "add" | "sub":
            return _within(first, _SUM) + "".join(_signed(tree.op, r) for r in rest), _SUM
        case "neg":
            return f"-{_within(first, _PRODUCT)}", min(max(_text(first)[1], _PRODUCT), _SIGN)
        case "pow":
            return f"{_within(first, _ATOM)}**{_within(rest[0], _POWER)}", _POWER
        case "mul":
            return "*".join([_within(first, _PRODUCT), *(_within(r, _SIGN) for r in rest)]), _PRODUCT
        case _:
            sign = SIGNS[tree.op]
            return _within(first, _PRODUCT) + sign + _within(rest[0], _SIGN), _PRODUCT


def _signed(op: str, operand: Tree) -> str:
    if op == "sub":
        return f" - {_within(operand, _PRODUCT)}"
    if isinstance(operand, syntax.Operation) and operand.op == "neg":
        return f" - {_within(operand.operands[0], _PRODUCT)}"
    return f" + {_within(operand, _PRODUCT)}"
