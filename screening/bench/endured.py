"""Writes what ``survive`` found as plain lines for people."""

from collections.abc import Iterator

from screening.bench.survival import MOST_GROWTH_BYTES, Run, Speed, Survival

_MEGABYTE = 1024 * 1024
_MOST_NAMED = 10


def tell_survival(found: Survival) -> Iterator[str]:
    """Tell how the worker took it, what became of the files, and what does not hold."""
    yield from _run("Files of the folder, one damaged after every second", found.files)
    held = ", ".join(f"{size / _MEGABYTE:.0f}" for size in found.worker_bytes)
    yield f"  the worker held {held} MB, at the start and after every tenth"
    yield (
        f"  grown by {found.growth_bytes / _MEGABYTE:.1f} MB after the first tenth "
        f"(less than {MOST_GROWTH_BYTES / _MEGABYTE:.0f} is flat)"
    )
    yield from _run("Damaged files", found.mutations)
    yield from _run("Hostile files", found.hostile)
    for one in found.hostile_files:
        yield f"    {one.name:32} {one.outcome:14} {one.seconds:6.1f} s"
    yield ""
    yield _speed("Warm template", found.warm)
    yield _speed("Fresh interpreter", found.fresh)
    yield ""
    yield "Everything holds." if found.holds else "SOMETHING DOES NOT HOLD."


def _run(title: str, run: Run) -> Iterator[str]:
    yield ""
    outcomes = ", ".join(f"{one.files} {one.outcome}" for one in run.outcomes)
    yield f"{title}: {run.files}; the slowest took {run.slowest_seconds:.1f} s"
    yield f"  {outcomes}"
    yield from _named("late", run.overruns)
    yield from _named("FAILED", run.errors)
    yield from _named("no child answered", run.unanswered)


def _named(what: str, names: tuple[str, ...]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        yield f"  {what}: {', '.join(names[:_MOST_NAMED])}{more}"


def _speed(what: str, speed: Speed) -> str:
    return f"{what}: {speed.median:.0f} ms a file, p95 {speed.p95:.0f} ms, over {speed.files} files"
