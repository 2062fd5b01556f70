"""What all sections of the settings share: strictness, and how an address is judged."""

from urllib.parse import SplitResult, urlsplit

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A table of the settings file; an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def is_web_address(url: str) -> bool:
    """Tell whether it is a plain http or https address."""
    parts = parts_of(url)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        return False
    extras = parts.username or parts.password or parts.query or parts.fragment
    return all("!" <= character <= "~" for character in url) and not extras


def parts_of(url: str) -> SplitResult | None:
    """Take an address apart; ``None`` when its host or port cannot be read."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:
        return None
