"""Everything that can be set: one TOML file and, for secrets, the environment. Read once.

``docs/settings.md`` describes every key; a test compares the two.
"""

from screening.settings.asking import BudgetSettings, ModelSettings
from screening.settings.loading import (
    load_settings,
    load_without_keys,
    settings_from,
    with_keys,
    with_model_key,
)
from screening.settings.running import (
    LedgerSettings,
    QueueSettings,
    ReadingSettings,
    WorkerSettings,
)
from screening.settings.tenant import RequisitionSettings, TenantSettings
from screening.settings.whole import Settings

__all__ = [
    "BudgetSettings",
    "LedgerSettings",
    "ModelSettings",
    "QueueSettings",
    "ReadingSettings",
    "RequisitionSettings",
    "Settings",
    "TenantSettings",
    "WorkerSettings",
    "load_settings",
    "load_without_keys",
    "settings_from",
    "with_keys",
    "with_model_key",
]
