"""A progress bar on standard error, for people who wait: on a terminal only, and not for short runs."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 0.5  # seconds before a bar appears


class ProgressBar:
    """Counts finished claims; `tick` draws, so that no thread runs while workers are forked."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.finished = 0
        self.start = time.monotonic()
        self.visible = sys.stderr.isatty()
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def tick(self) -> None:
        """Draw the bar if it is time for one."""
        if not self.visible or time.monotonic() - self.start < _PATIENCE:
            return
        if self.bar is None:
            self._open()
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, completed=self.finished)
            self.bar.refresh()

    def close(self) -> None:
        """Wipe the bar from the terminal."""
        if self.bar is not None:
            self.bar.stop()

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.bar = Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
        self.task = self.bar.add_task("checking", total=self.total)
        self.bar.start()
