"""Reads spreadsheets: XLSX and XLS."""
