from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import httpx
import pytest
from pydantic import ValidationError

from screening.simulators.herp import HerpSimulator
from screening.simulators.herp_faults import Fault, FaultKind, HerpFaults, HerpShape, Route
from screening.simulators.server import serve

Make = Callable[..., HerpSimulator]
Calling = Callable[[HerpSimulator], AbstractAsyncContextManager[httpx.AsyncClient]]
Ids = Callable[[int], str]


async def test_a_script_meets_its_route_and_candidacy_once(
    herp: Make, calling: Calling, ids: Ids
) -> None:
    simulator = herp()
    simulator.script(
        Fault(route=Route.GET_CANDIDACY, kind=FaultKind.ERROR, candidacy=ids(1), times=2)
    )
    async with calling(simulator) as client:
        statuses = [
            (await client.get(f"/v1/candidacies/{each}")).status_code
            for each in (ids(2), ids(1), ids(1), ids(1))
        ]
        await client.get("/v1/users")
    assert statuses == [200, 500, 500, 200]
    assert [request.fault for request in simulator.requests].count(FaultKind.ERROR) == 2


async def test_broken_answers_are_broken_in_their_own_way(herp: Make, calling: Calling) -> None:
    simulator = herp()
    async with calling(simulator) as client:

        async def answer(kind: FaultKind) -> httpx.Response:
            simulator.script(Fault(route=Route.LIST_CANDIDACIES, kind=kind))
            return await client.get("/v1/candidacies")

        html = await answer(FaultKind.HTML)
        assert (html.status_code, html.text[:9]) == (200, "<!doctype")
        malformed = await answer(FaultKind.MALFORMED)
        assert malformed.status_code == 200
        with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
            malformed.json()
        assert (await answer(FaultKind.EMPTY)).content == b""
        assert "candidacies" not in (await answer(FaultKind.UNKNOWN_SHAPE)).json()
        for kind in (FaultKind.TRUNCATED, FaultKind.DROP):
            with pytest.raises(httpx.RemoteProtocolError):
                await answer(kind)


async def test_a_slow_body_comes_whole_and_in_pieces(
    herp: Make, calling: Calling, ids: Ids, pauses: Callable[[float], object]
) -> None:
    simulator = herp(faults=HerpFaults(slow_pause_seconds=0.5))
    file = simulator.add_file(ids(2), "long.pdf", b"x" * 2000)
    simulator.script(Fault(route=Route.DOWNLOAD, kind=FaultKind.SLOW))
    async with calling(simulator) as client:
        answer = await client.get(f"/v1/candidacies/{ids(2)}/files/{file}")
    assert answer.content == b"x" * 2000
    assert "content-length" not in answer.headers
    assert vars(pauses)["seconds"] == [0.5] * 4


async def test_faults_by_chance_are_the_same_for_the_same_seed(
    herp: Make, calling: Calling
) -> None:
    async def statuses(seed: int) -> list[int]:
        faults = HerpFaults(reads={FaultKind.ERROR: 0.3, FaultKind.BUSY: 0.2}, seed=seed)
        async with calling(herp(faults=faults)) as client:
            return [(await client.get("/v1/users")).status_code for _ in range(60)]

    one, same, other = await statuses(1), await statuses(1), await statuses(2)
    assert one == same != other
    assert 8 <= one.count(500) <= 28
    assert 3 <= one.count(429) <= 22


def test_impossible_faults_are_refused() -> None:
    with pytest.raises(ValidationError, match="for writes only"):
        Fault(route=Route.LIST_FILES, kind=FaultKind.DROP_AFTER)
    with pytest.raises(ValidationError, match="a read cannot"):
        HerpFaults(reads={FaultKind.LATE: 0.1})
    with pytest.raises(ValidationError, match="exceed 1"):
        HerpFaults.everywhere(0.2)


@pytest.mark.parametrize(("download", "hops"), [("redirect", 1), ("redirect_twice", 2)])
async def test_files_can_come_from_another_host_that_must_not_see_the_key(
    herp: Make, calling: Calling, ids: Ids, download: str, hops: int
) -> None:
    simulator = herp(shape=HerpShape.model_validate({"download": download}))
    path = f"/v1/candidacies/{ids(1)}/files/f1"
    async with serve(simulator.storage_app) as elsewhere, calling(simulator) as client:
        simulator.storage_url = elsewhere
        redirect = await client.get(path)
        location = redirect.headers["location"]
        leaked = await client.get(location)
        async with httpx.AsyncClient(follow_redirects=True) as without_key:
            honest = await without_key.get(location)
    assert redirect.status_code == 302
    assert location.startswith(elsewhere)
    assert leaked.status_code == 400
    assert honest.content == b"%PDF-1 one"
    storage = [seen for seen in simulator.requests if seen.path.startswith("/_storage")]
    assert [seen.had_authorization for seen in storage] == [True] + [False] * hops


async def test_without_a_second_server_the_other_host_is_this_one_by_its_other_name(
    herp: Make, calling: Calling, ids: Ids
) -> None:
    simulator = herp(shape=HerpShape(download="redirect"))
    async with calling(simulator) as client:
        redirect = await client.get(f"/v1/candidacies/{ids(1)}/files/f1")
        location = httpx.URL(redirect.headers["location"])
        same_machine = location.copy_with(host="127.0.0.1")
        async with httpx.AsyncClient() as without_key:
            first = await without_key.get(same_machine)
            second = await without_key.get(same_machine)
    assert location.host == "localhost"
    assert first.content == b"%PDF-1 one"
    assert second.status_code == 404
