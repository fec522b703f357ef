"""Differentiation of terms by the rules of calculus.

The result is the derivative wherever the conditions in `domain` hold (no kinks, open domains); it may
be folded freely, because conditions are read from the written term, not from here.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derivcheck.algebra.abstractions import abstraction
from derivcheck.algebra.expectation.average import covariance, expectation
from derivcheck.algebra.matrices import derivatives
from derivcheck.algebra.term import (
    ABSTRACTIONS,
    HALF,
    MINUS_ONE,
    ONE,
    PI,
    TWO,
    ZERO,
    Term,
    add,
    bind,
    call,
    conjunction,
    depends,
    div,
    fresh_index,
    make,
    mul,
    neg,
    number,
    power,
    rational,
    relation,
    sub,
    substitute,
    summation,
    symbols,
    with_tensor,
)


class NoDerivative(Exception):
    """No rule is known for this function."""


def expand(term: Term, memo: dict[Term, Term] | None = None) -> Term:
    """The term with every derivative and expectation carried out and every substitution made."""
    memo = {} if memo is None else memo
    found = memo.get(term)
    if found is not None:
        return found
    match term.op:
        case "derivative":
            found, variable, order = expand(term.args[0], memo), term.args[1], term.args[2]
            for _ in range(order):
                found = differentiate(found, variable)
        case "at":
            body, tensor, value = expand(term.args[0], memo), term.args[1], expand(term.args[2], memo)
            found = with_tensor(body, tensor, value)
        case "subs":
            body, value = expand(term.args[0], memo), expand(term.args[2], memo)
            found = substitute(body, {term.args[1]: value})
        case "expect":
            body, *laws = (expand(a, memo) for a in term.args)
            found = expectation(body, laws)
        case "covariance":
            left, right, *laws = (expand(a, memo) for a in term.args)
            found = covariance(left, right, laws)
        case _:
            args = tuple(expand(a, memo) if isinstance(a, Term) else a for a in term.args)
            found = term if args == term.args else make(term.op, *args)
    memo[term] = found
    return found


def differentiate(term: Term, variable: Term) -> Term:
    """The partial derivative of an expanded term with respect to a symbol."""
    return _Differentiation(variable).of(term)


def _lowered(base: Term, exponent: Fraction) -> Term:
    """base**(exponent - 1), without exponents 0 and 1."""
    return ONE if exponent == 1 else base if exponent == 2 else power(base, number(exponent - 1))


def _sum(parts: list[Term]) -> Term:
    return add(*(p for p in parts if p is not ZERO))


def _times(*factors: Term) -> Term:
    return ZERO if ZERO in factors else mul(*(f for f in factors if f is not ONE))


class _Differentiation:
    """One pass with respect to one variable, each shared part once."""

    def __init__(self, variable: Term) -> None:
        self.variable = variable
        self.memo: dict[Term, Term] = {}

    def of(self, term: Term) -> Term:
        found = self.memo.get(term)
        if found is None:
            found = self.memo[term] = self._rule(term)
        return found

    def _rule(self, term: Term) -> Term:
        match term.op:
            case "number" | "constant":
                return ZERO
            case op if op in ABSTRACTIONS and not depends(term, self.variable):
                return ZERO
            case "symbol":
                return ONE if term is self.variable else ZERO
            case "entry":
                return self._entry(term)
            case "sum":
                return self._sum(*term.args)
            case "product":
                return self._multiplied(*term.args)
            case "add":
                return _sum([self.of(a) for a in term.args])
            case "mul":
                return self._product(term.args)
            case "power":
                return self._power(term, *term.args)
            case "call":
                return self._call(term, term.args[0], term.args[1:])
            case "apply":
                return self._apply(term)
            case "functional":
                return self._functional(term)
            case "inverse":
                return derivatives.inverse(self.of, self.variable, term)
            case "det":
                return derivatives.determinant(self.of, self.variable, term)
            case "matpow" if not depends(term, self.variable):
                return ZERO
            case "integral":
                return self._integral(*term.args)
            case "piecewise":
                args = [self.of(a) if k % 2 == 0 else a for k, a in enumerate(term.args)]
                return ZERO if all(a is ZERO for a in args[::2]) else make("piecewise", *args)
        raise NoDerivative(term.op)

    def _entry(self, term: Term) -> Term:
        """The derivative of an entry by another of the same tensor: 1 where all indices agree."""
        variable = self.variable
        if isinstance(term.args[0], Term) and depends(term.args[0], variable):
            raise NoDerivative(str(term.args[0].args[0]))
        if variable.op != "entry" or variable.args[0] != term.args[0]:
            return ZERO
        pairs = zip(term.args[4:], variable.args[4:], strict=True)
        return _times(*(call("delta", a, b) for a, b in pairs if a is not b))

    def _sum(self, index: Term, first: Term, last: Term, body: Term) -> Term:
        if index in symbols(self.variable):
            fresh = fresh_index(body, self.variable)
            body, index = substitute(body, {index: fresh}), fresh
        inner = self.of(body)
        return ZERO if inner is ZERO else summation(index, first, last, inner)

    def _multiplied(self, index: Term, first: Term, last: Term, body: Term) -> Term:
        """The product rule: the sum over k of the derivative of factor k times the product of all others."""
        if index in symbols(self.variable):
            fresh = fresh_index(body, self.variable)
            body, index = substitute(body, {index: fresh}), fresh
        inner = self.of(body)
        if inner is ZERO:
            return ZERO
        other = fresh_index(body, inner, self.variable, index)
        own = call("delta", other, index)
        factor = add(own, mul(sub(ONE, own), substitute(body, {index: other})))
        return summation(index, first, last, _times(inner, bind("product", other, first, last, factor)))

    def _integral(self, body: Term, own: Term, lower: Term, upper: Term) -> Term:
        """Leibniz's rule, for finite bounds."""
        if any(bound.op == "constant" and bound.args[0] in ("oo", "-oo") for bound in (lower, upper)):
            raise NoDerivative("Integral")
        inner, at_upper, at_lower = self.of(body), self.of(upper), self.of(lower)
        parts = [
            _times(substitute(body, {own: upper}), at_upper),
            _times(MINUS_ONE, substitute(body, {own: lower}), at_lower),
        ]
        return _sum(parts if inner is ZERO else [abstraction("integral", inner, own, lower, upper), *parts])

    def _functional(self, term: Term) -> Term:
        """The chain rule: the sum over all entries of the argument."""
        name, symmetric, rank, tensor, *slots = term.args
        ranges: list[tuple[Term, Term, Term]] = []
        body = tensor
        for _ in range(rank):
            index, first, last, body = body.args
            fresh = fresh_index(body, self.variable, *slots, *(r[0] for r in ranges))
            body = substitute(body, {index: fresh})
            ranges.append((fresh, first, last))
        inner = self.of(body)
        if inner is ZERO:
            return ZERO
        outer = make("functional", name, symmetric, rank, tensor, *slots, *(r[0] for r in ranges))
        result = _times(outer, inner)
        for index, first, last in reversed(ranges):
            result = summation(index, first, last, result)
        return result

    def _product(self, factors: tuple[Term, ...]) -> Term:
        parts = []
        for k, factor in enumerate(factors):
            d = self.of(factor)
            if d is not ZERO:
                parts.append(_times(*factors[:k], d, *factors[k + 1 :]))
        return _sum(parts)

    def _power(self, term: Term, base: Term, exponent: Term) -> Term:
        db, de = self.of(base), self.of(exponent)
        parts = []
        if db is not ZERO:
            value = rational(exponent)
            if value is not None:
                parts.append(_times(number(value), _lowered(base, value), db))
            else:
                parts.append(_times(exponent, power(base, sub(exponent, ONE)), db))
        if de is not ZERO:
            parts.append(_times(term, call("log", base), de))
        return _sum(parts)

    def _call(self, term: Term, name: str, args: tuple[Term, ...]) -> Term:
        inner = [self.of(a) for a in args]
        if name == "delta" or all(d is ZERO for d in inner):
            return ZERO
        if name in ("Max", "Min"):
            return self._extremum(name, args, inner)
        partials = _partials(name, args, [d is not ZERO for d in inner])
        return _sum([_times(p, d) for p, d in zip(partials, inner, strict=True) if d is not ZERO])

    def _extremum(self, name: str, args: tuple[Term, ...], inner: list[Term]) -> Term:
        """The derivative of the argument that is the largest (smallest) one."""
        strictly, weakly = ("gt", "ge") if name == "Max" else ("lt", "le")
        different = dict(zip(args, inner, strict=True))
        pieces: list[Term] = []
        for own, d in different.items():
            others = []
            for other in different:
                if other is not own:
                    # Where the difference does not move, a tie is no kink.
                    moves = depends(own, self.variable) or depends(other, self.variable)
                    others.append(relation(strictly if moves else weakly, own, other))
            pieces += [d, conjunction(*others)]
        return make("piecewise", *pieces)

    def _apply(self, term: Term) -> Term:
        name, symmetric, order, *args = term.args
        parts = []
        for k, argument in enumerate(args):
            d = self.of(argument)
            if d is not ZERO:
                sequence = (*order, k)
                sequence = tuple(sorted(sequence)) if symmetric else sequence
                parts.append(_times(make("apply", name, symmetric, sequence, *args), d))
        return _sum(parts)


