"""The whole settings file."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator, model_validator

from screening.model import TenantId
from screening.settings.asking import ModelSettings
from screening.settings.running import (
    LedgerSettings,
    QueueSettings,
    ReadingSettings,
    WorkerSettings,
)
from screening.settings.section import Section
from screening.settings.tenant import TenantSettings

_TENANT_NAME = re.compile(r"[A-Za-z0-9_-]{1,60}")


class Settings(Section):
    """The whole file."""

    prompts: Path | None = None
    """A folder of prompts and templates; the shipped one when not set."""
    brake_file: Path | None = None
    """While this file exists, nothing is written to any ATS."""
    ledger: LedgerSettings = LedgerSettings()
    queue: QueueSettings = QueueSettings()
    model: ModelSettings
    second_model: ModelSettings | None = None
    """Another model for the second of several judgements; without it the same is asked again."""
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
