"""Reads Word files and their kin: DOCX, DOC, RTF and ODT."""
