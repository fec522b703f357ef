"""Where a written term is defined: its conditions, read off before anything is folded.

`conditions` returns boolean terms whose conjunction says that the term has a value (over the reals),
inner parts first. Conditions inside a branch of a Piecewise hold only under that branch's guard.
Under a derivative everything must hold in a neighbourhood: inequalities become strict, and arguments
of functions with kinks must stay away from them.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.algebra.arity import accepts
from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.emptiness import never_empty
from derivcheck.algebra.expectation.everywhere import for_every_draw, moments_exist
from derivcheck.algebra.expectation.laws import has_all_moments
from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.kinks import kinks
from derivcheck.algebra.limits.tendencies import is_infinite
from derivcheck.algebra.sequences.sequences import definition_of, instance
from derivcheck.algebra.signs.comparisons import compare, nonnegative, nonzero, positive
from derivcheck.algebra.signs.signs import NONNEGATIVE, POSITIVE
from derivcheck.algebra.term import (
    ABSTRACTIONS,
    FALSE,
    INFINITY,
    MINUS_ONE,
    ONE,
    TRUE,
    ZERO,
    Sort,
    Term,
    call,
    conjunction,
    depends,
    disjunction,
    fresh_index,
    make,
    mul,
    negation,
    number,
    rational,
    relation,
    substitute,
    symbols,
    with_tensor,
)
from derivcheck.algebra.visible import is_total, visible_signs


def conditions(term: Term, of_axes: bool = True) -> tuple[Term, ...]:
    """Boolean terms that together say that ``term`` is defined, without repetition, inner parts first.

    ``of_axes``: that indices lie within their axes, too.
    """
    return _Reader(of_axes).of(term)


class _Reader:
    def __init__(self, of_axes: bool) -> None:
        self.of_axes = of_axes
        self.memo: dict[Term, tuple[Term, ...]] = {}

    def of(self, term: Term) -> tuple[Term, ...]:
        found = self.memo.get(term)
        if found is None:
            found = self.memo[term] = tuple(dict.fromkeys(c for c in self._read(term) if c is not TRUE))
        return found

    def _read(self, term: Term) -> tuple[Term, ...]:
        match term.op:
            case "piecewise":
                return self._piecewise(term.args)
            case "derivative":
                # The rule's own conditions too: it may be less defined than the derivative (sin(u)/u for Si at 0).
                formula = self.of(expand(term)) + self.of(term.args[1])  # an entry's indices lie within its axes
                return _interior(self.of(term.args[0]), term.args[1]) + kinks(term.args[0], term.args[1]) + formula
            case "sum" | "product" | "lambda" | "every":
                return self._sum(*term.args)
            case "maximum" | "minimum":
                some = () if never_empty(*term.args[1:3]) else (relation("le", *term.args[1:3]),)
                return (*some, *self._sum(*term.args))
            case "growth":  # far out it has to be defined, which is seen to by who proves it
                sides = (c for side in term.args[:2] for c in self.of(side))
                return tuple(c for c in sides if symbols(c).isdisjoint(term.args[2].args))
            case "expect":
                return self._expectation(term, term.args[:1], term.args[1:])
            case "covariance":
                return self._expectation(term, term.args[:2], term.args[2:])
            case "at":
                body, tensor, value = term.args
                inner = tuple(with_tensor(expand(c), tensor, expand(value)) for c in self.of(body))
                return self.of(value) + inner
            case "limit" | "tends" | "integral" | "series":
                return self._abstraction(term)
            case "entry":
                inside = tuple(c for i in term.args[4:] for c in self.of(i))
                return inside + (_within(term.args[3], term.args[4:]) if self.of_axes else ()) + self._steps(term)
            case "subs":
                body, variable, value = term.args
                inner = tuple(substitute(expand(c), {variable: value}) for c in self.of(body))
                return self.of(value) + inner
        inner = tuple(c for part in term.terms for c in self.of(part))
        if term.op == "power":
            return (*inner, _power(*term.args))
        if term.op == "inverse":
            return (*inner, relation("ne", make("det", term.args[0]), ZERO))
        if term.op == "matpow" and not visible_signs(term.args[1]) <= NONNEGATIVE:
            invertible = relation("ne", make("det", term.args[0]), ZERO)
            return (*inner, disjunction(invertible, nonnegative(term.args[1])))
        if term.op == "call":
            rule = _FUNCTIONS.get(term.args[0])
            if rule is not None and accepts(rule, len(term.args) - 1):
                return (*inner, *rule(*term.args[1:]))
            # Of a function whose domain we do not know, we say that its value is asked for.
            return inner if term.args[0] in _TOTAL else (*inner, make("defined", term))
        return inner

    def _sum(self, index: Term, first: Term, last: Term, body: Term) -> tuple[Term, ...]:
        """What the summand needs, it needs for every index."""
        own = (relation("le", first, index), relation("le", index, last))
        found = [*self.of(first), *self.of(last)]
        empty = FALSE if never_empty(first, last) else relation("lt", last, first)
        for c in self.of(body):
            if c not in own:
                found.append(disjunction(empty, c) if index not in symbols(c) else make("every", index, first, last, c))
        return tuple(found)

    def _expectation(self, term: Term, bodies: tuple[Term, ...], laws: tuple[Term, ...]) -> tuple[Term, ...]:
        """What is averaged needs what it needs for every draw; and the moments of all products must exist."""
        expand(term)  # complains about what is not worked out
        inner = tuple(c for body in bodies for part in self.of(body) for c in for_every_draw(expand(part), laws))
        products = (*bodies, mul(*bodies)) if len(bodies) > 1 and not all(map(has_all_moments, laws)) else bodies
        exist = tuple(c for p in products for c in moments_exist(expand(make("expect", p, *laws))))
        return (*(c for law in laws for c in self.of(law)), *inner, *exist)

    def _abstraction(self, term: Term) -> tuple[Term, ...]:
        """What the body needs, it needs near the point (and between the bounds, which is a part of being defined)."""
        body, own, *rest = term.args
        found = [c for part in rest if isinstance(part, Term) and not is_infinite(part) for c in self.of(part)]
        for c in self.of(body):
            if own not in symbols(c):
                found.append(c)
            elif term.op in ("limit", "tends"):
                found.append(make("near", c, own, *rest[:2]))
        return tuple(found) if term.op == "tends" else (*found, make("defined", term))

    def _steps(self, term: Term) -> tuple[Term, ...]:
        """What the first values and all steps up to this one of a recursion need."""
        definition = definition_of(term)
        if definition is None:
            return ()
        _, parameter, components, last, step, *bases = definition.args
        first, index = number(last + 1), term.args[4]
        found: list[Term] = []
        for part in (*bases, step):
            for c in self.of(part):
                for component, axis in zip(components.args, term.args[3][1:], strict=True):
                    inside = _within((axis,), (component,))
                    c = TRUE if c in inside else make("every", component, *axis, c) if component in symbols(c) else c
                needed = instance(term, c)
                if parameter in symbols(c):
                    own = fresh_index(c, index)
                    at = make("entry", *term.args[:4], own, *term.args[5:])
                    needed = make("every", own, first, index, instance(at, c))
                elif part is step:
                    needed = disjunction(relation("lt", index, first), needed)
                found.append(needed)
        return tuple(found)

    def _piecewise(self, args: tuple[Term, ...]) -> tuple[Term, ...]:
        found: list[Term] = []
        earlier: list[Term] = []
        for value, condition in zip(args[::2], args[1::2], strict=True):
            before = disjunction(*earlier)
            found += [disjunction(before, c) for c in self.of(condition)]
            skipped = disjunction(before, negation(condition))
            found += [disjunction(skipped, c) for c in self.of(value)]
            earlier.append(condition)
        return (*found, disjunction(*earlier))


def _within(bounds: tuple[tuple[Term, Term], ...], indices: tuple[Term, ...]) -> tuple[Term, ...]:
    """Every index lies within its axis."""
    pairs = zip(bounds, indices, strict=True)
    found = ((a, b) for (first, last), i in pairs for a, b in ((first, i), (i, last)))
    return tuple(relation("le", a, b) for a, b in found if b is not INFINITY)


def _power(base: Term, exponent: Term) -> Term:
    """The one meaning of ``base**exponent``; the evaluator keeps the same rules on its own."""
    value = rational(exponent)
    if value is not None and value.denominator == 1:
        return TRUE if value >= 0 else nonzero(base)
    if value is not None:
        return nonnegative(base) if value > 0 else positive(base)
    if visible_signs(exponent) == POSITIVE and not is_integral(exponent):
        return nonnegative(base)
    if is_integral(exponent) and visible_signs(exponent) <= NONNEGATIVE:
        return TRUE
    if is_integral(exponent) and rational(base) == 0:
        return nonnegative(exponent)
    if is_integral(exponent):
        return disjunction(nonzero(base), nonnegative(exponent))
    value = rational(base)
    if value is not None:
        return positive(exponent) if value == 0 else positive(base)
    at_zero = conjunction(relation("eq", base, ZERO), positive(exponent))
    return disjunction(positive(base), at_zero)


def _not_pole(u: Term) -> Term:
    """u is not 0, -1, -2, …"""
    return disjunction(positive(u), relation("ne", call("floor", u), u))


def _unit_interval(u: Term) -> tuple[Term, ...]:
    return relation("le", MINUS_ONE, u), relation("le", u, ONE)


def _integer(u: Term) -> tuple[Term, ...]:
    return () if is_integral(u) else (relation("eq", call("floor", u), u),)


def _binomial(top: Term, bottom: Term) -> tuple[Term, ...]:
    """The polynomial top*(top - 1)*…/bottom!, for a natural lower entry."""
    return (*_integer(bottom), nonnegative(bottom))


def _bessel(order: Term, u: Term) -> tuple[Term, ...]:
    """Of an integer order, defined everywhere; of another, for positive arguments."""
    return () if is_integral(order) else (positive(u),)


_FUNCTIONS: dict[str, Callable[..., tuple[Term, ...]]] = {
    "log": lambda u: (positive(u),),
    "sqrt": lambda u: (nonnegative(u),),
    "cbrt": lambda u: (nonnegative(u),),
    "tan": lambda u: (nonzero(call("cos", u)),),
    "sec": lambda u: (nonzero(call("cos", u)),),
    "cot": lambda u: (nonzero(call("sin", u)),),
    "csc": lambda u: (nonzero(call("sin", u)),),
    "coth": lambda u: (nonzero(u),),
    "csch": lambda u: (nonzero(u),),
    "asin": _unit_interval,
    "acos": _unit_interval,
    "asec": lambda u: (relation("ge", call("Abs", u), ONE),),
    "acsc": lambda u: (relation("ge", call("Abs", u), ONE),),
    "acosh": lambda u: (relation("ge", u, ONE),),
    "atanh": lambda u: (relation("lt", call("Abs", u), ONE),),
    "acoth": lambda u: (relation("gt", call("Abs", u), ONE),),
    "asech": lambda u: (positive(u), relation("le", u, ONE)),
    "acsch": lambda u: (nonzero(u),),
    "factorial": lambda u: (nonnegative(u), *_integer(u)),
    "gamma": lambda u: (_not_pole(u),),
    "digamma": lambda u: (_not_pole(u),),
    "loggamma": lambda u: (positive(u),),
    "besselj": _bessel,
    "besseli": _bessel,
    "bessely": lambda order, u: (positive(u),),
    "besselk": lambda order, u: (positive(u),),
    "zeta": lambda u: (compare("ne", u, ONE),),
    "polygamma": lambda m, u: (nonnegative(m), *_integer(m), _not_pole(u)),
    "binomial": _binomial,
    "gcd": lambda a, b: (*_integer(a), *_integer(b)),
    "lcm": lambda a, b: (*_integer(a), *_integer(b)),
    "beta": lambda a, b: (positive(a), positive(b)),
    "Mod": lambda a, b: (nonzero(b),),
    "Ei": lambda u: (nonzero(u),),
    "li": lambda u: (positive(u), relation("ne", u, ONE)),
    "Ci": lambda u: (positive(u),),
}
#: Functions that are defined on all reals.
_TOTAL = frozenset({
    "exp", "sin", "cos", "sinh", "cosh", "tanh", "sech", "asinh", "atan", "acot", "sigmoid", "softplus", "relu",
    "Abs", "delta", "sign", "Max", "Min", "floor", "ceiling", "Heaviside", "erf", "erfc", "erfi", "Si", "Shi", "sinc",
    "airyai", "airybi", "airyaiprime", "airybiprime", "fresnels", "fresnelc",
})  # fmt: skip


# ---------------------------------------------------------------------------------------------------
# Under a derivative


def _interior(found: tuple[Term, ...], variable: Term) -> tuple[Term, ...]:
    """The conditions, made to hold in a neighbourhood along ``variable``."""
    return tuple(_open(c, variable) for c in found)


def _open(condition: Term, variable: Term) -> Term:
    if not depends(condition, variable):
        return condition
    match condition.op:
        case "ge":
            return make("gt", *condition.args)
        case "le":
            return make("lt", *condition.args)
        case "and":
            return conjunction(*(_open(c, variable) for c in condition.args))
        case "or":
            # "u != 0 or e >= 0": where one alternative holds with room to spare, so does the whole.
            return disjunction(*(_open(c, variable) for c in condition.args))
        case "every":
            return make("every", *condition.args[:3], _open(condition.args[3], variable))
        case "eq":
            return make("false")
        case "near":
            raise NoDerivative("Limit")  # holding near a point says nothing of other values of the variable
        case "defined" if condition.args[0].op in ABSTRACTIONS and not _is_total_integral(condition.args[0]):
            raise NoDerivative(condition.args[0].op.capitalize())  # it may exist in a neighbourhood: that is not known
    return condition


def _is_total_integral(term: Term) -> bool:
    """Whether the integrand is defined everywhere and the bounds are finite: it exists for all parameters."""
    body, _, *bounds = term.args
    return term.op == "integral" and is_total(body) and not any(map(is_infinite, bounds))


def declared(variable: Term) -> tuple[Term, ...]:
    """What a symbol's sort says about it, as conditions."""
    if variable.op != "symbol":
        return ()
    match variable.args[1]:
        case Sort.POSITIVE:
            return (positive(variable),)
        case Sort.NONNEGATIVE | Sort.NATURAL:
            return (nonnegative(variable),)
        case Sort.NONZERO:
            return (nonzero(variable),)
        case Sort.SIZE:
            return (relation("ge", variable, ONE),)
    return ()
