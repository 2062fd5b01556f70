"""Environment variables that would change behind our back where the question is sent."""

from collections.abc import Mapping

_REASONS = {
    "OPENAI_ORG_ID": "it would bill another organization",
    "OPENAI_PROJECT_ID": "it would bill another project",
    "OPENAI_CUSTOM_HEADERS": "it would add headers to every call",
    "OPENAI_ADMIN_KEY": "an administrator's key has no place in a worker",
}


def environment_conflicts(environ: Mapping[str, str], *, base_url: str) -> tuple[str, ...]:
    """Name each variable that contradicts the settings, why, and what to do; no values.

    The openai package reads these variables by itself. We send none of them, but somebody who set
    them expects otherwise, so it is better not to start.
    """
    found = []
    address = environ.get("OPENAI_BASE_URL", "")
    if address and address.rstrip("/") != base_url.rstrip("/"):
        found.append(_sentence("OPENAI_BASE_URL", "it names another address than model.base_url"))
    found += [_sentence(name, why) for name, why in _REASONS.items() if environ.get(name)]
    return tuple(found)


def _sentence(name: str, why: str) -> str:
    return f"The environment variable {name} is set: {why}. Unset it; only the settings count."
