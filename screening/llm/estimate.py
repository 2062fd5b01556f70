"""The most that an attempt can cost, told before it is made.

No tokeniser is asked: each server has its own. They share one property: a token stands for at least
one byte of the text, and a rare character, a code or a row of digits may really take one for each.
So bytes are counted. That is a good deal more than an ordinary document takes, and the ledger puts
the real figure in its place after the call; a figure for the ordinary document would be too low for
the odd one, and it is the candidate who writes the document.
"""

from decimal import Decimal

from screening.llm.attempt import Attempt
from screening.llm.prices import Price, Usage, cost

_FOR_EACH_TEXT = 16
"""Tokens of a server's own around a message, its role or its part."""
_ANYWAY = 256
"""Tokens of a server's own for the whole: how it shows a tool or a form to the model."""


def most_input_tokens(attempt: Attempt) -> int:
    """Return a count that no server's own goes above."""
    texts = attempt.texts
    return (
        sum(len(text.encode("utf-8", "surrogatepass")) + _FOR_EACH_TEXT for text in texts) + _ANYWAY
    )


def most_usd(price: Price | None, *, input_tokens: int, output_tokens: int) -> Decimal | None:
    """Return the cost if every token is charged at its dearest; ``None`` without a price."""
    usages = (
        Usage(input_tokens=input_tokens, cached_tokens=cached, cache_write_tokens=written)
        for cached, written in ((0, 0), (0, input_tokens), (input_tokens, 0))
    )
    costs = (
        cost(price, usage.model_copy(update={"output_tokens": output_tokens})) for usage in usages
    )
    return max((each for each in costs if each is not None), default=None)
