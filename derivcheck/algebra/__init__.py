"""Terms and what can be said of them: normal form, signs, domains, sums, matrices, limits. No claims, no files."""
