"""From what was read and said to the whole record of a decided screening. Pure, given its kit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from screening import blind, consensus, evidence, feedback, policy, tenure, verdict
from screening.clearance import clear
from screening.comment import render
from screening.fingerprint import fingerprint, reference
from screening.gather import Gathered
from screening.kit import Kit
from screening.model import (
    Assessment,
    Candidacy,
    Clearance,
    Correction,
    Document,
    Doubt,
    FileReading,
    Finding,
    Fingerprint,
    Objection,
    OpenScreening,
    Person,
    PostComment,
    Quality,
    Reason,
    Reference,
    Requisition,
    Rubric,
    RubricSource,
    Run,
    ScreeningRecord,
    Verdict,
    Versions,
)
from screening.prompt import PromptTemplate
from screening.repeats import Plan
from screening.requirements import approved
from screening.rubric import left_out
from screening.stuffing import stuffed

_QUALITIES = tuple(Quality)


@dataclass(frozen=True, slots=True)
class Draft:
    """A screening before the model is asked: all that its decision will rest on."""

    screening: OpenScreening
    candidacy: Candidacy
    requisition: Requisition | None
    gathered: Gathered
    documents: tuple[Document, ...]
    """What was read, in the order in which it is shown to the model; redacted in blind mode."""
    person: Person
    """Whom the question must not show; empty unless in blind mode."""
    rubric: Rubric
    """Empty without a requisition."""
    prompt: PromptTemplate
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
        rubric: Rubric,
        *,
        person: Person | None = None,
    ) -> Self:
        """Keep the person out if the policy says so, and fingerprint everything."""
        documents = gathered.documents
        if kit.policy.blind:
            documents = blind.redact(documents, person or Person()).documents
            rubric = blind.for_people(rubric)
        prompt = kit.prompt_for(candidacy.ref)
        versions = _versions(kit, prompt, rubric)
        return cls(
            screening,
            candidacy,
            requisition,
            gathered,
            documents,
            person or Person(),
            rubric,
            prompt,
            versions,
            _basis(kit, candidacy, gathered, versions),
        )

    @property
    def obstacle(self) -> Reason | None:
        """Why there is nothing to ask, if so."""
        if self.requisition is None:
            return Reason.NO_REQUISITION
        if not self.documents:
            return Reason.NO_READABLE_FILES if self.gathered.unread else Reason.NO_FILES
        if not policy.judged(self.rubric):
            return Reason.NO_REQUIREMENTS
        return None

    @property
    def quality(self) -> Quality:
        """How far the worst of the documents can be trusted."""
        return max((one.quality for one in self.documents), key=_QUALITIES.index)

    def verified(
        self,
        kit: Kit,
        plan: Plan,
        assessments: tuple[Assessment, ...],
        documents: tuple[Document, ...],
    ) -> Run:
        """Check one judgement against the documents that it was given, and count the times."""
        claims = tuple(claim for one in assessments for claim in one.claims)
        found = evidence.verify(claims, self.rubric, documents)
        applied_on = self.candidacy.applied_at.astimezone(kit.zone).date()
        found = tenure.counted(found, self.rubric, applied_on=applied_on)
        return Run(
            number=plan.run,
            assessor=assessments[0].assessor,
            without_flagged=plan.without_flagged,
            findings=found,
            verdict=self.graded(kit, found),
        )

    def graded(self, kit: Kit, findings: tuple[Finding, ...]) -> Verdict:
        """Count findings by the rubric and the policy."""
        return verdict.grade(findings, self.rubric, kit.policy.thresholds, quality=self.quality)

    def _at_odds(self, findings: tuple[Finding, ...]) -> tuple[Doubt, ...]:
        """Tell in what the documents do not fit together; people are told apart unredacted."""
        found = {
            Doubt.CONTRADICTED: bool(evidence.contradicted(findings, self.rubric, self.documents)),
            Doubt.ANOTHER_PERSON: evidence.several_people(self.gathered.documents),
        }
        return tuple(doubt for doubt, holds in found.items() if holds)

    def finish(self, kit: Kit, said: "Said", known: "Known", *, now: datetime) -> ScreeningRecord:
        """Settle on one judgement, grade and decide, and freeze the comment with the decision."""
        settled = self._settled(kit, said, known)
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
            requirements_changed=known.lapsed,
            assessments=said.assessments,
            findings=settled.findings,
            runs=said.runs,
            verdict=settled.verdict,
            clearance=settled.clearance,
            blind=kit.policy.blind,
            same_documents=known.same_documents,
            decision=policy.decide(said.reason, settled.doubts),
            actions=(),
            decided_at=now,
        )
        return record.model_copy(update={"actions": _actions(kit, record)})

    def _settled(self, kit: Kit, said: "Said", known: "Known") -> "_Settled":
        """Make one judgement of all runs and corrections, and say what stands against it."""
        findings: tuple[Finding, ...] = ()
        graded = clearance = None
        if said.runs:
            findings = consensus.agreed(said.runs)
            findings = feedback.corrected(findings, known.corrections, self.rubric)
            graded = self.graded(kit, findings)
        found = policy.doubts(
            self.documents,
            self.gathered.unread,
            said.assessments,
            (*findings, *(one for run in said.runs for one in run.findings)),
            kit.policy,
            drifted=said.drifted,
            stuffed=stuffed(self.documents, self.rubric, self.requisition),
            at_odds=self._at_odds(findings),
            trust_loose_form=kit.trust_loose_form,
        )
        if graded is not None and self.requisition is not None:
            clearance = clear(
                graded,
                findings,
                said.runs,
                self.documents,
                doubts=found,
                approval=_approval(self.rubric, self.requisition, known),
                corrections=known.corrections,
                policy=kit.policy,
            )
        return _Settled(findings, graded, found, clearance)


@dataclass(frozen=True, slots=True)
class _Settled:
    """What all that was said comes to."""

    findings: tuple[Finding, ...]
    verdict: Verdict | None
    doubts: tuple[Doubt, ...]
    clearance: Clearance | None


@dataclass(frozen=True, slots=True)
class Said:
    """What came of asking the model: judgements, or why there is none."""

    reason: Reason
    runs: tuple[Run, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    drifted: bool = False
    """Whether another model answered than the one that was accepted."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger knows besides: what recruiters said, and where the same files were."""

    corrections: tuple[Correction, ...] = ()
    same_documents: tuple[Reference, ...] = ()
    lapsed: bool = False
    """Whether requirements were approved for another text of the requisition than today's."""


