"""The search for a counterexample: which points are tried, and how they are made simple."""
