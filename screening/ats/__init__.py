"""Applicant tracking systems: one thin client for HTTP, one adapter for each system."""
