"""Everything that can be set: one TOML file and, for secrets, the environment. Read once.

``docs/settings.md`` describes every key; a test compares the two.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from screening.ats import herp_words
from screening.errors import Misconfigured
from screening.faults import sentences
from screening.keys import find_key, is_here
from screening.llm.environment import environment_conflicts
from screening.model import AssessorKind, CommentFormat, Language, RequisitionId, Step, TenantId

_TENANT_NAME = re.compile(r"[A-Za-z0-9_-]{1,60}")
_YEAR_MINUTES = 525_600


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class LedgerSettings(_Section):
    """``[ledger]``: where decisions are kept."""

    url: str = "sqlite:///screening.db"
    """``sqlite:///file`` for one machine, ``postgresql://user@host/name`` for several.

    A relative file lies in the settings file's folder, wherever a command is started."""
    one_machine: bool = False
    """Every worker runs on this machine, so that a file serves beside a Redis queue."""

    @property
    def is_file(self) -> bool:
        """Whether it is a file, which only one machine can use."""
        return self.url.startswith("sqlite")


class QueueSettings(_Section):
    """``[queue]``: the bell that wakes workers. It may be lost without loss of work."""

    url: str = "memory://"
    """``memory://`` inside the worker process, or ``redis://`` / ``rediss://``."""
    prefix: str = "screening"
    """What our keys in Redis begin with."""

    @field_validator("url")
    @classmethod
    def _known_scheme(cls, url: str) -> str:
        known = url.startswith(("memory://", "redis://", "rediss://"))
        if not known or _parts(url) is None:
            raise ValueError("must be memory://, or redis:// or rediss:// with host and port")
        return url


class ModelSettings(_Section):
    """``[model]``: who answers the question."""

    kind: AssessorKind = AssessorKind.LLM
    """``llm``, or ``keyword_baseline``, which is not an LLM and says so."""
    base_url: str | None = None
    """An OpenAI-compatible address ending in ``/v1``. The baseline needs none."""
    allow_plain_http: bool = False
    """Send documents unencrypted to another machine; for a server in your own network."""
    name: str = "keyword baseline, not an LLM"
    """The model's name as that server knows it; a dated snapshot where there is one."""
    key_env: str | None = None
    """The environment variable that holds the key. An address on this machine needs none."""
    max_output_tokens: Annotated[int, Field(ge=200, le=50_000)] = 4_000
    token_limit_name: Literal["max_completion_tokens", "max_tokens"] = "max_completion_tokens"  # noqa: S105 - the name of a parameter
    """What the server calls the limit; older compatible servers say ``max_tokens``."""
    reasoning_effort: Literal["minimal", "low", "medium", "high"] | None = None
    """Sent only when set."""
    input_price: Annotated[Decimal, Field(ge=0)] | None = None
    """US dollars for a million input tokens; overrides ``prompts/models.toml``."""
    output_price: Annotated[Decimal, Field(ge=0)] | None = None
    """US dollars for a million output tokens."""
    attempt_seconds: Annotated[int, Field(ge=1, le=900)] = 120
    """Deadline of one call."""
    deadline_seconds: Annotated[int, Field(ge=1, le=1800)] = 300
    """Deadline of one question with all its repeats."""
    max_prompt_characters: Annotated[int, Field(ge=1_000)] = 120_000
    """A longer question is not asked: the candidacy is not screened, and says so."""
    key: SecretStr | None = Field(default=None, exclude=True)

    @field_validator("base_url")
    @classmethod
    def _usable_address(cls, url: str | None) -> str | None:
        if url is not None and not _is_web_address(url):
            raise ValueError(
                'must be an http or https address such as "https://host/v1", '
                "without user, password, question mark or #"
            )
        return url

    @model_validator(mode="after")
    def _honest_baseline(self) -> "ModelSettings":
        baseline = self.kind is AssessorKind.KEYWORD_BASELINE
        if baseline and self.base_url is not None and not is_here(self.base_url):
            raise ValueError(
                "the keyword baseline runs inside the worker or on this machine: "
                'remove base_url or set kind = "llm"'
            )
        return self

    @model_validator(mode="after")
    def _encrypted(self) -> "ModelSettings":
        plain = self.base_url is not None and self.base_url.startswith("http:")
        if plain and not self.allow_plain_http and not is_here(self.base_url or ""):
            raise ValueError(
                "base_url would send candidates' documents unencrypted to another machine: use "
                "https, or set allow_plain_http = true for a server in your own network"
            )
        return self

    @model_validator(mode="after")
    def _named_llm(self) -> "ModelSettings":
        if self.kind is AssessorKind.KEYWORD_BASELINE:
            return self
        if self.base_url is None:
            raise ValueError('base_url is needed, for example "https://api.openai.com/v1"')
        if "name" not in self.model_fields_set:
            raise ValueError("name is needed: the model's name as that server knows it")
        return self


