"""Sequences: infinite arrays, and those defined by a recursion.

An entry of a sequence is an `entry` whose first axis has no end. Of a recursion its name is not a text but the
definition itself, recursion(name, parameter, components, last given place, step, first value, …), so that whatever is
put for a symbol is put into the definition, too. Within the step, own(name, index, component, …) is an earlier value.
"""

from __future__ import annotations

from derivcheck.algebra.term import INFINITY, Sort, Term, entry, make, number, substitute


def definition_of(term: Term) -> Term | None:
    """The recursion that an entry belongs to."""
    name = term.args[0] if term.op == "entry" else None
    return name if isinstance(name, Term) and name.op == "recursion" else None


def sequence(definition: Term, sort: Sort, first: int, axes: tuple[tuple[Term, Term], ...], *indices: Term) -> Term:
    return entry(definition, sort, ((number(first), INFINITY), *axes), *indices)


def instance(value: Term, body: Term) -> Term:
    """A part of a recursion's definition at the indices of one of its values."""
    definition, sort, _, bounds, *indices = value.args
    name, parameter, components = definition.args[:3]
    memo: dict[Term, Term] = {}

    def earlier(term: Term) -> Term:
        found = memo.get(term)
        if found is None:
            if term.op == "own" and term.args[0] == name:
                found = entry(definition, sort, bounds, *(earlier(i) for i in term.args[1:]))
            else:
                keep = definition_of(term)
                args = (earlier(a) if isinstance(a, Term) and a is not keep else a for a in term.args)
                found = make(term.op, *args)
            memo[term] = found
        return found

    return earlier(substitute(body, dict(zip((parameter, *components.args), indices, strict=True))))
