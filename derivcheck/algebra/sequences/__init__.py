"""Values of recursions, and how they are unfolded."""