class ReadingSettings(_Section):
    """``[reading]``: limits of one file's child process."""

    max_file_mebibytes: Annotated[int, Field(ge=1, le=200)] = 20
    max_pages: Annotated[int, Field(ge=1, le=2_000)] = 60
    max_characters: Annotated[int, Field(ge=1_000)] = 400_000
    seconds: Annotated[int, Field(ge=1, le=300)] = 20
    memory_mebibytes: Annotated[int, Field(ge=128)] = 768
    at_once: Annotated[int, Field(ge=1, le=64)] = 2
    """How many files are read at the same time."""
    recognition: bool = True
    """Whether text in scans and pictures is recognised (OCR) where the parts for it are there."""
    max_recognised_pages: Annotated[int, Field(ge=1, le=200)] = 12
    """A file with more pages without text is left as it is."""
    recognition_seconds: Annotated[int, Field(ge=10, le=3_600)] = 360
    """For all such pages of one file."""
    recognition_memory_mebibytes: Annotated[int, Field(ge=512)] = 2_048
    open_archives: bool = False
    """Whether files inside an archive are read; else the archive's contents are only listed."""


class WorkerSettings(_Section):
    """``[worker]``: one worker process."""

    at_once: Annotated[int, Field(ge=1, le=200)] = 20
    """How many candidacies are worked on at the same time."""
    lease_seconds: Annotated[int, Field(ge=5, le=600)] = 60
    scan_seconds: Annotated[float, Field(gt=0, le=60)] = 2.0
    """How often the ledger is asked what is due, whatever the queue says."""
    settle_seconds: Annotated[float, Field(ge=0, le=3_600)] = 90
    """How long an ATS may take to apply a write on which we gave up."""
    metrics_host: str = "127.0.0.1"
    metrics_port: Annotated[int, Field(ge=0, le=65_535)] = 9_464
    """Health and Prometheus metrics; 0 turns them off."""


class RequisitionSettings(_Section):
    """``[tenants.NAME.requisitions.ID]``: one requisition."""

    rubric: Path | None = None
    """A TOML file with its requirements, which wins over the ATS's text."""


class TenantSettings(_Section):
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
    requisitions: dict[RequisitionId, RequisitionSettings] = Field(default_factory=dict)
    key: SecretStr | None = Field(default=None, exclude=True)

    @field_validator("base_url")
    @classmethod
    def _encrypted_address(cls, url: str) -> str:
        if not _is_web_address(url) or not (url.startswith("https:") or is_here(url)):
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


class Settings(_Section):
    """The whole file."""

    prompts: Path | None = None
    """A folder of prompts and templates; the shipped one when not set."""
    brake_file: Path | None = None
    """While this file exists, nothing is written to any ATS."""
    ledger: LedgerSettings = LedgerSettings()
    queue: QueueSettings = QueueSettings()
    model: ModelSettings
    reading: ReadingSettings = ReadingSettings()
    worker: WorkerSettings = WorkerSettings()
    tenants: Annotated[dict[TenantId, TenantSettings], Field(min_length=1)]

    @field_validator("tenants")
    @classmethod
    def _plain_names(
        cls, tenants: dict[TenantId, TenantSettings]
    ) -> dict[TenantId, TenantSettings]:
        if not all(_TENANT_NAME.fullmatch(name) for name in tenants):
            raise ValueError("a tenant's name is 1 to 60 letters, digits, hyphens or underscores")
        return tenants

    @field_validator("tenants")
    @classmethod
    def _one_tenant_for_each_company(
        cls, tenants: dict[TenantId, TenantSettings]
    ) -> dict[TenantId, TenantSettings]:
        """Refuse two tenants that would poll one account and comment twice on everyone in it."""
        accounts: dict[tuple[str, str | None], TenantId] = {}
        for name, tenant in tenants.items():
            account = (tenant.base_url.rstrip("/").lower(), tenant.key_env)
            if account in accounts:
                raise ValueError(
                    f"{accounts[account]} and {name} have the same base_url and key_env, so each "
                    "candidacy would get two comments: keep one of them"
                )
            accounts[account] = name
        return tenants

    @model_validator(mode="after")
    def _ledger_for_all_machines(self) -> "Settings":
        shared = not self.queue.url.startswith("memory")
        if shared and self.ledger.is_file and not self.ledger.one_machine:
            raise ValueError(
                "queue.url is a Redis, which serves several machines, but ledger.url is a file, "
                "of which each machine would have its own: several machines need PostgreSQL; if "
                "every worker runs on this one, set one_machine = true under [ledger]"
            )
        return self


