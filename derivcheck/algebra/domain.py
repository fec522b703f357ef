"""Where a written term is defined: its conditions, read off before anything is folded.

`conditions` returns boolean terms whose conjunction says that the term has a value (over the reals),
inner parts first. Conditions inside a branch of a Piecewise hold only under that branch's guard.
Under a derivative everything must hold in a neighbourhood: inequalities become strict, and arguments
of functions with kinks must stay away from them.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.expectation.everywhere import for_every_draw, moments_exist
from derivcheck.algebra.signs import POSITIVE
from derivcheck.algebra.term import (
    ABSTRACTIONS,
    FALSE,
    MINUS_ONE,
    ONE,
    RELATIONS,
    TRUE,
    ZERO,
    Sort,
    Term,
    accepts,
    call,
    conjunction,
    depends,
    disjunction,
    div,
    is_integral,
    make,
    negation,
    never_empty,
    rational,
    relation,
    sub,
    substitute,
    symbols,
    with_tensor,
)
from derivcheck.algebra.visible import is_total, visible_signs


def conditions(term: Term) -> tuple[Term, ...]:
    """Boolean terms that together say that ``term`` is defined, without repetition, inner parts first."""
    return _Reader().of(term)


class _Reader:
    def __init__(self) -> None:
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
                return _interior(self.of(term.args[0]), term.args[1]) + _kinks(term.args[0], term.args[1]) + formula
            case "sum" | "lambda":
                return self._sum(*term.args)
            case "expect":
                return self._expectation(term, *term.args)
            case "at":
                body, tensor, value = term.args
                inner = tuple(with_tensor(expand(c), tensor, expand(value)) for c in self.of(body))
                return self.of(value) + inner
            case "limit" | "tends" | "integral" | "series":
                return self._abstraction(term)
            case "entry":
                inside = tuple(c for i in term.args[4:] for c in self.of(i))
                return inside + _within(term.args[3], term.args[4:])
            case "subs":
                body, variable, value = term.args
                inner = tuple(substitute(expand(c), {variable: value}) for c in self.of(body))
                return self.of(value) + inner
        inner = tuple(c for part in term.terms for c in self.of(part))
        if term.op == "power":
            return (*inner, _power(*term.args))
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

    def _expectation(self, term: Term, body: Term, *laws: Term) -> tuple[Term, ...]:
        """What the body needs, it needs for every draw; and moments must exist."""
        inner = tuple(c for part in self.of(body) for c in for_every_draw(expand(part), laws))
        return (*(c for law in laws for c in self.of(law)), *inner, *moments_exist(expand(term)))

    def _abstraction(self, term: Term) -> tuple[Term, ...]:
        """What the body needs, it needs near the point (and between the bounds, which is a part of being defined)."""
        body, own, *rest = term.args
        found = [c for part in rest if isinstance(part, Term) and not _is_infinite(part) for c in self.of(part)]
        for c in self.of(body):
            if own not in symbols(c):
                found.append(c)
            elif term.op in ("limit", "tends"):
                found.append(make("near", c, own, *rest[:2]))
        return tuple(found) if term.op == "tends" else (*found, make("defined", term))

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


def _is_infinite(term: Term) -> bool:
    return term.op == "constant" and term.args[0] in ("oo", "-oo")


def _compare(op: str, u: Term, bound: Term) -> Term:
    """A comparison; between plain numbers, nothing is left of it if it is true."""
    left, right = rational(u), rational(bound)
    if left is None or right is None:
        return relation(op, u, bound)
    answers = {"ne": left != right, "eq": left == right, "gt": left > right, "ge": left >= right}
    return TRUE if answers[op] else relation(op, u, bound)


def _within(bounds: tuple[tuple[Term, Term], ...], indices: tuple[Term, ...]) -> tuple[Term, ...]:
    """Every index lies within its axis."""
    pairs = zip(bounds, indices, strict=True)
    return tuple(relation("le", a, b) for (first, last), i in pairs for a, b in ((first, i), (i, last)))


def _nonzero(u: Term) -> Term:
    return _compare("ne", u, ZERO)


def _positive(u: Term) -> Term:
    return _compare("gt", u, ZERO)


def _nonnegative(u: Term) -> Term:
    return _compare("ge", u, ZERO)


def _power(base: Term, exponent: Term) -> Term:
    """The one meaning of ``base**exponent``; the evaluator keeps the same rules on its own."""
    value = rational(exponent)
    if value is not None and value.denominator == 1:
        return TRUE if value >= 0 else _nonzero(base)
    if value is not None:
        return _nonnegative(base) if value > 0 else _positive(base)
    if visible_signs(exponent) == POSITIVE and not is_integral(exponent):
        return _nonnegative(base)
    if is_integral(exponent) and rational(base) == 0:
        return _nonnegative(exponent)
    if is_integral(exponent):
        return disjunction(_nonzero(base), _nonnegative(exponent))
    value = rational(base)
    if value is not None:
        return _positive(exponent) if value == 0 else _positive(base)
    at_zero = conjunction(relation("eq", base, ZERO), _positive(exponent))
    return disjunction(_positive(base), at_zero)


def _not_pole(u: Term) -> Term:
    """u is not 0, -1, -2, …"""
    return disjunction(_positive(u), relation("ne", call("floor", u), u))


def _unit_interval(u: Term) -> tuple[Term, ...]:
    return relation("le", MINUS_ONE, u), relation("le", u, ONE)


def _integer(u: Term) -> tuple[Term, ...]:
    return () if is_integral(u) else (relation("eq", call("floor", u), u),)


def _binomial(top: Term, bottom: Term) -> tuple[Term, ...]:
    """The polynomial top*(top - 1)*…/bottom!, for a natural lower entry."""
    return (*_integer(bottom), _nonnegative(bottom))


def _bessel(order: Term, u: Term) -> tuple[Term, ...]:
    """Of an integer order, defined everywhere; of another, for positive arguments."""
    return () if is_integral(order) else (_positive(u),)


_FUNCTIONS: dict[str, Callable[..., tuple[Term, ...]]] = {
    "log": lambda u: (_positive(u),),
    "sqrt": lambda u: (_nonnegative(u),),
    "cbrt": lambda u: (_nonnegative(u),),
    "tan": lambda u: (_nonzero(call("cos", u)),),
    "sec": lambda u: (_nonzero(call("cos", u)),),
    "cot": lambda u: (_nonzero(call("sin", u)),),
    "csc": lambda u: (_nonzero(call("sin", u)),),
    "coth": lambda u: (_nonzero(u),),
    "csch": lambda u: (_nonzero(u),),
    "asin": _unit_interval,
    "acos": _unit_interval,
    "asec": lambda u: (relation("ge", call("Abs", u), ONE),),
    "acsc": lambda u: (relation("ge", call("Abs", u), ONE),),
    "acosh": lambda u: (relation("ge", u, ONE),),
    "atanh": lambda u: (relation("lt", call("Abs", u), ONE),),
    "acoth": lambda u: (relation("gt", call("Abs", u), ONE),),
    "asech": lambda u: (_positive(u), relation("le", u, ONE)),
    "acsch": lambda u: (_nonzero(u),),
    "factorial": lambda u: (_nonnegative(u), *_integer(u)),
    "gamma": lambda u: (_not_pole(u),),
    "digamma": lambda u: (_not_pole(u),),
    "loggamma": lambda u: (_positive(u),),
    "besselj": _bessel,
    "besseli": _bessel,
    "bessely": lambda order, u: (_positive(u),),
    "besselk": lambda order, u: (_positive(u),),
    "zeta": lambda u: (_compare("ne", u, ONE),),
    "polygamma": lambda m, u: (_nonnegative(m), *_integer(m), _not_pole(u)),
    "binomial": _binomial,
    "beta": lambda a, b: (_positive(a), _positive(b)),
    "Mod": lambda a, b: (_nonzero(b),),
    "Ei": lambda u: (_nonzero(u),),
    "li": lambda u: (_positive(u), relation("ne", u, ONE)),
    "Ci": lambda u: (_positive(u),),
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
            return FALSE  # holding near a point says nothing of other values of the variable
        case "defined" if condition.args[0].op in ABSTRACTIONS and not _is_total_integral(condition.args[0]):
            return FALSE
    return condition


def _is_total_integral(term: Term) -> bool:
    """Whether the integrand is defined everywhere and the bounds are finite: it exists for all parameters."""
    body, _, *bounds = term.args
    return term.op == "integral" and is_total(body) and not any(map(_is_infinite, bounds))


def _kinks(term: Term, variable: Term) -> tuple[Term, ...]:
    """Conditions that keep ``term`` away from points where its derivative rule does not apply."""
    found: dict[Term, None] = {}
    _Kinks(variable, found).collect(term, (), jumps_only=False)
    return tuple(found)


class _Kinks:
    """Collects kinks along one variable.

    Inside a comparison only jumps matter (``jumps_only``): where both sides are continuous and differ, the comparison
    is locally constant, whatever kinks they have.
    """

    def __init__(self, variable: Term, found: dict[Term, None]) -> None:
        self.variable = variable
        self.found = found
        self.seen: set[tuple[Term | bool, ...]] = set()

    def collect(self, term: Term, guard: tuple[Term, ...], jumps_only: bool) -> None:
        if (term, jumps_only, *guard) in self.seen or not depends(term, self.variable):
            return
        self.seen.add((term, jumps_only, *guard))
        for kink in _own_kinks(term, self.variable, jumps_only):
            self.found[disjunction(*guard, kink)] = None
        if term.op == "piecewise":
            self._pieces(term.args, guard, jumps_only)
        elif term.op == "subs":
            self._substitution(term, guard, jumps_only)
        elif term.op == "expect":
            drawn: dict[Term, None] = {}
            _Kinks(self.variable, drawn).collect(term.args[0], (), jumps_only)
            for kink in (k for d in drawn for k in for_every_draw(expand(d), term.args[1:])):
                self.found[disjunction(*guard, kink)] = None
            for law in term.args[1:]:
                self.collect(law, guard, jumps_only)
        elif term.op in ABSTRACTIONS:
            inner: dict[Term, None] = {}
            _Kinks(self.variable, inner).collect(term.args[0], (), jumps_only=False)
            if inner:
                self.found[FALSE] = None  # differentiation under an integral is only known where all is smooth
            for part in term.args[2:]:
                if isinstance(part, Term) and not _is_infinite(part):
                    self.collect(part, guard, jumps_only)
                    self.collect(substitute(term.args[0], {term.args[1]: part}), guard, True)
        elif term.op in ("sum", "lambda"):
            local: dict[Term, None] = {}
            _Kinks(self.variable, local).collect(term.args[3], (), jumps_only)
            for kink in local:
                self.found[disjunction(*guard, make("every", *term.args[:3], kink))] = None
        else:
            inside = jumps_only or term.op in RELATIONS
            for part in term.terms:
                self.collect(part, guard, inside)

    def _pieces(self, args: tuple[Term, ...], guard: tuple[Term, ...], jumps_only: bool) -> None:
        earlier: list[Term] = []
        for value, condition in zip(args[::2], args[1::2], strict=True):
            self.collect(condition, (*guard, *earlier), jumps_only)
            self.collect(value, (*guard, *earlier, negation(condition)), jumps_only)
            earlier.append(condition)

    def _substitution(self, term: Term, guard: tuple[Term, ...], jumps_only: bool) -> None:
        body, inner, value = term.args
        self.collect(value, guard, jumps_only)
        local: dict[Term, None] = {}
        for dependence in (inner, self.variable):
            _Kinks(dependence, local).collect(body, (), jumps_only)
        for kink in local:
            self.found[disjunction(*guard, substitute(expand(kink), {inner: value}))] = None


def _own_kinks(term: Term, variable: Term, jumps_only: bool) -> tuple[Term, ...]:
    if term.op in RELATIONS:
        return (relation("ne", *term.args),)
    if term.op == "power":
        return () if jumps_only else _power_kinks(term.args[0], term.args[1], variable)
    if term.op != "call":
        return ()
    name, *args = term.args
    match name:
        case "sign" | "Heaviside" | "acot":
            return (_nonzero(args[0]),)
        case "floor" | "ceiling":
            return (relation("ne", call("floor", args[0]), args[0]),)
        case "delta":
            return (relation("ne", args[0], args[1]),)
        case "Mod":
            quotient = div(args[0], args[1])
            return (relation("ne", call("floor", quotient), quotient),)
        case "Abs" | "relu" if not jumps_only:
            return (_nonzero(args[0]),)
        case "Max" | "Min" if not jumps_only:
            pairs = [(a, b) for k, a in enumerate(args) for b in args[:k] if a is not b]
            return tuple(relation("ne", a, b) for a, b in pairs if depends(sub(a, b), variable))
    return ()


def _power_kinks(base: Term, exponent: Term, variable: Term) -> tuple[Term, ...]:
    if depends(exponent, variable):
        return () if is_integral(exponent) else (_positive(base),)
    if rational(exponent) is None and is_integral(exponent):
        return (disjunction(_nonzero(base), relation("ge", exponent, ONE)),)
    return ()


def declared(variable: Term) -> tuple[Term, ...]:
    """What a symbol's sort says about it, as conditions."""
    if variable.op != "symbol":
        return ()
    match variable.args[1]:
        case Sort.POSITIVE:
            return (_positive(variable),)
        case Sort.NONNEGATIVE | Sort.NATURAL:
            return (_nonnegative(variable),)
        case Sort.NONZERO:
            return (_nonzero(variable),)
        case Sort.SIZE:
            return (relation("ge", variable, ONE),)
    return ()


