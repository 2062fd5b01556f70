"""Whatever a file is, reading it ends in a document or a named reason, and in time.

A bounded share of what ``screening bench survive`` does at length. A failure names the file and the
seed; ``mutated`` makes the same file of them again.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.bench.hostile import HOSTILE
from screening.bench.mutate import mutated
from screening.bench.survival import Run, summed
from screening.bench.survive import Sample, damaged, deadline_of, documents, read_all
from screening.extract.limits import ReadingLimits
from screening.extract.sandbox.reader import SandboxedReader

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"
LIMITS = ReadingLimits(duration=timedelta(seconds=2))
BUSY = 20
"""Seconds that a test machine may need beyond what is allowed on a quiet one."""
MUTATIONS = 120
QUICK = (
    "docx with entities",
    "docx with 5,000 name spaces",
    "docx of 200 nested tables",
    "docx of 20,000 nested tables",
    "xlsx with far cells",
    "xlsx merged into one cell",
    "pptx of 20,000 nested groups",
    "odt of 10,000 nested sections",
    "odt with repeated cells and spaces",
    "zip of zips",
    "pdf whose page tree holds itself",
    "pdf with a page tree 5,000 deep",
    "pdf with a page of odd numbers",
    "pdf of a million operators",
    "pdf of nested arrays",
    "pdf of nested dictionaries",
    "pdf with a stream of 4 GB by its word",
    "pdf with a picture of 50,000 by 50,000",
    "pdf with tables in a loop",
    "pdf with a table of 2 * 10^9",
    "pdf with object streams in a loop",
    "html of rules for nested tags",
    "csv of one line of 19 MB",
    "rtf of a million braces",
    "rtf of bytes without end",
    "eml nested 50 deep",
    "eml nested 5,000 deep",
    "eml of parts 500 deep",
    "eml of half words",
    "doc or xls in a circle",
    "doc or xls of 10^18 bytes",
    "png of 50,000 by 50,000",
    "tiff of pages in a circle",
)


async def run(samples: Sequence[Sample]) -> Run:
    reader = SandboxedReader(LIMITS)
    try:
        endings = [one async for one in read_all(samples, reader, 2)]
    finally:
        await reader.close()
    return summed(endings, deadline=deadline_of(LIMITS) + BUSY)


async def test_a_damaged_file_ends_in_a_named_outcome_in_time() -> None:
    """Files of every kind take part, one after the other, new kinds by themselves."""
    corpus = documents(DOCUMENTS)
    step = max(len(corpus) // MUTATIONS, 1)
    ended = await run([*islice(damaged(corpus[::step], seed=1), MUTATIONS)])
    assert ended.files == MUTATIONS
    assert (ended.errors, ended.overruns) == ((), ())


async def test_a_hostile_file_ends_in_a_named_outcome_in_time() -> None:
    ended = await run([Sample(name, HOSTILE[name]) for name in QUICK])
    assert ended.files == len(QUICK)
    assert (ended.errors, ended.overruns) == ((), ())


@pytest.fixture(scope="module")
def small() -> list[bytes]:
    contents = [one.make() for one in documents(DOCUMENTS)]
    return [content for content in contents if len(content) < 20_000][:40]


@given(seed=st.integers(0, 2**32), at=st.integers(0, 39))
def test_the_same_seed_damages_a_file_in_the_same_way(
    small: list[bytes], seed: int, at: int
) -> None:
    content = small[at % len(small)]
    assert mutated(content, seed, small) == mutated(content, seed, small)


@given(content=st.binary(min_size=1, max_size=200), seed=st.integers(0, 2**32))
def test_any_bytes_can_be_damaged(content: bytes, seed: int) -> None:
    assert isinstance(mutated(content, seed, [content]), bytes)
