"""``[model]``, ``[second_model]`` and ``[tenants.NAME.budget]``: who is asked, and for how much."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator, model_validator

from screening.keys import is_here
from screening.model import AssessorKind
from screening.settings.section import Section, is_web_address

Dollars = Annotated[Decimal, Field(gt=0)]


class ModelSettings(Section):
    """``[model]``: who answers the question. ``[second_model]`` has the same keys."""

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
    api: Literal["chat", "responses"] = "chat"
    """Chat completions, which every compatible server has, or OpenAI's Responses."""
    answer_form: Literal["auto", "json_schema", "tool", "json_object", "plain"] = "auto"
    """How the form of the answer is asked for; ``auto`` goes down the list until one is taken."""
    trust_loose_form: bool = False
    """Let the last two forms, which no server enforces, stand behind an automatic action."""
    explicit_cache: bool = False
    """Mark where the part ends that all candidates of a requisition share, and name the cache."""
    service_tier: Literal["auto", "default", "flex", "priority"] | None = None
    """Sent only when set."""
    max_output_tokens: Annotated[int, Field(ge=200, le=50_000)] = 4_000
    token_limit_name: Literal["max_completion_tokens", "max_tokens"] = "max_completion_tokens"  # noqa: S105 - the name of a parameter
    """What the server calls the limit; older compatible servers say ``max_tokens``."""
    reasoning_effort: Literal["minimal", "low", "medium", "high"] | None = None
    """Sent only when set."""
    input_price: Annotated[Decimal, Field(ge=0)] | None = None
    """US dollars for a million input tokens; overrides ``prompts/models.toml``."""
    output_price: Annotated[Decimal, Field(ge=0)] | None = None
    """US dollars for a million output tokens."""
    cached_input_price: Annotated[Decimal, Field(ge=0)] | None = None
    """US dollars for a million input tokens read from the cache."""
    cache_write_price: Annotated[Decimal, Field(ge=0)] | None = None
    """US dollars for a million input tokens written into the cache."""
    attempt_seconds: Annotated[int, Field(ge=1, le=900)] = 120
    """Deadline of one call."""
    deadline_seconds: Annotated[int, Field(ge=1, le=1800)] = 300
    """Deadline of one question with all its repeats."""
    spare_seconds: Annotated[int, Field(ge=1, le=3_600)] = 120
    """How long a server that failed five times within a minute is left alone."""
    max_prompt_characters: Annotated[int, Field(ge=1_000)] = 120_000
    """A longer question is not asked: the candidacy is not screened, and says so."""
    key: SecretStr | None = Field(default=None, exclude=True)

    @field_validator("base_url")
    @classmethod
    def _usable_address(cls, url: str | None) -> str | None:
        if url is not None and not is_web_address(url):
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


class BudgetSettings(Section):
    """``[tenants.NAME.budget]``: what the model may cost. Checked before each call."""

    candidacy_tokens: Annotated[int, Field(ge=1_000)] | None = 1_000_000
    """Of one screening, with all its repeats; above it the candidacy is not screened."""
    candidacy_usd: Dollars | None = None
    """Of one screening; above it the candidacy is not screened, and says so."""
    requisition_usd: Dollars | None = None
    """Of all screenings of one requisition in a month; above it they are not screened."""
    day_usd: Dollars | None = None
    """Of a day in the tenant's time zone; above it the work waits for the next day."""
    month_usd: Dollars | None = None
    """Of a month in the tenant's time zone; above it the work waits for the next month."""
