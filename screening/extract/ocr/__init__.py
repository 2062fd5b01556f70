"""Recognises text in pictures (OCR). An optional part of the installation."""
