"""Reads each file in a process of its own, behind walls."""
