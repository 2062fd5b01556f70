"""What ``bench quotes`` found, and how it is told to people."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from screening.model.base import Value


class Page(StrEnum):
    """What the page is like on which a quote is looked for."""

    CLEAN = "clean"
    DOUBTFUL = "doubtful"
    """Read without a fault, but marked as recognised: near matches are allowed."""
    NOISE_2 = "noise_2"
    """2 % of the characters are misread, none of them in a number."""
    NOISE_4 = "noise_4"
    NUMBERS_TOO = "numbers_too"
    """2 % again, in numbers, too: quotes with such a number no longer stand on the page."""
    RECOGNISED = "recognised"
    """Really recognised, from bad scans."""


class QuoteRow(Value):
    """Quotes of one kind, in one language, on one kind of page."""

    language: str
    kind: str
    page: Page
    quotes: int
    exact: int
    """Accepted because they stand there as they are quoted."""
    near: int
    """Accepted although characters differ."""

    @property
    def accepted(self) -> int:
        """All that were accepted."""
        return self.exact + self.near


class Times(Value):
    """CPU time, the fastest of several runs."""

    milliseconds_a_quote: float
    """On average, true and false quotes, in a recognised text of 40,000 characters."""
    slowest_quote: float
    milliseconds_to_normalise: float
    """A text of 50,000 characters."""


class Check(Value):
    """One thing that must hold."""

    name: str
    figure: float
    wanted: str
    holds: bool


class QuoteReport(Value):
    """All that was measured."""

    true: tuple[QuoteRow, ...]
    altered: tuple[QuoteRow, ...]
    held_out: tuple[QuoteRow, ...]
    """Altered quotes that were written after the guards, and never looked at while making them."""
    round_trips: int
    round_trip_failures: int
    times: Times
    checks: tuple[Check, ...]
    holds: bool


_CHECKS = {
    "undamaged_accepted": "share of the undamaged true quotes that are accepted",
    "noise_accepted": "the same where 2 % of the characters are misread, numbers spared",
    "altered_accepted": "altered quotes that are accepted",
    "map_failures": "texts whose parts do not lead back to their source",
    "slowness": "CPU time as a multiple of its limit (1 ms a quote, 60 ms to normalise)",
}


def tell_quotes(report: QuoteReport) -> Iterator[str]:
    """Tell the shares by class and page, the times, and what does not hold."""
    yield from _table("True quotes", report.true)
    yield from _table("Altered quotes", report.altered)
    yield from _table("Altered quotes written after the guards", report.held_out)
    yield ""
    yield (
        f"The map back to the source: {report.round_trips} texts, "
        f"{report.round_trip_failures} failures"
    )
    times = report.times
    yield (
        f"CPU time: {times.milliseconds_a_quote:.2f} ms a quote in 40,000 characters (the slowest "
        f"{times.slowest_quote:.2f}), {times.milliseconds_to_normalise:.0f} ms to normalise 50,000"
    )
    yield ""
    for check in report.checks:
        verdict = "holds" if check.holds else "DOES NOT HOLD"
        yield f"  {_CHECKS[check.name]}: {check.figure:.4g}, wanted {check.wanted}: {verdict}"


def _table(title: str, rows: Iterable[QuoteRow]) -> Iterator[str]:
    yield ""
    yield title
    yield (
        f"  {'page':<12} {'kind':<15} {'language':<9} {'quotes':>6} "
        f"{'exact':>7} {'near':>7} {'refused':>8}"
    )
    for row in sorted(rows, key=lambda row: (list(Page).index(row.page), row.kind, row.language)):
        exact, near = row.exact / row.quotes, row.near / row.quotes
        yield (
            f"  {row.page.value:<12} {row.kind:<15} {row.language:<9} {row.quotes:>6} "
            f"{exact:>7.1%} {near:>7.1%} {1 - exact - near:>8.1%}"
        )
