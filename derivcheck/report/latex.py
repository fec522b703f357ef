"""Expressions in LaTeX, as they were written: for Markdown and for papers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import assert_never

from derivcheck.language import core
from derivcheck.report import glyphs
from derivcheck.report.operators import binds_derivative
from derivcheck.report.picture import Level

#: Relations and connectives.
RELATIONS = {
    "eq": "=", "ne": r"\neq", "lt": "<", "le": r"\leq", "gt": ">", "ge": r"\geq", "approx": r"\approx",
    "and": r"\land", "or": r"\lor", "implies": r"\Rightarrow", "iff": r"\Leftrightarrow",
}  # fmt: skip
_LEVELS = {
    "and": Level.AND, "or": Level.OR, "implies": Level.IMPLIES, "iff": Level.IFF, "add": Level.SUM, "sub": Level.SUM,
    "neg": Level.NEGATIVE, "mul": Level.PRODUCT, "matmul": Level.PRODUCT, "pow": Level.POWER, "matpow": Level.POWER,
    "transpose": Level.POWER, "inverse": Level.POWER,
}  # fmt: skip
_GREEK = {
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "mu", "nu", "xi", "pi",
    "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi",
    "Sigma", "Phi", "Psi", "Omega",
}  # fmt: skip
_FUNCTIONS = {
    "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "det", "cot", "sec", "csc", "arg",
}  # fmt: skip
_NAMED = {"Max": r"\max", "Min": r"\min", "sigmoid": r"\sigma", "trace": r"\operatorname{tr}", "gamma": r"\Gamma"}
_CONSTANTS = {"pi": r"\pi", "E": "e", "I": "i", "oo": r"\infty", "EulerGamma": r"\gamma", "GoldenRatio": r"\varphi"}


class _Untold(Exception):
    """There is no LaTeX for it here."""


def latex(expr: core.Expr) -> str | None:
    """The expression in LaTeX's mathematics mode; None for the few kinds that have no usual notation."""
    try:
        return _text(expr)
    except (_Untold, RecursionError):
        return None


def sign(relation: str) -> str:
    """The sign of a relation."""
    return RELATIONS[relation]


def _level(expr: core.Expr) -> Level:
    match expr:
        case core.Call(op="mul", args=(first, *_)):
            return Level(min(Level.PRODUCT, _level(first)))
        case core.Call(op=op):
            if op in RELATIONS and op not in _LEVELS:
                return Level.RELATION
            return Level.PRODUCT if op == "div" else _LEVELS.get(op, Level.ATOM)
        case core.Number(value=value):
            return Level.NEGATIVE if value < 0 else Level.ATOM
        case core.Sigma() | core.Limit() | core.Integral():
            return Level.BIG
        case core.Derivative() | core.Gradient():
            return Level.PRODUCT
        case core.Quantified():
            return Level.OPEN
    return Level.ATOM


_SERIES = {"Sum": r"\sum", "Product": r"\prod", "Max": r"\max", "Min": r"\min"}


def _text(expr: core.Expr) -> str:
    match expr:
        case core.Number():
            return _number(expr)
        case core.Constant():
            return _CONSTANTS.get(expr.name, rf"\text{{{expr.name}}}")
        case core.Variable():
            return name(expr.symbol.name)
        case core.Call(op="block"):
            return _array(expr.args)
        case core.Call():
            return _call(expr)
        case core.Apply(function=own, args=args) if args == (own.of,):  # a function of a tensor is written alone
            return name(own.name)
        case core.Apply():
            return name(expr.function.name) + _arguments(expr.args)
        case core.Entry():
            return _indexed(_within(expr.tensor, Level.ATOM), expr.indices)
        case core.Array():
            return _array(expr.items)
        case core.Sigma():
            return _big(_SERIES[expr.op], expr.index, expr.lower, expr.upper, expr.body)
        case core.Derivative():
            return _derivative(expr)
        case core.Gradient():
            stacked = expr.op != "grad" and len(expr.target.type.shape) == 2
            target = rf"\operatorname{{vec}} {_text(expr.target)}" if stacked else _text(expr.target)
            if expr.op == "jac":
                return rf"\operatorname{{jac}}_{{{target}}}" + _arguments((expr.body,))
            power = "^{2}" if expr.op == "hess" else ""
            return rf"\nabla{power}_{{{target}}} " + _operand(expr.body)
        case core.Limit():
            side = {"+": "^{+}", "-": "^{-}"}.get(expr.direction, "")
            below = rf"{name(expr.variable.name)} \to {_text(expr.point)}{side}"
            return rf"\lim_{{{below}}} {_within(expr.body, Level.PRODUCT)}"
        case core.Integral():
            bounds = rf"_{{{_text(expr.lower)}}}^{{{_text(expr.upper)}}}"
            return rf"\int{bounds} {_within(expr.body, Level.PRODUCT)} \,d{name(expr.variable.name)}"
        case core.Quantified():
            quantifier = {"Exists": r"\exists", "ForAll": r"\forall"}[expr.op]
            return rf"{quantifier} {', '.join(name(s.name) for s in expr.variables)}:\; {_text(expr.body)}"
        case core.Recursion():
            return _indexed(name(expr.name.name), (expr.index,))
        case core.Predicate(op="growth", args=(cost, bound)):
            return rf"{_within(cost, Level.SUM)} = O{_arguments((bound,))}"
        case core.Predicate():
            variables = [name(s.name) for s in expr.variables]
            listed = ", ".join([*map(_text, expr.args), *variables])
            return rf"\operatorname{{{expr.op.replace('_', ' ')}}}\left({listed}\right)"
        case core.Substitution() if binds_derivative(expr.body):
            return rf"\left.{_text(expr.body)}\right|_{{{name(expr.variable.name)}={_text(expr.value)}}}"
        case core.Table() | core.Substitution():
            raise _Untold
    assert_never(expr)


