"""One whole run over the chosen cases and languages, timed."""

import time
from collections.abc import Callable, Sequence

from screening.attack.cases import cases
from screening.attack.outcome import seen
from screening.attack.report import Report
from screening.attack.stage import play
from screening.attack.surroundings import faults_of
from screening.errors import Misconfigured
from screening.model import Language

Progress = Callable[[int, int], None]
"""Told how many cases are through, and of how many."""


async def attack(
    languages: Sequence[Language], *, only: str = "", progress: Progress | None = None
) -> Report:
    """Play every case whose name contains ``only``, language by language."""
    began = time.monotonic()
    chosen = {language: cases(language, only=only) for language in languages}
    if only and all(len(each) <= 2 for each in chosen.values()):
        raise Misconfigured(
            f"No case has '{only}' in its name: screening attack --list names them all."
        )
    total, done = sum(map(len, chosen.values())), 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        if progress is not None:
            progress(done, total)

    performances = [await play(each, language, progress=told) for language, each in chosen.items()]
    return Report(
        seen=tuple(seen(one) for each in performances for one in each.played),
        surroundings=tuple(fault for each in performances for fault in faults_of(each)),
        seconds=time.monotonic() - began,
    )
