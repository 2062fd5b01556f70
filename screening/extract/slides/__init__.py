"""Reads presentations (PPTX)."""
