"""Measures which quotes the check of evidence accepts: true ones, damaged ones, altered ones.

The documents, the quotes and what recognition really made of the documents lie in a folder; the
damages are made here, the same ones on every run.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from screening import evidence
from screening.bench.noise import Noise
from screening.bench.quote_material import Material, Quotes
from screening.bench.quote_times import measured_times, round_trip_failures
from screening.bench.quoted import Check, Page, QuoteReport, QuoteRow, Times
from screening.model import (
    Answer,
    Claim,
    Document,
    DocumentFormat,
    FileId,
    FileMeta,
    Finding,
    Line,
    Quote,
    Requirement,
    RequirementId,
    RequirementKind,
    RequisitionId,
    Rubric,
    RubricSource,
)

_NOISES = {
    Page.NOISE_2: Noise(0.02, {}, spare_numbers=True),
    Page.NOISE_4: Noise(0.04, {}, spare_numbers=True),
    Page.NUMBERS_TOO: Noise(0.02, {}),
}
_LEAST_NOISY = 0.85
_STRINGS = 10_000
_MOST_QUOTE_MS, _MOST_NORMALISE_MS, _GENEROUS = 1.0, 60.0, 5
"""A machine that others use, too, is given so many times the limit."""
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


def _spaced(quote: str) -> str:
    return re.sub(r"(?<=[、，,(（])(?!\d)|(?= )", "\u00a0", quote)


def _squeezed(quote: str) -> str:
    return re.sub(r"(?<![\d ]) (?!\d)", "", quote)


def _broken(quote: str) -> str:
    return re.sub(r"(?<=[ぁ-ん])(?=[一-龥])| ", "\n", quote)


def _unpunctuated(quote: str) -> str:
    return re.sub(r"(?<!\d)[、。,.;:()（）「」«»](?!\d)", "", quote)


DAMAGES: dict[str, Callable[[str], str]] = {
    "verbatim": str,
    "full width": lambda quote: quote.translate(_WIDE),
    "upper case": str.upper,
    "lower case": str.lower,
    "more spaces": _spaced,
    "fewer spaces": _squeezed,
    "line breaks": _broken,
    "no punctuation": _unpunctuated,
}
"""Every one of them leaves a quote what it was."""


def bench_quotes(material: Material, *, seeds: int = 20) -> QuoteReport:
    """Check every quote on every kind of page, and say what does not hold."""
    true = tuple(_true_rows(material, seeds))
    altered = tuple(_altered_rows(material.altered, material, seeds))
    held_out = tuple(_altered_rows(material.held_out, material, seeds))
    failures = round_trip_failures(_STRINGS)
    times = measured_times(material.texts, material.true)
    checks = _checks(true, altered, failures, times)
    return QuoteReport(
        true=true,
        altered=altered,
        held_out=held_out,
        round_trips=_STRINGS,
        round_trip_failures=failures,
        times=times,
        checks=checks,
        holds=all(check.holds for check in checks),
    )


def _true_rows(material: Material, seeds: int) -> Iterator[QuoteRow]:
    for language, quotes in material.true.items():
        clean = document(material.texts[language])
        for name, damage in DAMAGES.items():
            damaged = [damage(quote) for quote in quotes]
            yield _row(language, name, Page.CLEAN, [(clean, damaged)])
        for page, noise in _NOISES.items():
            noisy = _noisy(material, language, noise, seeds)
            yield _row(language, "verbatim", page, [(one, quotes) for one in noisy])
        read = _recognised(material, language)
        yield _row(language, "verbatim", Page.RECOGNISED, [(one, quotes) for one in read])


def _altered_rows(altered: Quotes, material: Material, seeds: int) -> Iterator[QuoteRow]:
    for language, kinds in altered.items():
        text = material.texts[language]
        pages = {
            Page.CLEAN: [document(text)],
            Page.DOUBTFUL: [document(text, recognised=True)],
            Page.NOISE_2: _noisy(material, language, _NOISES[Page.NOISE_2], seeds),
            Page.RECOGNISED: _recognised(material, language),
        }
        for kind, quotes in kinds.items():
            for page, documents in pages.items():
                yield _row(language, kind, page, [(one, quotes) for one in documents])


def _recognised(material: Material, language: str) -> list[Document]:
    pages = (lines for spoken, lines in material.recognised if spoken == language)
    return [document("\n".join(lines), recognised=True) for lines in pages]


def _noisy(material: Material, language: str, noise: Noise, seeds: int) -> list[Document]:
    """Misread a document several times, the same ways on every run."""
    chances = (random.Random(f"{language} {noise.rate} {seed}") for seed in range(seeds))  # noqa: S311
    noise = replace(noise, confusions=material.confusions)
    texts = (noise.misread(material.texts[language], chance) for chance in chances)
    return [document(text, recognised=True) for text in texts]


def document(text: str, *, recognised: bool = False) -> Document:
    """Make a document of a text, read from a picture or not."""
    return Document(
        file=FileMeta(id=FileId("quoted"), name="quoted.txt", kind="resume"),
        sha256="0" * 64,
        format=DocumentFormat.TEXT,
        pages=None,
        lines=tuple(
            Line(number=number, page=None, text=line, recognised=recognised)
            for number, line in enumerate(text.split("\n"), 1)
        ),
    )


def _row(
    language: str, kind: str, page: Page, cases: Sequence[tuple[Document, Sequence[str]]]
) -> QuoteRow:
    findings = [one for made, quotes in cases for one in _checked(made, quotes)]
    found = [one for one in findings if one.evidence]
    near = sum(finding.evidence[0].approximate for finding in found)
    return QuoteRow(
        language=language,
        kind=kind,
        page=page,
        quotes=len(findings),
        exact=len(found) - near,
        near=near,
    )


def _checked(made: Document, quotes: Sequence[str]) -> tuple[Finding, ...]:
    """Check each quote as the only proof of a requirement of its own."""
    wanted = tuple(
        Requirement(id=RequirementId(f"R{number}"), kind=RequirementKind.MUST, text="?")
        for number in range(1, len(quotes) + 1)
    )
    claims = tuple(
        Claim(
            requirement_id=one.id,
            answer=Answer.MET,
            quotes=(Quote(line=None, text=quote),),
        )
        for one, quote in zip(wanted, quotes, strict=True)
    )
    rubric = Rubric(
        requisition_id=RequisitionId("quotes"), source=RubricSource.RULES, requirements=wanted
    )
    return evidence.verify(claims, rubric, (made,))


def _checks(
    true: tuple[QuoteRow, ...],
    altered: tuple[QuoteRow, ...],
    failures: int,
    times: Times,
) -> tuple[Check, ...]:
    undamaged = _share([row for row in true if row.page is Page.CLEAN])
    noisy = _share([row for row in true if row.page is Page.NOISE_2])
    wrongly = sum(row.accepted for row in altered)
    slow = max(
        times.milliseconds_a_quote / _MOST_QUOTE_MS,
        times.milliseconds_to_normalise / _MOST_NORMALISE_MS,
    )
    return (
        Check(name="undamaged_accepted", figure=undamaged, wanted="1", holds=undamaged == 1),
        Check(
            name="noise_accepted",
            figure=noisy,
            wanted=f"{_LEAST_NOISY} or more",
            holds=noisy >= _LEAST_NOISY,
        ),
        Check(name="altered_accepted", figure=wrongly, wanted="0", holds=wrongly == 0),
        Check(name="map_failures", figure=failures, wanted="0", holds=failures == 0),
        Check(name="slowness", figure=slow, wanted=f"{_GENEROUS} or less", holds=slow <= _GENEROUS),
    )


def _share(rows: Sequence[QuoteRow]) -> float:
    return sum(row.accepted for row in rows) / sum(row.quotes for row in rows)
