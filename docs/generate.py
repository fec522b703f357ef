"""Writes docs/provers.md, docs/mistakes.md and docs/rules.md: ``python docs/generate.py``.

What the module of a prover, a kind of mistake or a rule of calculation says about itself and the examples by which it
is tested are its documentation.
"""

from __future__ import annotations

import sys
from pathlib import Path

from derivcheck.diagnosis.documentation import Documented, all_documented
from derivcheck.engine.prover import Example, Prover, all_provers
from derivcheck.explanation.documentation import Documented as Rule
from derivcheck.explanation.documentation import all_documented as all_rules_documented

PAGE = Path(__file__).with_name("provers.md")
RULES = Path(__file__).with_name("rules.md")
MISTAKES = Path(__file__).with_name("mistakes.md")
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
    defined = ", ".join(f"`{definition}`" for definition in example.define)
    said = (f" for {declared}" if declared else "") + (f" with {defined}" if defined else "")
    return f"- `{example.claim}`{said}"


_HEAD_OF_MISTAKES = """\
<!-- Written by docs/generate.py; edit the docstrings and examples in derivcheck/diagnosis/kinds instead. -->

# Mistakes

When a claim or a step of a derivation is refuted, derivcheck looks for a small edit that makes it true. Edits are
proposed by kinds of mistakes, looked at by evaluation at some points, and those that survive are proved by the engine
like any claim: nothing is shown that is not proved. The likeliest comes first, and at most three are shown. That a
repair is true does not mean that the writer meant it; it is a suggestion, the counterexample is the verdict.

Mistakes are looked for in claims that `verify` refutes unexpectedly (`--diagnose all` for all, `--diagnose never` for
none), and always by `check` and `explain`; also in statements that have no meaning because their parts do not fit
together, such as `2*A @ A @ x` for `2*A.T @ A @ x`. The work is counted, so that the same is found on a busy machine;
it takes a second or two. In JSON they are under `diagnosis`, each with its `kind` (these names stay), a `message`,
`why` it happens, and what is `correct`: the right-hand side, or the statement if more than that is changed. A missing
hypothesis is under `given`. `derivcheck explain sign` shows what this page says of a kind.

What is missing need not stand anywhere: from the other side follows what a place has to be worth at some points, and
products of what is at hand are looked up that are worth it. Where no single edit is enough, several at once are tried:
one slip in several places, two or three in different terms or factors, two within each other, an edit after which
numbers tell what else is missing, two hypotheses. Of `a == b == c` the first comparison that is false is repaired.
Repairs that make something cancel, that are true whatever is assumed, that assume what is to be shown, or that say
nothing about what the statement spoke of, are not shown.

The examples are tests.
"""


def mistakes() -> str:
    """The page of mistakes, as it should be."""
    return "\n".join([_HEAD_OF_MISTAKES, *(_kind(kind) for kind in all_documented())])


def _kind(kind: Documented) -> str:
    lines = [f"## {kind.kind}", "", kind.about, "", "| wrong | right |", "| --- | --- |"]
    lines += [f"| `{_cell(wrong)}` | `{_cell(right)}` |" for wrong, right in kind.examples]
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


_HEAD_OF_RULES = """\
<!-- Written by docs/generate.py; edit the docstrings and examples in derivcheck/explanation/rules instead. -->

# Rules

The rules of calculation that `derivcheck explain` names in its derivations ([explain](explain.md)), in the order in
which they are tried. `derivcheck explain quotient-rule` shows what this page says of one. They propose lines; the
engine decides whether a line is shown. The examples are tests.
"""


def rules() -> str:
    """The page of rules, as it should be."""
    return "\n".join([_HEAD_OF_RULES, *(_rule(rule) for rule in all_rules_documented())])


def _rule(rule: Rule) -> str:
    lines = [f"## {rule.name}", "", rule.about, "", f"`{rule.formula}`", "", "| before | after |", "| --- | --- |"]
    lines += [f"| `{_cell(before)}` | `{_cell(after)}` |" for before, after in rule.examples]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    RULES.write_text(rules(), encoding="utf-8")
    MISTAKES.write_text(mistakes(), encoding="utf-8")
