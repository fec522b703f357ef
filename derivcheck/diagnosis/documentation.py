"""What is to be said about a kind of mistake: its docstring, why it happens, and its examples."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from derivcheck.diagnosis.kind import Diagnosis, Example, all_kinds


@dataclass(frozen=True, slots=True)
class Documented:
    """A kind of mistake for readers: examples are pairs of what is wrong and what is right."""

    kind: str
    about: str
    why: str
    examples: tuple[tuple[str, str], ...]


def documented(kind: str) -> Documented | None:
    """The kind of this name; None if there is none."""
    return next((_of(k) for k in all_kinds() if k.kind == kind), None)


def all_documented() -> list[Documented]:
    """Every kind, by name."""
    return sorted(map(_of, all_kinds()), key=lambda d: d.kind)


def _of(kind: Diagnosis) -> Documented:
    about = (sys.modules[kind.repairs.__module__].__doc__ or "").strip()
    return Documented(kind.kind, about, kind.why, tuple(map(_pair, kind.examples)))


def _pair(example: Example) -> tuple[str, str]:
    return example.claim, example.correct
