"""A plugin of pytest: the claims of every ``*.deriv.yaml`` are tests, each of which fails unless it is as expected.

``pytest notes.deriv.yaml::softmax-jacobian`` runs one claim; ``-k``, xdist and ``--junitxml`` work as for any test.
"""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from derivcheck.engine.result import Result
    from derivcheck.language.problem import ProblemFile, RawClaim
    from derivcheck.language.source import LanguageError, Source

_SUFFIXES = (".deriv.yaml", ".deriv.yml")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The limits on a claim, as in ``derivcheck verify``."""
    group = parser.getgroup("derivcheck")
    group.addoption("--derivcheck-timeout", type=float, default=10.0, metavar="SECONDS", help="for each claim (10)")
    group.addoption("--derivcheck-memory", type=int, default=1024, metavar="MB", help="for each claim (1024)")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Problem files are told by their names, so that other YAML is left alone."""
    if not file_path.name.endswith(_SUFFIXES):
        return None
    collector: DerivFile = DerivFile.from_parent(parent, path=file_path)
    return collector


class NotAsExpected(Exception):
    """A claim whose verdict is not the one that its writer expects."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.verdict)
        self.result = result


class DerivFile(pytest.File):
    """A problem file."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test for each claim. `CollectError` with every mistake of a file that cannot be read."""
        from derivcheck.language.document import read_source
        from derivcheck.language.problem import check_environment, load
        from derivcheck.language.source import LanguageError, Source

        source = Source(str(self.path), "")
        try:
            source = read_source(self.path)
            problem = load(source)
            check_environment(problem)
        except LanguageError as error:
            raise self.CollectError(_told(error, source)) from None
        for claim in problem.claims:
            yield DerivItem.from_parent(self, name=claim.id, problem=problem, claim=claim)


class DerivItem(pytest.Item):
    """A claim."""

    def __init__(self, *, problem: ProblemFile, claim: RawClaim, **given: Any) -> None:
        super().__init__(**given)
        self.problem = problem
        self.claim = claim

    def runtest(self) -> None:
        """Decide the claim in a process that can be stopped. Raises NotAsExpected."""
        from derivcheck.engine.result import Result
        from derivcheck.engine.running.jobs import Job, Outcome, decide
        from derivcheck.engine.running.settings import Settings

        option = self.config.getoption
        settings = Settings(option("--derivcheck-timeout"), option("--derivcheck-memory"), jobs=1)
        outcomes: list[Outcome] = []
        decide([Job(self.problem, self.claim)], settings, lambda number, outcome: outcomes.append(outcome))
        (result,) = outcomes
        assert isinstance(result, Result), "a claim has a result"
        self.user_properties.append(("verdict", result.verdict))
        if not result.as_expected:
            raise NotAsExpected(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What ``derivcheck verify`` says of the claim."""
        if not isinstance(excinfo.value, NotAsExpected):
            return super().repr_failure(excinfo)
        from derivcheck.report.block import block
        from derivcheck.report.model import Canvas

        result = excinfo.value.result
        said = "internal fault" if result.fault is not None else f"{result.verdict}, {result.expectation}"
        return "\n".join([f"{result.id}: {said}", *block(result, result.file, 2, Canvas())])

    def reportinfo(self) -> tuple[PathLike[str] | str, int | None, str]:
        """File, line and name."""
        return self.path, self.problem.source.position(self.claim.span.start)[0] - 1, f"claim {self.name}"


def _told(error: LanguageError, source: Source) -> str:
    lines = []
    for complaint in error.complaints:
        line, column = source.position(complaint.span.start)
        hint = f" ({complaint.hint})" if complaint.hint else ""
        lines.append(f"{source.name}:{line}:{column}: {complaint.message}{hint}")
    return "\n".join(lines)