def load_settings(path: Path, environ: Mapping[str, str]) -> Settings:
    """Read and check the settings; raise ``Misconfigured`` with one sentence for each fault."""
    return with_keys(load_without_keys(path), environ, source=str(path))


def load_without_keys(path: Path) -> Settings:
    """Read and check the file alone, for commands that ask neither the ATS nor the model."""
    try:
        with path.open("rb") as file:
            raw = tomllib.load(file)
    except FileNotFoundError:
        raise Misconfigured(
            f"There is no settings file {path}: copy screening.example.toml to it, "
            "or name another with --config."
        ) from None
    except IsADirectoryError:
        raise Misconfigured(f"{path} is a folder: name a settings file with --config.") from None
    except OSError as error:
        raise Misconfigured(f"{path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path} is not valid TOML: {_no_content(error)}.") from None
    return _at_home(_checked(raw, source=str(path)), path)


def settings_from(raw: dict[str, Any], environ: Mapping[str, str], *, source: str) -> Settings:
    """Check settings already read as tables, and take the keys from the environment."""
    return with_keys(_checked(raw, source=source), environ, source=source)


def with_keys(settings: Settings, environ: Mapping[str, str], *, source: str) -> Settings:
    """Take all keys from the environment; raise ``Misconfigured`` naming what is amiss there."""
    faults: list[str] = []
    try:
        settings = with_model_key(settings, environ, source=source)
    except Misconfigured as error:
        faults.append(str(error))
    tenants = {}
    for name, tenant in settings.tenants.items():
        setting = f"{source}: tenants.{name}.key_env"
        try:
            key = find_key(tenant.key_env, tenant.base_url, environ, setting=setting)
        except Misconfigured as error:
            faults.append(str(error))
        else:
            tenants[name] = tenant.model_copy(update={"key": key})
    if faults:
        raise Misconfigured("\n".join(faults))
    return settings.model_copy(update={"tenants": tenants})


def with_model_key(settings: Settings, environ: Mapping[str, str], *, source: str) -> Settings:
    """Take only the model's key, if there is an address to ask.

    Variables that would change behind our back where the question goes stop the start.
    """
    model = settings.model
    if model.base_url is None:
        return settings
    if conflicts := environment_conflicts(environ, base_url=model.base_url):
        raise Misconfigured("\n".join(conflicts))
    setting = f"{source}: model.key_env"
    key = find_key(model.key_env, model.base_url, environ, setting=setting)
    return settings.model_copy(update={"model": model.model_copy(update={"key": key})})


def _checked(raw: dict[str, Any], *, source: str) -> Settings:
    _refuse_keys_in_file(raw, source)
    try:
        return Settings.model_validate(raw)
    except ValidationError as error:
        raise Misconfigured("\n".join(sentences(error, source))) from None


def _at_home(settings: Settings, path: Path) -> Settings:
    """Let a relative ledger lie beside the settings, or another folder would begin another one."""
    scheme, slashes, file = settings.ledger.url.partition(":///")
    named = file and not file.startswith(("/", "~", ":memory:", "file:"))
    if not (settings.ledger.is_file and slashes and named):
        return settings
    url = f"{scheme}:///{path.absolute().parent / file}"
    return settings.model_copy(update={"ledger": settings.ledger.model_copy(update={"url": url})})


def _is_web_address(url: str) -> bool:
    parts = _parts(url)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        return False
    extras = parts.username or parts.password or parts.query or parts.fragment
    return all("!" <= character <= "~" for character in url) and not extras


def _parts(url: str) -> SplitResult | None:
    """Take an address apart; ``None`` when its host or port cannot be read."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _refuse_keys_in_file(raw: Mapping[str, Any], source: str) -> None:
    tenants = raw.get("tenants")
    sections: list[tuple[str, Any]] = [("model", raw.get("model"))]
    if isinstance(tenants, dict):
        sections += [(f"tenants.{name}", table) for name, table in tenants.items()]
    for name, table in sections:
        if isinstance(table, dict) and "key" in table:
            raise Misconfigured(
                f"{source}: {name}.key does not belong in this file: put the key into an "
                "environment variable and name that variable in key_env."
            )


def _no_content(error: Exception) -> str:
    position = str(error).rpartition("(at ")[2].rstrip(")")
    return f"look at {position}" if position and position != str(error) else "it is not UTF-8 text"
