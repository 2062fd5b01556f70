"""Requisitions are read seldom, never wrongly reported missing, and survive an outage."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from screening.ats.herp import HerpHire
from screening.errors import Busy, ContractDrift
from screening.model import Requisition, RequisitionId

Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]
PassTime = Callable[[timedelta], None]

R1, R2 = RequisitionId("r1"), RequisitionId("r2")


def position(id: str, **members: object) -> dict[str, object]:
    return {"id": id, "name": f"Position {id}", "requiredSkills": "・Go", **members}


def listed(*rows: object, more: bool = False) -> httpx.Response:
    return httpx.Response(200, json={"requisitions": list(rows), "hasNextPage": more})


async def test_a_requisition_is_joined_by_id_over_all_pages(
    herp: HerpHire, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    full = position("r2", preferredSkills="・SQL", personality="誠実な方", jobDescription="long")
    answers += [listed(position("r1"), more=True), listed(full)]
    assert await herp.requisition(R2) == Requisition(
        id=R2, name="Position r2", must_text="・Go", want_text="・SQL", persona_text="誠実な方"
    )
    assert [dict(request.url.params) for request in sent] == [
        {"status": "active", "page": "1"},
        {"status": "active", "page": "2"},
    ]


@pytest.mark.parametrize(
    ("members", "name"),
    [({"name": "A"}, "A"), ({"title": "B"}, "B"), ({}, ""), ({"name": None}, "")],
    ids=["name", "title", "none", "null"],
)
async def test_the_name_may_have_another_name(
    herp: HerpHire, answers: list[Answer], members: dict[str, object], name: str
) -> None:
    answers.append(listed({"id": "r1", "requiredSkills": None, **members}))
    found = await herp.requisition(R1)
    assert found is not None
    assert (found.name, found.must_text) == (name, "")


async def test_within_fifteen_minutes_the_list_is_read_once(
    herp: HerpHire, answers: list[Answer], sent: list[httpx.Request], pass_time: PassTime
) -> None:
    answers += [listed(position("r1")), listed(position("r1", name="Renamed"))]
    await herp.requisition(R1)
    pass_time(timedelta(minutes=15))
    await herp.requisition(R1)
    assert len(sent) == 1
    pass_time(timedelta(seconds=1))
    found = await herp.requisition(R1)
    assert found is not None
    assert found.name == "Renamed"


async def test_an_archived_requisition_is_found_and_marked(
    herp: HerpHire, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers += [listed(position("r1")), listed(position("r1"), position("r2"))]
    for _ in range(3):
        found = await herp.requisition(R2)
        assert found is not None
        assert found.archived
    assert "status" not in sent[1].url.params
    assert len(sent) == 2


async def test_a_requisition_that_is_nowhere_is_none(
    herp: HerpHire, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers += [listed(position("r1")), listed(position("r1"))]
    for _ in range(3):
        assert await herp.requisition(R2) is None
    assert len(sent) == 2


async def test_a_requisition_made_just_now_is_not_reported_missing(
    herp: HerpHire, answers: list[Answer], pass_time: PassTime
) -> None:
    answers += [listed(position("r1")), listed(position("r1"))]
    assert await herp.requisition(R2) is None
    pass_time(timedelta(seconds=61))
    answers.append(listed(position("r1"), position("r2")))
    found = await herp.requisition(R2)
    assert found is not None
    assert not found.archived


async def test_in_an_outage_the_last_good_copy_serves(
    herp: HerpHire, answers: list[Answer], pass_time: PassTime
) -> None:
    answers.append(listed(position("r1")))
    await herp.requisition(R1)
    pass_time(timedelta(hours=2))
    answers += [httpx.Response(500)] * 3
    found = await herp.requisition(R1)
    assert found is not None


async def test_an_outage_is_no_proof_that_a_requisition_is_missing(
    herp: HerpHire, answers: list[Answer], pass_time: PassTime
) -> None:
    answers += [listed(position("r1")), listed(position("r1"))]
    assert await herp.requisition(R2) is None
    pass_time(timedelta(hours=2))
    answers += [httpx.Response(500)] * 9
    with pytest.raises(Busy):
        await herp.requisition(R2)


async def test_a_copy_of_yesterday_does_not_serve(
    herp: HerpHire, answers: list[Answer], pass_time: PassTime
) -> None:
    answers.append(listed(position("r1")))
    await herp.requisition(R1)
    pass_time(timedelta(hours=25))
    answers += [httpx.Response(500)] * 3
    with pytest.raises(Busy):
        await herp.requisition(R1)


async def test_requisitions_without_any_requirement_member_are_drift(
    herp: HerpHire, answers: list[Answer]
) -> None:
    """Else every candidacy would be told that its position has no requirements."""
    odd = [{"id": f"r{number}", "name": "Engineer", "mustHave": "見本"} for number in range(3)]
    answers.append(listed(*odd))
    with pytest.raises(ContractDrift, match="mustHave") as caught:
        await herp.requisition(R1)
    assert "見本" not in str(caught.value)


async def test_a_position_may_have_no_requirements(herp: HerpHire, answers: list[Answer]) -> None:
    answers.append(listed({"id": "r1", "name": "Engineer"}))
    found = await herp.requisition(R1)
    assert found is not None
    assert (found.must_text, found.want_text, found.persona_text) == ("", "", "")


async def test_requirements_that_are_no_text_are_drift(
    herp: HerpHire, answers: list[Answer]
) -> None:
    answers.append(listed(position("r1", requiredSkills=["Go"])))
    with pytest.raises(ContractDrift, match="requiredSkills"):
        await herp.requisition(R1)
