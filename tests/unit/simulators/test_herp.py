from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

import httpx
import pytest

from screening.simulators.herp import HerpSimulator
from screening.simulators.herp_faults import HerpShape, Route
from screening.simulators.world import World, WorldCandidacy, WorldRequisition

Make = Callable[..., HerpSimulator]
Calling = Callable[[HerpSimulator], AbstractAsyncContextManager[httpx.AsyncClient]]
Ids = Callable[[int], str]


async def test_a_wrong_address_answers_404_in_japanese_and_counts(
    herp: Make, calling: Calling
) -> None:
    async with calling(herp()) as client:
        answer = await client.get("/public/v1/candidacies")
        assert answer.status_code == 404
        assert answer.json().keys() == {"message"}
        assert answer.headers["x-remaining-request"] == "99"


@pytest.mark.parametrize(
    "path",
    [
        "/v1/candidacies/not-a-uuid",
        "/v1/candidacies/00000000-0000-4000-8000-000000000999",
        "/v1/candidacies/nobody/files",
        "/v1/candidacies/nobody/timeline-comments",
    ],
)
async def test_any_bad_id_is_404_with_the_same_message(
    herp: Make, calling: Calling, path: str
) -> None:
    async with calling(herp()) as client:
        answer = await client.get(path)
    assert (answer.status_code, answer.json()) == (404, {"message": "応募が見つかりません"})
    assert "x-remaining-request" in answer.headers
    assert "x-request-id" in answer.headers


async def test_rows_omit_what_is_absent_and_never_say_null(herp: Make, calling: Calling) -> None:
    async with calling(herp()) as client:
        answer = await client.get("/v1/candidacies")
    rows = {row["name"]: row for row in answer.json()["candidacies"]}
    assert answer.json()["hasNextPage"] is False
    assert rows["見本 一郎"]["note"] == "書類NG"
    assert rows["見本 一郎"]["appliedAt"] == "2026-11-02T04:15:02+09:00"
    assert rows["見本 一郎"]["updatedAt"] < rows["見本 一郎"]["stepUpdatedAt"]
    assert "requisitionId" not in rows["見本 花子"]
    assert "terminationReason" not in rows["見本 花子"]
    assert rows["見本 三郎"]["terminationReason"] == "rejected"
    assert rows["見本 三郎"]["terminatedAt"].endswith(":00+09:00")
    assert "null" not in answer.text


async def test_a_single_candidacy_has_no_wrapper_and_no_update_time(
    herp: Make, calling: Calling, ids: Ids
) -> None:
    async with calling(herp()) as client:
        single = (await client.get(f"/v1/candidacies/{ids(1)}")).json()
    assert single["id"] == ids(1)
    assert single["links"] == []
    assert "agentEmailAddress" in single
    assert "updatedAt" not in single


async def test_known_filters_choose_and_unknown_ones_change_nothing(
    herp: Make, calling: Calling
) -> None:
    async with calling(herp()) as client:

        async def names(**query: str) -> list[str]:
            answer = await client.get("/v1/candidacies", params=query)
            return [row["name"] for row in answer.json()["candidacies"]]

        everyone = await names()
        assert await names(limit="1", name="見本 花子", statuss="terminated") == everyone
        assert await names(status="zzz", stepUpdatedAtFrom="yesterday") == everyone
        assert await names(status="terminated") == ["見本 三郎"]
        assert await names(step="entry") == ["見本 花子"]
        assert len(await names(requisitionId="00000000-0000-4000-8000-000000000384")) == 1
        newest = await names(sort="stepUpdatedAt")
        assert newest[:2] == ["見本 一郎", "見本 花子"]
        assert await names(sort="stepUpdatedAt", direction="asc") == newest[::-1]


async def test_date_filters_are_whole_days_in_japan(herp: Make, calling: Calling) -> None:
    """It is 14:15 on 2 November in Japan; one candidacy's step changed the day before."""
    async with calling(herp()) as client:
        for query, expected in (
            ({"stepUpdatedAtFrom": "2026-11-02"}, 4),
            ({"stepUpdatedAtFrom": "2026-11-01"}, 5),
            ({"stepUpdatedAtTo": "2026-11-01"}, 1),
            ({"appliedAtFrom": "2026-11-03"}, 0),
        ):
            answer = await client.get("/v1/candidacies", params=query)
            assert len(answer.json()["candidacies"]) == expected, query


