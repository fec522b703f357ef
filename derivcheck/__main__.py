"""``python -m derivcheck`` is ``derivcheck``."""

from derivcheck.cli import main

main()
