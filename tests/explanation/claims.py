"""Proved claims of the problem files with their explanations, and whether each line holds when it is read again."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from derivcheck.engine.derivations.chain import restates
from derivcheck.explanation.checking import proved
from derivcheck.explanation.derive import Part
from derivcheck.explanation.linking import ALGEBRA
from derivcheck.explanation.narrators.vanishing import SAID
from derivcheck.explanation.proof import Note
from derivcheck.explanation.tell import proved_step, steps
from derivcheck.language.elaborate import elaborate
from derivcheck.language.located import Located
from derivcheck.language.problem import ProblemFile, RawClaim, load
from derivcheck.language.source import Source
from derivcheck.language.writing import SIGNS, written

FILES = sorted(Path("problems").rglob("*.yaml"))


@dataclass(frozen=True)
class Told:
    """What ``derivcheck explain`` would show of a proved claim: calculations, and the proof in words."""

    parts: tuple[Part, ...]
    notes: tuple[Note, ...]

    @property
    def said(self) -> set[str]:
        """The rules, definitions and steps of a proof that are named."""
        return {s for part in self.parts for line in part.lines for s in line.said} | {n.said for n in self.notes}

    @property
    def says_more_than_algebra(self) -> bool:
        """Whether a rule, a definition or a step of a proof is named."""
        return bool(self.said - {ALGEBRA, "", *SAID}) or len(self.notes) > 1


def proved_claims(files: Sequence[Path]) -> Iterator[tuple[Path, ProblemFile, RawClaim]]:
    for path in files:
        problem = load(Source(str(path), path.read_text(encoding="utf-8")))
        for claim in problem.claims:
            if claim.expect == "proved":
                yield path, problem, claim


def told(problem: ProblemFile, claim: RawClaim, seconds: float) -> Told:
    """What is told of a proved claim; of a derivation, all that is told of its steps."""
    found = [proved_step(title, problem, own, time.process_time() + seconds) for title, own in steps(problem, claim)]
    return Told(tuple(p for t in found for p in t.parts), tuple(n for t in found for n in t.notes))


def wrong_lines(part: Part, seconds: float = 20.0) -> list[str]:
    """The links of a part that are not proved, nor the same by definition, when they are read again from their text."""
    found = []
    for before, line in pairwise(part.lines):
        text = f"{written(before.tree)} {SIGNS[line.relation]} {written(line.tree)}"
        raw = replace(part.scene.raw, statement=Located.contiguous(text, 0))
        claim = elaborate(part.scene.problem, raw)
        if not restates(claim) and proved(claim, seconds) is None:
            found.append(text)
    return found
