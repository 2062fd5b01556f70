"""``screening bench judge`` for people: a table, the totals, and what is promised."""

from collections.abc import Iterator

from screening.bench.judging_report import CvResult, JudgingReport

_MEBIBYTE = 1024 * 1024
_SHOWN = ("fixture", "long")
_ROW = "{:<9} {:<8} {:<11} {:>6} {:>5} {:>8} {:>7} {:>6} {:>6} {:>6} {:>6} {:>6} {:>7}  {}"


def tell_judging(report: JudgingReport) -> Iterator[str]:
    """Say what judging took, line by line."""
    yield (
        f"Source of every figure: simulator, {report.personality}. No LLM was asked; "
        "nothing here measures accuracy."
    )
    yield (
        "Tokens: four bytes each. Seconds: the whole trip with the simulated ATS, "
        "without reading and the simulated model."
    )
    yield ""
    yield _ROW.format(
        "candidacy", "group", "personality", "calls", "runs", "prompt", "tokens", "answer",
        "cached", "s", "cpu s", "read s", "MiB", "outcome",
    )  # fmt: skip
    yield from (_row(one) for one in report.cvs if one.group in _SHOWN)
    rest = sum(one.group not in _SHOWN for one in report.cvs)
    yield f"and {rest} more, as plain text with and without padding; --json has them all"
    yield ""
    yield from _totals(report)
    yield ""
    for check in report.checks:
        state = "holds " if check.holds else "BROKEN"
        yield f"{state}  {check.name.replace('_', ' ')}: {check.measured} (simulator)"


def _row(one: CvResult) -> str:
    outcome = one.outcome if one.judgements else f"{one.outcome}: {one.reason}"
    return _ROW.format(
        one.candidacy,
        one.group,
        one.personality,
        one.model_calls,
        one.judgements,
        one.prompt_characters,
        one.prompt_tokens,
        one.answer_tokens,
        f"{one.cached_share:.0%}",
        f"{one.seconds:.3f}",
        f"{one.cpu_seconds:.3f}",
        f"{one.reading_seconds:.2f}",
        _mebibytes(one.peak_memory_bytes),
        outcome.replace("_", " "),
    )


def _totals(report: JudgingReport) -> Iterator[str]:
    total = report.totals
    yield (
        f"{total.judged} fixture candidacies judged, {total.calm} of them with nothing near a "
        "border, unsure or flagged (simulator):"
    )
    yield (
        f"  each {total.model_calls_per_cv:.2f} model calls, "
        f"{total.prompt_characters_per_cv:,.0f} characters of prompt, "
        f"{total.prompt_tokens_per_cv:,.0f} tokens of prompt ({total.cached_share:.0%} cached), "
        f"{total.answer_tokens_per_cv:,.0f} of answer"
    )
    yield (
        f"  median {total.median_seconds:.3f} s, at most {total.most_seconds:.3f} s; of processor "
        f"in the median {total.median_cpu_seconds:.3f} s; peak memory "
        f"{_mebibytes(total.peak_memory_bytes)} MiB with both simulators in the same process"
    )


def _mebibytes(size: int | None) -> str:
    return "-" if size is None else f"{size / _MEBIBYTE:.0f}"
