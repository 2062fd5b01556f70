"""Sums up single files into rows and promises. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from statistics import fmean, median, quantiles

from screening.bench.judge import FaultKind
from screening.bench.report import Check, FileResult, OutcomeRow, SpeedRow, TextRow
from screening.model.reading import Severity

_EVERY = "*"
_MOST_FLAGGED = 0.95
_LEAST_BLOCKED = 0.02
_TEXT = frozenset(
    {
        FaultKind.RECALL,
        FaultKind.PRECISION,
        FaultKind.ORDER,
        FaultKind.PAIR,
        FaultKind.WARNING,
    }
)

Key = tuple[str, str, str]


def by_format(files: Iterable[FileResult]) -> tuple[TextRow, ...]:
    """Sum up by what a file is and the language it is written in."""
    return _rows(files, lambda one: (one.format, one.language, _EVERY))


def by_layout(files: Iterable[FileResult]) -> tuple[TextRow, ...]:
    """Sum up by how a page is laid out."""
    return _rows(files, lambda one: (_EVERY, _EVERY, one.layout))


def _rows(files: Iterable[FileResult], key: Callable[[FileResult], Key]) -> tuple[TextRow, ...]:
    measured = sorted((one for one in files if one.recall is not None), key=key)
    return tuple(_row(group, list(ones)) for group, ones in groupby(measured, key))


def _row(key: Key, files: Sequence[FileResult]) -> TextRow:
    kind, language, layout = key
    recalls = [one.recall for one in files if one.recall is not None]
    orders = [one.order for one in files if one.order is not None]
    return TextRow(
        format=kind,
        language=language,
        layout=layout,
        files=len(files),
        recall=fmean(recalls),
        precision=fmean(one.precision for one in files if one.precision is not None),
        joins=fmean(one.joins for one in files if one.joins is not None),
        order=fmean(orders) if orders else None,
        pairs=sum(one.pairs for one in files),
        pairs_kept=sum(one.pairs_kept for one in files),
        lowest=min(recalls),
    )


def speeds(files: Iterable[FileResult], warm: Mapping[str, float]) -> tuple[SpeedRow, ...]:
    """Sum up what reading costs; ``warm`` has the seconds of each file that was read again."""
    read = sorted((one for one in files if one.outcome == "read"), key=lambda one: one.format)
    return tuple(
        _speed(kind, list(ones), warm) for kind, ones in groupby(read, lambda one: one.format)
    )


def _speed(kind: str, files: Sequence[FileResult], warm: Mapping[str, float]) -> SpeedRow:
    times = [one.milliseconds for one in files]
    again = [one for one in files if one.name in warm]
    seconds = sum(warm[one.name] for one in again)
    paged = all(one.pages is not None for one in files)
    pages = sum(one.pages or 0 for one in again)
    return SpeedRow(
        format=kind,
        files=len(files),
        pages=sum(one.pages or 0 for one in files) if paged else None,
        median_milliseconds=median(times),
        p95_milliseconds=_p95(times),
        warm_pages_per_second=pages / seconds if paged and seconds else None,
        warm_milliseconds=1000 * seconds / len(again) if again else None,
    )


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def outcomes(files: Iterable[FileResult]) -> tuple[OutcomeRow, ...]:
    """Count the outcomes by format."""
    counts = Counter((one.format, one.outcome) for one in files)
    return tuple(
        OutcomeRow(format=kind, outcome=outcome, files=count)
        for (kind, outcome), count in sorted(counts.items())
    )


def checks(files: Sequence[FileResult]) -> tuple[Check, ...]:
    """Hold the files against what was promised."""
    tricks = [one for one in files if one.trick]
    benign = [one for one in files if one.benign]
    flagged = _mean([one.flagged for one in tricks])
    blocked = _mean([one.worst is Severity.BLOCK for one in benign])
    return (
        _none("leaks", files, {FaultKind.LEAK}),
        _none("crashes", files, {FaultKind.CRASH}),
        _none("outcomes", files, {FaultKind.OUTCOME}),
        _none("text", files, _TEXT),
        Check(
            name="tricks_flagged",
            figure=flagged,
            wanted=f">= {_MOST_FLAGGED}",
            holds=flagged is None or flagged >= _MOST_FLAGGED,
        ),
        Check(
            name="benign_blocked",
            figure=blocked,
            wanted=f"<= {_LEAST_BLOCKED}",
            holds=blocked is None or blocked <= _LEAST_BLOCKED,
        ),
    )


def _none(name: str, files: Iterable[FileResult], kinds: Iterable[FaultKind]) -> Check:
    """Promise that no file has a fault of these kinds."""
    count = sum(any(kind in one.faults for kind in kinds) for one in files)
    return Check.model_validate({"name": name, "figure": count, "wanted": "0", "holds": not count})


def _mean(ones: Sequence[bool]) -> float | None:
    return fmean(ones) if ones else None
