"""``[tenants.NAME]``: one company, its ATS, and what its admin allows."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator, model_validator

from screening.ats import herp_words
from screening.keys import is_here
from screening.model import CommentFormat, Language, RequisitionId, Step, UserId
from screening.settings.asking import BudgetSettings
from screening.settings.section import Section, is_web_address

_YEAR_MINUTES = 525_600


class RequisitionSettings(Section):
    """``[tenants.NAME.requisitions.ID]``: one requisition."""

    rubric: Path | None = None
    """A TOML file with its requirements, which wins over the ATS's text."""


class TenantSettings(Section):
    """``[tenants.NAME]``: one company and its ATS."""

    ats: Literal["herp"] = "herp"
    base_url: str = "https://public-api.herp.cloud/hire"
    key_env: str | None = None
    """The environment variable that holds the key. An address on this machine needs none."""
    key_expires: date | None = None
    """The day the key ends; HERP shows it when the key is made. ``doctor`` warns before it."""
    capabilities: Path | None = None
    """The file that ``screening probe`` wrote for this tenant."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)] = (Step("resumeScreening"),)
    """The steps at which candidacies are screened."""
    only_requisitions: tuple[RequisitionId, ...] = ()
    """When not empty, only these requisitions are screened."""
    language: Language = Language.JA
    """The language of comments."""
    time_zone: str = "Asia/Tokyo"
    mode: Literal["comment"] = "comment"
    """What the worker may do. This version only comments."""
    comment_format: CommentFormat = CommentFormat.MARKDOWN
    show_score: Literal["first", "last", "hidden"] = "first"
    promising_from: Annotated[int, Field(ge=0, le=100)] = 70
    doubtful_below: Annotated[int, Field(ge=0, le=100)] = 40
    requirements: Literal["model", "rules"] = "model"
    """Who makes requirements of the requisition's text: the model, or the rules alone."""
    blind: bool = False
    """Keep who the candidate is from the model: name, contacts, age, sex, origin, family."""
    most_runs: Annotated[int, Field(ge=1, le=5)] = 3
    """How often one candidacy is judged where a single answer is not enough; 1 never repeats."""
    border: Annotated[int, Field(ge=0, le=30)] = 7
    """How near to a threshold a score must be for a second judgement, in points."""
    correctors: tuple[UserId, ...] = ()
    """Who may correct a judgement by a comment; without any, comments are not read for it."""
    listen_days: Annotated[int, Field(ge=1, le=365)] = 14
    """How long after our comment corrections are looked for."""
    read_private_files: bool = False
    quote_when_privacy_unknown: bool = False
    """Quote files even when the ATS does not say whether they are private."""
    not_screened_comment: bool = True
    """Say in a comment when, and why, a candidacy was not screened."""
    file_kinds_excluded: tuple[str, ...] = ()
    max_files: Annotated[int, Field(ge=1, le=50)] = 10
    max_candidacy_mebibytes: Annotated[int, Field(ge=1, le=500)] = 40
    settle_minutes: Annotated[float, Field(ge=0, le=_YEAR_MINUTES)] = 3
    """How long after a step change the first look is taken, for late files."""
    look_again_minutes: tuple[Annotated[float, Field(le=_YEAR_MINUTES)], ...] = (15, 60, 360, 1440)
    """When to look again for a file, after the step change, before saying there is none."""
    give_up_hours: Annotated[float, Field(gt=0, le=8_760)] = 24
    """How long a silent model is waited for before saying that nothing was screened."""
    poll_seconds: Annotated[float, Field(gt=0, le=86_400)] = 60
    requests_per_minute: Annotated[int, Field(ge=1)] = 60
    """Our share of the tenant's allowance (HERP: 100 a minute for all integrations together)."""
    leave_for_others: Annotated[int, Field(ge=0)] = 20
    """Stop when the ATS says that no more than this remains of the window."""
    budget: BudgetSettings = BudgetSettings()
    requisitions: dict[RequisitionId, RequisitionSettings] = Field(default_factory=dict)
    key: SecretStr | None = Field(default=None, exclude=True)

    @field_validator("base_url")
    @classmethod
    def _encrypted_address(cls, url: str) -> str:
        if not is_web_address(url) or not (url.startswith("https:") or is_here(url)):
            raise ValueError(
                "must be an https address without user, password, question mark or # "
                "(http only for this machine)"
            )
        return url

    @field_validator("steps")
    @classmethod
    def _known_steps(cls, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """Check against HERP's names, as long as HERP is the only system there is."""
        if not set(steps) <= set(herp_words.STEPS):
            raise ValueError(
                f"must be steps of HERP, written exactly so: {', '.join(herp_words.STEPS)}"
            )
        return steps

    @field_validator("correctors")
    @classmethod
    def _user_ids(cls, ids: tuple[UserId, ...]) -> tuple[UserId, ...]:
        """Refuse names: nobody would be heard by them, and every comment would say otherwise."""
        if not all(herp_words.is_user_id(one) for one in ids):
            raise ValueError("must be ids of HERP's users, such as U-AB12C, not their names")
        return ids

    @field_validator("only_requisitions")
    @classmethod
    def _plain_only(cls, ids: tuple[RequisitionId, ...]) -> tuple[RequisitionId, ...]:
        return tuple(RequisitionId(herp_words.plain_id(one)) for one in ids)

    @field_validator("requisitions")
    @classmethod
    def _plain_requisitions(
        cls, tables: dict[RequisitionId, RequisitionSettings]
    ) -> dict[RequisitionId, RequisitionSettings]:
        plain = {RequisitionId(herp_words.plain_id(one)): table for one, table in tables.items()}
        if len(plain) < len(tables):
            raise ValueError("one requisition has two tables: its id in capitals is the same id")
        return plain

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError('must be the name of a time zone such as "Asia/Tokyo"') from error
        return name

    @model_validator(mode="after")
    def _later_each_time(self) -> "TenantSettings":
        waits = (self.settle_minutes, *self.look_again_minutes)
        if any(later <= sooner for sooner, later in pairwise(waits)):
            raise ValueError("look_again_minutes must grow, beginning above settle_minutes")
        return self

    @model_validator(mode="after")
    def _ordered_thresholds(self) -> "TenantSettings":
        if self.doubtful_below > self.promising_from:
            raise ValueError("doubtful_below must not be above promising_from")
        return self
