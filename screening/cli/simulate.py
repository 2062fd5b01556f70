"""``simulate``: serve an ATS or a model that behaves like the real one, faults included."""

import asyncio
from pathlib import Path

import click


@click.group("simulate")
def simulate() -> None:
    """Serve a simulated ATS or model on this machine, to try a setting without a key."""
