"""From elaborated claims to terms: one file for each kind of node.

Explicit tensors become their entries, tensors of symbolic size families of entries. What terms cannot say yet is
`Unsupported`, with the reason that the reader will see; never an error. `table` says which file lowers what.
"""

from derivcheck.engine.lowering.lowering import Lowering

__all__ = ["Lowering"]
