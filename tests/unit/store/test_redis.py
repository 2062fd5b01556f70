"""The Redis that workers share is opened with deadlines, retries and a checked certificate."""

from typing import Any

import pytest
from redis.asyncio import SSLConnection
from redis.exceptions import ConnectionError as RedisConnectionError

from screening.errors import Misconfigured
from screening.store.redis import connect


def connection(url: str) -> Any:
    """Make a connection as the pace would; redis-py gives it no types."""
    pool: Any = connect(url).connection_pool
    return pool.make_connection()


def test_it_gets_time_outs_and_retries() -> None:
    made = connection("redis://127.0.0.1:1/0")
    assert made.socket_timeout == 5
    assert made.socket_connect_timeout == 3
    assert made.health_check_interval == 15
    assert RedisConnectionError in made.retry_on_error
    assert made.retry._retries == 3


def test_the_name_in_a_servers_certificate_is_checked() -> None:
    made = connection("rediss://127.0.0.1:1/0")
    assert isinstance(made, SSLConnection)
    assert made.check_hostname
    assert made.ssl_context.get().check_hostname


@pytest.mark.parametrize("url", ["redis://me:secret-word@host:port/0", "redis://h/0?db=secret"])
def test_an_address_that_is_none_is_one_sentence_without_the_password(url: str) -> None:
    with pytest.raises(Misconfigured, match=r"queue\.url is not a Redis address") as caught:
        connect(url)
    assert "secret" not in str(caught.value)
