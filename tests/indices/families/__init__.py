"""Families of claims over all sizes, by subject."""
