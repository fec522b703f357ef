"""Proofs in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from derivcheck.engine import evidence as ev
from derivcheck.engine.evidence import Evidence


def methods(proofs: Sequence[Evidence]) -> str:
    """The methods that a proof uses, each once, in the order of their use; with the number of cases."""
    names = dict.fromkeys(name for proof in proofs for name in _names(proof))
    cases = sum(_leaves(proof) for proof in proofs)
    listed = ", ".join(names)
    return f"{listed}, in {cases} cases" if cases > 1 else listed


def _names(proof: Evidence) -> Iterator[str]:
    match proof:
        case ev.Vanishing():
            yield "normal form"
        case ev.Enclosed():
            yield "enclosure"
        case ev.Angle():
            yield "angles"
        case ev.Squares(left=left, right=right, squares=squares):
            yield "squares"
            for part in (left, right, squares):
                yield from _names(part)
        case ev.Multiplied(part=part):
            yield "inverses"
            yield from _names(part)
        case ev.Exponentials(part=part):
            yield "exponentials"
            yield from _names(part)
        case ev.Rewritten(algorithm=algorithm, part=part):
            yield f"SymPy's {algorithm}"
            yield from _names(part)
        case ev.Tending(algorithm=algorithm, part=part):
            yield f"limits by {algorithm}" if algorithm else "limits"
            yield from () if part is None else _names(part)
        case ev.Terms(part=part):
            yield "terms of a sum"
            yield from _names(part)
        case ev.Induction(base=base, step=step):
            yield f"induction (base {'case' if len(base) == 1 else 'cases'} and step)"
            for part in (*base, step):
                yield from _names(part)
        case ev.Last(part=part) | ev.Unfolded(part=part) | ev.Generic(part=part):
            yield from _names(part)
        case ev.Residues(parts=parts) | ev.MeanValue(parts=parts):
            yield "residues" if isinstance(proof, ev.Residues) else "mean value"
            for part in parts:
                yield from _names(part)
        case ev.Cases(parts=parts) | ev.Alternatives(parts=parts) | ev.Parts(parts=parts):
            for part in parts:
                yield from _names(part)
        case _:
            assert_never(proof)


def _leaves(proof: Evidence) -> int:
    match proof:
        case ev.Cases(parts=parts) | ev.Alternatives(parts=parts) | ev.Residues(parts=parts):
            return sum(_leaves(p) for p in parts)
        case ev.Parts(parts=parts) | ev.MeanValue(parts=parts):
            return max((_leaves(p) for p in parts), default=1)
        case ev.Multiplied(part=part):
            return _leaves(part)
        case ev.Exponentials(part=part) | ev.Rewritten(part=part) | ev.Last(part=part) | ev.Generic(part=part):
            return _leaves(part)
        case ev.Unfolded(part=part) | ev.Induction(step=part):
            return _leaves(part)
        case ev.Terms(part=part):
            return _leaves(part)
        case ev.Tending(part=part) if part is not None:
            return _leaves(part)
    return 1
