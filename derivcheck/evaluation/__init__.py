"""Direct evaluation of claims at concrete instances, and the search for counterexamples.

This path cross-examines the provers, so it shares no code with them beyond the elaborated claim:
it imports only the language, FLINT and the standard library.
"""
