"""Kinds of evidence in words, one file each."""
