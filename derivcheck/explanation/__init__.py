"""Derivations that a reader can follow, every line of which is decided by the engine."""
