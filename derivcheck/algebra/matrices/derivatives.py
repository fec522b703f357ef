"""Derivatives of inverses and determinants: d inv(G) = -inv(G) dG inv(G), d det(G) = det(G) tr(inv(G) dG)."""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.algebra.term import ZERO, Term, applied, fresh_index, make, mul, neg, summation


def inverse(of: Callable[[Term], Term], variable: Term, term: Term) -> Term:
    tensor, i, j = term.args
    inner, k, m = _entry(of, variable, term)
    if inner is ZERO:
        return ZERO
    product = mul(make("inverse", tensor, i, k), inner, make("inverse", tensor, m, j))
    return neg(_over_both(tensor, k, m, product))


def determinant(of: Callable[[Term], Term], variable: Term, term: Term) -> Term:
    (tensor,) = term.args
    inner, k, m = _entry(of, variable, term)
    if inner is ZERO:
        return ZERO
    return mul(term, _over_both(tensor, k, m, mul(make("inverse", tensor, m, k), inner)))


def _entry(of: Callable[[Term], Term], variable: Term, term: Term) -> tuple[Term, Term, Term]:
    """The derivative of the matrix's entry, and its row and column."""
    k = fresh_index(term, variable)
    m = fresh_index(term, variable, k)
    return of(applied(term.args[0], k, m)), k, m


def _over_both(tensor: Term, k: Term, m: Term, body: Term) -> Term:
    inside = tensor.args[3]
    return summation(k, tensor.args[1], tensor.args[2], summation(m, inside.args[1], inside.args[2], body))
