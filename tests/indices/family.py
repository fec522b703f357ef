"""Claims that share definitions and hypotheses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """Claims that share definitions and hypotheses."""

    name: str
    true: tuple[str, ...]
    false: tuple[str, ...]
    define: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