def _within(expr: core.Expr, level: Level) -> str:
    text = _text(expr)
    return text if _level(expr) >= level else rf"\left({text}\right)"


def name(text: str) -> str:
    """A name: Greek letters by their commands, digits at the end and what follows `_` below the line."""
    stem, digits = re.fullmatch(r"(.*?)_?(\d*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    head, *parts = (stem or text).split("_")
    below = [*(_word(p) for p in parts if p), *([digits] if stem and digits else [])]
    return _word(head) + (f"_{{{','.join(below)}}}" if below else "")


def _word(text: str) -> str:
    text = {"lam": "lambda", "lamda": "lambda", "eps": "epsilon", "Lam": "Lambda"}.get(text, text)
    if text in _GREEK or text == "lambda":
        return f"\\{text}"
    hat = re.fullmatch(r"([A-Za-z])(hat|bar|tilde)", text)
    if hat:
        return rf"\{hat[2]}{{{hat[1]}}}"
    safe = "".join(c if c.isalnum() else rf"\{c}" if c in "_%#&$" else " " for c in text)
    return safe if len(safe) == 1 else rf"\mathrm{{{safe}}}"


def _number(expr: core.Number) -> str:
    if expr.places is not None and 0 < expr.places <= 60:
        return glyphs.decimal(expr.value, expr.places)
    if expr.value.denominator == 1:
        return glyphs.integer(expr.value.numerator)
    sign = "-" if expr.value < 0 else ""
    return rf"{sign}\frac{{{abs(expr.value.numerator)}}}{{{expr.value.denominator}}}"


def _arguments(args: Sequence[core.Expr]) -> str:
    return rf"\left({', '.join(map(_text, args))}\right)"


def _indexed(base: str, indices: Sequence[core.Expr]) -> str:
    base = f"{{{base}}}" if "_" in base or "^" in base else base
    return rf"{base}_{{{','.join(map(_text, indices))}}}"


def _array(items: Sequence[core.Expr]) -> str:
    rows = [" & ".join(map(_text, item.items)) if isinstance(item, core.Array) else _text(item) for item in items]
    return r"\begin{bmatrix}" + r" \\ ".join(rows) + r"\end{bmatrix}"


def _big(sign: str, index: core.Symbol, lower: core.Expr, upper: core.Expr, body: core.Expr) -> str:
    level = Level.BIG if _level(body) is Level.BIG else Level.PRODUCT
    return rf"{sign}_{{{name(index.name)}={_text(lower)}}}^{{{_text(upper)}}} {_within(body, level)}"


def _operand(body: core.Expr) -> str:
    return _text(body) if _is_named(body) else rf"\left({_text(body)}\right)"


def _is_named(body: core.Expr) -> bool:
    """Whether it is a name, with its indices or arguments."""
    return isinstance(body.tensor if isinstance(body, core.Entry) else body, core.Variable | core.Apply)


def _derivative(expr: core.Derivative) -> str:
    total = sum(order for _, order in expr.targets)
    above = r"\partial" + (f"^{{{total}}}" if total > 1 else "")
    powers = [f"^{{{order}}}" if order > 1 else "" for _, order in expr.targets]
    targets = [rf"\partial {_text(target)}{power}" for (target, _), power in zip(expr.targets, powers, strict=True)]
    below = r" \,".join(reversed(targets))
    if _is_named(expr.body):
        return rf"\frac{{{above} {_text(expr.body)}}}{{{below}}}"
    return rf"\frac{{{above}}}{{{below}}} {_operand(expr.body)}"


def _call(expr: core.Call) -> str:
    special = _SPECIAL.get(expr.op)
    if special is not None:
        return special(expr.args)
    if expr.op in RELATIONS:
        level = Level(min(_level(expr) + 1, Level.ATOM))
        return f" {RELATIONS[expr.op]} ".join(_within(a, level) for a in expr.args)
    named = _NAMED.get(expr.op) or (f"\\{expr.op}" if expr.op in _FUNCTIONS else rf"\operatorname{{{_plain(expr.op)}}}")
    return named + _arguments(expr.args)


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _add(args: Sequence[core.Expr]) -> str:
    text = ""
    for part in args:
        if isinstance(part, core.Call) and part.op == "neg" and text:
            text += f" - {_within(part.args[0], Level.PRODUCT)}"
        else:
            piece = _within(part, Level.NEGATIVE)
            text += f" - {piece[1:]}" if text and piece.startswith("-") else f" + {piece}" if text else piece
    return text


def _mul(args: Sequence[core.Expr]) -> str:
    pieces = [_within(a, Level.PRODUCT if place else Level.NEGATIVE) for place, a in enumerate(args)]
    text = pieces[0]
    for before, after, piece in zip(args, args[1:], pieces[1:], strict=False):
        dotted = piece[:1].isdigit() or isinstance(after, core.Number) or isinstance(before, core.Derivative)
        text += (r" \cdot " if dotted else r" \, ") + piece
    return text


def _pow(args: Sequence[core.Expr]) -> str:
    return rf"{_within(args[0], Level.ATOM)}^{{{_text(args[1])}}}"


def _exp(args: Sequence[core.Expr]) -> str:
    return rf"e^{{{_text(args[0])}}}"


def _piecewise(args: Sequence[core.Expr]) -> str:
    rows = []
    for value, condition in zip(args[::2], args[1::2], strict=True):
        always = isinstance(condition, core.Constant) and condition.name == "true"
        rows.append(f"{_text(value)} & " + (r"\text{otherwise}" if always else rf"\text{{if }} {_text(condition)}"))
    return r"\begin{cases}" + r" \\ ".join(rows) + r"\end{cases}"


_SPECIAL: dict[str, Callable[[Sequence[core.Expr]], str]] = {
    "add": _add,
    "sub": lambda a: f"{_within(a[0], Level.SUM)} - {_within(a[1], Level.PRODUCT)}",
    "neg": lambda a: f"-{_within(a[0], Level.PRODUCT)}",
    "mul": _mul,
    "matmul": lambda a: r" \, ".join(_within(x, Level.PRODUCT) for x in a),
    "div": lambda a: rf"\frac{{{_text(a[0])}}}{{{_text(a[1])}}}",
    "pow": _pow,
    "matpow": _pow,
    "exp": _exp,
    "sqrt": lambda a: rf"\sqrt{{{_text(a[0])}}}",
    "Abs": lambda a: rf"\left|{_text(a[0])}\right|",
    "floor": lambda a: rf"\left\lfloor {_text(a[0])} \right\rfloor",
    "ceiling": lambda a: rf"\left\lceil {_text(a[0])} \right\rceil",
    "norm": lambda a: rf"\left\lVert {_text(a[0])} \right\rVert",
    "transpose": lambda a: rf"{_within(a[0], Level.ATOM)}^{{\top}}",
    "inverse": lambda a: rf"{_within(a[0], Level.ATOM)}^{{-1}}",
    "delta": lambda a: rf"\delta_{{{','.join(map(_text, a))}}}",
    "eye": lambda a: rf"I_{{{_text(a[0])}}}",
    "factorial": lambda a: f"{_within(a[0], Level.ATOM)}!",
    "binomial": lambda a: rf"\binom{{{_text(a[0])}}}{{{_text(a[1])}}}",
    "not": lambda a: rf"\lnot {_within(a[0], Level.ATOM)}",
    "indicator": lambda a: rf"\mathbf{{1}}\left[{_text(a[0])}\right]",
    "piecewise": _piecewise,
    "Expect": lambda a: rf"\operatorname{{E}}\left[{_text(a[0])}\right]",
    "Var": lambda a: rf"\operatorname{{Var}}\left[{_text(a[0])}\right]",
    "Cov": lambda a: rf"\operatorname{{Cov}}\left[{_text(a[0])}, {_text(a[1])}\right]",
}
