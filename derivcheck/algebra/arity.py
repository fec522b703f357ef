"""Functions that are written for several numbers of arguments."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any


def accepts(rule: Callable[..., Any], count: int) -> bool:
    """Whether a rule written for functions of so many arguments (after its fixed ones) can take ``count``."""
    code = rule.__code__
    return bool(code.co_flags & inspect.CO_VARARGS) or code.co_argcount == count
