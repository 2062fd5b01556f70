"""What is said to be the most is the most, for any text, and not absurdly more."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.llm.attempt import Attempt, Message
from screening.llm.estimate import most_input_tokens, most_usd
from screening.llm.prices import Price, Usage, cost
from screening.model import AnswerForm

EMPTY = Attempt(
    system="",
    shared="",
    own="",
    turns=(),
    form=AnswerForm.PLAIN,
    name="x",
    schema={"type": "object"},
)
counts = st.integers(min_value=0, max_value=10**6)
prices = st.builds(
    Price,
    input=st.decimals(0, 100, places=3),
    output=st.decimals(0, 100, places=3),
    cached_input=st.none() | st.decimals(0, 100, places=3),
    cache_write=st.none() | st.decimals(0, 100, places=3),
)


@given(st.text(), st.text(), st.text(), st.text(), st.sampled_from(AnswerForm))
def test_no_tokeniser_that_reads_bytes_can_count_more(
    system: str, shared: str, own: str, turn: str, form: AnswerForm
) -> None:
    attempt = replace(
        EMPTY, system=system, shared=shared, own=own, turns=(Message("user", turn),), form=form
    )
    sent = sum(len(text.encode("utf-8", "surrogatepass")) for text in (system, shared, own, turn))
    assert most_input_tokens(attempt) >= sent + len('{"type":"object"}')


@pytest.mark.parametrize("odd", ["髙", "🧪", "𠮷", "ж", "q", "\u0e33"])
def test_a_document_of_odd_characters_only_is_not_thought_cheaper_than_its_bytes(odd: str) -> None:
    page = odd * 5_000
    assert most_input_tokens(replace(EMPTY, own=page)) >= len(page.encode())


@pytest.mark.parametrize("text", ["開発を担当しました。", "Руководил командой. ", "Led a team. "])
def test_nothing_but_bytes_and_a_small_allowance_is_counted(text: str) -> None:
    page = text * 400
    assert most_input_tokens(replace(EMPTY, own=page)) <= len(page.encode()) + 500


@given(prices, counts, counts, counts, counts)
def test_no_usage_within_the_counts_costs_more(
    price: Price, input_tokens: int, output_tokens: int, cached: int, written: int
) -> None:
    most = most_usd(price, input_tokens=input_tokens, output_tokens=output_tokens)
    usage = Usage(
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        cached_tokens=cached,
        cache_write_tokens=written,
    )
    spent = cost(price, usage)
    assert most is not None
    assert spent is not None
    assert spent <= most


def test_without_a_price_there_is_no_most() -> None:
    assert most_usd(None, input_tokens=1, output_tokens=1) is None


def test_what_is_written_into_the_cache_has_its_own_price() -> None:
    usage = Usage(
        input_tokens=1_000_000, cached_tokens=200_000, cache_write_tokens=300_000, output_tokens=0
    )
    own = Price(
        input=Decimal(1), output=Decimal(6), cached_input=Decimal("0.1"), cache_write=Decimal(2)
    )
    assert cost(own, usage) == Decimal("0.5") + Decimal("0.02") + Decimal("0.6")
    unknown = own.model_copy(update={"cache_write": None})
    assert cost(unknown, usage) == Decimal("0.5") + Decimal("0.02") + Decimal("0.375")
