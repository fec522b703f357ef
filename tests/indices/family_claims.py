"""True and false claims over all sizes, by family. What is true here must be proved, what is false refuted."""

from __future__ import annotations

from .families import arrays, deltas, hypotheses, learning, products, ranges
from .family import Family

__all__ = ["DECLARATIONS", "FAMILIES", "Family"]

#: What the names are in every family.
DECLARATIONS = (
    "n, m, d: size", "i, j, k, l: index(n)", "a, b: index(m)", "x, y, z: real[n]", "p: positive[n]", "q: nonzero[n]",
    "u, v: real[m]", "A, B: real[n, n]", "H, G: real[n, n], symmetric", "W, V: real[m, n]", "X: real[m, n]",
    "s, t: real", "r: positive", "w: real(0, 1)", "c, e: natural", "psi: function(real)", "F: function(real[n])",
    "o: real[0..n-1]", "hot: real[n], one_hot",
)  # fmt: skip

FAMILIES = (
    *learning.FAMILIES,
    *arrays.FAMILIES,
    *ranges.FAMILIES,
    *deltas.FAMILIES,
    *hypotheses.FAMILIES,
    *products.FAMILIES,
)
