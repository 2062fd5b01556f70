"""Reads Word files (DOCX)."""
