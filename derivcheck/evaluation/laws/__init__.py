"""Random variables at an instance: laws, draws and moments."""