def _versions(kit: Kit, prompt: PromptTemplate, rubric: Rubric) -> Versions:
    return Versions(
        code=kit.code_version,
        prompt=prompt.fingerprint,
        template=kit.comment.fingerprint,
        rubric=fingerprint(rubric.model_copy(update={"approval": None})),
        policy=fingerprint(kit.policy),
        policy_name=kit.policy.name,
        assessor=kit.assessor.identity,
    )


def _basis(kit: Kit, candidacy: Candidacy, gathered: Gathered, versions: Versions) -> Fingerprint:
    return fingerprint(
        *sorted(gathered.hashes),
        *sorted(f"{one.sha256} {says}" for one in gathered.documents for says in one.warnings),
        *sorted(f"{unread.file.id} {unread.reason}" for unread in gathered.unread),
        str(candidacy.requisition_id),
        versions.rubric,
        versions.prompt,
        versions.policy,
        versions.assessor,
        *([kit.second.identity] if kit.second is not None else []),
    )


def _approval(rubric: Rubric, requisition: Requisition, known: Known) -> Objection | None:
    """Tell what is wrong with the approval; a list that waits for a new one has changed."""
    found = approved(rubric, requisition)
    return Objection.REQUIREMENTS_CHANGED if found is not None and known.lapsed else found


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
