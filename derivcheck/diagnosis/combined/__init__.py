"""Several mistakes at once, none of which repaired alone is enough: one file for each way in which they combine."""
