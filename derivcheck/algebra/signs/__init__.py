"""What is known of signs: from facts, monotony, enclosures and a solver."""
