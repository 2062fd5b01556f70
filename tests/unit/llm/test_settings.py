"""Prices, shutdown dates, addresses, keys and the environment are checked before a call."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from screening.errors import Misconfigured
from screening.llm.address import checked_address, checked_key, is_loopback
from screening.llm.environment import environment_conflicts
from screening.llm.prices import Price, Usage, cost, known_models, look_up

SHIPPED = (Path(__file__).parents[3] / "prompts" / "models.toml").read_text(encoding="utf-8")
PRICE = Price(input=Decimal("2.5"), output=Decimal(15), cached_input=Decimal("0.25"))
tokens = st.integers(0, 10**6)


def test_the_shipped_table_can_be_read_and_says_how_sure_its_prices_are() -> None:
    models = known_models(SHIPPED)
    assert models["gpt-4o"].shutdown == date(2027, 1, 14)
    priced = [each for each in models.values() if each.price is not None]
    assert priced
    assert all(each.price_seen and "check" in each.price_seen for each in priced)


def test_a_dated_snapshot_is_found_under_its_models_name() -> None:
    models = known_models(SHIPPED)
    assert look_up(models, "gpt-4o-2024-08-06") is models["gpt-4o"]
    assert look_up(models, "gpt-4o-mini") is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("checked = ", "not valid TOML"),
        ("checked = 2026-01-01\n[[model]]\nprice = {}", "model.0.name"),
        ('checked = 2026-01-01\n[[model]]\nname = "a"\nprice = {input = -1, output = 1}', "input"),
        ('checked = 2026-01-01\n[[model]]\nname = "a"\ncost = 3', "model.0.cost"),
    ],
)
def test_a_broken_table_is_refused_by_name(text: str, named: str) -> None:
    with pytest.raises(Misconfigured, match=named) as caught:
        known_models(text, file="mine.toml")
    assert "mine.toml" in str(caught.value)


def test_the_cost_is_exact_and_counts_cached_input_at_its_own_price() -> None:
    usage = Usage(input_tokens=1_000, cached_tokens=400, output_tokens=100)
    assert cost(PRICE, usage) == Decimal("0.0031")
    without = PRICE.model_copy(update={"cached_input": None})
    assert cost(without, usage) == Decimal("0.004")


@pytest.mark.parametrize(
    ("price", "usage"),
    [
        (None, Usage(input_tokens=1, output_tokens=1)),
        (PRICE, Usage(input_tokens=1)),
        (PRICE, Usage(output_tokens=1)),
    ],
)
def test_an_unknown_cost_is_none_and_not_zero(price: Price | None, usage: Usage) -> None:
    assert cost(price, usage) is None


@given(tokens, tokens, tokens)
def test_the_cost_never_falls_below_all_input_being_cached(
    put_in: int, cached: int, put_out: int
) -> None:
    usage = Usage(input_tokens=put_in, cached_tokens=cached, output_tokens=put_out)
    found = cost(PRICE, usage)
    assert found is not None
    assert found >= (put_in * Decimal("0.25") + put_out * 15) / 1_000_000


BASE = "https://models.example/v1"


def test_an_environment_in_agreement_is_no_conflict() -> None:
    environ = {"OPENAI_BASE_URL": BASE + "/", "OPENAI_API_KEY": "k", "OPENAI_ORG_ID": ""}
    assert environment_conflicts(environ, base_url=BASE) == ()


@pytest.mark.parametrize(
    "name",
    [
        "OPENAI_BASE_URL",
        "OPENAI_ORG_ID",
        "OPENAI_PROJECT_ID",
        "OPENAI_CUSTOM_HEADERS",
        "OPENAI_ADMIN_KEY",
    ],
)
def test_a_variable_that_contradicts_the_settings_is_named_without_its_value(name: str) -> None:
    (sentence,) = environment_conflicts({name: "https://secret.example"}, base_url=BASE)
    assert name in sentence
    assert "Unset it" in sentence
    assert "secret" not in sentence


@pytest.mark.parametrize("address", [BASE, "http://127.0.0.1:8080/v1", "http://[::1]:1/v1"])
def test_a_plain_address_is_accepted(address: str) -> None:
    assert checked_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "models.example/v1",
        "ftp://models.example",
        "https://",
        "https://h:99999/v1",
        "https://[::1",
        "https://user:secret@models.example/v1",
        "https://models.example/v1?key=secret",
        "https://models.example/v1#secret",
    ],
)
def test_any_other_address_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(Misconfigured, match=r"model\.base_url") as caught:
        checked_address(address)
    assert "secret" not in str(caught.value)


def test_a_key_that_fits_a_header_is_accepted() -> None:
    assert checked_key(SecretStr("sk-abc_123")) == "sk-abc_123"


@pytest.mark.parametrize("key", ["", "secret\n", "secret one", "secretключ"])
def test_a_key_that_cannot_be_sent_is_refused_without_repeating_it(key: str) -> None:
    with pytest.raises(Misconfigured, match=r"model\.key_env") as caught:
        checked_key(SecretStr(key))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://localhost:1/v1", True),
        ("http://127.0.0.1/v1", True),
        ("http://[::1]/v1", True),
        ("http://10.0.0.1/v1", False),
        ("https://localhost.example/v1", False),
    ],
)
def test_only_this_machine_is_loopback(address: str, expected: bool) -> None:
    assert is_loopback(address) is expected
