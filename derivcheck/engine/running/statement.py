"""A single statement, from its texts to a result, all of it in a worker."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import partial

from derivcheck.engine.result import Result
from derivcheck.engine.running.jobs import DECIDER, Examined, Job, Outcome, examined, located, outcome
from derivcheck.engine.running.process import Lost, is_prepared
from derivcheck.engine.running.settings import Settings
from derivcheck.engine.running.workers import run
from derivcheck.language.source import LanguageError, Source

#: How the statement's place is called in reports.
COMMAND_LINE = "<command line>"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is claimed, and what its names mean: ``x: real``, ``f(x): x**2``, ``x > 0``, all as typed."""

    claim: str
    declare: tuple[str, ...] = ()
    define: tuple[str, ...] = ()
    given: tuple[str, ...] = ()


def decide_statement(statement: Statement, settings: Settings) -> Outcome:
    """The result for a statement, or what is wrong with its declarations."""
    if not is_prepared():
        importlib.import_module(DECIDER)
    outcomes: list[Outcome] = []

    def deliver(number: int, answer: Outcome | Lost) -> None:
        outcomes.append(_lost(statement, answer) if isinstance(answer, Lost) else answer)

    run(partial(_decided, settings.deadline), [statement], settings, deliver)
    return outcomes[0]


def _decided(deadline: float, statement: Statement) -> Outcome:
    from derivcheck.language.problem import single

    try:
        problem = single(statement.claim, statement.declare, statement.define, statement.given)
    except LanguageError as error:
        # The texts as `single` puts them together, so that its positions point at the right one.
        typed = "\n".join([statement.claim, *statement.given, *statement.declare, *statement.define])
        return Examined(tuple(located(complaint, Source(COMMAND_LINE, typed)) for complaint in error.complaints))
    declarations = examined(Job(problem))
    return declarations if declarations.errors else outcome(deadline, Job(problem, problem.claims[0]))


def _lost(statement: Statement, lost: Lost) -> Result:
    return Result(
        file=COMMAND_LINE,
        line=1,
        column=1,
        id="claim",
        claim=statement.claim.strip(),
        verdict="unknown",
        expected="proved",
        reason=lost.reason,
        fault=lost.reason if lost.fault else None,
    )
