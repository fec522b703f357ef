"""Room for deeply nested expressions: the walk is recursive, with a few Python frames for every node."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

MAX_FRAMES = 20_000


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Raise the interpreter's limit meanwhile; Python frames live on the heap, so this costs memory only."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, MAX_FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
