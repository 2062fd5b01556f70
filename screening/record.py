"""From what was read and said to the whole record of a decided screening. Pure, given its kit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from screening import evidence, policy, verdict
from screening.comment import render
from screening.fingerprint import fingerprint, reference
from screening.gather import Gathered
from screening.kit import Kit
from screening.model import (
    Assessment,
    Candidacy,
    Document,
    FileReading,
    Finding,
    Fingerprint,
    OpenScreening,
    PostComment,
    Reason,
    Requisition,
    RequisitionId,
    Rubric,
    RubricSource,
    ScreeningRecord,
    Versions,
)
from screening.rubric import compile_rubric, left_out


@dataclass(frozen=True, slots=True)
class Draft:
    """A screening before the model is asked: all that its decision will rest on."""

    screening: OpenScreening
    candidacy: Candidacy
    requisition: Requisition | None
    gathered: Gathered
    rubric: Rubric
    """Empty without a requisition."""
    versions: Versions
    basis: Fingerprint

    @classmethod
    def begin(
        cls,
        kit: Kit,
        screening: OpenScreening,
        candidacy: Candidacy,
        requisition: Requisition | None,
        gathered: Gathered,
    ) -> Self:
        """Compile the rubric and fingerprint everything."""
        rubric = _rubric(kit, candidacy, requisition)
        versions = Versions(
            code=kit.code_version,
            prompt=kit.prompt.fingerprint,
            template=kit.comment.fingerprint,
            rubric=fingerprint(rubric),
            policy=fingerprint(kit.policy),
            policy_name=kit.policy.name,
            assessor=kit.assessor.identity,
        )
        basis = fingerprint(
            *sorted(gathered.hashes),
            *sorted(f"{one.sha256} {says}" for one in gathered.documents for says in one.warnings),
            *sorted(f"{unread.file.id} {unread.reason}" for unread in gathered.unread),
            str(candidacy.requisition_id),
            versions.rubric,
            versions.prompt,
            versions.policy,
            versions.assessor,
        )
        return cls(screening, candidacy, requisition, gathered, rubric, versions, basis)

    @property
    def documents(self) -> tuple[Document, ...]:
        """What was read, in the order in which it is shown to the model."""
        return self.gathered.documents

    @property
    def obstacle(self) -> Reason | None:
        """Why there is nothing to ask, if so."""
        if self.requisition is None:
            return Reason.NO_REQUISITION
        if not policy.judged(self.rubric):
            return Reason.NO_REQUIREMENTS
        if not self.gathered.documents:
            return Reason.NO_READABLE_FILES if self.gathered.unread else Reason.NO_FILES
        return None

    def finish(
        self, kit: Kit, said: tuple[Assessment, ...] | Reason, *, now: datetime
    ) -> ScreeningRecord:
        """Verify, grade and decide, and freeze the comment with the decision."""
        reason, assessments = (said, ()) if isinstance(said, Reason) else (Reason.JUDGED, said)
        findings: tuple[Finding, ...] = ()
        graded = None
        if assessments:
            claims = tuple(claim for one in assessments for claim in one.claims)
            findings = evidence.verify(claims, self.rubric, self.documents)
            graded = verdict.grade(findings, self.rubric, kit.policy.thresholds)
        found = policy.doubts(
            self.documents, self.gathered.unread, assessments, findings, kit.policy
        )
        record = ScreeningRecord(
            id=self.screening.id,
            reference=reference(
                kit.secret, kit.tenant, self.candidacy.ref.id, self.basis, self.screening.id
            ),
            ref=self.candidacy.ref,
            step=self.candidacy.step,
            step_updated_at=self.candidacy.step_updated_at,
            requisition_id=self.candidacy.requisition_id,
            requisition=self.requisition,
            basis=self.basis,
            versions=self.versions,
            files=tuple(document.file for document in self.documents),
            readings=tuple(FileReading.of(document) for document in self.documents),
            unread=self.gathered.unread,
            rubric=self.rubric,
            left_out=_left_out(self.rubric, self.requisition),
            assessments=assessments,
            findings=findings,
            verdict=graded,
            decision=policy.decide(reason, found),
            actions=(),
            decided_at=now,
        )
        return record.model_copy(update={"actions": _actions(kit, record)})


def _actions(kit: Kit, record: ScreeningRecord) -> tuple[PostComment, ...]:
    if not policy.commented(record.decision, kit.policy):
        return ()
    traits = kit.ats.traits
    body = render(record, kit.comment, policy=kit.policy, traits=traits, zone=kit.zone)
    return (PostComment(body=body, format=policy.comment_format(kit.policy, traits)),)


def _left_out(rubric: Rubric, requisition: Requisition | None) -> int:
    """Count the lines of the ATS's text that are judged by nobody; an admin's rubric has none."""
    if requisition is None or rubric.source is RubricSource.ADMIN:
        return 0
    return len(left_out(requisition))


def _rubric(kit: Kit, candidacy: Candidacy, requisition: Requisition | None) -> Rubric:
    if requisition is not None:
        return kit.rubrics.get(requisition.id) or compile_rubric(requisition)
    nobody = candidacy.requisition_id or RequisitionId("")
    return Rubric(requisition_id=nobody, source=RubricSource.RULES, requirements=())
