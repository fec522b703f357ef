"""Slips in bounds: strict for not strict, a relation turned round, a constant off by a percent, a hypothesis dropped,
an implication turned round."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RELATION = re.compile(r"<=>|=>|<=|>=|<|>")
_OTHER_STRICTNESS = {"<=": "<", "<": "<=", ">=": ">", ">": ">="}
_TURNED = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}
#: A number that is no exponent, index or bound of a range.
_NUMBER = re.compile(r"(?<![\w.\[*])(?<!\*\* )(?<!, )(?!0\b)\d+(?:\.\d+)?(?![\w.\[]|\])")
_CONNECTIVE = re.compile(r" and | or | => | <=> |<=>|=>|<=|>=|==|!=|<|>")


def mutants(claim: str, given: tuple[str, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Kind of slip, the claim with it, and its hypotheses."""
    for k in range(len(given)):
        yield "hypothesis dropped", claim, (*given[:k], *given[k + 1 :])
    for found in _RELATION.finditer(claim):
        old = found.group()
        if old in _TURNED:
            yield "strictness", _put(claim, found, _OTHER_STRICTNESS[old]), given
            yield "turned round", _put(claim, found, _TURNED[old]), given
    for found in _NUMBER.finditer(claim):
        for factor in ("1.01", "0.99"):
            yield "constant", _put(claim, found, f"({factor}*{found.group()})"), given
    for first, last in _sides(claim):
        side = claim[first:last].strip()
        scaled = () if side == "0" else (f"1.01*({side})", f"0.99*({side})")
        for new in (*scaled, f"{side} + 1/100", f"{side} - 1/100"):
            yield "side", f"{claim[:first]} {new}{claim[last:]}", given
    parts = claim.split(" => ")
    if len(parts) == 2 and all(p.count("(") == p.count(")") for p in parts):
        yield "implication turned round", f"({parts[1]}) => ({parts[0]})", given
        yield "premise dropped", parts[1], given
        for conjunct in parts[0].split(" and "):
            if conjunct != parts[0] and conjunct.count("(") == conjunct.count(")"):
                rest = " and ".join(c for c in parts[0].split(" and ") if c != conjunct)
                yield "premise dropped", f"{rest} => {parts[1]}", given


def _put(claim: str, found: re.Match[str], new: str) -> str:
    return claim[: found.start()] + new + claim[found.end() :]


def _sides(claim: str) -> Iterator[tuple[int, int]]:
    """Where the right sides of comparisons outside of all brackets begin and end."""
    marks = [m for m in _CONNECTIVE.finditer(claim) if _depth(claim, m.start()) == 0]
    ends = [*(m.start() for m in marks[1:]), len(claim)]
    for mark, end in zip(marks, ends, strict=False):
        if mark.group() in _TURNED:
            yield mark.end(), end


def _depth(text: str, place: int) -> int:
    return text.count("(", 0, place) + text.count("[", 0, place) - text.count(")", 0, place) - text.count("]", 0, place)
