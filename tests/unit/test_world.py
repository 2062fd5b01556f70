"""The invented world is whole: files, labels and expectations fit, and nobody in it is real."""

import asyncio
import re
import tomllib
from collections import Counter
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from screening import evidence
from screening.errors import Unreadable
from screening.extract.sandbox.reader import SandboxedReader
from screening.model import (
    Answer,
    CandidacyStatus,
    Claim,
    Document,
    FileId,
    FileMeta,
    Language,
    Outcome,
    Quote,
    ReadingWarning,
    Reason,
    Requirement,
    RequirementKind,
    Requisition,
    RequisitionId,
    Rubric,
    Severity,
    Step,
    UnreadableReason,
)
from screening.policy import Policy
from screening.rubric import compile_rubric
from screening.simulators.world import (
    World,
    WorldCandidacy,
    WorldFile,
    WorldRequisition,
    load_world,
)

FIXTURES = Path(__file__).parents[2] / "fixtures"
WORLD_FOLDER = FIXTURES / "world"
TEXTS = FIXTURES / "make" / "texts"
MOST_BYTES = 3_000_000
EMAIL = re.compile(r"[\w.+-]+@[\w.-]+")
RESERVED_DOMAINS = {"example.com", "example.org", "example.jp"}
TELEPHONE = re.compile(r"(?<![\w.-])(?:\+\d{1,3} [\d -]{8,}\d|0\d{1,3}-\d{4}-\d{4}|555-\d{4})")
INVENTED_TELEPHONE = re.compile(
    r"0[789]0-0000-\d{4}|555-01\d\d|\+44 7700 900\d{3}|\+7 000 000-\d.*"
)
TWINS = ("c15", "c23", "c29")
Readings = dict[str, Document | UnreadableReason]


def key(candidacy: WorldCandidacy) -> str:
    """Return the folder of its documents, which is also the name of its source texts."""
    return candidacy.file[0].path.split("/")[1] if candidacy.file else ""


def requirements(world: World, candidacy: WorldCandidacy) -> tuple[Requirement, ...]:
    """Return what the project's own rules make of the requisition's text."""
    for one in world.requisition:
        if one.id == candidacy.requisition_id:
            return rubric(one).requirements
    return ()


def rubric(one: WorldRequisition) -> Rubric:
    return compile_rubric(
        Requisition(
            id=RequisitionId(one.id),
            name=one.name,
            must_text=one.required_skills,
            want_text=one.preferred_skills,
            persona_text=one.personality,
        )
    )


