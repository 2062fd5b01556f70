"""Reads a folder as the worker does, file by file, and measures what comes out.

Only figures are kept of a file that is done with, so a folder of any size can be measured.
"""

import sys
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time

from screening.bench import sums
from screening.bench.corpus import READ, Case, Outcome, cases
from screening.bench.equipment import RECOGNITION, is_installed
from screening.bench.judge import (
    FaultKind,
    Judged,
    is_trick,
    judge,
    judge_unread,
    reached,
    right_outcomes,
)
from screening.bench.report import FileResult, Memory, Report
from screening.errors import Misconfigured, Unreadable
from screening.extract.limits import ReadingLimits
from screening.extract.sandbox.child import answer
from screening.model.base import FileId
from screening.model.candidacy import FileMeta
from screening.model.reading import Document, DocumentFormat
from screening.ports import Reader

OpenReader = Callable[[], AbstractAsyncContextManager[Reader]]
Progress = Callable[[int, int], None]

_NAMED = {
    "jpg": "picture", "jpeg": "picture", "png": "picture", "tif": "picture", "tiff": "picture",
    "heic": "picture", "gif": "picture", "bmp": "picture", "webp": "picture", "txt": "text",
    "md": "markdown", "htm": "html", "eml": "email", "zip": "archive", "7z": "archive",
    "rar": "archive", "gz": "archive", "tsv": "csv", "docm": "docx", "xlsm": "xlsx",
}  # fmt: skip
"""What the end of a name stands for; only of files that were not read."""
_HOSTILE = "hostile"
_READING = b'{"reading"'


async def bench_extract(
    folder: Path,
    open_reader: OpenReader,
    *,
    limits: ReadingLimits,
    only: Sequence[str] = (),
    recognition: bool = False,
    show_text: bool = False,
    on_progress: Progress | None = None,
) -> Report:
    """Read every file below a folder through the sandbox, and the readable ones once more warm.

    Raise ``Misconfigured`` where there is nothing to read, or what is known of it does not fit.
    """
    chosen = _chosen(folder, only)
    hostile = [case for case in chosen if _is_hostile(case)]
    ordinary = [case for case in chosen if not _is_hostile(case)]
    files: list[FileResult] = []
    peaks: list[int | None] = []
    for group in (ordinary, hostile):
        async for one in _read_all(group, open_reader, recognition, show_text):
            files.append(one)
            if on_progress is not None:
                on_progress(len(files), len(chosen))
        peaks.append(_peak_of_children() if group else None)
    files.sort(key=lambda one: one.name)
    return Report(
        folder=str(folder),
        recognition=recognition,
        files=tuple(files),
        by_format=sums.by_format(files),
        by_layout=sums.by_layout(files),
        speed=sums.speeds(files, _warm(ordinary, files, limits)),
        outcomes=sums.outcomes(files),
        peak_memory=Memory(documents=peaks[0], hostile=peaks[1]),
        checks=sums.checks(files),
    )


def _chosen(folder: Path, only: Sequence[str]) -> list[Case]:
    chosen = [case for case in cases(folder) if _is_wanted(case, only)]
    if not chosen:
        raise Misconfigured(
            f"There is no such document in {folder}: it is empty, or --only names no format, "
            "language or layout that is there."
        )
    return chosen


def _is_wanted(case: Case, only: Iterable[str]) -> bool:
    """Tell whether a case has every word that was asked for: format, language or layout."""
    known = {_ending(case.path)}
    if case.truth is not None:
        known |= {case.truth.language, case.truth.layout}
    return all(word.casefold() in known for word in only)


def _is_hostile(case: Case) -> bool:
    """Tell the files that may cost whatever the limits allow; their memory is told apart."""
    return case.truth is not None and case.truth.layout == _HOSTILE


async def _read_all(
    group: Sequence[Case], open_reader: OpenReader, recognition: bool, show_text: bool
) -> AsyncIterator[FileResult]:
    if not group:
        return
    async with open_reader() as reader:
        with suppress(Unreadable):  # the first file pays for the start of what reads it
            await reader.read(FileMeta(id=FileId("first"), name="first", kind="cv"), b"first")
        for case in group:
            yield await _read(case, reader, recognition=recognition, show_text=show_text)


