"""Connect to a Redis that workers share."""

from redis.asyncio import Redis

__all__ = ["Redis", "connect"]


def connect(url: str) -> Redis:
    """Make a client with deadlines; it connects when it is first used."""
    client: Redis = Redis.from_url(url, socket_timeout=5, socket_connect_timeout=3)
    return client
