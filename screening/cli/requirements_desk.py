"""What the commands on requirements read and make: the ATS's text, what stands for it, drafts."""

import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from screening.ats.herp_words import plain_id
from screening.cli.options import choose_tenant, read_settings
from screening.errors import Misconfigured, NotAssessed
from screening.kit import Kit
from screening.model import (
    Approval,
    Assessment,
    ModelCall,
    Objection,
    PlannedCall,
    Requisition,
    RequisitionId,
    Rubric,
    RubricSource,
)
from screening.requirements import approved, lapsed
from screening.rubric import (
    barring,
    compile_rubric,
    lint_rubric,
    parse_rubric,
    sections,
    text_hash,
)
from screening.texts import read_rubric, read_text
from screening.wiring import open_house

Author = Literal["model", "rules"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The rubric by which candidacies are judged now, or were last."""

    rubric: Rubric
    in_file: bool
    """Whether an admin's file holds it, which wins over anything kept."""
    current: bool
    """Whether it was made of exactly the text that the ATS has now, as far as it says."""
    objection: Objection | None
    lapsed: Rubric | None = None
    """What was approved for an earlier text, and does not count any more."""


@dataclass(slots=True)
class Bill:
    """What asking the model for a draft has cost. Such a call belongs to no candidacy."""

    calls: list[ModelCall] = field(default_factory=list)

    async def begin(self, planned: PlannedCall) -> None:
        """Let every attempt be made: a person asked for it, once."""

    async def record(self, call: ModelCall, assessment: Assessment | None) -> None:  # noqa: ARG002 - the port's signature
        """Add an attempt to the bill."""
        self.calls.append(call)


@dataclass(frozen=True, slots=True)
class Desk:
    """One tenant's requisition on the desk, with everything that is known of it."""

    kit: Kit
    requisition: Requisition

    async def standing(self) -> Standing | None:
        """Return what stands; of an earlier text when nothing was made of the current one yet."""
        own = self.kit.rubrics.get(self.requisition.id)
        named = text_hash(self.requisition)
        if own is not None:
            return self._standing(own, in_file=True, current=own.text_hash in {None, named})
        gone = await lapsed(self.kit, self.requisition)
        kept = await self.kit.book.find(self.kit.tenant, self.requisition.id, named)
        if kept is not None:
            return self._standing(kept, in_file=False, current=True, gone=gone)
        earlier = await self.kit.book.all(self.kit.tenant, self.requisition.id)
        last = gone or next(reversed(earlier), None)
        return self._standing(last, in_file=False, current=False, gone=gone) if last else None

    def _standing(
        self, rubric: Rubric, *, in_file: bool, current: bool, gone: Rubric | None = None
    ) -> Standing:
        objection = approved(rubric, self.requisition)
        return Standing(rubric, in_file=in_file, current=current, objection=objection, lapsed=gone)

    async def draft(self, by: Author | None, bill: Bill) -> Rubric:
        """Make a fresh rubric of the text: by the model where there is one, unless by rules."""
        if not any(lines for _, lines in sections(self.requisition)):
            raise Misconfigured(
                f"Requisition {self.requisition.id} has no text of requirements in the ATS: write "
                "some there, or a file of your own as prompts/requirements/README.md describes."
            )
        ruled = compile_rubric(self.requisition)
        compiler = self.kit.compiler
        if by == "rules" or (by is None and compiler is None):
            return ruled
        if compiler is None:
            raise Misconfigured(
                f"No model makes requirements for tenant {self.kit.tenant}: set [model] to one and "
                f'requirements = "model" under [tenants.{self.kit.tenant}], or add --by rules.'
            )
        try:
            return await compiler.compile(self.requisition, bill) or ruled
        except NotAssessed as error:
            raise Misconfigured(f"{error}. Try again, or add --by rules.") from None

    async def approve(self, by: str, file: Path | None) -> Rubric:
        """Let a file's rubric, or the one that stands, be approved; refuse what must not be."""
        standing = await self.standing()
        now = self.kit.clock()
        approval = Approval(by=_name(by), at=now.replace(microsecond=0))
        if standing is not None and standing.in_file:
            raise Misconfigured(_write_it_there(standing, approval, self.requisition))
        rubric = await self._edited(file) if file is not None else self._kept(standing)
        _check(rubric)
        return await self.kit.book.approve(self.kit.tenant, rubric, approval)

    async def _edited(self, file: Path) -> Rubric:
        rubric = read_rubric(file, self.requisition.id)
        named = text_hash(self.requisition)
        if rubric.text_hash not in {None, named}:
            raise Misconfigured(
                f"{file}: the text in the ATS has changed since this draft was made. See what is "
                f"different with screening requirements diff {self.requisition.id}, mend the file, "
                "and take its line text_hash out."
            )
        drafts = await self.kit.book.all(self.kit.tenant, self.requisition.id)
        untouched = any(one.requirements == rubric.requirements for one in drafts)
        source = rubric.source if untouched else RubricSource.ADMIN
        update = {"text_hash": named, "approval": None, "source": source}
        return rubric.model_copy(update=update)

    def _kept(self, standing: Standing | None) -> Rubric:
        if standing is None or not standing.current:
            wanted = self.requisition.id
            raise Misconfigured(
                f"Nothing was made of the current text of {wanted} yet: run screening requirements "
                f"draft {wanted} > {wanted}.toml, read it, and approve it with "
                f"--file {wanted}.toml."
            )
        return standing.rubric


@asynccontextmanager
async def at_desk(config: Path, tenant: str | None, id: str) -> AsyncIterator[Desk]:
    """Read a requisition from its ATS, with everything that is needed to work on it."""
    settings = read_settings(config)
    name = choose_tenant(settings, tenant)
    wanted = RequisitionId(plain_id(id))
    async with open_house(settings) as house:
        kit = house.kits[name]
        requisition = await kit.ats.requisition(wanted)
        if requisition is None:
            raise Misconfigured(
                f"The ATS of tenant {name} has no requisition {wanted}, open or archived: take its "
                "id from the address of its page."
            )
        yield Desk(kit, requisition)


def rubric_of_file(file: Path) -> tuple[Rubric, Requisition | None]:
    """Read a TOML file of requirements, or a plain text as recruiters write it."""
    text = read_text(file)
    if file.suffix != ".toml":
        requisition = Requisition(id=RequisitionId(file.stem), name=file.stem, must_text=text)
        return compile_rubric(requisition), requisition
    try:
        named = tomllib.loads(text).get("requisition", file.stem)
    except (ValueError, RecursionError):
        named = file.stem  # the reader below says what is wrong
    try:
        return parse_rubric(text, RequisitionId(str(named))), None
    except Misconfigured as error:
        raise Misconfigured(f"{file}: {error}") from None


def _name(by: str) -> str:
    name = " ".join(by.split())
    if not 1 <= len(name) <= 100:
        raise Misconfigured("--by needs the name of the person who approves, 1 to 100 characters.")
    return name


def _check(rubric: Rubric) -> None:
    """Refuse a rubric with lines that nobody can approve, naming each and what to write instead."""
    found = [
        f"{named} is blocked ({remark.kind}, {remark.subject}). {remark.better}"
        for named, remarks in lint_rubric(rubric).items()
        for remark in barring(remarks)
    ]
    if found:
        found.append("Nothing was approved. Mend these lines in a file and approve it with --file.")
        raise Misconfigured("\n".join(found))


def _write_it_there(standing: Standing, approval: Approval, requisition: Requisition) -> str:
    from screening.rubric.writing import approval_lines, quoted

    _check(standing.rubric)
    changed = (
        "The text in the ATS has changed since the file was made: read first what is different, "
        f"with screening requirements diff {requisition.id}."
    )
    lines = (
        *(() if standing.current else (changed,)),
        f"A file of requirements for {requisition.id} wins over anything that is kept: approve it "
        "by these lines at its top, in the place of any such lines there:",
        *approval_lines(approval),
        f"text_hash = {quoted(text_hash(requisition))}",
    )
    return "\n".join(lines)
