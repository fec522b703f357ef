"""Proved claims of the problem files with their explanations, and whether each line holds when it is read again."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from derivcheck.engine.decide import decide
from derivcheck.explanation.derive import Part, derive
from derivcheck.explanation.linking import ALGEBRA
from derivcheck.explanation.proof import Note, narrated
from derivcheck.explanation.scene import scene_of
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
    def says_more_than_algebra(self) -> bool:
        """Whether a rule, a definition or a step of a proof is named."""
        said = {s for part in self.parts for line in part.lines for s in line.said}
        return bool(said - {ALGEBRA}) or len(self.notes) > 1


def proved_claims(files: Sequence[Path]) -> Iterator[tuple[Path, ProblemFile, RawClaim]]:
    for path in files:
        problem = load(Source(str(path), path.read_text(encoding="utf-8")))
        for claim in problem.claims:
            if claim.expect == "proved" and claim.derivation is None:
                yield path, problem, claim


def told(problem: ProblemFile, claim: RawClaim, seconds: float) -> Told:
    parts = derive(scene_of(problem, claim), time.monotonic() + seconds)
    plain = not any(len(part.lines) > 2 for part in parts)
    return Told(parts, narrated(elaborate(problem, claim), time.monotonic() + seconds, plain))


def wrong_lines(part: Part, seconds: float = 20.0) -> list[str]:
    """The links of a part that are not proved when they are read again from their text."""
    found = []
    for before, line in pairwise(part.lines):
        text = f"{written(before.tree)} {SIGNS[line.relation]} {written(line.tree)}"
        raw = replace(part.scene.raw, statement=Located.contiguous(text, 0))
        if decide(elaborate(part.scene.problem, raw), seconds).verdict != "proved":
            found.append(text)
    return found
