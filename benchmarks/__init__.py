"""Measurements of derivcheck against SymPy, and of its growth; see docs/benchmarks.md."""
