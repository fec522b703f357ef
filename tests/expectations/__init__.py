"""Expectations, variances and covariances: examples, mutants, random polynomials, and traps."""
