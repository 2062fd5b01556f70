"""Holds what judging took against what is promised of it. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean, median

from screening.bench.judging_report import (
    LEAST_SHARED_TOKENS,
    MOST_DRIFT_POINTS,
    MOST_LONG_SECONDS,
    Check,
    CvResult,
    Totals,
)

Pair = tuple[str, str]
"""The ids of a plain and of a padded candidacy."""


def totals(cvs: Sequence[CvResult]) -> Totals:
    """Sum up the judged candidacies of the fixtures."""
    judged = _judged(cvs)
    tokens = sum(one.prompt_tokens for one in judged)
    peaks = [one.peak_memory_bytes for one in judged if one.peak_memory_bytes is not None]
    return Totals(
        judged=len(judged),
        calm=sum(one.calm for one in judged),
        model_calls_per_cv=_mean([one.model_calls for one in judged]),
        prompt_characters_per_cv=_mean([one.prompt_characters for one in judged]),
        prompt_tokens_per_cv=_mean([one.prompt_tokens for one in judged]),
        answer_tokens_per_cv=_mean([one.answer_tokens for one in judged]),
        cached_share=sum(one.cached_tokens for one in judged) / tokens if tokens else 0.0,
        median_seconds=median([one.seconds for one in judged]) if judged else 0.0,
        most_seconds=max((one.seconds for one in judged), default=0.0),
        median_cpu_seconds=median([one.cpu_seconds for one in judged]) if judged else 0.0,
        peak_memory_bytes=max(peaks, default=None),
    )


def checks(cvs: Sequence[CvResult], pairs: Sequence[Pair]) -> tuple[Check, ...]:
    """Return every promise with what was seen; one for which nothing was seen does not hold."""
    judged = _judged(cvs)
    return (
        _one_call(judged),
        _same_beginning(judged),
        _long_enough(judged),
        _read_from_cache(judged),
        _not_written(judged),
        _quick(cvs),
        *_steady({one.candidacy: one for one in cvs}, pairs),
    )


def _judged(cvs: Sequence[CvResult]) -> list[CvResult]:
    return [one for one in cvs if one.group == "fixture" and one.judgements]


def _one_call(judged: Sequence[CvResult]) -> Check:
    calm = [one for one in judged if one.calm]
    more = [one.candidacy for one in calm if one.model_calls != 1]
    return Check(
        name="one_call_when_nothing_is_near_a_border",
        holds=bool(calm) and not more,
        measured=f"{len(calm) - len(more)} of {len(calm)} such candidacies" + _named(more),
    )


def _same_beginning(judged: Sequence[CvResult]) -> Check:
    found: defaultdict[str | None, set[str | None]] = defaultdict(set)
    for one in judged:
        found[one.requisition].add(one.shared_sha256)
    several = [str(name) for name, beginnings in found.items() if len(beginnings) != 1]
    candidacies = len(judged)
    return Check(
        name="beginning_is_the_same_for_all_candidates_of_a_requisition",
        holds=candidacies > len(found) > 0 and not several,
        measured=f"{candidacies} candidacies of {len(found)} requisitions" + _named(several),
    )


def _long_enough(judged: Sequence[CvResult]) -> Check:
    lengths = [one.shared_tokens for one in judged if one.shared_tokens is not None]
    least = min(lengths, default=0)
    return Check(
        name="beginning_is_long_enough_to_be_kept",
        holds=least >= LEAST_SHARED_TOKENS,
        measured=f"{least} tokens at least, {LEAST_SHARED_TOKENS} needed",
    )


def _read_from_cache(judged: Sequence[CvResult]) -> Check:
    """Every candidacy but the first of its requisition must have found the beginning again."""
    first = {one.requisition: one for one in reversed(judged)}
    later = [one for one in judged if one is not first[one.requisition]]
    missed = [one.candidacy for one in later if one.cached_tokens < LEAST_SHARED_TOKENS]
    return Check(
        name="beginning_is_read_from_the_cache",
        holds=bool(later) and not missed,
        measured=f"{len(later) - len(missed)} of {len(later)} later candidacies" + _named(missed),
    )


def _not_written(judged: Sequence[CvResult]) -> Check:
    """No document comes again, so writing one into the cache would only cost more."""
    wrong = [
        one.candidacy
        for one in judged
        if one.cache_write_tokens > (one.shared_tokens or 0) * one.model_calls
    ]
    written = sum(one.cache_write_tokens for one in judged)
    return Check(
        name="documents_are_not_written_into_the_cache",
        holds=bool(judged) and not wrong,
        measured=f"{written} tokens written for {len(judged)} candidacies" + _named(wrong),
    )


def _quick(cvs: Sequence[CvResult]) -> Check:
    """Take processor time, and the best of several: the rest is what else the machine does."""
    times: defaultdict[str | None, list[float]] = defaultdict(list)
    for one in cvs:
        if one.group == "long" and one.judgements:
            times[one.requisition].append(one.cpu_seconds)
    slowest = max((min(each) for each in times.values()), default=None)
    seen = "never judged" if slowest is None else f"{1000 * slowest:.0f} ms"
    return Check(
        name="twenty_pages_are_judged_quickly",
        holds=slowest is not None and slowest <= MOST_LONG_SECONDS,
        measured=f"{seen} of processor at most, in {len(times)} languages, the best of several; "
        f"{1000 * MOST_LONG_SECONDS:.0f} ms allowed",
    )


def _steady(by_id: Mapping[str, CvResult], pairs: Sequence[Pair]) -> Iterator[Check]:
    """Yield for each who answers by how much honest words that say nothing move a score."""
    drifts: defaultdict[str, list[int]] = defaultdict(list)
    unread: defaultdict[str, list[str]] = defaultdict(list)
    for plain, other in pairs:
        one, two = by_id[plain], by_id[other]
        if bool(one.judgements) is not bool(two.judgements):
            unread[one.personality].append(plain if two.judgements else other)
        elif one.judgements:
            drifts[one.personality].append(_drift(one, two))
    for personality in sorted({*drifts, *unread}) or ["nobody"]:
        found, lost = drifts[personality], unread[personality]
        most = max(found, default=0)
        yield Check(
            name=f"three_times_the_words_leave_the_score_with_{personality}",
            holds=bool(found) and most <= MOST_DRIFT_POINTS and not lost,
            measured=f"{most} points at most, in {len(found)} pairs; {MOST_DRIFT_POINTS} allowed"
            + (f"; not judged at all: {', '.join(lost)}" if lost else ""),
        )


def _drift(one: CvResult, two: CvResult) -> int:
    """Tell by how many points two scores differ; a score against none is as much as there is."""
    return max(_apart(one.low, two.low), _apart(one.high, two.high))


def _apart(first: int | None, second: int | None) -> int:
    if first is None or second is None:
        return 0 if first is second else 100
    return abs(first - second)


def _mean(figures: Sequence[float]) -> float:
    return fmean(figures) if figures else 0.0


def _named(names: Sequence[str]) -> str:
    return f"; not {', '.join(names)}" if names else ""
