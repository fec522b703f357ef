"""The way from a claim as typed to a claim as meant."""

from __future__ import annotations

from derivcheck.language.elaboration.claim import elaborate

__all__ = ["elaborate"]
