"""What a report shows: files with their results, and the counts over all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivcheck.engine.result import Located, Result, VerdictName
from derivcheck.grading.result import ClassReport

if TYPE_CHECKING:
    from derivcheck.report.explanation import Explanation

#: The order in which verdicts are counted and listed.
VERDICTS: tuple[VerdictName, ...] = ("proved", "refuted", "unknown", "error")


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: its results in file order, and what is wrong with the file as a whole."""

    name: str
    title: str | None = None
    results: tuple[Result, ...] = ()
    errors: tuple[Located, ...] = ()
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one run found; ``single`` when it is about one statement rather than about files."""

    files: tuple[FileReport, ...]
    seconds: float
    interrupted: bool = False
    single: bool = False

    @property
    def results(self) -> tuple[Result, ...]:
        return tuple(result for file in self.files for result in file.results)

    @property
    def total(self) -> int:
        return len(self.results)

    @property
    def as_expected(self) -> int:
        return sum(result.as_expected for result in self.results)

    @property
    def faults(self) -> int:
        """Internal faults: where the program, not the writer of a claim, is wrong."""
        faults = [*(file.fault for file in self.files), *(result.fault for result in self.results)]
        return sum(fault is not None for fault in faults)

    @property
    def broken_files(self) -> int:
        """Files that could not be read as problem files, or whose declarations are wrong."""
        return sum(bool(file.errors) for file in self.files)

    def count(self, verdict: VerdictName) -> int:
        return sum(result.verdict == verdict for result in self.results)


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a report is drawn on: columns, whether colours are seen, whether the encoding has a check mark."""

    width: int = 80
    color: bool = False
    unicode: bool = True


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a report: its name on the command line, one line of help, and the functions that write it.

    ``render`` writes the results of ``verify``, ``grades`` those of ``grade``; None where a format has no use for them.
    ``audience``: who reads the grades, "teacher" or "student". ``explanations`` writes one claim with all that is to be
    said about it.
    """

    name: str
    summary: str
    render: Callable[[Report, Canvas], str] | None = None
    grades: Callable[[ClassReport, Canvas], str] | None = None
    audience: str = "teacher"
    explanations: Callable[[Explanation, Canvas], str] | None = None
