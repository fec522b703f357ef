"""Tests of claims over all sizes at once: the families of the field, their mutants, and random sums."""
