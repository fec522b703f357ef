"""Terms that speak of all values of a variable: how they are made, opened and put at a value.

forall(body, variable): the body is true for every value that the variable's sort allows; the variable is a symbol or
a tensor of symbolic size. predicate(name, body, variables, places, given, meaning): the meaning, which is such a
statement, remembering of which function of the variables (on which domain) it says so. Bound names cannot be typed and
differ from those around them.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.algebra import domain
from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.term import (
    Sort,
    Term,
    entry,
    make,
    substitute,
    symbol,
    symbols,
    tensor_of,
    with_tensor,
)
from derivcheck.algebra.visible import is_complex
from derivcheck.engine.tensors import families
from derivcheck.engine.tensors.families import Family

#: Statements that the normal form knows nothing of.
QUANTIFIED = frozenset(("forall", "predicate", "not"))


def forall(body: Term, *variables: Term) -> Term:
    """The body for all values of the variables that occur in it."""
    for variable in reversed(variables):
        if variable in symbols(body):
            body = make("forall", body, variable)
    return body


def meant(statement: Term) -> Term:
    """A predicate's meaning, everything else as it is."""
    return statement.args[-1] if statement.op == "predicate" else statement


def denied(statement: Term) -> Term | None:
    """The statement forall(…) of which a statement says that it is false; None for other statements."""
    inner = meant(statement.args[0]) if statement.op == "not" else None
    return inner if inner is not None and inner.op == "forall" else None


def speaks_of_functions(term: Term) -> bool:
    """Whether a value of an arbitrary function occurs."""
    return term.op in ("apply", "functional") or any(map(speaks_of_functions, term.terms))


def at_value(body: Term, variable: Term, value: Term) -> Term:
    """The body with a value (of a tensor, a lambda) in the place of the variable."""
    return with_tensor(body, variable, value) if variable.op == "tensor" else substitute(body, {variable: value})


def another(variable: Term, body: Term, *others: Term) -> Term:
    """A variable of the same sort that occurs nowhere, as a value for it."""
    taken = {str(s.args[0]) for t in (body, *others) for s in symbols(t)}
    name = f"{variable.args[0]}'"
    while name in taken:
        name += "'"
    return symbol(name, variable.args[1]) if variable.op == "symbol" else _renamed(variable, name, body)


def _renamed(tensor: Term, name: str, body: Term) -> Term:
    """The tensor under another name, as a lambda."""
    found = next(e for e in entries_of(tensor, body))
    _, sort, symmetric, bounds, *_ = found.args
    return families.as_lambda(Family(bounds, lambda *i: entry(name, sort, bounds, *i, symmetric=symmetric)))


def as_value(variable: Term, body: Term) -> Term:
    """The variable itself as a value for it: of a tensor that occurs in the body, the lambda of its entries."""
    return variable if variable.op == "symbol" else _renamed(variable, str(variable.args[0]), body)


def entries_of(tensor: Term, term: Term) -> Iterator[Term]:
    """Entries of a tensor within a term, one at least if it occurs."""
    if tensor not in symbols(term):
        return
    if term.op == "entry" and tensor_of(term) is tensor:
        yield term
    for part in term.terms:
        yield from entries_of(tensor, part)


def allowed(variable: Term, value: Term, body: Term) -> tuple[Term, ...] | None:
    """What must hold for the value to be one that the variable's sort allows; None if it is not seen to be one."""
    if is_complex(value):
        return None
    if variable.op == "tensor":
        own = next(entries_of(variable, body), None)
        plain = own is not None and own.args[1] is Sort.REAL and not own.args[2]
        return () if plain and own is not None and _has_axes(value, own.args[3]) else None
    if variable.args[1].integral and not is_integral(value):
        return None
    return tuple(substitute(c, {variable: value}) for c in domain.declared(variable))


def _has_axes(value: Term, bounds: tuple[tuple[Term, Term], ...]) -> bool:
    for first, last in bounds:
        if value.op != "lambda" or value.args[1:3] != (first, last):
            return False
        value = value.args[3]
    return value.op != "lambda"
