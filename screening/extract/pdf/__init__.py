"""Reads PDF with PDFium, and with pypdf where PDFium cannot."""
