"""``bench``: measure what this installation reaches, on our documents or on anybody's own."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from screening.cli.options import json_option
from screening.errors import Misconfigured

if TYPE_CHECKING:
    from screening.bench.extract import OpenReader
    from screening.bench.report import Report
    from screening.extract.limits import ReadingLimits
    from screening.ports import Reader

_OURS = Path(__file__).resolve().parents[2] / "fixtures"
_FAILED = 1


@click.group("bench")
def bench() -> None:
    """Measure how files are read and judged, on the project's documents or on your own."""


@bench.command("extract")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--only",
    multiple=True,
    metavar="WORD",
    help="Only files of this format, language or layout; may be repeated to narrow.",
)
@click.option(
    "--worst",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="How many of the worst files to name.",
)
@click.option("--ocr", "recognition", is_flag=True, help="Recognise pictures, where installed.")
@click.option(
    "--show-text", is_flag=True, help="Also print what was missed, in the documents' own words."
)
@json_option
@click.pass_context
def extract(
    ctx: click.Context,
    folder: Path | None,
    only: tuple[str, ...],
    worst: int,
    recognition: bool,
    show_text: bool,
    as_json: bool,
) -> None:
    """Read every file below FOLDER as the worker does, and say how well.

    FOLDER is the project's own documents unless named. A file whose text is known (FILE.txt beside
    it, or in a folder "expected") is measured; any other is only read. Nothing is written or sent.
    Of your own files only names and figures are printed, unless --show-text is given. Exit code 1
    when a promise does not hold: a hidden word came through, an outcome is wrong, text is missing.
    """
    chosen = _folder(folder)
    ours = chosen.resolve().is_relative_to(_OURS)
    report = asyncio.run(
        _measured(chosen, only, recognition=recognition, show_text=ours or show_text)
    )
    _print(report, worst, as_json=as_json)
    if not report.holds:
        ctx.exit(_FAILED)


@bench.command("survive")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--files",
    type=click.IntRange(min=1),
    default=5_000,
    show_default=True,
    help="How many files to read on end, while the worker's memory is watched.",
)
@click.option(
    "--mutations",
    type=click.IntRange(min=0),
    default=10_000,
    show_default=True,
    help="How many damaged files to read after them.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Other damages, other seeds.")