async def test_an_invalid_filter_can_be_refused(herp: Make, calling: Calling) -> None:
    async with calling(herp(shape=HerpShape(invalid_filter="refused"))) as client:
        answer = await client.get("/v1/candidacies", params={"step": "zzz"})
    assert answer.status_code == 400


async def test_pages_have_100_rows_and_shift_when_somebody_arrives(
    herp: Make, calling: Calling, ids: Ids
) -> None:
    crowd = World(
        candidacy=tuple(
            WorldCandidacy(id=ids(n), name=f"見本 {n}", applied_minutes_ago=n)
            for n in range(100, 301)
        )
    )
    simulator = herp(shown=crowd)
    late = WorldCandidacy(id=ids(1), name="遅着", applied_minutes_ago=99, step_minutes_ago=0)
    simulator.after(Route.LIST_CANDIDACIES, lambda: simulator.arrive(late))
    async with calling(simulator) as client:
        first = (await client.get("/v1/candidacies")).json()
        second = (await client.get("/v1/candidacies", params={"page": "2"})).json()
        third = (await client.get("/v1/candidacies", params={"page": "3"})).json()
        bad = await client.get("/v1/candidacies", params={"page": "0"})
    assert len(first["candidacies"]) == len(second["candidacies"]) == 100
    assert first["candidacies"][-1]["id"] == second["candidacies"][0]["id"]
    assert len(third["candidacies"]) == 2
    assert (first["hasNextPage"], third["hasNextPage"]) == (True, False)
    assert bad.status_code == 400


async def test_requisitions_are_listed_with_the_archived_ones_unless_filtered(
    herp: Make, calling: Calling, ids: Ids
) -> None:
    simulator = herp()
    simulator.change_requisition(WorldRequisition(id=ids(902), name="新規"))
    async with calling(simulator) as client:

        async def count(**query: str) -> int:
            answer = await client.get("/v1/requisitions", params=query)
            return len(answer.json()["requisitions"])

        assert await count() == 3
        assert await count(status="active") == 2
        assert await count(status="archived") == 1
        assert "requiredSkills" not in (await client.get("/v1/requisitions")).text.split("新規")[1]


async def test_files_show_their_privacy_and_unknown_kinds(
    herp: Make, calling: Calling, ids: Ids
) -> None:
    simulator = herp()
    added = simulator.add_file(ids(1), "追加.pdf", b"%PDF-1 more", mime_type="text/plain")
    simulator.set_private(ids(1), "f1")
    async with calling(simulator) as client:
        files = (await client.get(f"/v1/candidacies/{ids(1)}/files")).json()["files"]
        download = await client.get(f"/v1/candidacies/{ids(1)}/files/{added}")
        missing = await client.get(f"/v1/candidacies/{ids(2)}/files/f1")
        none = (await client.get(f"/v1/candidacies/{ids(2)}/files")).json()["files"]
    assert [file["isPrivate"] for file in files] == [True, True, False]
    assert [file["type"] for file in files] == ["resume", "odd", "resume"]
    assert files[0]["size"] == len(b"%PDF-1 one")
    assert download.content == b"%PDF-1 more"
    assert download.headers["content-type"].startswith("text/plain")
    assert missing.status_code == 404
    assert none == []


async def test_names_and_wrappers_can_differ(herp: Make, calling: Calling, ids: Ids) -> None:
    shape = HerpShape(
        files_wrapper=None,
        comments_wrapper="comments",
        candidacy_wrapper="candidacy",
        names="alternative",
        private_flag=False,
        updated_at_in_single=True,
    )
    simulator = herp(shape=shape)
    simulator.add_comment(ids(1), "人の意見")
    async with calling(simulator) as client:
        files = (await client.get(f"/v1/candidacies/{ids(1)}/files")).json()
        single = (await client.get(f"/v1/candidacies/{ids(1)}")).json()
        comments = (await client.get(f"/v1/candidacies/{ids(1)}/timeline-comments")).json()
        opening = (await client.get("/v1/requisitions")).json()["requisitions"][0]
    assert files[0].keys() == {
        "fileId",
        "candidacyId",
        "type",
        "contentType",
        "fileSize",
        "fileName",
        "createdAt",
    }
    assert "updatedAt" in single["candidacy"]
    assert comments["comments"][0]["author"]["id"] == "U-AB12C"
    assert opening["title"] == "バックエンドエンジニア"


