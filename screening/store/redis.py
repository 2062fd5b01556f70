"""Connect to a Redis that workers share."""

from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from screening.errors import Misconfigured

__all__ = ["Redis", "connect"]

_PATIENT = Retry(ExponentialBackoff(cap=1, base=0.1), 3)
"""Rides out a dropped connection. Booking a turn twice costs one turn and nothing else."""


def connect(url: str) -> Redis:
    """Make a client with deadlines and retries; it connects when it is first used."""
    # redis-py checks the name in a server's certificate only when told to.
    secured = {"ssl_check_hostname": True} if urlsplit(url).scheme == "rediss" else {}
    try:
        client: Redis = Redis.from_url(
            url,
            socket_timeout=5,
            socket_connect_timeout=3,
            socket_keepalive=True,
            health_check_interval=15,
            retry=_PATIENT,
            retry_on_error=[RedisConnectionError, RedisTimeoutError, OSError],
            **secured,
        )
    except (ValueError, TypeError):  # whose text may hold a piece of the password
        raise Misconfigured(
            "queue.url is not a Redis address: write it as redis://user:password@host:6379/0, "
            "with %-signs for special characters in the password."
        ) from None
    return client
