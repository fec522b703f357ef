"""What ``derivcheck explain`` shows: one claim with all that is needed to follow it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from derivcheck.engine.result import Result, Shown
from derivcheck.report.plot import Map, Plot
from derivcheck.report.steps import Chapter, Step
from derivcheck.report.text import plain


@dataclass(frozen=True, slots=True)
class Drawing:
    """The claim in two dimensions; None for what is too large to be drawn or could not be understood.

    ``chain``: the lines of a derivation that hang together; ``links``: those of one that do not. ``defined``: by what
    stands before the colon, without spaces.
    """

    statement: str | None = None
    hypotheses: tuple[str | None, ...] = ()
    links: tuple[str | None, ...] = ()
    chain: tuple[Step, ...] = ()
    defined: dict[str, str | None] = field(default_factory=dict)
    latex: str | None = None


class Worked(NamedTuple):
    """A part of a side and its value at the counterexample; ``depth`` 0 for the side itself."""

    side: str
    depth: int
    text: str
    value: Shown


@dataclass(frozen=True, slots=True)
class Noted:
    """A step of a proof: what it is to the step above, the statement, and how it is shown.

    ``picture``: the statement in two dimensions; empty if it is too large. ``latex``: for Markdown.
    """

    depth: int
    label: str
    statement: str
    said: str
    picture: tuple[str, ...] = ()
    latex: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A claim, its result and what its words mean, all of it as typed but for the drawing."""

    result: Result
    drawing: Drawing
    title: str | None = None
    note: str | None = None
    given: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()
    defined: tuple[str, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    worked: tuple[Worked, ...] = ()
    plot: Plot | None = None
    notes: tuple[Noted, ...] = ()
    plane: Map | None = None

    @property
    def title_of_chapters(self) -> str:
        if self.result.verdict != "refuted":
            return "Derivation"
        link = next((k for k in self.result.links if k.number == self.result.first_wrong_step), None)
        found = (link.diagnosis if link is not None else ()) or self.result.diagnosis
        given = found[0].get("given") if found else None
        return f"What is right, given {plain(given)}" if given else "What is right"
