"""From syntax trees to the core language: names, scopes, types and shapes."""

from derivcheck.language.elaboration.claim import elaborate

__all__ = ["elaborate"]
