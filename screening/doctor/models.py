"""Warns before a model ends, and when the table that says so has grown old."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from screening.doctor.check import Check, warn
from screening.llm.prices import KnownModel, look_up

_ENDS_SOON = timedelta(days=90)
_OLD = timedelta(days=180)


def models_end(
    names: Iterable[str], models: Mapping[str, KnownModel], *, today: date
) -> list[Check]:
    """Warn of each named model that is listed to end soon, and of a table nobody has checked."""
    checks = [each for name in names for each in _end(name, models, today)]
    checked = max((each.checked for each in models.values() if each.checked), default=None)
    if checked is not None and today - checked > _OLD:
        says = f"prompts/models.toml was last checked on {checked}: prices may have changed and "
        says += "models may end unannounced; look them up, correct the file and its date"
        checks.append(warn("models", says))
    return checks


def _end(name: str, models: Mapping[str, KnownModel], today: date) -> list[Check]:
    model = look_up(dict(models), name)
    if model is None or model.shutdown is None or model.shutdown - today > _ENDS_SOON:
        return []
    ends = "is listed to end" if model.shutdown > today else "is listed as ended"
    says = f"{name} {ends} on {model.shutdown}: choose another where the settings name it"
    return [warn("model", says)]
