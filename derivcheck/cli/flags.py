"""Options that several commands share, each with its metavar and its help."""

from __future__ import annotations

from typing import Annotated

import typer

from derivcheck.report.formats import format_names

_FORMATS = f"One of {', '.join(format_names())}. [dim]\\[default: full][/dim]"

Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        help="Stop a claim after this much processor time; it is then unknown. [dim]\\[default: 10][/dim]",
    ),
]
Memory = Annotated[
    int | None,
    typer.Option(
        "--memory", metavar="MB", help="Stop a claim that needs more memory than this. [dim]\\[default: 1024][/dim]"
    ),
]
OutputFormat = Annotated[
    str | None,
    typer.Option("--output-format", metavar="FORMAT", help=_FORMATS),
]
Color = Annotated[
    str | None,
    typer.Option(
        "--color",
        metavar="WHEN",
        help="auto, always or never; auto heeds NO_COLOR and colours terminals. [dim]\\[default: auto][/dim]",
    ),
]

Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write the report into a file.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", metavar="N", help="Worker processes. [dim]\\[default: one per processor][/dim]"),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Decide everything anew, and keep nothing for the next time.")
]
CacheDir = Annotated[
    str | None,
    typer.Option("--cache-dir", metavar="DIR", help="Where decisions are kept. [dim]\\[default: user cache][/dim]"),
]
