"""Derivations: each step a claim of its own, and the chain as a whole, first against last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derivcheck.algebra.calculus import NoDerivative
from derivcheck.algebra.term import Term, make, substitute
from derivcheck.engine.goal import questions
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.language.core import Call, Claim, Expr, Kind, Type
from derivcheck.language.source import Span

_SIGNS = {
    "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "approx": "~=", "implies": "=>", "iff": "<=>",
}  # fmt: skip


def link_claims(claim: Claim) -> list[Claim]:
    """Every link of a derivation as a claim of its own, under the hypotheses and the steps that its reason names."""
    return [
        replace(
            claim,
            statement=link.statement,
            text=link.text,
            links=(),
            hypotheses=(*claim.hypotheses, *(claim.links[p - 1].statement for p in link.premises)),
        )
        for link in claim.links
    ]


def whole(claim: Claim, upto: int | None = None) -> Claim | None:
    """What a chain says of its first expression and its last one (or that after step ``upto``), as a claim.

    None for a single step, for a list of equations, and where the relations do not add up to one.
    """
    links = claim.links[:upto]
    calls = [link.statement for link in links if isinstance(link.statement, Call)]
    op = composed([call.op for call in calls])
    if claim.start is None or len(links) < 2 or len(calls) != len(links) or op is None:
        return None
    span = Span(claim.span.start, links[-1].span.end)
    statement = Call(op, (calls[0].args[0], calls[-1].args[1]), type=Type(Kind.BOOLEAN), span=span)
    last = links[-1].text.removeprefix(_SIGNS[calls[-1].op]).strip()
    return replace(claim, statement=statement, text=f"{claim.start} {_SIGNS[op]} {last}", links=())


def composed(ops: Sequence[str]) -> str | None:
    """The relation that follows from several in a row: `==` and `<` make `<`; None if there is none."""
    others = {op for op in ops if op != "eq"}
    if not others:
        return "eq"
    if others <= {"lt", "le"}:
        return "lt" if "lt" in others else "le"
    if others <= {"gt", "ge"}:
        return "gt" if "gt" in others else "ge"
    if set(ops) <= {"implies", "iff"}:
        return "implies" if "implies" in ops else "iff"
    (other, *more) = [op for op in ops if op != "eq"]
    if not more and (other == "ne" or (other == "approx" and ops[-1] == "approx")):
        return other
    return None


def restates(claim: Claim, functions: bool = True) -> bool:
    """Whether both sides of an equation are the same once definitions are unfolded, as written.

    ``functions``: also those of functions, whose arguments are put in.
    """
    statement = claim.statement
    if not isinstance(statement, Call) or statement.op not in ("eq", "iff"):
        return False
    left, right = statement.args
    return left == right or _same_terms(claim, statement, functions)


def _same_terms(claim: Claim, statement: Expr, functions: bool) -> bool:
    try:
        asked = questions(claim, statement)
    except (Unsupported, NoDerivative, RecursionError):
        return False
    if not asked or any(q.statement.op != "eq" for q in asked):
        return False
    memo: dict[Term, Term] = {}
    sides = [q.statement.args for q in asked]
    if functions:
        sides = [(_put_in(left, memo), _put_in(right, memo)) for left, right in sides]
    return all(left is right for left, right in sides)


def _put_in(term: Term, memo: dict[Term, Term]) -> Term:
    """The term with the arguments of functions in their places; where a derivative comes first, it is left."""
    found = memo.get(term)
    if found is None:
        args = tuple(_put_in(a, memo) if isinstance(a, Term) else a for a in term.args)
        if term.op == "subs" and not _differentiates(args[0]):
            found = substitute(args[0], {args[1]: args[2]})
        else:
            found = term if args == term.args else make(term.op, *args)
        memo[term] = found
    return found


def _differentiates(term: Term) -> bool:
    seen, waiting = {term}, [term]
    while waiting:
        part = waiting.pop()
        if part.op == "derivative":
            return True
        fresh = [a for a in part.args if isinstance(a, Term) and a not in seen]
        seen.update(fresh)
        waiting += fresh
    return False
