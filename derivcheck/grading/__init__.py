"""Assignments, submissions and points: what students hand in is decided by the engine and turned into grades."""