async def _read(case: Case, reader: Reader, *, recognition: bool, show_text: bool) -> FileResult:
    content = _content(case)
    meta = FileMeta(id=FileId(case.name), name=case.path.name, kind="cv", size_bytes=len(content))
    need = None if case.truth is None else case.truth.needs
    equipped = is_installed(need) and (recognition or need not in RECOGNITION)
    start = perf_counter()
    try:
        document = await reader.read(meta, content)
    except Unreadable as unreadable:
        seconds = perf_counter() - start
        judged = judge_unread(case, unreadable.reason, equipped=equipped)
        result = _result(case, judged, unreadable.reason, seconds, equipped=equipped)
    else:
        seconds = perf_counter() - start
        judged = judge(case, document, equipped=equipped)
        result = _result(case, judged, READ, seconds, equipped=equipped)
        result = result.model_copy(update=_of_document(case, document, judged))
    if show_text:
        details = tuple(f"{fault.kind}: {fault.detail}" for fault in judged.faults)
        result = result.model_copy(update={"details": details})
    return result


def _content(case: Case) -> bytes:
    """Return a file's bytes, and of one beyond every limit only enough to be refused."""
    try:
        with case.path.open("rb") as file:
            return file.read(ReadingLimits().file_bytes + 1)
    except OSError:
        raise Misconfigured(f"{case.path} may not be read: see its rights.") from None


def _result(
    case: Case, judged: Judged, outcome: Outcome, seconds: float, *, equipped: bool
) -> FileResult:
    truth = case.truth
    return FileResult(
        name=case.name,
        format=_ending(case.path),
        language=truth.language if truth else "unknown",
        layout=truth.layout if truth else "unknown",
        about=truth.about if truth else "",
        outcome=outcome,
        right=right_outcomes(truth, equipped=equipped) if truth else (),
        milliseconds=1000 * seconds,
        pairs=len(truth.pairs) if truth and equipped else 0,
        pairs_kept=judged.pairs_kept,
        faults=tuple(dict.fromkeys(fault.kind for fault in judged.faults)),
    )


def _of_document(case: Case, document: Document, judged: Judged) -> Mapping[str, object]:
    """Return what only a file that was read has."""
    likeness = judged.likeness
    kinds = {fault.kind for fault in judged.faults}
    return {
        "format": document.format.value,
        "pages": document.pages,
        "lines": len(document.lines),
        "characters": sum(len(line.text) for line in document.lines),
        "recall": likeness and likeness.recall,
        "precision": likeness and likeness.precision,
        "joins": likeness and likeness.joins,
        "order": likeness and likeness.order,
        "hidden_passages": len(document.hidden),
        "hidden_characters": sum(one.characters for one in document.hidden),
        "worst": reached(document),
        "trick": case.truth is not None and is_trick(case.truth),
        "flagged": reached(document) != "none" and not kinds & {FaultKind.HIDDEN, FaultKind.FLAG},
        "benign": case.truth is not None and case.truth.benign,
    }


def _ending(path: Path) -> str:
    ending = path.suffix.lower().lstrip(".")
    known = {one.value for one in DocumentFormat}
    return ending if ending in known else _NAMED.get(ending, ending or "none")


def _warm(
    group: Iterable[Case], files: Iterable[FileResult], limits: ReadingLimits
) -> dict[str, float]:
    """Read again in this process what the sandbox has read, and return the seconds of each.

    They are seconds of CPU, which other programs on the machine do not stretch. The first file of
    each format is read twice: the libraries are imported only when needed.
    """
    seconds: dict[str, float] = {}
    imported: set[str] = set()
    names = {one.name for one in files if one.outcome == READ}
    for case in group:
        if case.name not in names:
            continue
        content = _content(case)
        if _ending(case.path) not in imported:
            imported.add(_ending(case.path))
            answer(BytesIO(content), limits)
        start = process_time()
        said = answer(BytesIO(content), limits)
        if said.startswith(_READING):  # what only recognition can read is not read here
            seconds[case.name] = process_time() - start
    return seconds


def _peak_of_children() -> int | None:
    """Return the most memory that any child that is gone has held, since this process began."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
