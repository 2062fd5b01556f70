"""Fetching and reading files: one bad file spoils nothing, and limits hold over all of them."""

from pathlib import Path

import pytest

from screening.errors import Busy, Gone, KeyRejected, ScreeningError
from screening.gather import Gathered, gather
from screening.model import FileMeta, UnreadableReason
from support.builders import CV, ONE, Bench, make_candidacy, make_file, open_bench
from support.fakes import Call


def put(bench: Bench, **contents: bytes) -> None:
    bench.ats.arrive(make_candidacy())
    for name, content in contents.items():
        bench.ats.attach(ONE, make_file(name, name=f"{name}.txt"), content)


async def gathered(bench: Bench) -> Gathered:
    return await gather(bench.kit, ONE, await bench.ats.files(ONE))


def reasons(found: Gathered) -> dict[str, UnreadableReason]:
    return {one.file.id: one.reason for one in found.unread}


async def test_every_file_is_read_in_the_order_of_policy(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        put(bench, b=b"second", a=b"first", c=b"third")
        found = await gathered(bench)
        assert [document.file.id for document in found.documents] == ["a", "b", "c"]
        assert found.unread == ()
        assert found.hashes == tuple(document.sha256 for document in found.documents)


async def test_what_cannot_be_fetched_or_read_is_named_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    async with open_bench(tmp_path) as bench:
        put(bench, a=b"\xff\xfe\x00", b=b"", c=b"read", d=b"there", e=b"read too")
        bench.ats.detach(ONE, make_file("d").id, listed=True)
        found = await gathered(bench)
        assert [document.file.id for document in found.documents] == ["c", "e"]
        assert reasons(found) == {
            "a": UnreadableReason.UNSUPPORTED,
            "b": UnreadableReason.EMPTY,
            "d": UnreadableReason.MISSING,
        }


async def test_a_file_that_was_fetched_but_not_read_still_counts_for_the_basis(
    tmp_path: Path,
) -> None:
    """Another unreadable file is another basis."""
    async with open_bench(tmp_path) as bench:
        put(bench, a=b"\xff\xfe\x00", b=b"read")
        found = await gathered(bench)
        assert len(found.hashes) == 2
        assert len(found.documents) == 1


async def test_copies_are_told_by_content_and_not_by_name(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        bench.ats.arrive(make_candidacy())
        bench.ats.attach(ONE, make_file("a", name="cv.txt"), CV)
        bench.ats.attach(ONE, make_file("b", name="cv.txt"), CV + b"And more.\n")
        bench.ats.attach(ONE, make_file("c", name="other.txt"), CV)
        found = await gathered(bench)
        assert [document.file.id for document in found.documents] == ["a", "b"]
        assert reasons(found) == {"c": UnreadableReason.COPY}
        assert len(found.hashes) == 2


async def test_all_files_together_stay_within_the_allowance(tmp_path: Path) -> None:
    """The ATS does not tell sizes here, so only the download itself can hold the limit."""
    async with open_bench(tmp_path, max_candidacy_bytes=25, max_file_bytes=20) as bench:
        put(bench, a=b"a" * 20, b=b"b" * 6, c=b"c" * 5)
        found = await gathered(bench)
        assert [document.file.id for document in found.documents] == ["a", "c"]
        assert reasons(found) == {"b": UnreadableReason.TOO_LARGE}


async def test_one_file_stays_within_its_own_limit(tmp_path: Path) -> None:
    async with open_bench(tmp_path, max_file_bytes=20) as bench:
        put(bench, a=b"a" * 21, b=b"b" * 20)
        assert reasons(await gathered(bench)) == {"a": UnreadableReason.TOO_LARGE}


async def test_what_policy_leaves_out_is_never_fetched(tmp_path: Path) -> None:
    async with open_bench(tmp_path, file_kinds_excluded=("photo",)) as bench:
        bench.ats.arrive(make_candidacy())
        bench.ats.attach(ONE, make_file("a", kind="photo"), CV)
        bench.ats.attach(ONE, make_file("b", private=True), CV)
        bench.ats.attach(ONE, make_file("c", size_bytes=10**9), CV)
        found = await gathered(bench)
        assert set(reasons(found)) == {"a", "b", "c"}
        assert found.documents == ()
        assert Call.DOWNLOAD not in bench.ats.asked


@pytest.mark.parametrize("error", [Busy("502"), KeyRejected("401")])
async def test_an_ats_that_fails_is_not_taken_for_a_bad_file(
    tmp_path: Path, error: ScreeningError
) -> None:
    """Otherwise an outage would be told to a recruiter as "no readable file"."""
    async with open_bench(tmp_path) as bench:
        put(bench, a=CV)
        bench.ats.fail(Call.DOWNLOAD, error)
        with pytest.raises(type(error)):
            await gathered(bench)


async def test_a_file_that_is_gone_is_missing_even_when_it_was_the_only_one(
    tmp_path: Path,
) -> None:
    async with open_bench(tmp_path) as bench:
        put(bench, a=CV)
        bench.ats.fail(Call.DOWNLOAD, Gone("404"))
        assert reasons(await gathered(bench)) == {"a": UnreadableReason.MISSING}


async def test_no_files_is_no_error(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        nothing: tuple[FileMeta, ...] = ()
        assert await gather(bench.kit, ONE, nothing) == Gathered((), (), ())
