"""Kinks and jumps: where a function may not have the derivative that the rules of calculus give it."""

from __future__ import annotations

from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.expectation.everywhere import for_every_draw
from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.limits.tendencies import is_infinite
from derivcheck.algebra.signs.comparisons import nonzero, positive
from derivcheck.algebra.term import (
    ABSTRACTIONS,
    ONE,
    RELATIONS,
    Term,
    call,
    depends,
    disjunction,
    div,
    make,
    negation,
    rational,
    relation,
    sub,
    substitute,
)


def kinks(term: Term, variable: Term) -> tuple[Term, ...]:
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
        elif term.op in ("expect", "covariance"):
            laws = [part for part in term.args if part.op == "law"]
            drawn: dict[Term, None] = {}
            for body in term.args[: -len(laws) or None]:
                _Kinks(self.variable, drawn).collect(body, (), jumps_only)
            for kink in (k for d in drawn for k in for_every_draw(expand(d), laws)):
                self.found[disjunction(*guard, kink)] = None
            for law in laws:
                self.collect(law, guard, jumps_only)
        elif term.op in ABSTRACTIONS:
            inner: dict[Term, None] = {}
            _Kinks(self.variable, inner).collect(term.args[0], (), jumps_only=False)
            if inner:
                # Differentiation under an integral is only known where all is smooth.
                raise NoDerivative(term.op.capitalize())
            for part in term.args[2:]:
                if isinstance(part, Term) and not is_infinite(part):
                    self.collect(part, guard, jumps_only)
                    self.collect(substitute(term.args[0], {term.args[1]: part}), guard, True)
        elif term.op in ("sum", "product", "lambda"):
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
            return (nonzero(args[0]),)
        case "floor" | "ceiling":
            return (relation("ne", call("floor", args[0]), args[0]),)
        case "delta":
            return (relation("ne", args[0], args[1]),)
        case "Mod":
            quotient = div(args[0], args[1])
            return (relation("ne", call("floor", quotient), quotient),)
        case "Abs" | "relu" if not jumps_only:
            return (nonzero(args[0]),)
        case "Max" | "Min" if not jumps_only:
            pairs = [(a, b) for k, a in enumerate(args) for b in args[:k] if a is not b]
            return tuple(relation("ne", a, b) for a, b in pairs if depends(sub(a, b), variable))
    return ()


def _power_kinks(base: Term, exponent: Term, variable: Term) -> tuple[Term, ...]:
    if depends(exponent, variable):
        return () if is_integral(exponent) else (positive(base),)
    if rational(exponent) is None and is_integral(exponent):
        return (disjunction(nonzero(base), relation("ge", exponent, ONE)),)
    return ()
