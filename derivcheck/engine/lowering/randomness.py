"""What declarations of random variables give: parameters and outcomes as their laws allow them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.expectation.laws import JOINT, at, outcomes, valid, valid_joint
from derivcheck.algebra.signs.signs import NONNEGATIVE
from derivcheck.algebra.term import RELATIONS, ZERO, Term, make, relation
from derivcheck.algebra.visible import visible_signs
from derivcheck.engine.lowering import Lowering
from derivcheck.engine.lowering.expectation import laws_of
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.language import core
from derivcheck.language.core import Claim, Expr
from derivcheck.language.randomness import conditioned


def refuse_conditioning(claim: Claim) -> None:
    """A hypothesis about an outcome does not change the law that an expectation is taken over. Raises Unsupported."""
    for name in conditioned(claim):
        raise Unsupported(f"expectations given the outcome of `{name}` are not decided yet")


def facts(lowering: Lowering, claim: Claim, terms: Iterable[Term]) -> list[Term]:
    """Parameters are what the laws need them to be, and outcomes what the laws allow."""
    found: list[Term] = []
    outside = {e for t in terms for e in _outcomes(expand(t))}
    for variable in claim.symbols:
        if variable.law is None or variable.number:
            continue
        for own in laws_of(lowering, (variable,)):
            kind, place = own.args[:2]
            if place.op == "symbol":
                found += valid(kind, own.args[2:])
                found += outcomes(kind, own.args[2:], place) if place in outside else []
            elif place.op == "tuple":
                count = len(place.args)
                found += valid_joint(own.args[2 : 2 + count], own.args[2 + count :])
            elif place.op == "tensor" and kind not in JOINT:
                for entry in sorted((e for t in terms for e in _entries_of(t, own)), key=str):
                    found += valid(kind, at(own, entry.args[4:]))
                    found += outcomes(kind, at(own, entry.args[4:]), entry) if entry in outside else []
    return found


#: Calls that have a value only where all their arguments have one.
_STRICT = frozenset(("neg", "add", "sub", "mul", "div", "pow", "sqrt", "exp", "log", "Abs"))


def signs(lowering: Lowering, statement: Expr) -> list[Term]:
    """Variances, and means of what is visibly not negative, are not negative: of those in a comparison's two sides.

    Only of those that are defined wherever the comparison is.
    """
    if not isinstance(statement, core.Call) or statement.op not in RELATIONS:
        return []
    found: list[Term] = []
    waiting = list(statement.args)
    while waiting:
        part = waiting.pop()
        if not isinstance(part, core.Call) or part.type.shape:
            continue
        if part.op in _STRICT:
            waiting += part.args
        elif part.op == "Var" or (part.op == "Expect" and _is_nonnegative(lowering.scalar(part))):
            found.append(relation("ge", lowering.scalar(part), ZERO))
    return found


def _is_nonnegative(mean: Term) -> bool:
    """The mean of something that is visibly not negative."""
    return mean.op == "expect" and visible_signs(mean.args[0]) <= NONNEGATIVE


def _outcomes(term: Term) -> Iterator[Term]:
    """Symbols and entries in an expanded term."""
    waiting, visited = [term], set()
    while waiting:
        part = waiting.pop()
        if part in visited:
            continue
        visited.add(part)
        if part.op in ("symbol", "entry"):
            yield part
        waiting += part.terms


def _entries_of(term: Term, own: Term) -> set[Term]:
    """The entries of a family at indices that nothing binds."""
    entries = (e for e in _outcomes(term) if e.op == "entry" and make("tensor", e.args[0]) is own.args[1])
    return {e for e in entries if not any("·" in str(i) or "#" in str(i) for i in e.args[4:])}
