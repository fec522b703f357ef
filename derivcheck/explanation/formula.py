"""Terms of the algebra as expressions of the core language, for those who draw them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from derivcheck.algebra.term import (
    BINDERS,
    ONE,
    ZERO,
    Term,
    add,
    make,
    mul,
    negation,
    rational,
    tensor_of,
)
from derivcheck.explanation.naming import names_for, spoken
from derivcheck.language import core
from derivcheck.language.core import Expr, Kind, Symbol, Type
from derivcheck.language.source import Span

_REAL, _TRUTH, _NOWHERE = Type(Kind.REAL), Type(Kind.BOOLEAN), Span(0, 0)
_RELATIONS = frozenset({"eq", "ne", "lt", "le", "gt", "ge"})
_OF_INDICES, _OF_NUMBERS = "ijklmnpqrst", "xyzuvwstabcd"


class _Unwritten(Exception):
    """There is no usual notation for a term."""


def formula(term: Term) -> Expr | None:
    """The term as an expression with the names that it shows; None where it has no usual notation.

    What it is drawn from, not to be decided: its names stand for nothing.
    """
    try:
        return _Writer(names_for(term))(term)
    except (_Unwritten, RecursionError):
        return None


def tidied(term: Term) -> Term:
    """The term without terms 0, factors 1 and multiples of 0, as places and directions that are put in leave them."""
    parts = tuple(tidied(a) if isinstance(a, Term) else a for a in term.args)
    match term.op:
        case "add":
            return add(*(p for p in parts if p is not ZERO))
        case "mul" if ZERO in parts:
            return ZERO
        case "mul":
            return mul(*(p for p in parts if p is not ONE))
        case "power" if parts[1] is ONE:
            return parts[0]
        case op if op in BINDERS or parts == term.args:
            return term if parts == term.args else make(op, *term.args[:3], parts[3])
    return make(term.op, *parts)


@dataclass(frozen=True, slots=True)
class _Writer:
    """``names``: of the symbols and tensors that are free, or bound around."""

    names: Mapping[Term, str]

    def __call__(self, term: Term) -> Expr:
        special = _WRITERS.get(term.op)
        if special is not None:
            return special(self, term)
        if term.op in _RELATIONS:
            return _call(term.op, map(self, term.args), _TRUTH)
        raise _Unwritten(term.op)

    def name(self, term: Term) -> str:
        return self.names.get(term) or spoken(str(term.args[0]))

    def binding(self, variable: Term) -> tuple[_Writer, Symbol]:
        """The writer for what is within a binder, and its variable by a name that is not taken."""
        own, taken = spoken(str(variable.args[0])), set(self.names.values())
        if own in taken or not own.rstrip("'").isidentifier():
            letters = _OF_INDICES if variable.op == "symbol" and variable.args[1].integral else _OF_NUMBERS
            own = next((n for n in letters if n not in taken), own)
        return _Writer({**self.names, variable: own}), Symbol(own, _REAL)


def _call(op: str, args: Iterable[Expr], type: Type = _REAL) -> Expr:
    return core.Call(op, tuple(args), type=type, span=_NOWHERE)


def _number(write: _Writer, term: Term) -> Expr:
    return core.Number(term.args[0], type=_REAL, span=_NOWHERE)


def _symbol(write: _Writer, term: Term) -> Expr:
    return _variable(write.name(term))


def _variable(name: str) -> Expr:
    return core.Variable(Symbol(name, _REAL), type=_REAL, span=_NOWHERE)


def _constant(write: _Writer, term: Term) -> Expr:
    return core.Constant(str(term.args[0]), type=_REAL, span=_NOWHERE)


def _sum(write: _Writer, term: Term) -> Expr:
    return _call("add", [_signed(write(part)) for part in term.args])


def _signed(part: Expr) -> Expr:
    """A negative number as one that is subtracted."""
    negative = isinstance(part, core.Number) and part.value < 0
    return _call("neg", (_of(-part.value),)) if negative and isinstance(part, core.Number) else part


def _product(write: _Writer, term: Term) -> Expr:
    """Reciprocals below a line, signs in front."""
    sign, above, below = 1, list[Expr](), list[Expr]()
    for factor in _factors(term):
        value = rational(factor) if factor.op == "number" else None
        exponent = rational(factor.args[1]) if factor.op == "power" else None
        if value is not None:
            sign = sign if value >= 0 else -sign
            above += [_of(abs(value.numerator))] if abs(value.numerator) != 1 else []
            below += [_of(value.denominator)] if value.denominator != 1 else []
        elif exponent is not None and exponent < 0:
            base = write(factor.args[0])
            below.append(base if exponent == -1 else _call("pow", (base, _of(-exponent))))
        else:
            above.append(write(factor))
    top = _times(above)
    whole = _call("div", (top, _times(below))) if below else top
    return whole if sign > 0 else _call("neg", (whole,))


def _factors(term: Term) -> Iterator[Term]:
    for factor in term.args:
        if factor.op == "mul":
            yield from _factors(factor)
        else:
            yield factor


def _of(value: Fraction | int) -> Expr:
    return core.Number(Fraction(value), type=_REAL, span=_NOWHERE)


def _times(factors: list[Expr]) -> Expr:
    return _of(1) if not factors else factors[0] if len(factors) == 1 else _call("mul", factors)


def _power(write: _Writer, term: Term) -> Expr:
    base, exponent = term.args
    value = rational(exponent)
    if value is not None and value < 0:
        below = write(base) if value == -1 else _call("pow", (write(base), _of(-value)))
        return _call("div", (_of(1), below))
    if value == Fraction(1, 2):
        return _call("sqrt", (write(base),))
    return _call("pow", (write(base), write(exponent)))


def _function(write: _Writer, term: Term) -> Expr:
    return _call(term.args[0], map(write, term.args[1:]))


def _apply(write: _Writer, term: Term) -> Expr:
    """An arbitrary function; a derivative of one by the number of its argument."""
    own = "_".join([str(term.args[0]), *(str(k + 1) for k in term.args[2])])
    return core.Apply(Symbol(own, _REAL), tuple(map(write, term.args[3:])), type=_REAL, span=_NOWHERE)


def _entry(write: _Writer, term: Term) -> Expr:
    return _indexed(write.name(tensor_of(term)), map(write, term.args[4:]))


def _component(write: _Writer, term: Term) -> Expr:
    return _indexed(spoken(str(term.args[0])), map(write, term.args[1:]))


def _indexed(name: str, indices: Iterable[Expr]) -> Expr:
    found = tuple(indices)
    return core.Entry(_variable(name), found, type=_REAL, span=_NOWHERE) if found else _variable(name)


def _sigma(write: _Writer, term: Term) -> Expr:
    index, first, last, body = term.args
    inner, own = write.binding(index)
    return core.Sigma(
        {"sum": "Sum", "product": "Product", "series": "Sum"}[term.op],
        own,
        write(first),
        write(last),
        inner(body),
        type=_REAL,
        span=_NOWHERE,
    )


def _series(write: _Writer, term: Term) -> Expr:
    body, index, first, last = term.args
    inner, own = write.binding(index)
    return core.Sigma("Sum", own, write(first), write(last), inner(body), type=_REAL, span=_NOWHERE)


def _integral(write: _Writer, term: Term) -> Expr:
    body, variable, lower, upper = term.args
    inner, own = write.binding(variable)
    return core.Integral(inner(body), own, write(lower), write(upper), type=_REAL, span=_NOWHERE)


def _limit(write: _Writer, term: Term) -> Expr:
    body, variable, point, direction = term.args[:4]
    inner, own = write.binding(variable)
    found = core.Limit(inner(body), own, write(point), direction, type=_REAL, span=_NOWHERE)
    return found if term.op == "limit" else _call("eq", (found, write(term.args[4])), _TRUTH)


def _derivative(write: _Writer, term: Term) -> Expr:
    body, variable, order = term.args
    return core.Derivative(write(body), ((write(variable), order),), type=_REAL, span=_NOWHERE)


def _every(write: _Writer, term: Term) -> Expr:
    index, _, _, body = term.args
    inner, own = write.binding(index)
    return core.Quantified("ForAll", (own,), inner(body), type=_TRUTH, span=_NOWHERE)


def _for_all(write: _Writer, term: Term) -> Expr:
    body, variable = term.args
    inner, own = write.binding(variable)
    rest = _guarded(inner, body) if body.op == "or" else inner(body)
    if isinstance(rest, core.Quantified) and rest.op == "ForAll":
        return replace(rest, variables=(own, *rest.variables))
    return core.Quantified("ForAll", (own,), rest, type=_TRUTH, span=_NOWHERE)


def _guarded(write: _Writer, term: Term) -> Expr:
    """The last of them if none of the others."""
    *others, last = term.args
    given = [write(negation(o)) for o in others]
    condition = given[0] if len(given) == 1 else _call("and", given, _TRUTH)
    return _call("implies", (condition, write(last)), _TRUTH)


def _logic(write: _Writer, term: Term) -> Expr:
    return _call(term.op, map(write, term.args), _TRUTH)


def _not(write: _Writer, term: Term) -> Expr:
    """That not all are otherwise is that there is one."""
    inner = term.args[0]
    if inner.op != "forall":
        return _call("not", (write(inner),), _TRUTH)
    body, variable = inner.args
    within, own = write.binding(variable)
    denied = body.args[0] if body.op == "not" else None
    said = within(denied) if denied is not None else _call("not", (within(body),), _TRUTH)
    return core.Quantified("Exists", (own,), said, type=_TRUTH, span=_NOWHERE)


def _piecewise(write: _Writer, term: Term) -> Expr:
    return _call("piecewise", map(write, term.args))


def _predicate(write: _Writer, term: Term) -> Expr:
    """Its body, variables and places as they are typed; what the definition brings in is left out."""
    op, body, names, places, *_ = term.args
    variables = [_variable(spoken(str(v.args[0]))) for v in names.args]
    args = (write(body), *variables, *map(write, places.args))
    return core.Predicate(op, args, type=_TRUTH, span=_NOWHERE)


def _growth(write: _Writer, term: Term) -> Expr:
    cost, bound = map(write, term.args[:2])
    order = core.Apply(Symbol("O", _REAL), (bound,), type=_REAL, span=_NOWHERE)
    return _call("eq", (cost, order), _TRUTH)


def _truth(write: _Writer, term: Term) -> Expr:
    return core.Constant(term.op, type=_TRUTH, span=_NOWHERE)


def _mean(write: _Writer, term: Term) -> Expr:
    return _call("Expect", (write(term.args[0]),))


def _covariance(write: _Writer, term: Term) -> Expr:
    one, other = term.args[:2]
    return _call("Var", (write(one),)) if one is other else _call("Cov", (write(one), write(other)))


_WRITERS: dict[str, Callable[[_Writer, Term], Expr]] = {
    "number": _number,
    "symbol": _symbol,
    "constant": _constant,
    "add": _sum,
    "mul": _product,
    "power": _power,
    "call": _function,
    "apply": _apply,
    "entry": _entry,
    "component": _component,
    "recursion": lambda write, term: _variable(str(term.args[0])),
    "sum": _sigma,
    "product": _sigma,
    "series": _series,
    "integral": _integral,
    "limit": _limit,
    "tends": _limit,
    "derivative": _derivative,
    "every": _every,
    "forall": _for_all,
    "and": _logic,
    "or": _logic,
    "not": _not,
    "piecewise": _piecewise,
    "predicate": _predicate,
    "growth": _growth,
    "defined": lambda write, term: write(term.args[0]),
    "true": _truth,
    "false": _truth,
    "expect": _mean,
    "covariance": _covariance,
}
