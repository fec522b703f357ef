"""What is calculated with: exact numbers and balls, jets, tensors, asymptotic expansions."""
