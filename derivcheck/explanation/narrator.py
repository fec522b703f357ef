"""How a kind of evidence is told. One file each in `derivcheck/explanation/narrators`, with a ``NARRATOR``."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal


class Part(NamedTuple):
    """A smaller statement, what it is to the greater one, and its own evidence."""

    label: str
    goal: Goal
    evidence: Evidence


class Telling(NamedTuple):
    """What the step is, in a sentence, and what is left to be shown."""

    said: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrator:
    """``tell``: what evidence of this kind shows of a goal that the kernel has accepted it for.

    ``silent``: where a part says the same as the whole, it is told in its place.
    """

    kind: type[Evidence]
    tell: Callable[[Goal, Any], Telling]
    silent: bool = False


@cache
def all_narrators() -> dict[type[Evidence], Narrator]:
    """Every narrator of the package, by its kind of evidence."""
    package = importlib.import_module("derivcheck.explanation.narrators")
    modules = [
        importlib.import_module(f"{package.__name__}.{info.name}") for info in pkgutil.iter_modules(package.__path__)
    ]
    return {m.NARRATOR.kind: m.NARRATOR for m in modules}
