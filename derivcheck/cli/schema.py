"""``derivcheck schema``: the JSON schema of problem files."""

from __future__ import annotations

import json

from derivcheck.cli.failure import SUCCESS
from derivcheck.cli.output import print_out


def schema() -> int:
    """Print the schema."""
    from derivcheck.language.schema import json_schema

    print_out(json.dumps(json_schema(), indent=2) + "\n")
    return SUCCESS
