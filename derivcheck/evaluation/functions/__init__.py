"""Functions of scalars: domains, exact values, enclosures and derivatives."""
