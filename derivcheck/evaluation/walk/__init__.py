"""The walk over an expression at an instance: what each kind of node is worth."""
