from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Literal, Protocol

import httpx
import pytest

from screening.simulators.herp import HerpSimulator
from screening.simulators.herp_faults import Fault, FaultKind, HerpFaults, HerpShape, Route

Make = Callable[..., HerpSimulator]
Calling = Callable[[HerpSimulator], AbstractAsyncContextManager[httpx.AsyncClient]]
Ids = Callable[[int], str]


class Clock(Protocol):
    def __call__(self) -> datetime: ...
    def advance(self, **units: float) -> None: ...


async def posted(client: httpx.AsyncClient, id: str, body: object) -> httpx.Response:
    return await client.post(f"/v1/candidacies/{id}/timeline-comments", json=body)


async def read_back(client: httpx.AsyncClient, id: str) -> list[str]:
    answer = await client.get(f"/v1/candidacies/{id}/timeline-comments")
    return [comment["body"] for comment in answer.json()["timelineComments"]]


async def test_a_comment_is_kept_and_changes_the_update_time_only(
    herp: Make, calling: Calling, ids: Ids, clock: Clock
) -> None:
    simulator = herp(shape=HerpShape(updated_at_in_single=True))
    async with calling(simulator) as client:
        before = (await client.get(f"/v1/candidacies/{ids(1)}")).json()
        answer = await posted(
            client,
            ids(1),
            {"body": "**所見**", "textType": "text/markdown", "mentionTo": ["U-AB12C"]},
        )
        listed = (await client.get(f"/v1/candidacies/{ids(1)}/timeline-comments")).json()
        after = (await client.get(f"/v1/candidacies/{ids(1)}")).json()
    shown = listed["timelineComments"][0]
    assert answer.json() == {"id": shown["id"]}
    assert (shown["body"], shown["textType"]) == ("**所見**", "text/markdown")
    assert shown["mentionTo"] == ["U-AB12C"]
    assert after["stepUpdatedAt"] == before["stepUpdatedAt"]
    assert after["updatedAt"] > before["updatedAt"]
    write = simulator.writes[0]
    assert (write.kind, write.candidacy, write.body) == ("comment", ids(1), "**所見**")
    assert (write.at, write.committed) == (clock(), True)
    assert write.request_id == answer.headers["x-request-id"]


@pytest.mark.parametrize(
    "body",
    [
        {"body": ""},
        {"body": "あ" * 20_001},
        {"body": 3},
        {"comment": "x", "contentType": "text/plain"},
        {"body": "x", "textType": "text/html"},
        {"body": "x", "mentionTo": ["U-NOONE"]},
        {"body": "x", "mentionTo": "U-AB12C"},
        ["x"],
    ],
)
async def test_a_wrong_comment_is_refused_whole(
    herp: Make, calling: Calling, ids: Ids, body: object
) -> None:
    simulator = herp()
    async with calling(simulator) as client:
        answer = await posted(client, ids(1), body)
        kept = await read_back(client, ids(1))
    assert answer.status_code == 400
    assert answer.json().keys() == {"message"}
    assert (kept, simulator.writes) == ([], ())


async def test_the_longest_comment_fits(herp: Make, calling: Calling, ids: Ids) -> None:
    async with calling(herp()) as client:
        assert (await posted(client, ids(1), {"body": "あ" * 20_000})).status_code == 200


async def test_a_body_that_is_no_json_is_refused(herp: Make, calling: Calling, ids: Ids) -> None:
    async with calling(herp()) as client:
        path = f"/v1/candidacies/{ids(1)}/timeline-comments"
        assert (await client.post(path, content=b"{")).status_code == 400
        assert (await client.post(path, content=b"\xff")).status_code == 400


@pytest.mark.parametrize("status", [200, 201, 204])
async def test_the_success_of_a_write_can_look_different(
    herp: Make, calling: Calling, ids: Ids, status: Literal[200, 201, 204]
) -> None:
    simulator = herp(shape=HerpShape(write_status=status, comment_id_returned=False))
    async with calling(simulator) as client:
        answer = await posted(client, ids(1), {"body": "x"})
    assert answer.status_code == status
    assert answer.text == ("" if status == 204 else "{}")
    assert simulator.comments(ids(1)) == ("x",)


@pytest.mark.parametrize("kind", [FaultKind.DROP_AFTER, FaultKind.HANG_AFTER])
async def test_a_comment_can_be_kept_although_the_connection_ends(
    herp: Make, calling: Calling, ids: Ids, kind: FaultKind
) -> None:
    simulator = herp()
    simulator.script(Fault(route=Route.POST_COMMENT, kind=kind))
    async with calling(simulator) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await posted(client, ids(1), {"body": "once"})
        assert await read_back(client, ids(1)) == ["once"]
    assert [write.committed for write in simulator.writes] == [True]
    assert simulator.requests[0].status is None


async def test_a_500_can_follow_a_comment_that_was_kept(
    herp: Make, calling: Calling, ids: Ids
) -> None:
    simulator = herp()
    simulator.script(Fault(route=Route.POST_COMMENT, kind=FaultKind.ERROR_AFTER))
    async with calling(simulator) as client:
        assert (await posted(client, ids(1), {"body": "once"})).status_code == 500
        assert await read_back(client, ids(1)) == ["once"]


