"""Limits, and what follows from them: how terms behave where a variable tends somewhere."""
