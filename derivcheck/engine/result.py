"""What a checked claim looks like to a reader: plain data, without any of the engine's objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

VerdictName = Literal["proved", "refuted", "unknown", "error"]
TrustName = Literal["exact", "solver", "cas"]

#: A value as a person writes it ("-1/2", "0.5"), or nested lists of such for a vector or matrix.
Shown = str | list[Any]


@dataclass(frozen=True, slots=True)
class Located:
    """An error with its place: line and columns from 1, the line's text, and a hint."""

    message: str
    line: int
    column: int
    end_column: int
    source_line: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A point at which the statement is rigorously false; ``left`` and ``right`` where it has two numeric sides."""

    point: dict[str, Shown]
    left: Shown | None = None
    right: Shown | None = None
    difference: str | None = None
    reason: str | None = None  # for statements without two numeric sides, or which entry differs


@dataclass(frozen=True, slots=True)
class LinkResult:
    """The verdict on one link of a derivation, or on the derivation as a whole (then ``number`` is 0).

    ``premises``: the earlier links under which it was judged. ``restates``: both sides are the same by definition.
    ``note``: the writer's reason.
    """

    number: int
    text: str
    verdict: VerdictName
    line: int
    reason: str | None = None
    counterexample: Counterexample | None = None
    conditions: tuple[str, ...] = ()
    premises: tuple[int, ...] = ()
    restates: bool = False
    note: str | None = None
    remarks: tuple[str, ...] = ()
    diagnosis: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One claim of one file, decided."""

    file: str
    line: int
    column: int
    id: str
    claim: str
    verdict: VerdictName
    expected: VerdictName
    conditions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()  # e.g. "left is defined at x = -1, right is not"
    trust: TrustName | None = None
    counterexample: Counterexample | None = None
    diagnosis: tuple[dict[str, str], ...] = ()
    first_wrong_step: int | None = None
    expected_step: int | None = None  # the first wrong step that the writer expects
    undone_by: int | None = None  # the later wrong step after which the chain is right again
    start: tuple[str, ...] = ()  # what stands above the links: names given with `let`, the first expression
    links: tuple[LinkResult, ...] = ()
    whole: LinkResult | None = None  # first against last, where a link is not proved
    method: str | None = None
    reason: str | None = None
    errors: tuple[Located, ...] = ()
    fault: str | None = None  # an internal fault: two paths disagree; exit code 3
    correct: str | None = None  # for a refuted equation: a right-hand side that is proved
    seconds: float = 0.0

    @property
    def as_expected(self) -> bool:
        step_as_expected = self.expected_step in (None, self.first_wrong_step)
        return self.fault is None and self.verdict == self.expected and step_as_expected

    @property
    def expectation(self) -> str:
        """What the writer expects, in words."""
        step = "" if self.expected_step is None else f", step {self.expected_step} as the first wrong one"
        return f"expected {self.expected}{step}"
