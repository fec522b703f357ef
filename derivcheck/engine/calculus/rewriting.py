"""SymPy's simplification algorithms, each by name; what rests on them is marked ``cas``."""

from __future__ import annotations

from typing import Any

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.sympy_bridge import from_sympy, to_sympy
from derivcheck.algebra.term import Term

ALGORITHMS = ("gammasimp", "besselsimp")


def rewrite(difference: Term, algorithm: str) -> Term | None:
    """What SymPy's algorithm makes of a term; None if it cannot be handed over or back."""
    if algorithm not in ALGORITHMS:
        return None
    import sympy

    names: dict[Term, Any] = {}
    try:
        found = getattr(sympy, algorithm)(to_sympy(expand(difference), names))
    except Exception:  # SymPy raises what it likes; any failure only means: no rewriting
        return None
    return from_sympy(found, {theirs: ours for ours, theirs in names.items()})
