"""How long each stage of a decision takes, measured from outside, by wrapping the functions at its borders."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pkgutil import resolve_name
from typing import Any
from unittest.mock import patch

#: What is timed, by the name under which the next stage calls it.
_BORDERS: dict[str, str] = {
    "derivcheck.engine.check.elaborate": "reading",
    "derivcheck.engine.decide.search": "search",
    "derivcheck.engine.decide.questions": "reading",
    "derivcheck.engine.strategy.Strategy.prove": "proof",
    "derivcheck.engine.kernel.check": "proof",
    "derivcheck.engine.kernel.search": "examination",
    "derivcheck.engine.kernel.refuted": "examination",
    "derivcheck.engine.decide.remaining": "conditions",
}
#: ``reading``: elaboration and lowering. ``search``: for a counterexample. ``proof``: found, and checked by the kernel.
#: ``examination``: the kernel's own evaluation of what it is told. ``conditions``: which remain, in simplest form.
STAGES = tuple(dict.fromkeys(_BORDERS.values()))


class Stages(AbstractContextManager["Stages"]):
    """Seconds of processor time by stage, while it is entered; a stage inside of another one counts as that one."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inside = False
        self._patches = ExitStack()

    def __enter__(self) -> Stages:
        for place, stage in _BORDERS.items():
            self._patches.enter_context(patch(place, self._timed(resolve_name(place), stage)))
        return self

    def __exit__(self, *exception: object) -> None:
        self._patches.close()

    def _timed(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            if self._inside:
                return function(*args, **kwargs)
            self._inside = True
            start = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self._inside = False
                self.seconds[stage] += time.process_time() - start

        return wrapper
