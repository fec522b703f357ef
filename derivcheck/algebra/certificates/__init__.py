"""Polynomials written as sums of squares: found in floating point, rounded to fractions, and exact in the end."""
