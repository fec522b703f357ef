"""Whether an answer that is right under conditions is right almost everywhere, or only on a part of the domain."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.core import Symbol, Type
from derivcheck.language.tokens import Mark, tokens

#: Functions that are analytic where they are defined, so that they take a value at isolated points only.
_ANALYTIC = frozenset({"exp", "log", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sigmoid", "Sum", "pi", "E"})


def narrowing(conditions: Sequence[str], symbols: Sequence[Symbol]) -> tuple[str, ...]:
    """The conditions that take away more than single points, such as ``x > 0``; ``x != 0`` does not."""
    continuous = {s.name for s in symbols if _is_continuous(s)}
    return tuple(condition for condition in conditions if not _is_thin(condition, continuous))


def _is_continuous(symbol: Symbol) -> bool:
    type = symbol.type
    return isinstance(type, Type) and not type.kind.integral and "one_hot" not in symbol.properties and not symbol.law


def _is_thin(condition: str, continuous: set[str]) -> bool:
    depth, differs, variables = 0, 0, 0
    for token in tokens(condition):
        if token.mark is Mark.OPERATOR:
            depth += (token.text == "[") - (token.text == "]")
            differs += token.text == "!="
            if token.text in ("==", "<", "<=", ">", ">=", "~=", "=>", "<=>"):
                return False
        elif token.mark is Mark.NAME and depth == 0:
            variables += token.text in continuous
            if token.text not in continuous | _ANALYTIC:
                return False
    return differs == 1 and variables > 0
