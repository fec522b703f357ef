"""``derivcheck explain``: one claim in two-dimensional mathematics, with its words and how it was decided."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from derivcheck.cli import options
from derivcheck.cli.chapters import Story
from derivcheck.cli.configuration import Configuration
from derivcheck.cli.failure import SUCCESS, Failure, suggestion
from derivcheck.cli.inputs import find
from derivcheck.cli.output import canvas, chosen_format, print_out
from derivcheck.cli.verify import Loaded, check_files, default_paths, exit_code, load
from derivcheck.diagnosis.jobs import with_diagnoses
from derivcheck.engine.result import Result
from derivcheck.engine.running.jobs import Job
from derivcheck.engine.running.process import Lost
from derivcheck.engine.running.settings import Settings
from derivcheck.engine.running.workers import run
from derivcheck.report.article import Article, rendered
from derivcheck.report.explanation import Drawing, Explanation
from derivcheck.report.model import Canvas, Report

if TYPE_CHECKING:
    from derivcheck.language.problem import ProblemFile, RawClaim

_NAME = re.compile(r"[^\W\d]\w*")
_MARGIN = 4  # columns to the left of a drawing
_SECONDS = 8.0


def explain(
    target: str, timeout: float | None, memory: int | None, output_format: str | None, color: str | None
) -> int:
    """Decide the claim, print what is to be said about it, and give ``verify``'s exit code for it."""
    given = options.project()
    limits = replace(options.settings(timeout, memory, None, given), jobs=1)
    surface = canvas(options.color(color, given), sys.stdout)
    form = chosen_format(options.first(output_format, otherwise="full"))
    if form.explanations is None:
        raise Failure(f"`{form.name}` cannot show an explanation", "choose from full, json, markdown")
    articles = _articles(target)
    if articles:
        print_out(rendered(articles, form.name, surface))
        return SUCCESS
    file = _found(target, given)
    problem, claim = file.problem, file.claims[0]
    assert problem is not None, "a claim was found in a file without a problem"

    reports, interrupted = check_files([file], limits)
    report = Report(reports, 0.0, interrupted)
    if not report.results:
        return exit_code(report)
    drawings: list[Drawing] = []

    def deliver(number: int, answer: Drawing | Lost) -> None:
        drawings.append(Drawing() if isinstance(answer, Lost) else answer)

    run(partial(_draw, surface.width - _MARGIN, surface.unicode), [Job(problem, claim)], limits, deliver)
    declared, defined = _vocabulary(problem, claim)
    job = Job(problem, claim)
    result = _with_correction(_diagnosed(report.results[0], job, limits), job, limits)
    told = _told(result, job, limits, surface)
    explanation = Explanation(
        result,
        drawings[0],
        claim.title,
        claim.note,
        tuple(text.text for text in claim.given),
        declared,
        defined,
        told.chapters,
        told.worked,
        told.plot,
        told.notes,
        told.plane,
    )
    print_out(form.explanations(explanation, surface))
    return exit_code(report)


def _articles(target: str) -> list[Article]:
    """What there is to say about a rule of calculation, or a kind of mistake, of this name."""
    from derivcheck.diagnosis.documentation import documented as mistake
    from derivcheck.explanation.documentation import documented as rule

    found = []
    if (own := rule(target)) is not None:
        found.append(Article("rule", own.name, own.about, ("rule", own.formula), ("before", "after"), own.examples))
    if (kind := mistake(target)) is not None:
        found.append(Article("mistake", kind.kind, kind.about, ("why", kind.why), ("wrong", "right"), kind.examples))
    return found


def _diagnosed(result: Result, job: Job, limits: Settings) -> Result:
    return with_diagnoses([result], [job], limits)[0]


def _with_correction(result: Result, job: Job, limits: Settings) -> Result:
    """The result with the right-hand side that a refuted equation should have had, if one is found in time."""
    if result.verdict != "refuted" or result.links or result.diagnosis:
        return result
    found: list[str | None] = []

    def deliver(number: int, answer: str | Lost | None) -> None:
        found.append(None if isinstance(answer, Lost) else answer)

    run(partial(_correct, limits.deadline), [job], limits, deliver)
    return replace(result, correct=found[0]) if found and found[0] else result