@pytest.mark.parametrize("kind", [FaultKind.DROP, FaultKind.HANG])
async def test_a_comment_can_be_lost_with_the_connection(
    herp: Make, calling: Calling, ids: Ids, kind: FaultKind
) -> None:
    simulator = herp()
    simulator.script(Fault(route=Route.POST_COMMENT, kind=kind))
    async with calling(simulator) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await posted(client, ids(1), {"body": "lost"})
        assert await read_back(client, ids(1)) == []
    assert [write.committed for write in simulator.writes] == [False]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (FaultKind.ERROR, 500),
        (FaultKind.BUSY, 429),
        (FaultKind.KEY_REJECTED, 401),
        (FaultKind.SCOPE_MISSING, 403),
        (FaultKind.GONE, 404),
        (FaultKind.HTML, 200),
    ],
)
async def test_a_refused_comment_is_not_kept(
    herp: Make, calling: Calling, ids: Ids, kind: FaultKind, status: int
) -> None:
    simulator = herp()
    simulator.script(Fault(route=Route.POST_COMMENT, kind=kind))
    async with calling(simulator) as client:
        assert (await posted(client, ids(1), {"body": "no"})).status_code == status
        assert await read_back(client, ids(1)) == []


async def test_a_late_comment_appears_only_after_its_time(
    herp: Make, calling: Calling, ids: Ids, clock: Clock
) -> None:
    simulator = herp(faults=HerpFaults(late_by=timedelta(seconds=5)))
    simulator.script(Fault(route=Route.POST_COMMENT, kind=FaultKind.LATE))
    async with calling(simulator) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await posted(client, ids(1), {"body": "late"})
        assert await read_back(client, ids(1)) == []
        assert [write.committed for write in simulator.writes] == [False]
        clock.advance(seconds=4.9)
        assert await read_back(client, ids(1)) == []
        clock.advance(seconds=0.1)
        assert await read_back(client, ids(1)) == ["late"]
    assert [write.committed for write in simulator.writes] == [True]


async def test_the_list_of_comments_can_lag_behind(
    herp: Make, calling: Calling, ids: Ids, clock: Clock
) -> None:
    simulator = herp(faults=HerpFaults(comments_lag=timedelta(seconds=30)))
    async with calling(simulator) as client:
        await posted(client, ids(1), {"body": "there"})
        assert await read_back(client, ids(1)) == []
        clock.advance(seconds=30)
        assert await read_back(client, ids(1)) == ["there"]


async def test_a_step_is_changed_and_recorded(herp: Make, calling: Calling, ids: Ids) -> None:
    simulator = herp()
    path = f"/v1/candidacies/{ids(1)}/step"
    async with calling(simulator) as client:
        done = await client.patch(path, json={"step": "firstInterview"})
        invented = await client.patch(path, json={"step": "interview"})
        single = (await client.get(f"/v1/candidacies/{ids(1)}")).json()
        ended = await client.patch(
            f"/v1/candidacies/{ids(3)}/step", json={"step": "firstInterview"}
        )
    assert (done.status_code, invented.status_code, ended.status_code) == (200, 400, 400)
    assert single["step"] == "firstInterview"
    assert [(write.kind, write.body) for write in simulator.writes] == [("step", "firstInterview")]


@pytest.mark.parametrize("answer", [200, 400])
async def test_a_second_change_to_the_same_step_is_as_the_tenant_has_it(
    herp: Make, calling: Calling, ids: Ids, answer: Literal[200, 400]
) -> None:
    async with calling(herp(shape=HerpShape(repeated_step=answer))) as client:
        path = f"/v1/candidacies/{ids(1)}/step"
        again = await client.patch(path, json={"step": "resumeScreening"})
    assert again.status_code == answer


@pytest.mark.parametrize("answer", [200, 400])
async def test_a_second_termination_is_as_the_tenant_has_it(
    herp: Make, calling: Calling, ids: Ids, answer: Literal[200, 400]
) -> None:
    simulator = herp(shape=HerpShape(repeated_termination=answer))
    path = f"/v1/candidacies/{ids(1)}/termination"
    async with calling(simulator) as client:
        first = await client.patch(path, json={"terminationReason": "rejected"})
        invented = await client.patch(path, json={"terminationReason": "withdrawn"})
        second = await client.patch(path, json={"terminationReason": "notEligible"})
        single = (await client.get(f"/v1/candidacies/{ids(1)}")).json()
    assert (first.status_code, invented.status_code, second.status_code) == (200, 400, answer)
    assert single["terminationReason"] == ("notEligible" if answer == 200 else "rejected")
    assert len(simulator.writes) == (2 if answer == 200 else 1)


async def test_writes_to_nobody_are_404(herp: Make, calling: Calling) -> None:
    simulator = herp()
    async with calling(simulator) as client:
        assert (await posted(client, "nobody", {"body": "x"})).status_code == 404
    assert simulator.writes == ()
