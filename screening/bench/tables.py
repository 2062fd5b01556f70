"""Writes a report as plain tables for people."""

from collections.abc import Iterable, Iterator, Sequence

from screening.bench.report import FileResult, Report, SpeedRow, TextRow

_MEGABYTE = 1024 * 1024
_NOTHING = "-"
_LINE = 100
_CHECKS = {
    "leaks": "files in which hidden words came through",
    "crashes": "files that broke the child off",
    "outcomes": "files with another outcome than is right",
    "text": "files whose text, order, pairs or warnings fall short",
    "tricks_flagged": "share of the tricks that were flagged",
    "benign_blocked": "share of the honest files that something blocks",
}

Table = Iterable[Sequence[str]]


def tell(report: Report, *, worst: int = 0) -> Iterator[str]:
    """Tell everything: shares, costs, outcomes, the worst files, and what does not hold."""
    yield f"{len(report.files)} files below {report.folder}" + (
        ", pictures recognised" if report.recognition else ", nothing recognised from pictures"
    )
    if report.by_format:
        yield from _titled("Text by format and language", _texts(report.by_format))
        yield from _titled("Text by layout", _texts(report.by_layout))
    yield from _titled("Cost of the files that were read", _speeds(report.speed))
    yield from _titled("Outcomes", _outcomes(report))
    refused = [one for one in report.files if one.right and set(one.right) != {"read"}]
    if refused:
        yield from _titled("Refused and hostile files", _refused(refused))
    flawed = _flawed(report.files)[:worst]
    if flawed:
        yield from _titled("The worst files", _worst(flawed))
    if any(one.details for one in flawed):
        yield from _missed(flawed)
    yield from _titled("What must hold", _checks(report))


def _titled(title: str, table: Table) -> Iterator[str]:
    yield ""
    yield title
    rows = [tuple(row) for row in table]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield ("  " + "  ".join(cells)).rstrip()


def _texts(rows: Iterable[TextRow]) -> Table:
    yield ("format", "language", "layout", "files", "recall", "precision", "joins", "order",
           "pairs", "lowest")  # fmt: skip
    for row in rows:
        yield (
            row.format,
            row.language,
            row.layout,
            str(row.files),
            _share(row.recall),
            _share(row.precision),
            _share(row.joins),
            _share(row.order),
            f"{row.pairs_kept}/{row.pairs}" if row.pairs else _NOTHING,
            _share(row.lowest),
        )


def _speeds(rows: Iterable[SpeedRow]) -> Table:
    yield ("format", "files", "pages", "ms a file", "p95", "warm ms a file", "warm pages/s")
    for row in rows:
        yield (
            row.format,
            str(row.files),
            _NOTHING if row.pages is None else str(row.pages),
            f"{row.median_milliseconds:.0f}",
            f"{row.p95_milliseconds:.0f}",
            _number(row.warm_milliseconds),
            _number(row.warm_pages_per_second),
        )


def _outcomes(report: Report) -> Table:
    yield ("outcome", "files", "format")
    for row in sorted(report.outcomes, key=lambda one: (one.outcome != "read", one.outcome)):
        yield (row.outcome, str(row.files), row.format)
    memory = report.peak_memory
    yield ("peak memory", _bytes(memory.documents), "of any child, documents")
    yield ("", _bytes(memory.hostile), "the same, with the hostile files")


def _refused(files: Iterable[FileResult]) -> Table:
    yield ("file", "outcome", "right", "ms", "")
    for one in files:
        verdict = "" if one.outcome in one.right else "WRONG"
        yield (
            one.name, one.outcome, " or ".join(one.right), f"{one.milliseconds:.0f}", verdict
        )  # fmt: skip


def _flawed(files: Iterable[FileResult]) -> list[FileResult]:
    """Return the files with something wrong, the worst first."""
    return sorted((one for one in files if _flaw(one) > 0), key=_flaw, reverse=True)


def _worst(files: Iterable[FileResult]) -> Table:
    yield ("file", "recall", "precision", "order", "pairs", "what does not hold")
    for one in files:
        yield (
            one.name,
            _share(one.recall),
            _share(one.precision),
            _share(one.order),
            f"{one.pairs_kept}/{one.pairs}" if one.pairs else _NOTHING,
            ", ".join(one.faults),
        )


def _missed(files: Iterable[FileResult]) -> Iterator[str]:
    """Tell what was missed, in the documents' own words, no more of each than fits on a line."""
    yield ""
    yield "What they miss"
    for one in files:
        yield f"  {one.name}"
        for detail in one.details:
            yield f"    {detail if len(detail) <= _LINE else detail[:_LINE] + ' ...'}"


def _flaw(one: FileResult) -> float:
    """Weigh what is wrong with a file: its faults first, then the shares that it misses."""
    shares = [share for share in (one.recall, one.precision, one.order) if share is not None]
    return 10 * len(one.faults) + sum(1 - share for share in shares)


def _checks(report: Report) -> Table:
    yield ("", "figure", "wanted", "")
    for check in report.checks:
        figure = _NOTHING if check.figure is None else f"{check.figure:.4g}"
        yield (
            _CHECKS[check.name], figure, check.wanted, "holds" if check.holds else "DOES NOT HOLD"
        )  # fmt: skip


def _share(share: float | None) -> str:
    """Round down, so that only what is whole is called so."""
    return _NOTHING if share is None else f"{int(share * 10_000) / 10_000:.4f}"


def _number(number: float | None) -> str:
    return _NOTHING if number is None else f"{number:.1f}"


def _bytes(size: int | None) -> str:
    return _NOTHING if size is None else f"{size / _MEGABYTE:.0f} MB"
