"""Proofs in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivcheck.engine.evidence import Evidence, smaller
from derivcheck.engine.rule import all_rules


def methods(proofs: Sequence[Evidence]) -> str:
    """The methods that a proof uses, each once, in the order of their use; with the number of cases."""
    names = dict.fromkeys(name for proof in proofs for name in _names(proof))
    cases = sum(_cases(proof) for proof in proofs)
    listed = ", ".join(names)
    return f"{listed}, in {cases} cases" if cases > 1 else listed


def _names(proof: Evidence) -> Iterator[str]:
    method = all_rules()[type(proof)].method
    name = method if isinstance(method, str) else method(proof)
    if name:
        yield name
    for part in smaller(proof):
        yield from _names(part)


def _cases(proof: Evidence) -> int:
    counts = [_cases(part) for part in smaller(proof)]
    return sum(counts) if all_rules()[type(proof)].splits else max(counts, default=1)
