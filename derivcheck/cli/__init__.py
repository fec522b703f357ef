"""The command line of derivcheck; the only part of it that prints and that ends the process."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from derivcheck.cli.failure import FAULT, INTERRUPTED, TERMINATED, USAGE, Failure
from derivcheck.engine.running.jobs import DECIDER
from derivcheck.engine.running.process import dismiss_prepared, prepare


def main() -> NoReturn:
    """The entry point of ``derivcheck``."""
    gc.disable()  # until everything is imported: there is no garbage in that
    signal.signal(signal.SIGTERM, _terminate)
    if sys.argv[1:2] == ["check"]:
        prepare(DECIDER)  # one statement takes less time than the imports for it
    try:
        code = run(sys.argv[1:])
    finally:
        dismiss_prepared()
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    # Everything is written and no worker is left; taking hundreds of modules apart would only cost time.
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and give its exit code; what is wrong with it is told on standard error."""
    import typer

    from derivcheck.cli.app import app
    from derivcheck.cli.output import tolerate_encodings

    tolerate_encodings()
    command = typer.main.get_command(app)
    try:
        code = command.main(args=list(arguments), prog_name="derivcheck", standalone_mode=False)
    except Failure as failure:
        _tell(failure.message, failure.hint)
        return failure.code
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        # The base class of typer's usage errors has had several homes; they share these two attributes.
        message, code = getattr(error, "format_message", None), getattr(error, "exit_code", None)
        if message is None or code is None:
            return _fault(error)
        if type(error).__name__ != "NoArgsIsHelpError":
            _tell(message(), _help_hint(error))
        return USAGE
    return code if isinstance(code, int) else 0


def _fault(error: Exception) -> int:
    """An exception that nobody expected: all that helps to find the mistake, and the exit code for it."""
    import traceback

    traceback.print_exception(error)
    _tell("internal fault", "please report this, with the lines above")
    return FAULT


def _help_hint(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    return f"see `{context.command_path if context is not None else 'derivcheck'} --help`"


def _tell(message: str, hint: str | None) -> None:
    from derivcheck.report.text import plain

    print(f"derivcheck: {plain(message)}", file=sys.stderr)
    if hint:
        print(f"hint: {plain(hint)}", file=sys.stderr)


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    """End by way of the usual clean-up, which kills the workers."""
    raise SystemExit(TERMINATED)
