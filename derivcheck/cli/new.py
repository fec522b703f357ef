"""``derivcheck new``: a commented starting point for a file of one's own."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from derivcheck.cli import options
from derivcheck.cli.failure import SUCCESS, Failure
from derivcheck.cli.output import print_out

KINDS = ["assignment", "problem", "submission"]


def new(kind: str, file: str) -> int:
    """Write the file. `Failure` if there is one already."""
    options.choice("KIND", kind, KINDS)
    text = resources.files("derivcheck.cli.templates").joinpath(f"{kind}.yaml").read_text(encoding="utf-8")
    try:
        with Path(file).open("x", encoding="utf-8") as target:
            target.write(text)
    except FileExistsError:
        raise Failure(f"`{file}` exists already", "choose another name") from None
    except OSError as error:
        raise Failure(f"`{file}`: {error.strerror}") from error
    command = {"assignment": "verify", "problem": "verify", "submission": "grade ASSIGNMENT"}[kind]
    print_out(f"wrote {file}; check it with `derivcheck {command} {file}`\n")
    return SUCCESS