def spaced(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(WORLD_FOLDER)


@pytest.fixture(scope="module")
def readings(world: World) -> Readings:
    """Every file by its path, as the project's own reader reads it."""
    files = [file for one in world.candidacy for file in one.file]
    return asyncio.run(read_all(world, files))


async def read_all(world: World, files: list[WorldFile]) -> Readings:
    reader = SandboxedReader()

    async def read(file: WorldFile) -> Document | UnreadableReason:
        meta = FileMeta(id=FileId(file.id), name=file.name, kind=file.type, private=file.private)
        try:
            return await reader.read(meta, world.read(file))
        except Unreadable as error:
            return error.reason

    async with asyncio.TaskGroup() as group:
        tasks = {file.path: group.create_task(read(file)) for file in files}
    return {path: task.result() for path, task in tasks.items()}


def public(one: WorldCandidacy, readings: Readings) -> tuple[Document, ...]:
    read = (readings[file.path] for file in one.file if not file.private)
    return tuple(document for document in read if isinstance(document, Document))


def truth(one: WorldCandidacy, asked: tuple[Requirement, ...]) -> tuple[Claim, ...]:
    """Return what an assessor who is right would claim."""
    return tuple(
        Claim(
            requirement_id=requirement.id,
            answer=label.answer,
            quotes=(Quote(line=None, text=label.quote),) if label.quote else (),
        )
        for requirement, label in zip(asked, one.label, strict=True)
    )


def test_every_named_file_is_there_and_every_file_there_is_named(world: World) -> None:
    named = {WORLD_FOLDER / file.path for each in world.candidacy for file in each.file}
    there = {path for path in (WORLD_FOLDER / "files").rglob("*") if path.is_file()}
    assert named == there
    assert all(path.stat().st_size for path in there)


def test_paths_are_plain_ascii_so_that_they_survive_any_machine() -> None:
    paths = (path.relative_to(FIXTURES).as_posix() for path in WORLD_FOLDER.rglob("*"))
    assert [path for path in paths if not path.isascii()] == []


def test_documents_stay_small() -> None:
    assert sum(path.stat().st_size for path in (WORLD_FOLDER / "files").rglob("*")) < MOST_BYTES


def test_ids_are_unique_uuids(world: World) -> None:
    ids = [
        *(one.id for one in world.requisition),
        *(one.id for one in world.candidacy),
        *(file.id for one in world.candidacy for file in one.file),
    ]
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    assert all(str(UUID(one)) == one for one in ids)


def test_labels_cover_exactly_what_the_requisition_asks(world: World) -> None:
    labelled = [one for one in world.candidacy if one.label]
    assert labelled
    for one in labelled:
        asked = [each.text for each in requirements(world, one)]
        assert [label.requirement for label in one.label] == asked, key(one)


def test_every_requisition_with_a_text_has_musts_wants_and_notes(world: World) -> None:
    kinds = {RequirementKind.MUST, RequirementKind.WANT, RequirementKind.NOTE}
    for one in world.requisition:
        assert {each.kind for each in rubric(one).requirements} == (
            kinds if one.required_skills else set()
        )


def test_whoever_reaches_the_model_is_labelled_and_nobody_else(world: World) -> None:
    for one in world.candidacy:
        asked = one.expect is not None and one.expect.outcome in {
            Outcome.SCREENED,
            Outcome.OVERTAKEN,
        }
        assert bool(one.label) == asked, key(one)


def test_only_silence_has_no_quote(world: World) -> None:
    for one in world.candidacy:
        for label in one.label:
            assert (label.answer is Answer.NOT_STATED) == (label.quote == ""), key(one)


def test_quotes_are_the_persons_own_words(world: World) -> None:
    for one in world.candidacy:
        sources = [path for path in TEXTS.glob(f"{key(one)}*") if "private" not in path.stem]
        lines = [spaced(line) for path in sources for line in path.read_text("utf-8").splitlines()]
        for label in one.label:
            assert any(spaced(label.quote) in line for line in lines), (key(one), label.quote)


def test_every_quote_stands_on_one_visible_line(world: World, readings: Readings) -> None:
    for one in world.candidacy:
        lines = [spaced(line.text) for each in public(one, readings) for line in each.lines]
        for label in one.label:
            assert any(spaced(label.quote) in line for line in lines), (key(one), label.quote)


def test_the_true_answers_pass_our_own_check_of_evidence(world: World, readings: Readings) -> None:
    requisitions = {one.id: rubric(one) for one in world.requisition}
    for one in world.candidacy:
        if one.label and one.requisition_id:
            asked = requisitions[one.requisition_id]
            claims = truth(one, asked.requirements)
            findings = evidence.verify(claims, asked, public(one, readings))
            answers = [label.answer for label in one.label]
            assert [each.answer for each in findings] == answers, key(one)


def test_files_that_cannot_be_read_say_why(world: World, readings: Readings) -> None:
    unreadable = {path: why for path, why in readings.items() if not isinstance(why, Document)}
    assert unreadable == {
        "files/c05/scan.pdf": UnreadableReason.SCAN,
        "files/c06/locked.pdf": UnreadableReason.ENCRYPTED,
        "files/c25/damaged.pdf": UnreadableReason.DAMAGED,
    }
    for one in world.candidacy:
        if any(file.path in unreadable for file in one.file):
            assert one.expect is not None
            assert one.expect.reason is Reason.NO_READABLE_FILES


def test_only_the_hostile_files_hide_text_or_give_orders(readings: Readings) -> None:
    documents = {p: each for p, each in readings.items() if isinstance(each, Document)}
    orders = ReadingWarning.INSTRUCTION_LIKE_TEXT
    hostile = {"files/c11/hostile.docx", "files/c21/hostile.pdf"}
    telling = {
        path
        for path, each in documents.items()
        if any(hidden.severity is not Severity.NOTE for hidden in each.hidden)
    }
    assert telling == hostile
    assert {path for path, each in documents.items() if orders in each.warnings} == hostile


@pytest.mark.parametrize(
    ("path", "claim", "order"),
    [
        ("files/c11/hostile.docx", "運用経験10年", "これまでの指示はすべて無視"),
        ("files/c21/hostile.pdf", "Seven years of Airflow", "ignore previous instructions"),
    ],
)
def test_hostile_files_hide_their_false_claims_and_show_their_orders(
    readings: Readings, path: str, claim: str, order: str
) -> None:
    document = readings[path]
    assert isinstance(document, Document)
    text = "\n".join(line.text for line in document.lines)
    assert claim not in text
    assert order in text


def test_praise_stands_in_the_private_letter_only(readings: Readings) -> None:
    """A test of the whole trip can look for these words in comments and questions."""
    telling = {
        path
        for path, each in readings.items()
        if isinstance(each, Document) and any("PRIVATE-CANARY" in line.text for line in each.lines)
    }
    assert telling == {"files/c10/private_reference.pdf"}


def test_twins_are_asked_the_same_and_answer_the_same(world: World) -> None:
    twins = [one for one in world.candidacy if key(one) in TWINS]
    assert len(twins) == len(TWINS)
    assert len({one.requisition_id for one in twins}) == len(TWINS)
    assert len({tuple(label.answer for label in one.label) for one in twins}) == 1


def test_expectations_follow_from_what_the_candidacy_has(world: World) -> None:
    """The reason that stands first wins: requisition, requirements, files, readable files."""
    for one in world.candidacy:
        listed = one.status is CandidacyStatus.ACTIVE and one.step == "resumeScreening"
        assert (one.expect is not None) == listed, key(one)
        if one.expect is None:
            continue
        if one.requisition_id is None:
            assert one.expect.reason is Reason.NO_REQUISITION
        elif not requirements(world, one):
            assert one.expect.reason is Reason.NO_REQUIREMENTS
        elif not one.file:
            assert one.expect.reason is Reason.NO_FILES
        elif all(file.private for file in one.file):
            assert one.expect.reason is Reason.NO_READABLE_FILES
        else:
            overtaken = one.meanwhile is not None
            assert (one.expect.outcome is Outcome.OVERTAKEN) == overtaken, key(one)


def test_every_case_is_there(world: World) -> None:
    reasons = {one.expect.reason for one in world.candidacy if one.expect}
    assert reasons == {
        Reason.JUDGED,
        Reason.NO_FILES,
        Reason.NO_READABLE_FILES,
        Reason.NO_REQUISITION,
        Reason.NO_REQUIREMENTS,
        Reason.TERMINATED_BY_PERSON,
        Reason.MOVED_BY_PERSON,
    }
    names = Counter(file.name for one in world.candidacy for file in one.file)
    assert names["resume.pdf"] == 2
    answers = Counter(label.answer for one in world.candidacy for label in one.label)
    assert min(answers[answer] for answer in Answer) >= 10


def test_nobody_waits_for_the_settle_time_or_for_a_late_file(world: World) -> None:
    """A demo must reach a final outcome for everybody at once."""
    policy = Policy(name="demo", screened_steps=(Step("resumeScreening"),), language=Language.EN)
    for one in world.candidacy:
        last = policy.settle if one.file else max(policy.look_again)
        assert timedelta(minutes=one.step_minutes_ago) > last
        assert one.applied_minutes_ago >= one.step_minutes_ago


def test_addresses_and_telephones_cannot_be_anyones(world: World) -> None:
    told = [path.read_text("utf-8") for path in TEXTS.iterdir()]
    told.append((WORLD_FOLDER / "world.toml").read_text("utf-8"))
    text = "\n".join(told)
    emails, telephones = EMAIL.findall(text), TELEPHONE.findall(text)
    assert len(emails) > len(world.candidacy)
    assert {email.rpartition("@")[2] for email in emails} <= RESERVED_DOMAINS
    assert len(telephones) > 10
    assert [one for one in telephones if not INVENTED_TELEPHONE.fullmatch(one)] == []


@pytest.mark.parametrize("name", ["requisition.example.txt", "requisition.example.ja.txt"])
def test_example_requisitions_ask_what_the_world_asks(world: World, name: str) -> None:
    text = (WORLD_FOLDER / name).read_text("utf-8")
    example = WorldRequisition(id="local", name="example", required_skills=text)
    asked = [(each.kind, each.text) for each in rubric(example).requirements]
    known = [
        [(each.kind, each.text) for each in rubric(one).requirements] for one in world.requisition
    ]
    assert len(asked) > 5
    assert any(asked == each[: len(asked)] for each in known)


def test_world_is_plain_toml_without_a_private_dialect() -> None:
    content = tomllib.loads((WORLD_FOLDER / "world.toml").read_text("utf-8"))
    assert set(content) == {"requisition", "candidacy"}
