"""Terms in the claim language's own spelling, for conditions and reasons."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import chain, count

from derivcheck.algebra.matrices.writing import matrix
from derivcheck.algebra.term import (
    ABSTRACTIONS,
    MINUS_ONE,
    Sort,
    Term,
    number,
    power,
    rational,
    substitute,
    symbol,
    symbols,
)

_RELATION = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
#: What tells bound names apart that were typed alike.
_OF_BINDERS = re.compile(r"∀\d+'*")
_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4


def text(term: Term) -> str:
    """The term as a person would type it."""
    return _shown(term)[0]


def _shown(term: Term) -> tuple[str, int]:
    """The text, and how tightly its outermost operation binds."""
    if term._shown is None:
        term._shown = _show(term)
    return term._shown


def _named(term: Term) -> tuple[Term, Term, Term, Term]:
    """A bound index with a name that can be typed and does not occur yet."""
    index, first, last, body = term.args
    taken = {str(s.args[0]) for s in symbols(term)}
    name = next(n for n in chain("jklmn", (f"j{k}" for k in count(1))) if n not in taken)
    shown = symbol(name, Sort.INTEGER)
    return shown, first, last, substitute(body, {index: shown})


def _wrap(term: Term, level: int) -> str:
    shown, own = _shown(term)
    return shown if own >= level else f"({shown})"


def _show(term: Term) -> tuple[str, int]:
    match term.op:
        case "number":
            value: Fraction = term.args[0]
            level = _SUM if value < 0 else _PRODUCT if value.denominator != 1 else _ATOM
            return str(value), level
        case "symbol" | "constant" | "tensor":
            return _OF_BINDERS.sub("", str(term.args[0])).rstrip("~"), _ATOM
        case op if op in ABSTRACTIONS:
            return _abstraction(term)
        case "add":
            return _sum(term), _SUM
        case "mul":
            return _product(term)
        case "power":
            if term.args[1] is MINUS_ONE:
                return f"1/{_wrap(term.args[0], _POWER)}", _PRODUCT
            return f"{_wrap(term.args[0], _ATOM)}**{_wrap(term.args[1], _ATOM)}", _POWER
        case "entry":
            return f"{_name(term.args[0])}[{', '.join(text(i) for i in term.args[4:])}]", _ATOM
        case "sum" | "product":
            index, first, last, body = _named(term)
            return f"{term.op.capitalize()}({text(body)}, ({text(index)}, {text(first)}, {text(last)}))", _ATOM
        case "maximum" | "minimum":
            index, first, last, body = _named(term)
            return f"{term.op.capitalize()[:3]}({text(body)}, ({text(index)}, {text(first)}, {text(last)}))", _ATOM
        case "functional":
            order = "".join(f"[{text(i)}]" for i in term.args[4:])
            return f"{text(term.args[0])}{order}({text(term.args[3])})", _ATOM
        case "inverse" | "det" | "matpow":
            return _of_matrix(term)
        case "diagonal" | "orthogonal" | "positive_definite" | "positive_semidefinite":
            return f"{text(term.args[0])} is {term.op.replace('_', ' ')}", 0
        case "recursion":
            return str(term.args[0]), _ATOM
        case "own":
            return f"{term.args[0]}[{', '.join(text(i) for i in term.args[1:])}]", _ATOM
        case "items" | "tuple":
            return f"[{', '.join(text(i) for i in term.args)}]", _ATOM
        case "component":
            indices = ", ".join(text(i) for i in term.args[1:])
            return f"{term.args[0]}[{indices}]" if indices else str(term.args[0]), _ATOM
        case "lambda":
            index, first, last, body = _named(term)
            return f"[{text(body)} for {text(index)}]", _ATOM
        case "at":
            return f"Subs({text(term.args[0])}, {text(term.args[1])}, {text(term.args[2])})", _ATOM
        case "expect":
            return f"Expect({text(term.args[0])})", _ATOM
        case "covariance":
            left, right = text(term.args[0]), text(term.args[1])
            return f"Var({left})" if left == right else f"Cov({left}, {right})", _ATOM
        case "every":
            index, first, last, body = _named(term)
            return f"{text(body)} for every {text(index)}", 0
        case "call":
            return f"{term.args[0]}({', '.join(text(a) for a in term.args[1:])})", _ATOM
        case "apply":
            primes = "".join(f"_{k + 1}" for k in term.args[2])
            return f"{term.args[0]}{primes}({', '.join(text(a) for a in term.args[3:])})", _ATOM
        case "piecewise":
            pairs = zip(term.args[::2], term.args[1::2], strict=True)
            return f"Piecewise({', '.join(f'({text(v)}, {text(c)})' for v, c in pairs)})", _ATOM
        case "derivative":
            body, variable, order = term.args
            target = text(variable) if order == 1 else f"({text(variable)}, {order})"
            return f"D({text(body)}, {target})", _ATOM
        case "subs":
            return f"Subs({', '.join(text(a) for a in term.args)})", _ATOM
        case "and" | "or":
            return f" {term.op} ".join(_logical(a) for a in term.args), 0
        case "defined":
            return f"{text(term.args[0])} is defined", 0
        case "growth":
            return f"{_wrap(term.args[0], _SUM)} == O({text(term.args[1])})", 0
        case "forall":
            return f"{_logical(term.args[0])} for all {text(term.args[1])}", 0
        case "predicate":
            return f"{term.args[0]}({text(term.args[1])})", _ATOM
        case "not":
            return f"not {_logical(term.args[0])}", 0
        case "true" | "false":
            return term.op.capitalize(), _ATOM
    left, right = term.args
    return f"{_wrap(left, _SUM)} {_RELATION[term.op]} {_wrap(right, _SUM)}", 0


def _abstraction(term: Term) -> tuple[str, int]:
    body, own, *rest = term.args
    if term.op in ("integral", "series"):
        name = "Integral" if term.op == "integral" else "Sum"
        return f"{name}({text(body)}, ({text(own)}, {text(rest[0])}, {text(rest[1])}))", _ATOM
    if term.op == "near":
        return f"{text(body)} near {text(own)} = {text(rest[0])}", 0
    side = "" if rest[1] == "+-" else f", '{rest[1]}'"
    shown = f"Limit({text(body)}, {text(own)}, {text(rest[0])}{side})"
    return (shown, _ATOM) if term.op == "limit" else (f"{shown} == {text(rest[2])}", 0)


def _of_matrix(term: Term) -> tuple[str, int]:
    whole = matrix(term.args[0], text) or text(term.args[0])
    if term.op == "det":
        return f"det({whole})", _ATOM
    indices = ", ".join(text(i) for i in term.args[-2:])
    if term.op == "inverse":
        return f"inv({whole})[{indices}]", _ATOM
    base = whole if whole.isidentifier() else f"({whole})"
    return f"({base}**{_wrap(term.args[1], _ATOM)})[{indices}]", _ATOM


def _name(name: object) -> str:
    """An array's name; a recursion's is its definition, which has one."""
    return str(name.args[0]) if isinstance(name, Term) else _OF_BINDERS.sub("", str(name))


def _logical(term: Term) -> str:
    return f"({text(term)})" if term.op in ("and", "or") else text(term)


def _sum(term: Term) -> str:
    shown = ""
    for part in term.args:
        piece, level = _shown(part)
        if part.op == "add":
            piece = f"({piece})" if shown else piece
        elif level < _PRODUCT and not piece.startswith("-"):
            piece = f"({piece})"
        if not shown:
            shown = piece
        elif piece.startswith("-"):
            shown += f" - {piece[1:]}"
        else:
            shown += f" + {piece}"
    return shown


def _product(term: Term) -> tuple[str, int]:
    above: list[str] = []
    below: list[str] = []
    negative = False
    for factor in term.args:
        if factor.op == "number" and factor.args[0] < 0:
            negative = not negative
            factor = number(-factor.args[0])
            if factor.args[0] == 1:
                continue
        exponent = rational(factor.args[1]) if factor.op == "power" else None
        if exponent is not None and exponent < 0:
            base = factor.args[0]
            below.append(_wrap(base, _POWER) if exponent == -1 else text(power(base, number(-exponent))))
        else:
            above.append(_wrap(factor, _PRODUCT))
    top = "*".join(above) or "1"
    bottom = "" if not below else f"/{below[0]}" if len(below) == 1 else f"/({'*'.join(below)})"
    return ("-" if negative else "") + top + bottom, _SUM if negative else _PRODUCT
