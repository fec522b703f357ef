"""Where a statement is defined, and what a hypothesis says: that it is, and what it states."""

from __future__ import annotations

from derivcheck.algebra import domain
from derivcheck.algebra.emptiness import never_empty
from derivcheck.algebra.term import (
    ABSTRACTIONS,
    FALSE,
    QUANTIFIED,
    TRUE,
    Term,
    conjunction,
    disjunction,
    make,
    negation,
    rational,
    relation,
    substitute,
    symbols,
)
from derivcheck.engine.quantified import forall


def conditions(statement: Term) -> tuple[Term, ...]:
    """Where a boolean term is defined; what follows in an alternative matters only where the first fails."""
    if statement.op == "and":
        found = [c for part in statement.args for c in conditions(part)]
    elif statement.op == "every":
        index, first, last, body = statement.args
        own = (relation("le", first, index), relation("le", index, last))
        inner = [c for c in conditions(body) if c not in own]
        empty = FALSE if never_empty(first, last) else relation("lt", last, first)
        found = [make("every", index, first, last, c) if index in symbols(c) else disjunction(empty, c) for c in inner]
    elif statement.op == "or":
        *earlier, last = statement.args
        found = [c for part in earlier for c in conditions(part)]
        found += [disjunction(*earlier, c) for c in conditions(last) if not _is_certain((*earlier, *_alternatives(c)))]
    elif statement.op == "forall":
        body, variable = statement.args
        found = [forall(c, variable) for c in _in_order(body)]
    elif statement.op in ("not", "predicate"):
        found = list(conditions(statement.args[-1]))
    else:
        found = list(domain.conditions(statement))
    return tuple(dict.fromkeys(c for c in found if c is not TRUE))


def _in_order(statement: Term) -> list[Term]:
    """Conditions of alternatives, each of which matters only where those before it fail."""
    parts = _alternatives(statement)
    found = []
    for k, part in enumerate(parts):
        for c in conditions(part):
            if not _is_certain((*parts[:k], *_alternatives(c))):
                found.append(disjunction(*parts[:k], c))
    return found


def at_the_ends(fact: Term) -> tuple[Term, ...]:
    """What holds for every index of a range that is not empty, holds for the first and the last."""
    if fact.op != "every" or not never_empty(*fact.args[1:3]):
        return ()
    index, first, last, body = fact.args
    return substitute(body, {index: first}), substitute(body, {index: last})


def speaks_of_all(condition: Term) -> bool:
    """Whether a statement about all values is a part of a condition."""
    return condition.op in QUANTIFIED or any(speaks_of_all(t) for t in condition.terms)


def needs(statement: Term) -> tuple[Term, ...]:
    """What every comparison in a statement needs, whatever the others say: that none of its terms is without value.

    Statements about all values are left out: nothing is read off them.
    """
    if statement.op in ("and", "or"):
        return tuple(dict.fromkeys(c for part in statement.args for c in needs(part)))
    return () if statement.op in ("forall", "predicate", "not") else domain.conditions(statement)


def _alternatives(statement: Term) -> tuple[Term, ...]:
    return statement.args if statement.op == "or" else (statement,)


def _is_certain(alternatives: tuple[Term, ...]) -> bool:
    """Whether a conjunction is among the alternatives and the opposite of each of its parts is, too."""
    return any(all(negation(part) in alternatives for part in _conjuncts(a)) for a in alternatives)


def _conjuncts(statement: Term) -> tuple[Term, ...]:
    return statement.args if statement.op == "and" else (statement,)


def fact_of(hypothesis: Term) -> Term:
    """What a true hypothesis says, with the conditions under which its parts can be true."""
    if hypothesis.op == "and":
        return conjunction(*(fact_of(h) for h in hypothesis.args))
    if hypothesis.op == "or":
        return disjunction(*(fact_of(h) for h in hypothesis.args))
    if not has_exact_conditions(hypothesis):
        return TRUE
    return conjunction(*conditions(hypothesis), hypothesis)


#: What has all derivatives everywhere, if its parts have: declared functions are arbitrary, but differentiable.
_SMOOTH = frozenset({
    "symbol", "number", "entry", "tensor", "lambda", "add", "mul", "sum", "apply", "functional", "component",
    "derivative", "at",
})  # fmt: skip


def is_smooth(term: Term) -> bool:
    """Whether a term is made of arbitrary functions, sums, products and whole powers, and derivatives of such."""
    if term.op == "power":
        exponent = rational(term.args[1])
        return exponent is not None and exponent.denominator == 1 and exponent > 0 and is_smooth(term.args[0])
    if term.op == "call":
        return bool(term.args[0] == "delta")
    return term.op in _SMOOTH and all(map(is_smooth, term.terms))


def has_exact_conditions(term: Term) -> bool:
    """Not so at kinks under derivatives, in guards of several parts, and for beta, where conditions only suffice: a
    hypothesis may hold outside of them, so nothing is taken from it."""
    if term.op in ("derivative", "at") and is_smooth(term):
        return True
    if term.op in ("derivative", "at") or term.op in ABSTRACTIONS or (term.op == "call" and term.args[0] == "beta"):
        return False
    if term.op == "piecewise" and any(c.op in ("and", "or") for c in term.args[1::2]):
        return False
    return all(has_exact_conditions(t) for t in term.terms)
