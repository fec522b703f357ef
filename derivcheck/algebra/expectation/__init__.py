"""Expectations of polynomials in random variables, for families of any size.

``expect(body, law, …)`` is carried out by `average.expectation`: the body is written as a sum of monomials in random
entries, whose moments come from cumulants over set partitions. A block of a partition that joins entries of one
family carries deltas between their indices, so the diagonal of a sum splits off by itself.
"""
