"""Writes docs/provers.md from the provers themselves: ``python docs/generate.py``.

What a prover's module says about itself and the examples by which it is tested are its documentation.
"""

from __future__ import annotations

import sys
from pathlib import Path

from derivcheck.engine.prover import Example, Prover, all_provers

PAGE = Path(__file__).with_name("provers.md")
_HEAD = """\
<!-- Written by docs/generate.py; edit the docstrings and examples in derivcheck/provers instead. -->

# Provers

The methods by which proofs are searched for, in the order in which they are tried. A prover hands evidence to the
kernel, which derives every obligation from it again; it cannot make a verdict itself ([architecture](architecture.md)).
All of them can hand smaller goals, such as the cases of a case distinction, back to the search as a whole.

The examples are tests: for those that a prover proves, it finds evidence that the kernel accepts; those that it gives
up on are false, or left to another prover.
"""


def page() -> str:
    """The whole page, as it should be."""
    return "\n".join([_HEAD, *(_section(prover) for prover in all_provers())])


def _section(prover: Prover) -> str:
    documentation = sys.modules[prover.attempt.__module__].__doc__ or ""
    lines = [f"## {prover.name.capitalize()}", "", documentation.strip(), ""]
    lines += ["Proves:", "", *map(_item, prover.proves), ""]
    lines += ["Gives up on:", "", *map(_item, prover.gives_up), ""]
    return "\n".join(lines)


def _item(example: Example) -> str:
    declared = ", ".join(f"`{declaration}`" for declaration in example.declare)
    return f"- `{example.claim}`" + (f" for {declared}" if declared else "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
