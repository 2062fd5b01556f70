"""From what was read and said to the record: what a decision rests on, and what it plans."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from screening.fingerprint import fingerprint
from screening.gather import Gathered
from screening.kit import Kit
from screening.model import (
    Answer,
    Assessment,
    Candidacy,
    Claim,
    CommentFormat,
    Demotion,
    Document,
    DocumentFormat,
    Doubt,
    FileMeta,
    Fingerprint,
    HiddenReason,
    HiddenText,
    Language,
    Line,
    OpenScreening,
    Outcome,
    Quote,
    Reason,
    Requirement,
    RequirementId,
    RequirementKind,
    Requisition,
    RequisitionId,
    Rubric,
    RubricSource,
    ScreeningId,
    ScreeningRecord,
    Sighting,
    UnreadableReason,
    UnreadFile,
)
from screening.prompt import PromptTemplate
from screening.record import Draft, Known, Said
from screening.repeats import Plan
from screening.rubric import compile_rubric
from screening.texts import read_text, shipped_folder
from support.builders import (
    CV,
    LATER_STEP,
    QUOTE,
    REQUISITION,
    Bench,
    make_candidacy,
    make_file,
    make_policy,
    make_requisition,
    open_bench,
    shipped_texts,
)
from support.fakes import START, TRAITS, FakeAssessor, FakeAts


def document(file: FileMeta | None = None, content: bytes = CV) -> Document:
    texts = content.decode().splitlines()
    return Document(
        file=file or make_file(),
        sha256=hashlib.sha256(content).hexdigest(),
        format=DocumentFormat.TEXT,
        pages=None,
        lines=tuple(Line(number=at, page=None, text=text) for at, text in enumerate(texts, 1)),
    )


def gathered(*documents: Document, unread: tuple[UnreadFile, ...] = ()) -> Gathered:
    return Gathered(documents, unread, tuple(one.sha256 for one in documents))


READ = gathered(document())
WANTED = make_requisition()
UNREAD = UnreadFile(file=make_file("file-two"), reason=UnreadableReason.SCAN)


def draft(
    kit: Kit,
    *,
    candidacy: Candidacy | None = None,
    requisition: Requisition | None = WANTED,
    found: Gathered = READ,
) -> Draft:
    candidacy = candidacy or make_candidacy()
    sighting = Sighting(
        ref=candidacy.ref, step=candidacy.step, step_updated_at=candidacy.step_updated_at
    )
    screening = OpenScreening(id=ScreeningId("s"), sighting=sighting)
    rubric = Rubric(requisition_id=REQUISITION, source=RubricSource.RULES, requirements=())
    if requisition is not None:
        rubric = kit.rubrics.get(requisition.id) or compile_rubric(requisition)
    return Draft.begin(kit, screening, candidacy, requisition, found, rubric)


def finish(made: Draft, kit: Kit, spoken: tuple[Assessment, ...] | Reason) -> ScreeningRecord:
    """Finish a draft with one judgement, or with the reason why there is none."""
    if isinstance(spoken, Reason):
        return made.finish(kit, Said(spoken), Known(), now=START)
    run = made.verified(kit, Plan(1), spoken, made.documents)
    return made.finish(kit, Said(Reason.JUDGED, (run,), spoken), Known(), now=START)


def said(kit: Kit, quote: str = QUOTE, *, requirement: str = "R1") -> tuple[Assessment, ...]:
    claim = Claim(
        requirement_id=RequirementId(requirement),
        answer=Answer.MET,
        quotes=(Quote(line=2, text=quote),),
    )
    question = Fingerprint("q" * 64)
    return (Assessment(assessor=kit.assessor.identity, question=question, claims=(claim,)),)


# ---------------------------------------------------------------- the basis


def admins_rubric(*texts: str) -> dict[RequisitionId, Rubric]:
    requirements = tuple(
        Requirement(id=RequirementId(f"R{at}"), kind=RequirementKind.MUST, text=text)
        for at, text in enumerate(texts, 1)
    )
    rubric = Rubric(
        requisition_id=REQUISITION, source=RubricSource.ADMIN, requirements=requirements
    )
    return {REQUISITION: rubric}


def other_prompt() -> PromptTemplate:
    return PromptTemplate.parse(read_text(shipped_folder() / "assess" / "v2.md") + "\nBe brief.\n")


CHANGES: dict[str, Callable[[Kit], Draft]] = {
    "another content": lambda kit: draft(kit, found=gathered(document(content=CV + b"x\n"))),
    "one more file": lambda kit: draft(
        kit, found=gathered(document(), document(make_file("f2"), b"More.\n"))
    ),
    "a file that was not read": lambda kit: draft(
        kit, found=gathered(document(), unread=(UNREAD,))
    ),
    "no file": lambda kit: draft(kit, found=gathered()),
    "other requirements": lambda kit: draft(kit, requisition=make_requisition(must="- Go")),
    "an admin's requirements": lambda kit: draft(replace(kit, rubrics=admins_rubric("Go"))),
    "another requisition": lambda kit: draft(
        kit,
        candidacy=make_candidacy(requisition=RequisitionId("two")),
        requisition=make_requisition().model_copy(update={"id": "two"}),
    ),
    "no requisition": lambda kit: draft(
        kit, candidacy=make_candidacy(requisition=None), requisition=None
    ),
    "another prompt": lambda kit: draft(replace(kit, prompt_for=lambda _ref: other_prompt())),
    "another policy": lambda kit: draft(replace(kit, policy=make_policy(max_files=3))),
    "another language": lambda kit: draft(replace(kit, policy=make_policy(language="ja"))),
    "another model": lambda kit: draft(
        replace(kit, assessor=FakeAssessor(kit.clock, model="other"))
    ),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_whatever_a_decision_rests_on_changes_its_basis(tmp_path: Path, change: str) -> None:
    async with open_bench(tmp_path) as bench:
        assert CHANGES[change](bench.kit).basis != draft(bench.kit).basis


UNREAD_REASONS = [UnreadableReason.ENCRYPTED, UnreadableReason.MISSING]


@pytest.mark.parametrize("reason", UNREAD_REASONS)
async def test_why_a_file_was_not_read_is_part_of_the_basis(
    tmp_path: Path, reason: UnreadableReason
) -> None:
    async with open_bench(tmp_path) as bench:
        other = UNREAD.model_copy(update={"reason": reason})
        found = [draft(bench.kit, found=gathered(unread=(one,))).basis for one in (UNREAD, other)]
        assert found[0] != found[1]


SAME: dict[str, Callable[[Kit], Draft]] = {
    "another step and time": lambda kit: draft(
        kit, candidacy=make_candidacy(step=LATER_STEP, since=START)
    ),
    "another file name": lambda kit: draft(
        kit, found=gathered(document(make_file(name="other.txt")))
    ),
    "another version of the code": lambda kit: draft(replace(kit, code_version="9")),
    "another clock": lambda kit: draft(replace(kit, clock=lambda: START)),
}


@pytest.mark.parametrize("change", SAME)
async def test_what_a_decision_does_not_rest_on_leaves_its_basis(
    tmp_path: Path, change: str
) -> None:
    """Or the same person would be told about twice."""
    async with open_bench(tmp_path) as bench:
        assert SAME[change](bench.kit).basis == draft(bench.kit).basis


async def test_the_order_in_which_files_are_listed_does_not_matter(tmp_path: Path) -> None:
    one, two = document(), document(make_file("f2"), b"More.\n")
    async with open_bench(tmp_path) as bench:
        there, back = gathered(one, two), gathered(two, one)
        assert draft(bench.kit, found=there).basis == draft(bench.kit, found=back).basis


# ---------------------------------------------------------------- obstacles


OBSTACLES: dict[Reason | None, Callable[[Kit], Draft]] = {
    None: draft,
    Reason.NO_REQUISITION: lambda kit: draft(kit, requisition=None, found=gathered()),
    Reason.NO_REQUIREMENTS: lambda kit: draft(kit, requisition=make_requisition(must="")),
    Reason.NO_FILES: lambda kit: draft(
        kit, requisition=make_requisition(must=""), found=gathered()
    ),
    Reason.NO_READABLE_FILES: lambda kit: draft(kit, found=gathered(unread=(UNREAD,))),
}


@pytest.mark.parametrize("reason", OBSTACLES)
async def test_the_first_obstacle_is_the_one_that_is_certain(
    tmp_path: Path, reason: Reason | None
) -> None:
    """Without documents no model was asked what the requirements are."""
    async with open_bench(tmp_path) as bench:
        assert OBSTACLES[reason](bench.kit).obstacle is reason


# ---------------------------------------------------------------- the record


async def test_a_judgement_holds_what_was_said_proven_and_decided(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        record = finish(draft(bench.kit), bench.kit, said(bench.kit))
        assert (record.decision.outcome, record.decision.reason) == (
            Outcome.SCREENED,
            Reason.JUDGED,
        )
        (finding,) = record.findings
        assert finding.answer is Answer.MET
        assert [one.text for one in finding.evidence] == [QUOTE]
        assert record.verdict is not None
        assert record.verdict.musts_met == 1
        assert record.assessments == said(bench.kit)
        assert record.decided_at == START
        assert record.reference in record.actions[0].body


async def test_an_invented_quote_counts_for_nothing_and_casts_doubt(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        invented = said(bench.kit, "Led the PostgreSQL project itself for twenty years.")
        record = finish(draft(bench.kit), bench.kit, invented)
        (finding,) = record.findings
        assert (finding.answer, finding.demotion) == (
            Answer.NOT_STATED,
            Demotion.QUOTE_NOT_FOUND,
        )
        assert Doubt.INVENTED_QUOTES in record.decision.doubts


async def test_documents_that_deny_what_counts_as_met_cast_doubt(tmp_path: Path) -> None:
    other = document(make_file("file-two"), b"I have no experience with PostgreSQL.\n")
    async with open_bench(tmp_path) as bench:
        made = draft(bench.kit, found=gathered(document(), other))
        record = finish(made, bench.kit, said(bench.kit))
        assert record.findings[0].answer is Answer.MET
        assert record.decision.doubts == (Doubt.CONTRADICTED,)
        assert shipped_texts().comments[Language.EN].words.doubts[Doubt.CONTRADICTED] in (
            record.actions[0].body
        )


@pytest.mark.parametrize("blind", [False, True])
async def test_files_of_two_people_cast_doubt_and_name_nobody(
    tmp_path: Path, *, blind: bool
) -> None:
    own = document(content=b"Name: Alex Sample\nalex@mail.example\n" + CV)
    other = document(make_file("file-two"), b"Name: Jordan Other\njordan@mail.example\n")
    async with open_bench(tmp_path, blind=blind) as bench:
        made = draft(bench.kit, found=gathered(own, other))
        record = finish(made, bench.kit, said(bench.kit))
        assert record.decision.doubts == (Doubt.ANOTHER_PERSON,)
        assert not any(name in record.actions[0].body for name in ("Jordan", "jordan", "Alex"))


async def test_several_answers_are_one_judgement(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        kit = replace(bench.kit, rubrics=admins_rubric("PostgreSQL", "Clusters"))
        both = (*said(kit), *said(kit, requirement="R2"))
        record = finish(draft(kit), kit, both)
        assert [one.answer for one in record.findings] == [Answer.MET, Answer.MET]
        assert len(record.assessments) == 2


async def test_a_reason_instead_of_an_answer_has_neither_findings_nor_verdict(
    tmp_path: Path,
) -> None:
    async with open_bench(tmp_path) as bench:
        record = finish(draft(bench.kit), bench.kit, Reason.MODEL_REFUSED)
        assert record.decision.outcome is Outcome.NOT_SCREENED
        assert (record.findings, record.verdict, record.assessments) == ((), None, ())
        assert len(record.actions) == 1


async def test_nothing_is_planned_where_an_admin_wants_nothing_said(tmp_path: Path) -> None:
    async with open_bench(tmp_path, not_screened_comment=False) as bench:
        record = finish(draft(bench.kit), bench.kit, Reason.MODEL_REFUSED)
        assert record.actions == ()
        assert len(finish(draft(bench.kit), bench.kit, said(bench.kit)).actions) == 1


async def test_hidden_text_and_unread_files_are_recorded(tmp_path: Path) -> None:
    hidden = HiddenText(reason=HiddenReason.COLOUR, page=1, characters=120, words="w" * 120)
    read = document().model_copy(update={"hidden": (hidden,)})
    async with open_bench(tmp_path) as bench:
        found = gathered(read, unread=(UNREAD,))
        record = finish(draft(bench.kit, found=found), bench.kit, said(bench.kit))
        (reading,) = record.readings
        assert (reading.file_id, reading.lines) == (read.file.id, len(read.lines))
        assert reading.hidden == (hidden.model_copy(update={"words": "w" * 40 + "…"}),)
        assert record.unread == (UNREAD,)
        assert {Doubt.HIDDEN_TEXT, Doubt.UNREAD_FILES} <= set(record.decision.doubts)


async def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        made = [
            finish(draft(bench.kit), bench.kit, said(bench.kit)).model_dump_json() for _ in range(2)
        ]
        assert made[0] == made[1]


async def test_another_installation_has_another_reference(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        other = replace(bench.kit, secret=b"another installation")
        found = {finish(draft(kit), kit, Reason.TOO_LONG).reference for kit in (bench.kit, other)}
        assert len(found) == 2


async def test_the_versions_name_all_that_the_record_rests_on(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        kit = bench.kit
        made = draft(kit)
        record = finish(made, kit, said(kit))
        assert record.versions == made.versions
        assert record.versions.prompt == kit.prompt_for(record.ref).fingerprint
        assert record.versions.template == kit.comment.fingerprint
        assert record.versions.policy == fingerprint(kit.policy)
        assert record.versions.assessor == kit.assessor.identity
        assert record.versions.code == kit.code_version


def plain_ats(bench: Bench) -> FakeAts:
    traits = TRAITS.model_copy(update={"comment_formats": (CommentFormat.PLAIN,)})
    return FakeAts(bench.kit.tenant, bench.clock, traits=traits)


async def test_an_ats_that_shows_no_markdown_is_sent_plain_text(tmp_path: Path) -> None:
    async with open_bench(tmp_path) as bench:
        kit = replace(bench.kit, ats=plain_ats(bench))
        (action,) = finish(draft(kit), kit, said(kit)).actions
        assert action.format is CommentFormat.PLAIN
        assert "**" not in action.body


@pytest.mark.parametrize("language", Language)
async def test_a_comment_is_written_in_the_admins_language(
    tmp_path: Path, language: Language
) -> None:
    async with open_bench(tmp_path) as bench:
        comment = shipped_texts().comments[language]
        kit = replace(bench.kit, comment=comment, policy=make_policy(language=language))
        (action,) = finish(draft(kit), kit, said(kit)).actions
        assert QUOTE in action.body
