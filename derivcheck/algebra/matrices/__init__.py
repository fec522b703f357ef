"""Inverses, determinants and powers of matrices of symbolic size, and index equations as rewriting rules."""
