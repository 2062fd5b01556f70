"""HERP Hire's answers become our values, and nothing else of them comes through."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import httpx
import pytest

from screening.ats.herp import COMMENT_LIMIT, AtsUser, HerpHire, japan_day
from screening.errors import (
    CapabilityOff,
    ContractDrift,
    Gone,
    OutcomeUnknown,
    Refused,
    ScopeMissing,
)
from screening.model import (
    Candidacy,
    CandidacyId,
    CandidacyStatus,
    CommentFormat,
    FileId,
    RequisitionId,
    Step,
    UserId,
)

Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]

ONE = CandidacyId("11111111-1111-4111-8111-111111111111")
STEP = Step("resumeScreening")
JAPAN = timezone(timedelta(hours=9))

PRIVATE = {
    "name": "SECRET-name",
    "email": "SECRET@example.com",
    "telephoneNumber": "SECRET-phone",
    "age": "SECRET-33",
    "company": "SECRET-company",
    "education": "SECRET-education",
    "career": "SECRET-career",
    "note": "SECRET-verdict",
    "tags": ["SECRET-tag"],
    "operators": ["SECRET-operator"],
    "links": ["https://example.com/SECRET-link"],
    "agentEmailAddress": {"mainEmailAddress": "SECRET-agent@example.com"},
    "agentRecommendation": "SECRET-recommendation",
    "messageFromApplicant": "SECRET-message",
    "evaluations": [{"answer": "SECRET-evaluation"}],
    "terminationReason": "SECRET-reason",
    "anythingNew": {"deep": ["SECRET-new"]},
}


def row(id: str = ONE, **members: object) -> dict[str, object]:
    return {
        "id": id,
        "name": "見本 一郎",
        "status": "active",
        "appliedAt": "2026-11-02T10:15:00+09:00",
        "step": "resumeScreening",
        "stepUpdatedAt": "2026-11-04T08:00:05+09:00",
        "channel": {"type": "media", "mediaName": "SECRET-media", "isScout": False},
        "operators": [],
        "tags": [],
        "updatedAt": "2026-11-04T08:00:04+09:00",
        **members,
    }


def page(*rows: object, more: bool = False) -> httpx.Response:
    return httpx.Response(200, json={"candidacies": list(rows), "hasNextPage": more})


async def standing(herp: HerpHire, since: date | None = None) -> list[Candidacy]:
    return [each async for each in herp.standing(STEP, since=since)]


async def test_a_candidacy_becomes_what_we_may_know(herp: HerpHire, answers: list[Answer]) -> None:
    answers.append(httpx.Response(200, json=row(requisitionId="r1")))
    found = await herp.candidacy(ONE)
    assert (found.ref.tenant, found.ref.id) == ("acme", ONE)
    assert found.status is CandidacyStatus.ACTIVE
    assert found.step == "resumeScreening"
    assert found.step_updated_at == datetime(2026, 11, 3, 23, 0, 5, tzinfo=UTC)
    assert found.requisition_id == "r1"
    assert found.channel == "media"


async def test_a_candidacy_may_be_wrapped_and_without_position_or_channel(
    herp: HerpHire, answers: list[Answer]
) -> None:
    bare = row()
    del bare["channel"]
    answers.append(httpx.Response(200, json={"candidacy": bare}))
    found = await herp.candidacy(ONE)
    assert found.requisition_id is None
    assert found.channel == "unknown"


async def test_no_private_member_leaves_the_adapter(herp: HerpHire, answers: list[Answer]) -> None:
    channel = {"type": "agent", "agent": {"id": "SECRET-a", "company": "SECRET", "name": "SECRET"}}
    secret = {**row(), **PRIVATE, "channel": channel}
    answers += [httpx.Response(200, json=secret), page(secret)]
    files = [{"id": "f1", "type": "resume", "uploadedBy": "SECRET", "url": "https://x/SECRET"}]
    answers.append(httpx.Response(200, json={"files": files}))
    author = {"id": "U-AB12C", "name": "SECRET", "email": "SECRET@example.com"}
    comments = [{"id": "m1", "body": "text", "createdBy": author, "mentionTo": ["SECRET"]}]
    answers.append(httpx.Response(200, json={"timelineComments": comments}))
    position = {"id": "r1", "name": "Engineer", "requiredSkills": "Go", "salary": "SECRET"}
    answers.append(httpx.Response(200, json={"requisitions": [position], "hasNextPage": False}))
    users = [{"id": "U-1", "name": "SECRET", "email": "SECRET@example.com", "role": "admin"}]
    answers.append(httpx.Response(200, json={"users": users, "hasNextPage": False}))

    values = [
        await herp.candidacy(ONE),
        *await standing(herp),
        *await herp.files(ONE),
        *await herp.comments(ONE),
        await herp.requisition(RequisitionId("r1")),
        *await herp.users(),
    ]
    assert len(values) == 6
    shown = [value.model_dump_json() for value in values if value is not None]
    assert len(shown) == 6
    assert not [text for text in shown if "SECRET" in text]


BROKEN: dict[str, object] = {
    "no object": [],
    "null": None,
    "empty": {},
    "no step": {name: value for name, value in row().items() if name != "step"},
    "no time": row(stepUpdatedAt=None),
    "time without zone": row(stepUpdatedAt="2026-11-04T08:00:05"),
    "not a time": row(stepUpdatedAt="見本"),
    "unknown status": row(status="見本"),
    "another one": row(id="99999999-1111-4111-8111-111111111111"),
    "number for id": {**row(), "id": 7},
}


@pytest.mark.parametrize("name", BROKEN)
async def test_a_candidacy_of_unknown_shape_is_drift_without_values(
    herp: HerpHire, answers: list[Answer], name: str
) -> None:
    answers.append(httpx.Response(200, content=json.dumps(BROKEN[name])))
    with pytest.raises(ContractDrift) as caught:
        await herp.candidacy(ONE)
    assert "見本" not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_standing_asks_for_the_screened_step_by_its_last_change(
    herp: HerpHire, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers.append(page(row()))
    assert len(await standing(herp, since=date(2026, 11, 2))) == 1
    assert dict(sent[0].url.params) == {
        "status": "active",
        "step": "resumeScreening",
        "sort": "stepUpdatedAt",
        "direction": "desc",
        "stepUpdatedAtFrom": "2026-11-02",
        "page": "1",
    }


async def test_standing_without_a_day_asks_for_all(
    herp: HerpHire, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers.append(page(row(stepUpdatedAt="2020-01-01T00:00:00+09:00")))
    assert len(await standing(herp)) == 1
    assert "stepUpdatedAtFrom" not in sent[0].url.params


async def test_rows_of_ignored_filters_are_dropped(herp: HerpHire, answers: list[Answer]) -> None:
    answers.append(
        page(
            row("a", status="terminated"),
            row("b", step="entry"),
            row("c", stepUpdatedAt="2026-11-01T23:59:59+09:00"),
            row("d", status="somethingNew"),
            row("e", stepUpdatedAt="2026-11-02T00:00:00+09:00"),
            row("f"),
        )
    )
    assert [each.ref.id for each in await standing(herp, since=date(2026, 11, 2))] == ["e", "f"]


async def test_every_page_is_read_and_every_row_given_once(
    herp: HerpHire, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers += [page(row("a"), row("b"), more=True), page(row("b"), row("c"), more=True)]
    answers.append(page())
    assert [each.ref.id for each in await standing(herp)] == ["a", "b", "c"]
    assert [request.url.params["page"] for request in sent] == ["1", "2", "3"]


async def test_an_empty_page_is_empty(herp: HerpHire, answers: list[Answer]) -> None:
    answers.append(page())
    assert await standing(herp) == []


LOST_PAGES: dict[str, object] = {
    "no word on more": {"candidacies": []},
    "no boolean": {"candidacies": [], "hasNextPage": "false"},
    "a bare list": [],
    "no list": {"hasNextPage": False},
    "a row without id": {"candidacies": [{"step": "entry"}], "hasNextPage": False},
}


@pytest.mark.parametrize("name", LOST_PAGES)
async def test_a_page_of_unknown_shape_is_drift(
    herp: HerpHire, answers: list[Answer], name: str
) -> None:
    answers.append(httpx.Response(200, content=json.dumps(LOST_PAGES[name])))
    with pytest.raises(ContractDrift):
        await standing(herp)


async def test_pages_without_end_are_drift(herp: HerpHire, answers: list[Answer]) -> None:
    answers += [page(row("a"), more=True), page(row("a"), more=True)]
    with pytest.raises(ContractDrift, match="nothing new"):
        await standing(herp)


def test_the_day_is_that_of_japan() -> None:
    assert japan_day(datetime(2026, 11, 3, 14, 59, tzinfo=UTC)) == date(2026, 11, 3)
    assert japan_day(datetime(2026, 11, 3, 15, 0, tzinfo=UTC)) == date(2026, 11, 4)


FILE_SHAPES: dict[str, object] = {
    "usual": {
        "id": "f1",
        "type": "resume",
        "mimeType": "application/pdf",
        "size": 182344,
        "name": "職務経歴書.pdf",
        "uploadedAt": "2026-11-02T10:15:02+09:00",
        "isPrivate": True,
    },
    "alternative": {
        "fileId": "f1",
        "type": "resume",
        "contentType": "application/pdf",
        "fileSize": 182344,
        "fileName": "職務経歴書.pdf",
        "createdAt": "2026-11-02T10:15:02+09:00",
        "private": True,
    },
}


@pytest.mark.parametrize("name", FILE_SHAPES)
@pytest.mark.parametrize("wrapper", ["files", "attachments", ""])
async def test_files_are_read_under_all_guessed_names(
    herp: HerpHire, answers: list[Answer], name: str, wrapper: str
) -> None:
    listed = [FILE_SHAPES[name]]
    answers.append(httpx.Response(200, json={wrapper: listed} if wrapper else listed))
    (file,) = await herp.files(ONE)
    assert (file.id, file.name, file.kind) == ("f1", "職務経歴書.pdf", "resume")
    assert (file.declared_mime, file.size_bytes) == ("application/pdf", 182344)
    assert file.uploaded_at == datetime(2026, 11, 2, 10, 15, 2, tzinfo=JAPAN)
    assert file.private is True


async def test_what_a_file_does_not_say_is_unknown_not_false(
    herp: HerpHire, answers: list[Answer]
) -> None:
    odd = {"id": "f2", "isPrivate": "no", "size": -1, "uploadedAt": "soon", "name": None}
    odder = {"id": "f3", "isPrivate": None, "size": True, "uploadedAt": 5, "name": 7}
    answers.append(httpx.Response(200, json={"files": [{"id": "f1"}, odd, odder]}))
    for file in await herp.files(ONE):
        assert file.private is None
        assert (file.size_bytes, file.uploaded_at, file.name) == (None, None, "")


async def test_no_files_are_no_files_and_an_unknown_answer_is_drift(
    herp: HerpHire, answers: list[Answer]
) -> None:
    answers += [httpx.Response(200, json={"files": []}), httpx.Response(200, json={"total": 0})]
    assert await herp.files(ONE) == ()
    with pytest.raises(ContractDrift, match="keys: total"):
        await herp.files(ONE)


@pytest.mark.parametrize(
    ("author", "known"), [({"id": "U-AB12C", "name": "採用"}, "U-AB12C"), ("U-AB12C", None)]
)
@pytest.mark.parametrize("wrapper", ["timelineComments", "comments", "items", ""])
async def test_comments_are_read_in_all_guessed_shapes(
    herp: HerpHire, answers: list[Answer], author: object, known: str | None, wrapper: str
) -> None:
    listed = [{"id": "m1", "body": "ref", "createdBy": author, "createdAt": "2026-11-02T10:15:02Z"}]
    answers.append(httpx.Response(200, json={wrapper: listed} if wrapper else listed))
    (comment,) = await herp.comments(ONE)
    assert (comment.id, comment.body, comment.author_id) == ("m1", "ref", known)
    assert comment.created_at == datetime(2026, 11, 2, 10, 15, 2, tzinfo=UTC)


async def test_comments_of_unknown_shape_are_never_empty(
    herp: HerpHire, answers: list[Answer]
) -> None:
    answers.append(httpx.Response(200, json={"entries": []}))
    with pytest.raises(ContractDrift, match="keys: entries"):
        await herp.comments(ONE)


@pytest.mark.parametrize(
    ("format", "text_type"),
    [(CommentFormat.PLAIN, "text/plain"), (CommentFormat.MARKDOWN, "text/markdown")],
)
async def test_a_comment_is_posted_as_text_of_its_type_and_mentions_nobody(
    herp: HerpHire,
    answers: list[Answer],
    sent: list[httpx.Request],
    format: CommentFormat,
    text_type: str,
) -> None:
    answers.append(httpx.Response(201, json={"id": "m1"}))
    assert await herp.post_comment(ONE, "**要確認**", format) == "m1"
    assert json.loads(sent[0].content) == {"body": "**要確認**", "textType": text_type}


ACCEPTED: dict[str, tuple[httpx.Response, str | None]] = {
    "empty": (httpx.Response(204), None),
    "no json": (httpx.Response(200, content=b"ok"), None),
    "a list": (httpx.Response(200, json=[1]), None),
    "no id": (httpx.Response(200, json={"ok": True}), None),
    "a number for id": (httpx.Response(200, json={"id": 5}), None),
    "wrapped": (httpx.Response(200, json={"timelineComment": {"id": "m2"}}), "m2"),
    "another name": (httpx.Response(200, json={"commentId": "m3"}), "m3"),
}


@pytest.mark.parametrize("name", ACCEPTED)
async def test_an_accepted_comment_needs_no_id(
    herp: HerpHire, answers: list[Answer], name: str
) -> None:
    answer, comment = ACCEPTED[name]
    answers.append(answer)
    assert await herp.post_comment(ONE, "text", CommentFormat.PLAIN) == comment


@pytest.mark.parametrize("body", ["", "長" * (COMMENT_LIMIT + 1)], ids=["empty", "long"])
async def test_a_comment_that_herp_may_cut_is_not_sent(herp: HerpHire, body: str) -> None:
    with pytest.raises(Refused, match=str(len(body))):
        await herp.post_comment(ONE, body, CommentFormat.PLAIN)


async def test_unproven_actions_are_off(herp: HerpHire, sent: list[httpx.Request]) -> None:
    with pytest.raises(CapabilityOff, match="screening probe"):
        await herp.move_step(ONE, Step("firstInterview"))
    with pytest.raises(CapabilityOff, match="screening probe"):
        await herp.terminate(ONE, "rejected")
    assert not sent


async def test_proven_actions_send_only_what_was_proven(
    proven: HerpHire, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers += [httpx.Response(200), httpx.Response(204)]
    await proven.move_step(ONE, Step("firstInterview"))
    await proven.terminate(ONE, "rejected")
    assert [(request.method, request.url.path.split("/")[-1]) for request in sent] == [
        ("PATCH", "step"),
        ("PATCH", "termination"),
    ]
    assert json.loads(sent[0].content) == {"step": "firstInterview"}
    assert json.loads(sent[1].content) == {"terminationReason": "rejected"}


async def test_values_that_herp_does_not_know_are_not_sent(
    proven: HerpHire, sent: list[httpx.Request]
) -> None:
    with pytest.raises(Refused):
        await proven.move_step(ONE, Step("documentReview"))
    with pytest.raises(Refused):
        await proven.terminate(ONE, "withdrawn")
    assert not sent


async def test_an_action_without_a_clear_answer_may_have_happened(
    proven: HerpHire, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers += [httpx.Response(500), httpx.ReadTimeout("slow")]
    with pytest.raises(OutcomeUnknown):
        await proven.move_step(ONE, Step("firstInterview"))
    with pytest.raises(OutcomeUnknown):
        await proven.terminate(ONE, "rejected")
    assert len(sent) == 2


async def test_users_are_ids_and_roles(herp: HerpHire, answers: list[Answer]) -> None:
    first = {"users": [{"id": "U-1", "email": "a@example.com", "role": "admin"}]}
    answers.append(httpx.Response(200, json={**first, "hasNextPage": True}))
    answers.append(httpx.Response(200, json={"users": [{"id": "U-2"}], "hasNextPage": False}))
    assert await herp.users() == (
        AtsUser(id=UserId("U-1"), role="admin"),
        AtsUser(id=UserId("U-2")),
    )


async def test_a_download_is_asked_for_without_suffix(
    herp: HerpHire, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    answers.append(httpx.Response(200, content=b"%PDF"))
    assert await herp.download(ONE, FileId("f1"), limit_bytes=100) == b"%PDF"
    assert sent[0].url.path == f"/hire/v1/candidacies/{ONE}/files/f1"


async def test_a_candidacy_that_is_not_there_is_gone(herp: HerpHire, answers: list[Answer]) -> None:
    answers.append(httpx.Response(404, json={"message": "応募が見つかりません"}))
    with pytest.raises(Gone):
        await herp.candidacy(ONE)


async def test_what_matters_to_policy_is_declared(herp: HerpHire) -> None:
    assert herp.traits.comments_readable
    assert herp.traits.step_move_may_notify
    assert herp.traits.termination_may_notify


# ---------------------------------------------------------------- odd rows

HARMLESS: dict[str, dict[str, object]] = {
    "no day of application": {"appliedAt": None},
    "an odd day of application": {"appliedAt": "soon"},
    "no channel": {"channel": None},
    "a channel without a kind": {"channel": {"mediaName": "SECRET"}},
    "a channel in one word": {"channel": "agent"},
    "a number for the position": {"requisitionId": 7},
}


@pytest.mark.parametrize("name", HARMLESS)
async def test_what_nobody_needs_may_be_odd(
    herp: HerpHire, answers: list[Answer], name: str
) -> None:
    members = HARMLESS[name]
    odd = row() | members
    answers += [page(odd), httpx.Response(200, json=odd)]
    (listed,) = await standing(herp)
    assert listed == await herp.candidacy(ONE)
    if "appliedAt" in members:
        assert listed.applied_at == listed.step_updated_at
    if "channel" in members:
        assert listed.channel == ("agent" if members["channel"] == "agent" else "unknown")
    if "requisitionId" in members:
        assert listed.requisition_id == "7"


async def test_a_position_that_is_neither_text_nor_number_is_drift_and_not_none(
    herp: HerpHire, answers: list[Answer]
) -> None:
    """A candidacy without a position gets a comment that says so; it must be true."""
    answers.append(httpx.Response(200, json=row(requisitionId={"id": "r1"})))
    with pytest.raises(ContractDrift, match="requisitionId"):
        await herp.candidacy(ONE)


ODD_ROWS: dict[str, object] = {
    "no step": {"id": "odd", "status": "active"},
    "no time": row("odd", stepUpdatedAt=None),
    "no id": {"status": "active", "step": STEP, "name": "見本 一郎"},
    "no object": "見本 一郎",
    "nothing": None,
    "a number for id": {**row(), "id": 7},
}


async def collect(herp: HerpHire, found: list[str]) -> None:
    """Add what stands at the step, one by one: what comes before an error counts."""
    async for each in herp.standing(STEP, since=None):
        found.append(each.ref.id)  # noqa: PERF401 - a comprehension would lose them


@pytest.mark.parametrize("name", ODD_ROWS)
async def test_an_odd_row_hides_no_other_and_is_told_at_the_end(
    herp: HerpHire, answers: list[Answer], name: str
) -> None:
    answers += [page(row("a"), ODD_ROWS[name], row("b"), more=True), page(row("c"))]
    found: list[str] = []
    with pytest.raises(ContractDrift, match="1 of 4 rows cannot be read") as caught:
        await collect(herp, found)
    assert found == ["a", "b", "c"]
    assert "見本" not in str(caught.value)


async def test_a_page_that_does_not_say_whether_it_is_the_last_gives_its_rows_first(
    herp: HerpHire, answers: list[Answer]
) -> None:
    answers.append(httpx.Response(200, json={"candidacies": [row("a")]}))
    found: list[str] = []
    with pytest.raises(ContractDrift, match="hasNextPage"):
        await collect(herp, found)
    assert found == ["a"]


async def test_an_odd_requisition_is_still_drift(herp: HerpHire, answers: list[Answer]) -> None:
    """Leaving it out would say that it does not exist."""
    odd = {"id": "r2", "name": 5}
    answers.append(httpx.Response(200, json={"requisitions": [odd], "hasNextPage": False}))
    with pytest.raises(ContractDrift):
        await herp.requisition(RequisitionId("r1"))


# ---------------------------------------------------------------- one spelling

MIXED = CandidacyId("AAAAAAAA-1111-4111-8111-11111111111F")


async def test_an_id_in_capitals_is_the_same_id(
    herp: HerpHire, answers: list[Answer], sent: list[httpx.Request]
) -> None:
    position = "BBBBBBBB-2222-4222-8222-222222222222"
    answers += [
        page(row(MIXED, requisitionId=position)),
        httpx.Response(200, json=row(MIXED.lower(), requisitionId=position.lower())),
        httpx.Response(200, json=row(MIXED)),
        httpx.Response(200, json={"requisitions": [{"id": position}], "hasNextPage": False}),
    ]
    (listed,) = await standing(herp)
    assert (listed.ref.id, listed.requisition_id) == (MIXED.lower(), position.lower())
    asked = await herp.candidacy(MIXED)
    assert asked.ref.id == MIXED, "who asks for an id gets that one back"
    assert sent[-1].url.path.endswith(MIXED.lower())
    assert (await herp.candidacy(listed.ref.id)).ref == listed.ref
    assert await herp.requisition(RequisitionId(position)) is not None


async def test_a_list_and_a_single_answer_agree_on_the_time_of_a_step(
    herp: HerpHire, answers: list[Answer]
) -> None:
    exact = row(stepUpdatedAt="2026-11-04T08:00:05.987+09:00")
    answers += [page(row()), httpx.Response(200, json=exact)]
    (listed,) = await standing(herp)
    assert (await herp.candidacy(ONE)).step_updated_at == listed.step_updated_at


@pytest.mark.parametrize("ask", ["candidacy", "files", "comments", "standing"])
async def test_a_403_for_anything_but_one_file_stops_the_tenant(
    herp: HerpHire, answers: list[Answer], ask: str
) -> None:
    answers.append(httpx.Response(403))
    calls = {"candidacy": herp.candidacy, "files": herp.files, "comments": herp.comments}
    with pytest.raises(ScopeMissing):
        await (calls[ask](ONE) if ask in calls else standing(herp))


async def test_a_403_for_one_file_is_about_that_file(herp: HerpHire, answers: list[Answer]) -> None:
    answers.append(httpx.Response(403))
    with pytest.raises(Gone, match="hidden"):
        await herp.download(ONE, FileId("f1"), limit_bytes=100)
