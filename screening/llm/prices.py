"""What models cost and when they end, from the dated table ``prompts/models.toml``."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, ValidationError

from screening.errors import Misconfigured
from screening.model import Value

_SNAPSHOT = re.compile(r"-[0-9]{4}-?[0-9]{2}-?[0-9]{2}$")
_MILLION = Decimal(1_000_000)
_DEARER = Decimal("1.25")
"""What servers that charge for writing into their cache take, times the price of input."""
_Dollars = Annotated[Decimal, Field(ge=0, allow_inf_nan=False)]


class Price(Value):
    """US dollars for a million tokens."""

    input: _Dollars
    output: _Dollars
    cached_input: _Dollars | None = None
    """``None`` when unknown: read from the cache, a token is then counted as any other."""
    cache_write: _Dollars | None = None
    """``None`` when unknown: written into the cache, a token is counted a quarter dearer."""

    @property
    def written(self) -> Decimal:
        """What a million tokens written into the cache cost, or may cost at most."""
        return self.input * _DEARER if self.cache_write is None else self.cache_write


class Usage(Value):
    """The tokens of one call, as the server counted them; ``None`` where it did not say."""

    input_tokens: int | None = None
    cached_tokens: int | None = None
    """The part of the input tokens that was read from the server's cache."""
    cache_write_tokens: int | None = None
    """The part of the input tokens that was written into it."""
    output_tokens: int | None = None


NOTHING = Usage(input_tokens=0, cached_tokens=0, cache_write_tokens=0, output_tokens=0)
"""The tokens of a call that was never sent."""


class KnownModel(Value):
    """One row of the table."""

    name: str
    shutdown: date | None = None
    """The day on which the vendor ends it; ``None`` when none was announced."""
    price: Price | None = None
    price_seen: str | None = None
    """When and where the price was seen, in words."""
    checked: date | None = None
    """The day on which the whole table was last looked through."""


class _Table(Value):
    checked: date
    model: tuple[KnownModel, ...]


def known_models(text: str, *, file: str = "prompts/models.toml") -> dict[str, KnownModel]:
    """Read the table; raise ``Misconfigured`` naming the file and the row that is wrong."""
    try:
        table = _Table.model_validate(tomllib.loads(text, parse_float=Decimal))
    except ValidationError as error:
        places = {".".join(map(str, each["loc"])) for each in error.errors(include_input=False)}
        raise Misconfigured(f"{file}: check {', '.join(sorted(places))}") from None
    except (ValueError, RecursionError) as error:
        raise Misconfigured(f"{file} is not valid TOML: {error}") from None
    return {each.name: each.model_copy(update={"checked": table.checked}) for each in table.model}


def look_up(models: dict[str, KnownModel], name: str) -> KnownModel | None:
    """Find a model by its name or, for a dated snapshot, by the name without the date."""
    return models.get(name) or models.get(_SNAPSHOT.sub("", name))


def cost(price: Price | None, usage: Usage) -> Decimal | None:
    """Return the cost in US dollars; ``None`` without a price or without both counts."""
    if price is None or usage.input_tokens is None or usage.output_tokens is None:
        return None
    cached = min(usage.cached_tokens or 0, usage.input_tokens)
    written = min(usage.cache_write_tokens or 0, usage.input_tokens - cached)
    cheap = price.input if price.cached_input is None else price.cached_input
    total = (usage.input_tokens - cached - written) * price.input
    total += cached * cheap + written * price.written + usage.output_tokens * price.output
    return total / _MILLION
