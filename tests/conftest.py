"""No test reads or fills the cache of the person who runs it."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("DERIVCHECK_CACHE_DIR", tempfile.mkdtemp(prefix="derivcheck-tests-"))
