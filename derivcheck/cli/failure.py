"""What a person asked for that cannot be done, and the exit codes."""

from __future__ import annotations

SUCCESS = 0  #: everything as expected
UNEXPECTED = 1  #: a verdict is not as expected
USAGE = 2  #: the command line is wrong, or a file cannot be read as a problem file
FAULT = 3  #: derivcheck itself is wrong
INTERRUPTED = 130  #: stopped from the keyboard
TERMINATED = 143  #: stopped by a signal


class Failure(Exception):
    """A wrong use of the command line, told to the person in one sentence and a hint."""

    def __init__(self, message: str, hint: str | None = None, code: int = USAGE) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code


def suggestion(word: str, known: list[str]) -> str | None:
    """``did you mean …?`` for a misspelt word, or all that are known if none is near."""
    import difflib

    near = difflib.get_close_matches(word, known, n=1)
    return f"did you mean `{near[0]}`?" if near else f"choose from {', '.join(known)}" if known else None
