"""Measures how well files are read, on documents whose text is known and on anybody's own."""