@pytest.mark.parametrize(
    ("number", "status", "step"),
    [(4, "terminated", "resumeScreening"), (5, "active", "firstInterview")],
)
async def test_the_person_of_the_world_acts_once_after_the_files_were_listed(
    herp: Make, calling: Calling, ids: Ids, number: int, status: str, step: str
) -> None:
    async with calling(herp()) as client:
        before = (await client.get(f"/v1/candidacies/{ids(number)}")).json()
        await client.get(f"/v1/candidacies/{ids(number)}/files")
        await client.get(f"/v1/candidacies/{ids(number)}/files")
        after = (await client.get(f"/v1/candidacies/{ids(number)}")).json()
    assert (before["status"], before["step"]) == ("active", "resumeScreening")
    assert (after["status"], after["step"]) == (status, step)


async def test_what_a_recruiter_does_is_seen(
    herp: Make, calling: Calling, ids: Ids, clock: Callable[[], datetime]
) -> None:
    simulator = herp()
    simulator.move(ids(1), "firstInterview")
    comment = simulator.add_comment(ids(1), "見ました")
    simulator.delete_comment(ids(1), comment)
    simulator.terminate(ids(2), "refusedByCandidate")
    simulator.remove(ids(3))
    async with calling(simulator) as client:
        moved = (await client.get(f"/v1/candidacies/{ids(1)}")).json()
        ended = (await client.get(f"/v1/candidacies/{ids(2)}")).json()
        gone = await client.get(f"/v1/candidacies/{ids(3)}")
        comments = (await client.get(f"/v1/candidacies/{ids(1)}/timeline-comments")).json()
    assert moved["step"] == "firstInterview"
    assert datetime.fromisoformat(moved["stepUpdatedAt"]) == clock().replace(microsecond=0)
    assert (ended["status"], ended["terminationReason"]) == ("terminated", "refusedByCandidate")
    assert datetime.fromisoformat(ended["stepUpdatedAt"]) < clock() - timedelta(minutes=5)
    assert gone.status_code == 404
    assert comments == {"timelineComments": []}


async def test_every_request_is_kept_account_of(herp: Make, calling: Calling, ids: Ids) -> None:
    simulator = herp()
    async with calling(simulator) as client:
        await client.get(f"/v1/candidacies/{ids(1)}")
        await client.get("/v1/users", headers={"authorization": ""})
    first, second = simulator.requests
    assert (first.method, first.path) == ("GET", "/v1/candidacies/{id}")
    assert (first.candidacy, first.status, first.had_authorization) == (ids(1), 200, True)
    assert (second.path, second.candidacy, second.status) == ("/v1/users", None, 401)


async def test_answers_are_compressed_without_a_length_when_accepted(
    herp: Make, calling: Calling
) -> None:
    async with calling(herp()) as client:
        packed = await client.get("/v1/candidacies", headers={"accept-encoding": "gzip"})
        plain = await client.get("/v1/candidacies", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-length" not in packed.headers
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()


async def test_people_can_look_at_what_was_posted_and_nothing_is_markup(
    herp: Make, calling: Calling, ids: Ids
) -> None:
    simulator = herp()
    simulator.add_comment(ids(1), "<script>alert(1)</script>", author="<b>x</b>")
    async with calling(simulator) as client:
        root = str(client.base_url).replace("/hire/", "")
        page = await client.get(f"{root}/_simulator", headers={"accept": "text/html"})
        data = (await client.get(f"{root}/_simulator", headers={"accept": "*/*"})).json()
    assert "<script>" not in page.text
    assert "<b>" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "見本 一郎" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert data["candidacies"][0]["comments"][0]["body"] == "<script>alert(1)</script>"
