"""Expectations, variances and covariances, and the laws of random variables as terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from derivcheck.algebra.expectation.laws import law
from derivcheck.algebra.term import MINUS_ONE, ONE, TWO, Term, add, make, mul, number, power, rational
from derivcheck.engine.lowering.entrywise import combined
from derivcheck.engine.lowering.expected_sequences import mean_of
from derivcheck.engine.tensors import explicit, families
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.variables import Unsupported, bounds, entry_symbol, key, spread
from derivcheck.language import core
from derivcheck.language.core import Expr, Kind, Symbol, Type
from derivcheck.language.elaboration.symbols import walk
from derivcheck.language.randomness import averaged, is_random, parameters

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering

_MOST_CASES = 60


def expectation(lowering: Lowering, expr: core.Call) -> Tensor:
    """``Expect(f)``, ``Var(f)`` or ``Cov(f, g)``, entrywise, over all random variables within."""
    if any(a.type.kind is Kind.COMPLEX for a in expr.args):
        raise Unsupported("expectations of complex numbers are not decided yet")
    if _hides_draws(lowering, expr):
        if expr.op != "Expect":
            raise Unsupported("variances of a sequence at a symbolic index are not decided yet")
        return lowering.of(mean_of(expr.args[0]))
    variables = list(averaged((expr,)).values())
    laws = tuple(laws_of(lowering, variables))
    cases = _cases(lowering, expr.args, [v for v in variables if _is_written_out(v)])

    def mean(*values: Term) -> Term:
        weighted = (v if w is ONE else mul(w, v) for (w, _), v in zip(cases, values, strict=True))
        return add(*(make("expect", term, *laws) for term in weighted))

    def covariance(*values: Term) -> Term:
        left, right = values[: len(cases)], values[len(cases) :]
        if len(cases) == 1:
            return make("covariance", *left, *right, *laws)
        products = (power(a, TWO) if a is b else mul(a, b) for a, b in zip(left, right, strict=True))
        return add(mean(*products), mul(MINUS_ONE, mean(*left), mean(*right)))

    left, right = ([values[k] for _, values in cases] for k in (0, -1))
    return combined(mean, left) if expr.op == "Expect" else combined(covariance, left + right)


def _hides_draws(lowering: Lowering, expr: core.Call) -> bool:
    """Whether a sequence at a symbolic index occurs, which stands for draws that its term would not show."""
    sequences = [n for n in walk(expr.args) if isinstance(n, core.Recursion) and is_random(n)]
    return any(rational(lowering.scalar(n.index)) is None for n in sequences)


def _is_written_out(variable: Symbol) -> bool:
    """Whether the outcomes are gone through one by one: of a law with classes of explicit number."""
    own = variable.law
    return own is not None and own.name == "Categorical" and not own.indices and not _is_symbolic(own.parameters[0])


def _is_symbolic(expr: Expr) -> bool:
    return families.is_symbolic(expr.type)


def _cases(lowering: Lowering, args: Sequence[Expr], variables: Sequence[Symbol]) -> list[tuple[Term, list[Tensor]]]:
    """The values of expressions for every combination of classes, with its probability."""
    if not variables:
        return [(ONE, [lowering.of(a) for a in args])]
    first, *rest = variables
    assert first.law is not None
    found = []
    for k, p in enumerate(_parameters(lowering, first.law.parameters), 1):
        for weight, values in _cases(lowering.bound({key(first): number(k)}), args, rest):
            found.append((p if weight is ONE else mul(p, weight), values))
            if len(found) > _MOST_CASES:
                raise Unsupported("an expectation over too many classes")
    return found


def laws_of(lowering: Lowering, variables: Iterable[Symbol]) -> Iterator[Term]:
    """The laws of random variables as terms."""
    names: set[str] = set()
    for variable in variables:
        if variable.name in names:
            raise Unsupported(f"`{variable.name}` stands for different random variables in one expectation")
        names.add(variable.name)
        yield from _laws(lowering, variable)


def _laws(lowering: Lowering, variable: Symbol) -> Iterator[Term]:
    own = variable.law
    assert own is not None
    assert isinstance(variable.type, Type)
    for s in parameters(variable):
        if s.law is not None:
            raise Unsupported(f"a law with a random parameter, that of `{variable.name}`, is not decided yet")
        if s.number and key(s) not in lowering.bindings:
            raise Unsupported(f"the law of `{variable.name}` depends on what is bound inside of the expectation")
    bound = key(variable) in lowering.bindings and not _is_written_out(variable)
    if bound or any(p.type.kind is Kind.COMPLEX for p in own.parameters):
        raise Unsupported(f"the law of `{variable.name}` is not used here")
    if not own.indices and variable.type.shape:
        yield _joint(lowering, variable, own)
    elif families.is_symbolic(variable.type):
        yield _family(lowering, variable, own)
    else:
        yield from _entries(lowering, variable, own, variable.type)


def _entries(lowering: Lowering, variable: Symbol, own: core.Law, type_: Type) -> Iterator[Term]:
    """A number, or independent entries of explicit number."""
    places_of: list[tuple[int, ...]] = []
    spread(lambda position: places_of.append(position) or number(0), bounds(type_), ())  # type: ignore[func-returns-value]
    for position in places_of:
        inner = lowering.bound({key(i): number(k) for i, k in zip(own.indices, position, strict=True)})
        given = _parameters(inner, own.parameters)
        yield law(own.name, entry_symbol(variable, position), *given)


def _parameters(lowering: Lowering, given: tuple[Expr, ...]) -> list[Term]:
    """Numbers as they are; a vector of probabilities by its entries, or as a lambda."""
    found: list[Term] = []
    for parameter in given:
        value = lowering.of(parameter)
        if not isinstance(value, Term) and parameter.type.shape[0].first.constant != 1:
            raise Unsupported("probabilities that are not counted from 1")
        found += [families.as_lambda(value)] if isinstance(value, Family) else explicit.entries(value)
    return found


def _family(lowering: Lowering, variable: Symbol, own: core.Law) -> Term:
    """Independent entries of symbolic number: the parameters as lambdas over the axes."""
    sample = lowering.of(core.Variable(variable, type=variable.type, span=own.parameters[0].span))  # type: ignore[arg-type]
    if not isinstance(sample, Family):
        raise Unsupported(f"the law of `{variable.name}` is not decided yet")

    def given(*indices: Term) -> list[Term]:
        inner = lowering.bound(dict(zip(map(key, own.indices), indices, strict=True)))
        return _parameters(inner, own.parameters)

    count = len(given(*(first for first, _ in sample.bounds)))
    lambdas = (families.as_lambda(Family(sample.axes, lambda *i, k=k: given(*i)[k])) for k in range(count))
    return law(own.name, _tensor(sample), *lambdas)


def _joint(lowering: Lowering, variable: Symbol, own: core.Law) -> Term:
    """A vector with a mean and a covariance matrix."""
    sample = lowering.of(core.Variable(variable, type=variable.type, span=own.parameters[0].span))  # type: ignore[arg-type]
    mean, covariance = (lowering.of(p) for p in own.parameters)
    if isinstance(sample, Family):
        matched = isinstance(mean, Family) and isinstance(covariance, Family)
        if not matched or covariance.axes != mean.axes * 2 or mean.axes != sample.axes:
            raise Unsupported(f"the law of `{variable.name}` is not decided yet")
        return law(f"Joint{own.name}", _tensor(sample), families.as_lambda(mean), families.as_lambda(covariance))
    numbers = (*explicit.entries(mean), *explicit.entries(covariance))
    return law(f"Joint{own.name}", make("tuple", *explicit.entries(sample)), *numbers)


def _tensor(sample: Family) -> Term:
    return make("tensor", sample.rule(*(first for first, _ in sample.bounds)).args[0])