@json_option
@click.pass_context
def survive(
    ctx: click.Context, folder: Path | None, files: int, mutations: int, seed: int, as_json: bool
) -> None:
    """Read whole, damaged and hostile files of FOLDER by the thousand, and see what breaks.

    FOLDER is the project's own documents unless named. Every file must end in a named outcome
    within its deadline, the worker must not fail, and its memory must stay flat; otherwise the
    exit code is 1. Takes minutes.
    """
    from screening.bench.endured import tell_survival
    from screening.bench.survive import survive as go_on

    found = asyncio.run(
        go_on(
            _folder(folder),
            files=files,
            mutations=mutations,
            seed=seed,
            on_progress=_count if sys.stderr.isatty() else None,
        )
    )
    if as_json:
        click.echo(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        for line in tell_survival(found):
            click.echo(line)
    if not found.holds:
        ctx.exit(_FAILED)


@bench.command("judge")
@click.option(
    "--personality",
    default="oracle",
    show_default=True,
    help="How the simulated model behaves; a wrong word lists the choices.",
)
@json_option
@click.pass_context
def judge(ctx: click.Context, personality: str, as_json: bool) -> None:
    """Judge the invented candidacies on simulators, and say what that takes per CV.

    Everything is real but the ATS and the model, which are simulated and asked over HTTP: model
    calls, characters and tokens of the prompt, the share read from the cache, seconds and memory.
    Nothing here measures how well anybody is judged. Exit code 1 when a promise does not hold. The
    keys of --json and the promises are in docs/judging-bench.md.
    """
    from screening.bench.judging_tables import tell_judging
    from screening.cli.judging import judge_fixtures
    from screening.simulators.by_hand import chosen_personality

    progress = _judged if sys.stderr.isatty() else None
    report = asyncio.run(judge_fixtures(chosen_personality(personality), progress))
    if as_json:
        content = {**report.model_dump(mode="json"), "holds": report.holds}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        for line in tell_judging(report):
            click.echo(line)
    if not report.holds:
        ctx.exit(_FAILED)


@bench.command("blind")
@click.option(
    "--cvs",
    type=click.IntRange(min=30),
    default=500,
    show_default=True,
    help="How many invented CVs to make and blind.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Other people, other seeds.")
@json_option
@click.pass_context
def blind(ctx: click.Context, cvs: int, seed: int, as_json: bool) -> None:
    """Take out of invented CVs who they are of, and count what is left and what is lost.

    The people and CVs are made from templates in Japanese, English and Russian; nothing is read
    from you, written or sent. Exit code 1 when a name is left, or too much of anything else, or
    when too many words of the work history are gone.
    """
    from screening.bench.blind import bench_blind, tell_blind

    progress = _blinded if sys.stderr.isatty() else None
    found = bench_blind(_folder(_OURS / "blind"), count=cvs, seed=seed, on_progress=progress)
    if as_json:
        click.echo(json.dumps(found.told(), ensure_ascii=False, indent=2))
    else:
        for line in tell_blind(found):
            click.echo(line)
    if not found.holds:
        ctx.exit(_FAILED)


@bench.command("quotes")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@json_option
@click.pass_context
def quotes(ctx: click.Context, folder: Path | None, as_json: bool) -> None:
    """Check which quotes the check of evidence accepts: true, damaged and altered ones.

    FOLDER is the project's own documents and quotes unless named. Exit code 1 when an undamaged
    true quote is refused, an altered one is accepted, or too few are found on badly read pages.
    """
    from screening.bench.quote_material import read_material
    from screening.bench.quoted import tell_quotes
    from screening.bench.quotes import bench_quotes

    found = bench_quotes(read_material(folder or _OURS / "quotes"))
    if as_json:
        click.echo(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        for line in tell_quotes(found):
            click.echo(line)
    if not found.holds:
        ctx.exit(_FAILED)


def _folder(named: Path | None) -> Path:
    chosen = named or _OURS / "documents"
    if not chosen.is_dir():
        raise Misconfigured(f"{chosen} is not a folder: name one whose files are to be read.")
    return chosen


async def _measured(
    folder: Path, only: tuple[str, ...], *, recognition: bool, show_text: bool
) -> "Report":
    from screening.bench.extract import bench_extract
    from screening.extract.limits import ReadingLimits

    limits = ReadingLimits()
    return await bench_extract(
        folder,
        _opener(limits, recognition=recognition),
        limits=limits,
        only=only,
        recognition=recognition,
        show_text=show_text,
        on_progress=_count if sys.stderr.isatty() else None,
    )


def _opener(limits: "ReadingLimits", *, recognition: bool) -> "OpenReader":
    from screening.extract.sandbox.reader import SandboxedReader

    @asynccontextmanager
    async def opened() -> AsyncIterator["Reader"]:
        reader = SandboxedReader(limits, at_once=1, recognition=recognition)
        try:
            yield reader
        finally:
            await reader.close()

    return opened


def _judged(done: int, total: int) -> None:
    click.echo(f"\rJudging {done} of {total} candidacies ...", nl=done == total, err=True)


def _blinded(done: int, total: int) -> None:
    click.echo(f"\rBlinding {done} of {total} CVs ...", nl=done == total, err=True)


def _count(done: int, total: int) -> None:
    click.echo(f"\rReading {done} of {total} files ...", nl=done == total, err=True)


def _print(report: "Report", worst: int, *, as_json: bool) -> None:
    from screening.bench.tables import tell

    if as_json:
        click.echo(json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    for line in tell(report, worst=worst):
        click.echo(line)
