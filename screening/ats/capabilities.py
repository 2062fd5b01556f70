"""The capability file: what a probe has seen of a tenant's ATS with its own key.

Without it, or without its proof, moving a step and terminating stay off.
"""

import os
import tempfile
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field, ValidationError

from screening.errors import Misconfigured
from screening.model import TenantId, Value


class SeenShape(Value):
    """One list's shape: the member that holds it, and the names in its objects."""

    wrapper: str | None = None
    """``None`` when the list is the whole answer."""
    keys: tuple[str, ...] = ()


class Capabilities(Value):
    """What was seen and proven, when, for which tenant."""

    schema_version: Literal[1] = 1
    tenant: TenantId
    probed_at: AwareDatetime
    seen: dict[str, SeenShape] = Field(default_factory=dict)
    """By list: candidacies, candidacy, files, comments, requisitions, users."""
    private_flag: str | None = None
    """The name of the flag for private files; ``None`` when none was seen."""
    step_verified: bool = False
    termination_verified: bool = False

    def wrapper(self, name: str) -> tuple[str, ...]:
        """Return the wrapper seen for a list, for the decoder to know it."""
        shape = self.seen.get(name)
        return (shape.wrapper,) if shape and shape.wrapper else ()


def load(path: Path, *, tenant: TenantId) -> Capabilities | None:
    """Read a tenant's capability file; ``None`` when there is none yet."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Misconfigured(
            f"the capability file {path} cannot be read ({type(error).__name__}); check its rights"
        ) from None
    try:
        capabilities = Capabilities.model_validate_json(text)
    except ValidationError:
        raise Misconfigured(
            f"the capability file {path} is damaged or of another version; run `screening probe`"
        ) from None
    if capabilities.tenant != tenant:
        raise Misconfigured(
            f"the capability file {path} belongs to tenant {capabilities.tenant}, not {tenant}; "
            "run `screening probe` for this tenant"
        )
    return capabilities


def save(path: Path, capabilities: Capabilities) -> None:
    """Write a capability file whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(capabilities.model_dump_json(indent=2) + "\n")
        Path(temporary).replace(path)
    except OSError as error:
        raise Misconfigured(
            f"the capability file {path} cannot be written ({type(error).__name__}); "
            "check the folder and its rights"
        ) from None
