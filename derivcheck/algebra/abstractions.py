"""Limits, integrals and series as terms: their variable has a name that cannot be typed."""

from __future__ import annotations

from typing import Any

from derivcheck.algebra.term import Term, make, substitute, symbol, symbols


def abstraction(op: str, body: Term, variable: Term, *rest: Any) -> Term:
    """A limit or an integral; its variable gets a name that cannot be typed and does not occur yet."""
    name, taken = str(variable.args[0]).rstrip(_ABSTRACTED).split("#")[0], symbols(body) - {variable}
    own = symbol(name + _ABSTRACTED, variable.args[1])
    while own in taken:
        own = symbol(str(own.args[0]) + _ABSTRACTED, variable.args[1])
    return make(op, substitute(body, {variable: own}), own, *rest)


_ABSTRACTED = "~"


def is_abstracted(variable: Term) -> bool:
    """Whether this symbol is bound by a limit or an integral."""
    return variable.op == "symbol" and str(variable.args[0]).endswith(_ABSTRACTED)
