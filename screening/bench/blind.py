"""Measures blind mode on invented CVs: what is left of a person, and what is taken of the work."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from screening.bench.blind_texts import Item, LabelledCv, LabelledLine, make_cvs
from screening.blind import Kind, leaks, redact
from screening.model import Document, DocumentFormat, FileId, FileMeta, Line, Value

MOST_LEFT = 0.005
"""The share of items that may be left, and of words about the work that may be taken."""

_PIECE = re.compile(r"[一-龥々〆ヶ]+|[ぁ-ん]+|[ァ-ヺー]+|[ｦ-ﾟ]+|[^\W\d_一-龥ぁ-んァ-ヺー]+|\d+")
_TOKEN = re.compile(r"\[(?:" + "|".join(kind.name for kind in Kind) + r")\]")


class Share(Value):
    """How many of how many."""

    part: int
    of: int

    @property
    def rate(self) -> float:
        """Return the share; of nothing, nothing."""
        return self.part / self.of if self.of else 0.0


class Half(Value):
    """What came of one set of templates."""

    cvs: int
    names_left: Share
    """CVs in which any spelling of any part of the ATS's name is left."""
    items_left: dict[str, Share]
    """Of each kind, the labelled items of which something is left in their line."""
    others_left: Share
    """All kinds but names, which have their own promise."""
    work_taken: Share
    """Words of the work history that are gone."""
    stopped: Share
    """CVs that the last look before sending would still stop."""

    @property
    def holds(self) -> bool:
        """Tell whether what blind mode promises is so here."""
        shares = (self.others_left, self.work_taken)
        return not self.names_left.part and all(share.rate <= MOST_LEFT for share in shares)


class BlindReport(Value):
    """What ``bench blind`` found, on invented people only."""

    seed: int
    seconds_per_cv: float
    known_templates: Half
    """The patterns were written with these in sight."""
    held_out_templates: Half
    """Set aside while the patterns were written; what they showed has been mended since."""

    @property
    def holds(self) -> bool:
        """Tell whether what blind mode promises is so."""
        return self.known_templates.holds and self.held_out_templates.holds

    def told(self) -> dict[str, object]:
        """Return all figures under stable names, with the verdict."""
        return {**self.model_dump(mode="json"), "holds": self.holds}


def bench_blind(
    folder: Path, *, count: int, seed: int, on_progress: Callable[[int, int], None] | None = None
) -> BlindReport:
    """Make CVs, take out who they are, and count."""
    halves = {False: _Counting(), True: _Counting()}
    began = time.perf_counter()
    spent = 0.0
    for number, cv in enumerate(make_cvs(folder, count, seed), 1):
        began = time.perf_counter()
        document = redact((_document(cv),), cv.person.ats).documents[0]
        spent += time.perf_counter() - began
        halves[cv.held_out].add(cv, [line.text for line in document.lines])
        if on_progress is not None:
            on_progress(number, count)
    return BlindReport(
        seed=seed,
        seconds_per_cv=round(spent / count, 4),
        known_templates=halves[False].half(),
        held_out_templates=halves[True].half(),
    )


def left_of(cv: LabelledCv, lines: Iterable[str]) -> Iterator[tuple[LabelledLine, Item]]:
    """Yield the labelled items of which something is left in their own line."""
    for line, blinded in zip(cv.lines, lines, strict=True):
        gone = Counter(_pieces(blinded)) - Counter(_pieces(line.rest))
        for item in line.items:
            if any(
                len(piece) > 1 or piece.isdigit() for piece in _pieces(item.words) if piece in gone
            ):
                yield line, item


def taken_of(line: LabelledLine, blinded: str) -> list[str]:
    """Return the words beside the labelled items that are gone from a line."""
    return sorted((Counter(_pieces(line.rest)) - Counter(_pieces(blinded))).elements())


def names_in(cv: LabelledCv, text: str) -> list[str]:
    """Return the spellings of the person's name that a text still has, whatever the case."""
    small = text.lower()
    return [
        name
        for name in cv.person.names
        if re.search(rf"(?<![^\W_]){re.escape(name.lower())}(?![^\W_])", small)
        or (not name[0].isupper() and not name.isascii() and len(name) > 1 and name in text)
    ]


def tell_blind(report: BlindReport) -> Iterator[str]:
    """Say the figures for people."""
    yield f"Blind mode on invented CVs (seed {report.seed}); nothing here is about a model."
    halves = (
        ("Templates with which the patterns were written", report.known_templates),
        (
            "Templates set aside while they were written, and mended by since",
            report.held_out_templates,
        ),
    )
    for title, half in halves:
        yield ""
        yield f"{title}: {half.cvs} CVs"
        yield f"  CVs in which a spelling of the ATS's name is left: {_told(half.names_left)}"
        yield f"  other items left: {_told(half.others_left)}, at most {MOST_LEFT:.1%}"
        for kind, share in half.items_left.items():
            yield f"    {kind.lower():<12} {_told(share)}"
        yield f"  words of the work taken: {_told(half.work_taken)}, at most {MOST_LEFT:.1%}"
        yield f"  CVs that the check before sending still stops: {_told(half.stopped)}"
    yield ""
    yield f"{report.seconds_per_cv * 1000:.0f} ms for each CV."
    yield "It holds." if report.holds else "IT DOES NOT HOLD."


def _told(share: Share) -> str:
    return f"{share.part} of {share.of} ({share.rate:.2%})"


class _Counting:
    def __init__(self) -> None:
        self.cvs = self.named = self.stopped = self.taken = self.words = 0
        self.items: Counter[str] = Counter()
        self.left: Counter[str] = Counter()

    def add(self, cv: LabelledCv, blinded: list[str]) -> None:
        text = "\n".join(blinded)
        self.cvs += 1
        self.named += bool(names_in(cv, text))
        self.stopped += bool(leaks(text, cv.person.ats))
        self.items.update(item.kind for line in cv.lines for item in line.items)
        self.left.update(item.kind for _, item in left_of(cv, blinded))
        for line, after in zip(cv.lines, blinded, strict=True):
            if line.work:
                self.words += len(_pieces(line.rest))
                self.taken += len(taken_of(line, after))

    def half(self) -> Half:
        others = [kind for kind in self.items if kind != Kind.NAME.name]
        return Half(
            cvs=self.cvs,
            names_left=Share(part=self.named, of=self.cvs),
            items_left={
                kind: Share(part=self.left[kind], of=self.items[kind])
                for kind in sorted(self.items)
            },
            others_left=Share(
                part=sum(self.left[kind] for kind in others),
                of=sum(self.items[kind] for kind in others),
            ),
            work_taken=Share(part=self.taken, of=self.words),
            stopped=Share(part=self.stopped, of=self.cvs),
        )


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(_TOKEN.sub(" ", text))


def _document(cv: LabelledCv) -> Document:
    return Document(
        file=FileMeta(id=FileId("invented"), name="", kind="resume"),
        sha256="",
        format=DocumentFormat.TEXT,
        pages=None,
        lines=tuple(
            Line(number=number, page=None, text=line.text)
            for number, line in enumerate(cv.lines, 1)
        ),
    )
