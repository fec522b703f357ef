"""Differential fuzzing: the trusted algebra against direct evaluation, in rounds that a seed reproduces.

`python -m tests.fuzz --rounds 100000 --seed 1` from the root of the project is the long form; the short form is a test.
"""
