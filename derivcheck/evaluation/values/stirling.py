"""Factorials of what grows, by Stirling's series: log(u!) = u*log(u) - u + log(2*pi*u)/2 + 1/(12*u) - …

Reference: NIST Digital Library of Mathematical Functions, 5.11.1.
"""

from __future__ import annotations

from flint import arb, fmpq

from derivcheck.evaluation.errors import Unresolved
from derivcheck.evaluation.values.expansion import Expansion


def factorial(u: Expansion) -> Expansion:
    if u.bound.side != 1 or not u > 0:
        raise Unresolved("a factorial of an expansion that does not grow")
    logarithm, inverse = u.log(), u.power(fmpq(-1))
    total: Expansion = u * logarithm - u + (logarithm + (2 * arb.pi()).log()) * fmpq(1, 2)
    last = 2 * u.variable.order + 1
    for k in range(1, last, 2):
        total = total + inverse.power(fmpq(k)) * (fmpq.bernoulli(k + 1) / (k * (k + 1)))
    return (total + u.of((), u.bound.raised(-last))).exp()
