"""How fast quotes are looked up, and whether what is found leads back to its source."""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from screening.bench.quoted import Times
from screening.evidence.search import search
from screening.model import Document, DocumentFormat, FileId, FileMeta, Line
from screening.normalise import Normalised, normalise
from screening.places import readable

_LONG, _LONGER = 40_000, 50_000
_LINE = 60
_RUNS = 3
_ODD = (
    "aAbzяЯёЁй019 ..,,--–〜～+#%()[]「」、。・:/'’\n\t ①②²½㎡㈱㍻Ⅳﬁ…°№ｶﾞﾊﾟ゙がガ漢字⻑⼾髙﨑①○×"
    "\u0301\u0308\u200b\u00ad\u3164\ufe0f\U000e0100\u3000\x00\x85İß𠮷"
)
_LONGEST_ODD = 24


def round_trip_failures(strings: int) -> int:
    """Count the odd texts of which some part does not lead back to the source it was made from."""
    chance = random.Random(20261121)  # noqa: S311 - the same texts on every run
    texts = (
        "".join(chance.choices(_ODD, k=chance.randrange(_LONGEST_ODD))) for _ in range(strings)
    )
    return sum(not all(_leads_back(normalise(text))) for text in texts)


def _leads_back(made: Normalised) -> Iterator[bool]:
    for at, said in enumerate(made.text):
        start, end = made.span(at, at + 1)
        written = normalise(made.source[start:end])
        separates = said == " " and not written.text
        same = said in written.text + written.shown.replace("–", "-")
        yield 0 <= start < end <= len(made.source) and (separates or same)


def measured_times(texts: Mapping[str, str], true: Mapping[str, Sequence[str]]) -> Times:
    """Measure the look-up of every quote, and of one that is nowhere, in a long recognised text."""
    long = _long_text(list(texts.values()))
    (text,) = readable((_recognised(long[:_LONG]),))
    quotes = [quote for several in true.values() for quote in several]
    wanted = [normalise(quote) for quote in (*quotes, *(quote[::-1] for quote in quotes))]
    taken = [_fastest(lambda one=one: search(one, (text,))) for one in wanted]  # type: ignore[misc]
    return Times(
        milliseconds_a_quote=sum(taken) / len(taken),
        slowest_quote=max(taken),
        milliseconds_to_normalise=_fastest(lambda: normalise(long[:_LONGER])),
    )


def _long_text(texts: Sequence[str]) -> str:
    """Make a long text that repeats no sentence: all words, in another order every time."""
    chance = random.Random(7)  # noqa: S311 - the same text on every run
    pieces, length = list(texts), sum(map(len, texts))
    while length < _LONGER:
        words = chance.choice(texts).split()
        chance.shuffle(words)
        pieces.append(" ".join(words))
        length += len(pieces[-1]) + 1
    return "\n".join(pieces)


def _recognised(text: str) -> Document:
    lines = (
        line[at : at + _LINE] for line in text.split("\n") for at in range(0, len(line), _LINE)
    )
    return Document(
        file=FileMeta(id=FileId("long"), name="long.txt", kind="resume"),
        sha256="0" * 64,
        format=DocumentFormat.TEXT,
        pages=None,
        lines=tuple(
            Line(number=number, page=None, text=line, recognised=True)
            for number, line in enumerate(lines, 1)
        ),
    )


def _fastest(work: Callable[[], object]) -> float:
    """Return CPU time in milliseconds; the fastest run is the least disturbed one."""
    taken = []
    for _ in range(_RUNS):
        started = time.process_time()
        work()
        taken.append((time.process_time() - started) * 1000)
    return min(taken)