def _correct(seconds: float, job: Job) -> str | None:
    from derivcheck.engine.remarks.correction import correct_side
    from derivcheck.language.elaborate import elaborate

    assert job.claim is not None, "there is nothing to correct"
    return correct_side(elaborate(job.problem, job.claim), seconds)


def _found(target: str, given: Configuration) -> Loaded:
    """The file with just the claim that is meant. `Failure` if there is none, or more than one."""
    path, separator, name = target.rpartition("::")
    inputs = find([path] if separator else default_paths(given.paths))
    files = [load(item, lambda id, file: True) for item in inputs]
    hits = [(file, claim) for file in files for claim in file.claims if claim.id == name]
    if len(hits) == 1:
        file, claim = hits[0]
        return Loaded(file.name, file.problem, [claim])
    if hits:
        choices = ", ".join(f"`{file.name}::{name}`" for file, _ in hits[:5])
        raise Failure(f"`{name}` is the id of {len(hits)} claims", f"say which one: {choices}")
    broken = [file for file in files if file.errors]
    if broken and len(broken) == len(files):
        error = broken[0].errors[0]
        raise Failure(f"{broken[0].name}:{error.line}:{error.column}: {error.message}", error.hint)
    known = [claim.id for file in files for claim in file.claims]
    where = f"`{path}`" if separator else ", ".join(f"`{p}`" for p in default_paths(given.paths))
    hint = suggestion(name, known)
    raise Failure(
        f"there is no claim `{name}` in {where}",
        hint if hint and hint.startswith("did") else "name a claim as ID or as FILE::ID",
    )


def _draw(width: int, unicode: bool, job: Job) -> Drawing:
    from derivcheck.cli.pictures import draw

    return draw(width, unicode, job)


def _told(result: Result, job: Job, limits: Settings, surface: Canvas) -> Story:
    """The derivation of what is true, every line of it proved, and how what is false fails; as far as time allows."""
    found: list[Story] = []

    def deliver(number: int, answer: Story | Lost) -> None:
        found.append(Story() if isinstance(answer, Lost) else answer)

    if result.verdict not in ("proved", "refuted"):
        return Story()
    longer = replace(limits, timeout=max(limits.timeout, _SECONDS + 4))
    run(partial(_tell, surface.width - _MARGIN, surface.unicode, result), [job], longer, deliver)
    return found[0] if found else Story()


def _tell(width: int, unicode: bool, result: Result, job: Job) -> Story:
    from derivcheck.cli.chapters import story
    from derivcheck.explanation.tell import tell

    assert job.claim is not None, "there is nothing to explain"
    return story(tell(job.problem, job.claim, result, _SECONDS), width, unicode)


def _vocabulary(problem: ProblemFile, claim: RawClaim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The declarations and definitions that the claim needs, directly or through others, as typed."""
    declarations = [(key.text, value.text) for key, value in (*problem.declarations, *claim.declarations)]
    definitions = [(key.text, value.text) for key, value in (*problem.definitions, *claim.definitions)]
    used = _names([claim.text, *(text.text for text in claim.given)])
    while True:
        needed = set(used)
        for key, value in [*declarations, *definitions]:
            if used & _declared_names(key):
                needed |= _names([value]) | (_names([key]) if _is_indexed(key) else set())
        if needed == used:
            break
        used = needed
    declared = tuple(f"{_restricted(key, used)}: {value}" for key, value in declarations if used & _declared_names(key))
    defined = tuple(f"{key}: {value}" for key, value in definitions if used & _declared_names(key))
    return declared, defined


def _names(texts: Sequence[str]) -> set[str]:
    return {name for text in texts for name in _NAME.findall(text)}


def _is_indexed(key: str) -> bool:
    return "[" in key or "(" in key


def _declared_names(key: str) -> set[str]:
    """The names that stand to be explained before the colon: ``i, j`` both, ``f(x)`` and ``y[i]`` only the first."""
    names = _NAME.findall(key)
    return set(names[:1] if _is_indexed(key) else names)


def _restricted(key: str, used: set[str]) -> str:
    if _is_indexed(key):
        return key
    return ", ".join(name for name in _NAME.findall(key) if name in used) or key
