"""Reads Word 97-2003 files (DOC)."""