def _partials(name: str, args: tuple[Term, ...], wanted: list[bool]) -> list[Term]:
    rule = _RULES.get(name)
    if rule is not None and len(args) == 1:
        return [rule(args[0])]
    return [_by_sympy(name, args, k) if want else ZERO for k, want in enumerate(wanted)]


def _by_sympy(name: str, args: tuple[Term, ...], position: int) -> Term:
    """A special function's partial derivative from SymPy's tables."""
    from derivcheck.algebra.sympy_bridge import partial_derivative

    found = partial_derivative(name, len(args), position)
    if found is None:
        raise NoDerivative(name)
    places, derivative = found
    return substitute(derivative, dict(zip(places, args, strict=True)))


def _squared(u: Term) -> Term:
    return power(u, TWO)


def _inverse_root(radicand: Term) -> Term:
    return power(radicand, number(Fraction(-1, 2)))


def _sigmoid_derivative(u: Term) -> Term:
    return mul(call("sigmoid", u), sub(ONE, call("sigmoid", u)))


_RULES: dict[str, Callable[[Term], Term]] = {
    "exp": lambda u: call("exp", u),
    "log": lambda u: power(u, MINUS_ONE),
    "sqrt": lambda u: mul(HALF, _inverse_root(u)),
    "cbrt": lambda u: mul(number(Fraction(1, 3)), power(u, number(Fraction(-2, 3)))),
    "sin": lambda u: call("cos", u),
    "cos": lambda u: neg(call("sin", u)),
    "tan": lambda u: power(call("cos", u), number(-2)),
    "cot": lambda u: neg(power(call("sin", u), number(-2))),
    "sec": lambda u: mul(call("sec", u), call("tan", u)),
    "csc": lambda u: neg(mul(call("csc", u), call("cot", u))),
    "asin": lambda u: _inverse_root(sub(ONE, _squared(u))),
    "acos": lambda u: neg(_inverse_root(sub(ONE, _squared(u)))),
    "atan": lambda u: power(add(ONE, _squared(u)), MINUS_ONE),
    "acot": lambda u: neg(power(add(ONE, _squared(u)), MINUS_ONE)),
    "asec": lambda u: power(mul(call("Abs", u), call("sqrt", sub(_squared(u), ONE))), MINUS_ONE),
    "acsc": lambda u: neg(power(mul(call("Abs", u), call("sqrt", sub(_squared(u), ONE))), MINUS_ONE)),
    "sinh": lambda u: call("cosh", u),
    "cosh": lambda u: call("sinh", u),
    "tanh": lambda u: sub(ONE, _squared(call("tanh", u))),
    "coth": lambda u: sub(ONE, _squared(call("coth", u))),
    "sech": lambda u: neg(mul(call("sech", u), call("tanh", u))),
    "csch": lambda u: neg(mul(call("csch", u), call("coth", u))),
    "asinh": lambda u: _inverse_root(add(_squared(u), ONE)),
    "acosh": lambda u: _inverse_root(sub(_squared(u), ONE)),
    "atanh": lambda u: power(sub(ONE, _squared(u)), MINUS_ONE),
    "acoth": lambda u: power(sub(ONE, _squared(u)), MINUS_ONE),
    "sigmoid": _sigmoid_derivative,
    "softplus": lambda u: call("sigmoid", u),
    "relu": lambda u: call("Heaviside", u),
    "Abs": lambda u: call("sign", u),
    "sign": lambda u: ZERO,
    "Heaviside": lambda u: ZERO,
    "floor": lambda u: ZERO,
    "ceiling": lambda u: ZERO,
    "erf": lambda u: div(mul(TWO, call("exp", neg(_squared(u)))), call("sqrt", PI)),
    "erfc": lambda u: neg(div(mul(TWO, call("exp", neg(_squared(u)))), call("sqrt", PI))),
    "erfi": lambda u: div(mul(TWO, call("exp", _squared(u))), call("sqrt", PI)),
    "gamma": lambda u: mul(call("gamma", u), call("digamma", u)),
    "loggamma": lambda u: call("digamma", u),
    "digamma": lambda u: call("polygamma", ONE, u),
    "Ei": lambda u: div(call("exp", u), u),
    "li": lambda u: power(call("log", u), MINUS_ONE),
    "Si": lambda u: div(call("sin", u), u),
    "Ci": lambda u: div(call("cos", u), u),
}
