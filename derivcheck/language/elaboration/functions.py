"""The functions that are known by name: how many arguments they take, and what kind of number they give.

All of them act entrywise on tensors; where some arguments are tensors of one shape and others are numbers, the
numbers go with every entry.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from derivcheck.language import core, syntax
from derivcheck.language.core import Expr, Kind, Type
from derivcheck.language.elaboration import kinds
from derivcheck.language.elaboration.context import Context, each, error
from derivcheck.language.elaboration.operators import agreed, what_met
from derivcheck.language.elaboration.sizes import number
from derivcheck.language.elaboration.tensors import check_count
from derivcheck.language.located import quoted

_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Function:
    """``least`` to ``most`` arguments; ``kind`` of the value; which arguments must be integers, or may be complex."""

    least: int
    most: int
    kind: Callable[[Sequence[Kind]], Kind] = kinds.at_least_real
    integers: tuple[int, ...] = ()
    complex: bool = True


def _real(_: Sequence[Kind]) -> Kind:
    return Kind.REAL


def _integer(_: Sequence[Kind]) -> Kind:
    return Kind.INTEGER


def _natural(_: Sequence[Kind]) -> Kind:
    return Kind.NATURAL


def _natural_of_naturals(of: Sequence[Kind]) -> Kind:
    """Of a negative integer the value may be a fraction: the double factorial of -5 is 1/3."""
    return Kind.NATURAL if of[0] in (Kind.NATURAL, Kind.SIZE) else Kind.REAL


def _steps(of: Sequence[Kind]) -> Kind:
    """A product of as many factors as the second argument says; a negative number of them divides."""
    return kinds.joined(of) if of[1] in (Kind.NATURAL, Kind.SIZE) else kinds.at_least_real(of)


def _integer_of_integers(of: Sequence[Kind]) -> Kind:
    return Kind.INTEGER if all(k.integral for k in of) else kinds.at_least_real(of)


def _sign(of: Sequence[Kind]) -> Kind:
    return Kind.COMPLEX if Kind.COMPLEX in of else Kind.INTEGER


def _same(of: Sequence[Kind]) -> Kind:
    return kinds.joined(of)


def _relu(of: Sequence[Kind]) -> Kind:
    return Kind.NATURAL if of[0].integral else Kind.REAL


def _table(names: str, function: Function) -> dict[str, Function]:
    return dict.fromkeys(names.split(), function)


_ONE, _TWO, _THREE = Function(1, 1), Function(2, 2), Function(3, 3)

FUNCTIONS: dict[str, Function] = {
    **_table("exp sqrt sin cos tan cot sec csc asin acos atan acot asec acsc", _ONE),
    **_table("sinh cosh tanh coth sech csch asinh acosh atanh acoth asech acsch sinc", _ONE),
    **_table("sigmoid softplus", Function(1, 1, complex=False)),
    **_table("relu", Function(1, 1, _relu, complex=False)),
    **_table("erf erfc erfi erfinv erfcinv gamma loggamma digamma trigamma", _ONE),
    **_table("Ei li Li Si Ci Shi Chi fresnels fresnelc E1 dirichlet_eta", _ONE),
    **_table("airyai airybi airyaiprime airybiprime elliptic_k DiracDelta", _ONE),
    **_table("zeta LambertW harmonic elliptic_e", Function(1, 2)),
    **_table("Heaviside", Function(1, 2, complex=False)),
    **_table("polygamma uppergamma lowergamma beta expint polylog erf2", _TWO),
    **_table("besselj bessely besseli besselk hankel1 hankel2 jn yn elliptic_f", _TWO),
    **_table("legendre chebyshevt chebyshevu hermite", _TWO),
    **_table("laguerre", _TWO),
    **_table("gegenbauer assoc_legendre assoc_laguerre", _THREE),
    **_table("jacobi", Function(4, 4)),
    **_table("elliptic_pi", Function(2, 3)),
    **_table("atan2", Function(2, 2, _real, complex=False)),
    **_table("floor ceiling", Function(1, 1, _integer, complex=False)),
    **_table("frac", Function(1, 1, _real, complex=False)),
    **_table("Abs", Function(1, 1, lambda of: kinds.magnitude(of[0]))),
    **_table("sign", Function(1, 1, _sign)),
    **_table("re im", Function(1, 1, lambda of: Kind.INTEGER if of[0].integral else Kind.REAL)),
    **_table("arg", Function(1, 1, _real)),
    **_table("conjugate", Function(1, 1, _same)),
    **_table("Max Min", Function(2, _MANY, _same, complex=False)),
    **_table("Mod", Function(2, 2, _integer_of_integers, complex=False)),
    **_table("gcd lcm", Function(2, _MANY, _natural, tuple(range(_MANY)))),
    **_table("factorial", Function(1, 1, _natural, (0,))),
    **_table("factorial2 subfactorial catalan", Function(1, 1, _natural_of_naturals, (0,))),
    **_table("fibonacci lucas", Function(1, 1, _integer, (0,))),
    **_table("bernoulli", Function(1, 1, _real, (0,))),
    **_table("binomial", Function(2, 2, _integer_of_integers)),
    **_table("RisingFactorial", Function(2, 2, _steps, (1,))),
    **_table("FallingFactorial", Function(2, 2, lambda of: kinds.signed([_steps(of)]), (1,))),
    **_table("delta", Function(2, 2, _natural, (0, 1))),
}

ALIASES = {
    "abs": "Abs",
    "ln": "log",
    "max": "Max",
    "min": "Min",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arccot": "acot",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
    "arsinh": "asinh",
    "arcosh": "acosh",
    "artanh": "atanh",
    "arctan2": "atan2",
    "sgn": "sign",
    "ceil": "ceiling",
    "conj": "conjugate",
    "KroneckerDelta": "delta",
    "psi": "digamma",
    "lgamma": "loggamma",
    "rf": "RisingFactorial",
    "ff": "FallingFactorial",
    "ReLU": "relu",
    "logistic": "sigmoid",
}

_HINTS = {
    "factorial": "write gamma(x + 1) for real x",
    "delta": "write indicator(x == y) for real numbers",
}


def named(node: syntax.Call, context: Context) -> Expr | None:
    """A call of a known function, None if its name is not known. Raises LanguageError."""
    name = ALIASES.get(node.function.name, node.function.name)
    if name in _REWRITTEN:
        return _REWRITTEN[name](node, context)
    function = FUNCTIONS.get(name)
    if function is None:
        return None
    _check_count(node, name, function)
    args = context.values(node.args)
    _check_kinds(args, node, name, function, context)
    return applied(name, function.kind, args, node, context)


def applied(
    name: str, kind: Callable[[Sequence[Kind]], Kind], args: Sequence[Expr], node: syntax.Call, context: Context
) -> Expr:
    tensors = [a for a in args if a.type.shape]
    result = kind(kinds.kinds_of(args))
    if not tensors:
        return core.Call(name, tuple(args), type=Type(result), span=node.span)
    shape = agreed(args, node.args[: len(args)], context, node.span)
    row = all(t.type.row for t in tensors)
    return core.Call(name, tuple(args), type=Type(result, shape.shape, row), span=node.span)


def _check_count(node: syntax.Call, name: str, function: Function) -> None:
    if name in ("Max", "Min") and len(node.args) == 1:
        hint = f"write {name}(x[1], x[2], …), one by one"
        raise error(f"{quoted(node.function.name)} compares two or more numbers", node.span, hint)
    check_count(node, function.least, function.most)


def _check_kinds(args: list[Expr], node: syntax.Call, name: str, function: Function, context: Context) -> None:
    for at, (arg, place) in enumerate(zip(args, node.args, strict=True)):
        if at in function.integers and not arg.type.kind.integral:
            message = f"`{name}` needs an integer, and {context.text(place.span)} need not be one"
            raise error(message, place.span, _HINTS.get(name, "declare it as integer or natural"))
        if arg.type.kind is Kind.COMPLEX and not function.complex:
            hint = "write Abs(z), re(z) or im(z)"
            raise error(f"`{name}` needs a real number: {context.text(place.span)} is complex", place.span, hint)


def _logarithm(node: syntax.Call, context: Context) -> Expr:
    """``log(x)``; ``log(x, b)`` to the base b is log(x)/log(b)."""
    check_count(node, 1, 2)
    logs = [applied("log", kinds.at_least_real, [a], node, context) for a in context.values(node.args)]
    if len(logs) == 1:
        return logs[0]
    if logs[1].type.shape:
        raise error(f"the base is a number: {what_met(logs[1:], node.args[1:], context)}", node.span)
    kind = kinds.at_least_real(kinds.kinds_of(logs))
    return core.Call("div", tuple(logs), type=Type(kind, logs[0].type.shape, logs[0].type.row), span=node.span)


def _root(node: syntax.Call, context: Context) -> Expr:
    """``cbrt(x)`` and ``root(x, n)`` are the powers 1/3 and 1/n."""
    check_count(node, *((1, 1) if node.function.name == "cbrt" else (2, 2)))
    base, *rest = context.values(node.args)
    degree = rest[0] if rest else number(3, node.span)
    if degree.type.shape:
        raise error(f"the degree of a root is a number: {what_met([degree], node.args[1:], context)}", node.span)
    kind = kinds.at_least_real([base.type.kind, degree.type.kind])
    exponent = core.Call("div", (number(1, node.span), degree), type=Type(Kind.REAL), span=node.span)
    return core.Call("pow", (base, exponent), type=Type(kind, base.type.shape, base.type.row), span=node.span)


def _piecewise(node: syntax.Call, context: Context) -> Expr:
    """``Piecewise((a, x > 0), (b, True))``: the value of the first pair whose condition is true."""
    check_count(node, 1, _MANY)
    args: list[Expr] = []
    for pair in node.args:
        if not isinstance(pair, syntax.Tupled) or len(pair.items) != 2:
            hint = "write Piecewise((a, x > 0), (b, True))"
            raise error(f"each case is a pair (value, condition), not {context.text(pair.span)}", pair.span, hint)
    pairs = each(lambda p: _case(p, context), node.args)
    for value, condition in pairs:
        args += [value, condition]
    values = args[::2]
    tensors = [v for v in values if v.type.shape]
    kind = kinds.joined(kinds.kinds_of(values))
    if not tensors:
        return core.Call("piecewise", tuple(args), type=Type(kind), span=node.span)
    places = [p.items[0] for p in node.args if isinstance(p, syntax.Tupled)]
    if len(tensors) < len(values):
        raise error(what_met(values, places, context), node.span, "all cases have the same shape")
    type = agreed(values, places, context, node.span)
    return core.Call("piecewise", tuple(args), type=Type(kind, type.shape, tensors[0].type.row), span=node.span)


def _case(pair: syntax.Tree, context: Context) -> tuple[Expr, Expr]:
    assert isinstance(pair, syntax.Tupled), "each case was checked to be a pair"
    steps = [lambda: context.value(pair.items[0]), lambda: context.boolean(pair.items[1])]
    value, condition = each(lambda step: step(), steps)
    return value, condition


def _indicator(node: syntax.Call, context: Context) -> Expr:
    check_count(node, 1, 1)
    condition = context.boolean(node.args[0])
    return core.Call("indicator", (condition,), type=Type(Kind.NATURAL), span=node.span)


_REWRITTEN: dict[str, Callable[[syntax.Call, Context], Expr]] = {
    "log": _logarithm,
    "cbrt": _root,
    "root": _root,
    "Piecewise": _piecewise,
    "indicator": _indicator,
}

#: Every name by which a function can be called.
NAMES = frozenset(FUNCTIONS) | frozenset(ALIASES) | frozenset(_REWRITTEN)

_CONSTANT_KINDS = {"I": Kind.COMPLEX, "True": Kind.BOOLEAN, "False": Kind.BOOLEAN}
_CONSTANT_NAMES = {"True": "true", "False": "false"}

#: Constants by name.
CONSTANTS = frozenset({"pi", "E", "I", "oo", "EulerGamma", "Catalan", "GoldenRatio", "True", "False"})


def constant(node: syntax.Name) -> Expr:
    kind = _CONSTANT_KINDS.get(node.name, Kind.REAL)
    name = _CONSTANT_NAMES.get(node.name, node.name)
    return core.Constant(name, type=Type(kind), span=node.span)
