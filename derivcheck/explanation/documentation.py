"""What is to be said about a rule of calculation: its docstring, its formula, and its examples."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from derivcheck.explanation.rule import Rule, all_rules


@dataclass(frozen=True, slots=True)
class Documented:
    """A rule for readers: examples are pairs of an expression and what the rule makes of it."""

    name: str
    about: str
    formula: str
    examples: tuple[tuple[str, str], ...]


def documented(name: str) -> Documented | None:
    """The rule of this name, which may be written with hyphens; None if there is none."""
    return next((d for d in all_documented() if name in (d.name, slug(d.name))), None)


def all_documented() -> list[Documented]:
    """Every rule, in the order in which they are tried."""
    return [_of(rule) for rule in all_rules()]


def slug(name: str) -> str:
    """The name as it is typed on a command line."""
    return name.replace(" ", "-")


def _of(rule: Rule) -> Documented:
    about = (sys.modules[rule.apply.__module__].__doc__ or "").strip()
    return Documented(rule.name, about, rule.formula, tuple((e.before, e.after) for e in rule.examples))
